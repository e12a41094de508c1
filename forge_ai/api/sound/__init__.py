"""Sound goes in and comes out, over HTTP and over Wyoming. Does not know how it is heard or made."""
