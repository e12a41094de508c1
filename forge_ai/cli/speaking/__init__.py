"""`talk` and `voice`: a spoken conversation and its parts. Does not know how sound is heard or made."""
