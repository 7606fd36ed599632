"""An article gets another name or section, and whoever comes by the old one still finds it."""
