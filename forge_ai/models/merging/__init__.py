"""Several models or adapters become one: the arithmetic, the files, and the model in the store. Knows no network."""
