"""Connections that notice a dead line, and that another thread can cut. Know nothing of what is said."""
