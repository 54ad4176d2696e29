"""Judgement, pure, at a given day: what the goals say, never how it looks."""
