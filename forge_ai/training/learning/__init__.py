"""A model that learns: its shape, its loss, the loop and its steps, and the checkpoint from which it goes on."""
