"""Charts as views: what is drawn, the sentence that it says, and the table beside it."""
