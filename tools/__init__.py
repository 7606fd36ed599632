"""Programs around the site; the tasks of tasks.py call them."""
