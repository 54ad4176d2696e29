"""Scaffolds: files that a person begins with."""
