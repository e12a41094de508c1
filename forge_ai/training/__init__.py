"""Training: a small model from a person's own words. Importing it is cheap; PyTorch is loaded where it is used.

Does not know about nodes, engines or the model store: it writes into a folder that the caller names.
"""
