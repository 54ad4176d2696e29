"""A plan and its renderers in, the site on disk out: whole, exact, and only what differs."""
