"""One GGUF file: its header read with suspicion, and its weights made smaller. Knows no store."""
