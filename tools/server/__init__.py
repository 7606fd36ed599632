"""Configurations of the web server: what it may send, where the files lie, what moved where."""
