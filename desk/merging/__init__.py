"""Two versions of one text become one again: by itself where they can, else as somebody chooses."""
