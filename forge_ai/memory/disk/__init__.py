"""The database on the disk: opening, upgrading, repairing, and what is kept of each record. Knows no facts."""
