"""Goals shown inside a text: what an author wrote between braces, and what it shows."""
