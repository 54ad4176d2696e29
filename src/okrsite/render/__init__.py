"""Planned data becomes bytes, pure."""
