"""Words to put into sentences (names, values, lists of them), and how people type. Knows nothing that they say."""
