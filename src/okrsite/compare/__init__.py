"""What changed since a revision, and what the policy says of it; only here is git started."""
