"""What a document gives away besides its text: names, comments, changes, hidden parts, places.

Pure functions without Pelican: `reading.read_document` finds traces in bytes, `words.sentences`
says them to an editor. Only `child.py` starts a process, in which damaged files may do their worst.
"""
