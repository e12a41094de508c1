"""Memories as files: on a stick, sealed, or from another program. Knows no network."""
