"""Whole conversations with a person: facts told and asked again, first meetings, and everyday knowledge.

Nothing here knows how often each is taught, nor what the exam asks.
"""
