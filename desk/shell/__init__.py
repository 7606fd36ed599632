"""What all rooms of the desk stand in: the application, its guard, its words, its page."""
