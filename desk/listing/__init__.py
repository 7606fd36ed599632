"""All articles: found, sorted, begun, duplicated, thrown away and taken back."""
