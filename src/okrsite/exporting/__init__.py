"""A draft of a site in, files to take away out: its data, and its reports."""
