"""How people tell of themselves in words of their own: introductions, events, acquaintances, corrections.

Nothing here knows how a whole conversation goes.
"""
