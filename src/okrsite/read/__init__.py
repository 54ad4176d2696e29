"""The author's files, faithfully, with places. Knows nothing of goals."""
