"""A spoken conversation: a loop without sound in it, and the threads that carry out what it says. Knows no engine."""
