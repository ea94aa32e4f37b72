"""What is recorded every day and what sums up a run: one family a file (floor 2)."""
