"""The port of a node: bound, with TLS or without, and its connections. Knows nothing of what is asked over them."""
