"""One turn of conversation: what is put before the model, and what comes back."""
