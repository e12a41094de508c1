"""Training on several devices: what is computed and remembered, without any network."""
