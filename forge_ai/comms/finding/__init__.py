"""Finding nodes and being found: whom to greet, who is there, and who has fallen silent."""
