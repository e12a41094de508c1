"""AIs that talk with one another: who they are, whose turn it is, and what is kept. Knows no device."""
