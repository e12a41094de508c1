"""The local network itself: its interfaces, speaking to everybody on it, and hearing what they say."""
