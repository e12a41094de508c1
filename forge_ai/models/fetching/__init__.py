"""Models fetched from a hub over HTTP, going on after a cut. Does not know what is in the files."""
