"""A trained model as files: what a run leaves in its folder, and what the next one begins with."""
