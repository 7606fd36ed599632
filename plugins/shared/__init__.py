"""What all plugins use: problems, settings, the portal of a build, files, what is kept."""
