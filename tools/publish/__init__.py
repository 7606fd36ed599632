"""Releases: a publisher puts the site on a server in one command, and takes it back in one."""
