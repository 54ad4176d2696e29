"""What moved the numbers of two states: reality, or the goalposts."""
