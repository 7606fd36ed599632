"""Writing the body: plain text areas with objects between them, pasting from Word, links."""
