"""A model as one package on a stick: written, checked, and taken from there into the store. Knows no network."""
