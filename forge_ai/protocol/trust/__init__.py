"""Who is let in and what they may do: pairing, codes, certificates, rights. Knows no connection."""
