"""A Word file, or any that the importer reads, becomes a draft with its photos and a report."""
