"""Facts about people, pets and places: their kinds, their owners, and every way to tell one and to ask for it.

Nothing here knows in which order facts come up, nor who answers.
"""
