"""Memory sync: one exchange, long polling for news, and keeping paired devices equal."""
