"""What a portfolio says of its goals, the same however it is written, and what was renamed."""
