"""Nothing is lost: drafts of unsaved text, versions before each save, who has what open."""
