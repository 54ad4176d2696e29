"""What a goal report is: the author's files as typed, linked things. Judges nothing."""
