"""A difference in, a story out: one order, and one set of sentences for every format."""
