"""One trusted device: access to it, requests to it, and its answers."""
