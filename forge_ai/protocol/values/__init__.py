"""Plain values out of foreign bytes: names, numbers, JSON, messages. Knows nothing of what they are for."""
