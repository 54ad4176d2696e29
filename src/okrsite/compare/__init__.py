"""What changed between two states of a project, in words and numbers; only here is git started."""
