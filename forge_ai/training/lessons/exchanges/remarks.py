"""What people go on to say of something of which they have begun to tell: no fact to keep, and an answer that listens.

Put together from parts. Does not know what was told before.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.casual import casual
from forge_ai.training.lessons.words.listed import listed

SUBJECTS: Final = listed(
    """it, it, it, it, this, that, the whole thing, everything, all of it, all this, the work, the plan, the trip, the
    project, the party, the course, the weekend, the evening, the garden, the new place, the idea, the book, the game,
    the training, the move"""
)
PREDICATES: Final = listed(
    """should have {n} and {n} | should have {n} | will have {n} and {n} | must have {n} | needs {n} | needs {n} and
    {n} | should be {a} and {a} | will be {a} when I'm done | has to be {a} | should not be too {a} | makes me {a}
    but {a} | makes me {a} | makes me feel {a} | took longer than I thought | takes a lot of time | takes all my
    time | is harder than I thought | is easier than I thought | went well | went better than last time | is going
    well | is going slowly | could be better | could be worse | was worth it | was a lot of work | was not easy |
    was great fun | was no fun at all | keeps me busy | keeps me awake | reminds me of my childhood | feels
    strange | costs a lot of time | sounds easier than it is | looks better now | turned out fine | turned out
    badly | is not what I wanted | was my own idea | was not my idea | will take years | begins soon | ends soon |
    comes as a surprise | means a lot to me | helps me a lot | did not help | gets better every day | gets worse
    every day | surprised everybody | pleased everybody | may not work | will work out somehow | was over too soon
    | has just begun""",
    "|",
)
OTHERS: Final = listed(
    """I have thought about it for years | I can't wait | I look forward to it | I worry about it a little | we have
    only just begun | we are nearly there | we work on it every day | everybody helps | nobody helps me | my
    friends like it | my family laughs about it | I learned a lot | I still have to learn a lot | I do it with all
    my heart | I try my best | I didn't expect that | I had imagined it otherwise | I wanted to give up twice | I
    need a little more time | I'll tell you how it goes | I hope for the best | let's see how it goes | I'm
    getting used to it | I was not prepared for that | we laughed a lot | we talked about it all night | there is
    still much to do | there is a lot to think about""",
    "|",
)
NOUNS: Final = listed(
    """a bench, more light, two rooms, a big window, a roof, good food, live music, old songs, a red door, many
    flowers, a few trees, a quiet corner, a long table, fresh paint, new shelves, more space, a bit of luck, more
    people, a good end, a map, strong walls, warm colours, three parts, a stage, soft chairs, a fire, candles, a
    little money, more time, cake, a fountain, herbs, a path, pictures, short chapters, clear rules"""
)
FEELINGS: Final = listed(
    """tired, happy, proud, nervous, calm, hungry, thoughtful, glad, sad, free, strong, weak, restless, bright, big,
    small, simple, quiet, loud, cosy, modern, old-fashioned, light, useful, safe, fast, cheap, new, round,
    colourful"""
)
ANSWERS: Final = (
    "I see. Tell me more if you like.",
    "That is good to know. Tell me more if you like.",
    "Thank you for telling me. What happens next?",
    "I understand. How do you feel about it?",
    "I'm listening. What comes next?",
)


def exchange(random: Random) -> tuple[str, str]:
    """A remark, and an answer that listens."""
    if random.random() < 0.3:
        said = random.choice(OTHERS)
    else:
        said = f"{random.choice(SUBJECTS)} {random.choice(PREDICATES)}"
        for place, words in (("{n}", NOUNS), ("{a}", FEELINGS)):
            for word in random.sample(words, said.count(place)):
                said = said.replace(place, word, 1)
    return casual(f"{capitalised(said)}{random.choice(('.', '.', '.', '!', ''))}", random), random.choice(ANSWERS)
