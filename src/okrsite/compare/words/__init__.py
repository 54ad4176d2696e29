"""Changes as sentences for people."""
