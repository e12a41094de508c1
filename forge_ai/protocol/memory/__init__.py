"""Memories of several devices: what a record is, which version wins, and how two replicas become equal."""
