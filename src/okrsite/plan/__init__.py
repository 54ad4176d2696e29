"""Assessed goals in, every file of the site out: what each page shows, as plain data."""
