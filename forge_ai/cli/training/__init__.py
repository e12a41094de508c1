"""`train` and `train together`: started, shown, stopped, and put into the store. Does not know how a model learns."""
