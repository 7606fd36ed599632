"""Bàn biên tập: an editor's window beside the preview, on this machine alone."""
