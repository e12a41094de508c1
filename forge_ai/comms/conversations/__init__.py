"""AIs that talk with one another: who sits there, whose turn it is, and what is kept of it."""
