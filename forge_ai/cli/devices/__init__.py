"""`nodes`, `pair`, `devices` and `unpair`: who is on the network, who was let in. Does not know how pairing goes."""
