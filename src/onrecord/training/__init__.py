"""Gold data to weights; the only room that knows torch."""
