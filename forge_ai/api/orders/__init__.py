"""An order and the engine that carries it out: loading, waiting, asking, and noticing its end. Knows no client."""
