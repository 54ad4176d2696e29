"""The alignment picture: goals and what they hang on in, boxes and links with coordinates out."""
