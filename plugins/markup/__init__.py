"""What stands where in an article's Markdown (code, headings, links, tags, blocks): pure."""
