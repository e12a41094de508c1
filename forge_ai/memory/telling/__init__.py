"""What people say of their lives, read by rule: which statements last, and what replaces what. Keeps nothing."""
