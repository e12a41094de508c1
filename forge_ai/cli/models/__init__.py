"""`models`, `personas` and `eval`: what is here, comes in, goes out and is measured. Knows no file's insides."""
