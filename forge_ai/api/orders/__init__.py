"""One order and the engine that carries it out: loading, queueing, asking, and noticing its death. Knows no client."""
