"""Where content/ lies in a Git repository: saves become commits, texts are fetched and sent."""
