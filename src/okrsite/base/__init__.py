"""What every room may use: problems, digests, numbers and words. Knows nothing of goals."""
