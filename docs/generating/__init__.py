"""What the documentation takes from the code: a page or a stretch of pages a file."""
