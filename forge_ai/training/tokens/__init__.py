"""Conversations as tokens: rows that fit into a model's context, and batches of such rows. Knows no model."""
