"""What engines say in the shape of the OpenAI API: its events read, folded and added up. Opens no connection."""
