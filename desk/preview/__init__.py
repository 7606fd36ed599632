"""The real page of a text that nobody has saved, and its problems, beside the form."""
