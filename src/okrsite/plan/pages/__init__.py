"""One module a kind of page: from the judged portfolio to all that the page shows."""
