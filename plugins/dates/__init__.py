"""In a site of others, `11/12/2023` is 11 December; here `plugins/frontmatter` reads every date."""
