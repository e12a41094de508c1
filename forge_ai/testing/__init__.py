"""Doubles that ship with the product, so that nothing has to be patched."""
