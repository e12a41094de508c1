"""What people say of their lives, read by rule: which statements last, and what replaces what. Keeps nothing.

The way of a message::

    told_in  (statements)     all that is kept of a message
      asked_to_remember  (remembering)     "Remember that ...": kept as it is, and nothing below is asked
      plainly_told  (statements)           greetings and leads go; one doubt, wish, tag or key, and nothing is kept;
        |                                  the rest is cut into sentences, and those where "and my" joins two
        lasts  (lasting)      one statement: its first words choose the rule
          "I am ..."          _being      lasting       a trade, a trait, an age, a journey with its time
          "I ...", "I have"   does        deeds         a verb of the table at its end, and an object that fits it
          "my ..."            owned       own_things    a noun, a verb, and what is said: a value, a state, a name
          "the colour of my"  of_mine     own_things
          "the ..."           around      own_things    a code, a thing in its place, an event with its time
          "Anna's ..."        somebodys   own_things    her birthday and the like
          "Tom is my ..."     is_mine     own_things
          "Anna ..."          persons     own_things    where a person of a known first name lives, and the like
    subject_of  (subjects)    what a fact is about: a newer one about the same replaces it; denied_by: it is taken back
    subject_asked  (subjects) what a question is about, in the same words
    judge  (candidates)       facts that a model found in a chat, which is another way in

All of them look at `vocabulary` (the words), `first_names`, `aspects` (colour, age, price), `places`, `times`, and are
written in `patterns`.

Where a sentence is to be kept, or not, from now on: first a line in `tests/memory/telling/utterances.py`, below KEPT or
NOT_KEPT. Then `python -m tests.memory.telling.trace "My boss is grumpy"` shows the line that refuses it. Often
a word is missing in a table of `vocabulary`, above which stands the sentence it is for; or a line in a table of phrases
(`any_of`); or, for "I" with another verb, a row at the end of `deeds`. What has one value at a time gets a row in
`subjects`, too. The utterances are the guard: none may change sides.
"""
