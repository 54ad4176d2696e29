"""Two states of a project side by side, and its history; the only room that starts git."""
