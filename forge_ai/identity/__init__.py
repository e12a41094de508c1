"""Who this device is, and which other devices it has let in."""
