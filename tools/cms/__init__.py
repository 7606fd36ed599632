"""An office that edits in the browser of a Git host has our form there, with Sveltia CMS."""
