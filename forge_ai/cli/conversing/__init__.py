"""`converse`: a conversation between AIs on the terminal and in files. Does not know whose turn it is."""
