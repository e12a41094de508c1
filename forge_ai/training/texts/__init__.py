"""A person's texts and chats as something to learn from: read, and cut into conversations. Knows no tokens."""
