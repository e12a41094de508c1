"""`ask` and `chat`: a question to a brain, and what is remembered of the conversation. Knows no way to a brain."""
