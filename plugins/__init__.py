"""Everything that this portal adds to Pelican, one folder a feature."""
