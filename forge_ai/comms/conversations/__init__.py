"""Conversations between AIs: who takes part, asking each in turn, and what is kept of it."""
