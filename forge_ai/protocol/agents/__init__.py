"""Other makers' agents and assistants: what they send, as far as a node understands it, and what they get."""
