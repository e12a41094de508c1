"""Test doubles that ship with the product (a clock, a scripted engine, random models), so that nothing is patched."""
