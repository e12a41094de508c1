"""An answer on its way: its turn at the engine, its events, and going on where a connection broke. Knows no brain."""
