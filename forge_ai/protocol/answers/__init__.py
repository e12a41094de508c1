"""An answer on its way: the fair queue, its events as a stream, and resuming a broken one. Knows no brain."""
