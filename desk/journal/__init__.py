"""Who did what and when, on one page, and the way back from each of it."""
