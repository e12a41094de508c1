"""What the person told, the conversations, and finding the right lines of them again."""
