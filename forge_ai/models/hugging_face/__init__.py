"""A folder as Hugging Face's transformers saves it, converted and put into the store. Knows no network."""
