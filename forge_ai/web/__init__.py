"""The page that a browser gets: one file, nothing loaded from elsewhere."""
