"""Everyday knowledge that a small model can learn whole: sums, capitals, days, words, animals, jokes; and its limits.

Tables in plain text and small functions; facts from common knowledge in our own words. Nothing here knows tokens.
"""
