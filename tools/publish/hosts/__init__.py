"""Hosts without a server of one's own: what a release carries for each, and how it gets there."""
