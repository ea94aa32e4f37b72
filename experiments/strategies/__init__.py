"""What each strategy does at the default population: alone, under the same luck as without it."""
