"""Training on several devices over the network, with Flower. The only place that imports it, and only when asked to."""
