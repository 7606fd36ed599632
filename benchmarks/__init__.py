"""What only measures: nothing here is needed to edit, build or publish a site."""
