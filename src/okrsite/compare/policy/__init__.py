"""What the policy says of the changes between two states."""
