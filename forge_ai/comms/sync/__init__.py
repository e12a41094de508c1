"""Keeping the memories of two devices equal: one exchange, one after another, and whenever they meet."""
