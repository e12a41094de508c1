"""Colours: what common things look like, and what paints make when they are mixed.

Does not know anybody's favourite colour.
"""

from __future__ import annotations

from typing import Final

from forge_ai.training.lessons.basics.asked import Asker, Table
from forge_ai.training.lessons.words.listed import pairs_of

THINGS: Final = pairs_of("""the sky=blue,
    grass=green, snow=white, blood=red, coal=black, the sun=yellow, a banana=yellow, a lemon=yellow, a
    ripe tomato=red, a strawberry=red, a carrot=orange, a ripe orange=orange, a cucumber=green, a leaf in
    summer=green, milk=white, chocolate=brown, coffee=brown, the night sky=black, an elephant=grey, a mouse=grey, a
    flamingo=pink, a pig=pink, a polar bear=white, a crow=black, a frog=green, a fire engine=red, gold=yellow,
    silver=grey, the sea=blue, a cloud=white, a rain cloud=grey, an aubergine=purple, spinach=green, a pea=green, a
    cherry=red, a sunflower=yellow, salt=white, sugar=white, flour=white, rust=brown, bark=brown, a swan=white, the
    yolk of an egg=yellow""")
MIXED: Final = pairs_of("""red and yellow=orange, blue and yellow=green, red and blue=purple, red and white=pink,
    black and white=grey, red and green=brown, blue and white=light blue, green and white=light green, black and
    red=dark red""")
LIGHTS: Final = pairs_of("red=stop, green=go, yellow=get ready")
COLOURED: Final = Table(
    "colour",
    THINGS,
    (
        "What colour is {0}?",
        "Which colour is {0}?",
        "What is the colour of {0}?",
        "Which colour has {0}?",
        "What color is {0}?",
    ),
    ("Tell me the colour of {0}.", "In which colour would you paint {0}?"),
    ("{0} is {1}.",),
    short="{0}",
)


def _turned_round(mixed: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Each mixture, and the same with its paints in the other order."""
    return tuple(
        row for both, result in mixed for row in ((both, result), (" and ".join(both.split(" and ")[::-1]), result))
    )


MIXING: Final = Table(
    "mixing",
    _turned_round(MIXED),
    (
        "What colour do {0} make?",
        "What do {0} make?",
        "What colour do I get when I mix {0}?",
        "What do I get if I mix {0}?",
        "Which colour comes from {0}?",
    ),
    ("I mix {0}. Which colour will it be?",),
    ("{0} make {1}.",),
    short="{0}",
)
MADE_OF: Final = Table(
    "made of",
    tuple((result, both) for both, result in MIXED[:5]),
    ("How do I make {0}?", "How do I mix {0}?", "Which colours make {0}?", "From which colours do I mix {0}?"),
    ("Which paints do I need to get {0}?",),
    ("You mix {1}, and that makes {0}.",),
)
TRAFFIC: Final = Table(
    "traffic lights",
    LIGHTS,
    (
        "What does a {0} traffic light mean?",
        "What does the {0} light at a crossing mean?",
        "The traffic light is {0}. What now?",
    ),
    ("A {0} traffic light tells me what?",),
    ("A {0} traffic light means {1}.",),
)


def whether() -> tuple[tuple[str, ...], ...]:
    """Things with a colour that they have or have not, and the answer."""
    right = [(name, colour, f"Yes, {name} is {colour}.") for name, colour in THINGS]
    others = [THINGS[(place + 7) % len(THINGS)][1] for place in range(len(THINGS))]
    wrong = [
        (name, other, f"No, {name} is {colour}.")
        for (name, colour), other in zip(THINGS, others, strict=True)
        if other != colour
    ]
    return tuple((*row, row[2].split(",")[0]) for row in (*right, *wrong))


WHETHER: Final = Table(
    "whether coloured",
    whether(),
    ("Is {0} {1}?", "Is it true that {0} is {1}?"),
    ("Would you say that {0} is {1}?",),
    ("{2}",),
    sought=("{3}",),
)
ASKERS: Final[tuple[Asker, ...]] = (COLOURED, COLOURED, MIXING, MIXING, MADE_OF, TRAFFIC, WHETHER)
