"""The Wyoming protocol: its events, connections to whoever speaks it, and our own child processes that do."""
