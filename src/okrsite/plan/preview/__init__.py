"""A site that shows what changed on it since a revision."""
