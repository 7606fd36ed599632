"""One article: its head as a form, its body as pieces; what is untouched keeps its bytes."""
