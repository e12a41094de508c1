"""Sound over HTTP and over Wyoming: recordings become words, words become sound. Does not know how."""
