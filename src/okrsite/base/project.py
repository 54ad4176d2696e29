"""What holds for every project: the names of its files and folders, and the days it may name."""

from datetime import date

FILE_NAME = "okrsite.toml"
CONTENT = "content"
THEMES = "themes"
"""The folder of a project's own themes."""
STATE = ".okrsite"
OUTPUT = "output"

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""The days that can be written and judged."""
