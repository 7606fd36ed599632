"""What goes up, before it does; the publication itself, and the way back to an older release."""
