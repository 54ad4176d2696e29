"""What became of promises and definitions since a revision; only here is git started."""
