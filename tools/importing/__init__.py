"""Word files, portals' pages and captured text become drafts of articles."""
