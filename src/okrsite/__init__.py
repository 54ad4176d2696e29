"""Objectives, key results and KPIs in Markdown files become a static site that explains itself."""

__version__ = "0.1.0"
