"""One thing that somebody says, and the answer: small talk, commands, and what a small model cannot know or do.

Nothing here knows facts about anybody, nor who the assistant is.
"""
