"""A double click opens the desk, or the window that is already there."""
