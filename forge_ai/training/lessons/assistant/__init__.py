"""Who answers: the persona, its system prompt, and what is asked of it or said to it beside facts.

Nothing here knows what the person has told.
"""
