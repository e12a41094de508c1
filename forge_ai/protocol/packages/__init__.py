"""A model on its way between devices: its name on a hub, what its package holds, and the bytes of that."""
