"""ForgeAI: your own AI on all your devices, with or without a network."""

__version__ = "0.1.0"
