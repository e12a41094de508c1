"""One device that is trusted: the way to it, what is asked of it, and what it answers."""
