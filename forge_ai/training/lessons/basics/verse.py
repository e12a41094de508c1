# ruff: noqa: E501 - a poem stands on one line, as in a table
"""Short poems: some on common topics, and a few that fit any.

All of them are our own. Does not know stories.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.definitions import WORDS
from forge_ai.training.lessons.dialogues.topics import TOPICS
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import table_of

POEMS: Final = table_of("""
    the sea | The sea is wide, the sea is deep, | it sings the tired day to sleep. | It takes the moon upon its back | and leaves the beach a silver track.
    the moon | The moon looks in at every door | and lays her carpet on the floor. | She asks for nothing, stays till day, | then folds her light and slips away.
    the sun | The sun gets up, he does not knock, | he needs no bell and needs no clock. | He paints the houses, roof by roof, | and of each morning he is proof.
    rain | The rain is drumming on the pane | a song that has no name but rain. | The thirsty garden lifts its head | and every seed sits up in bed.
    winter | The winter writes in white on white | and puts the lamps on in the night. | A cup of tea, a chair, a book, | and snow wherever you may look.
    spring | A crocus comes and looks about, | the winter coat is walking out. | The birds rehearse, the brooks run free, | and green is what the world will be.
    summer | The summer leaves the windows wide | and lets the evenings come inside. | The grass is warm, the hours are long, | a cricket tries its only song.
    autumn | The autumn shakes the chestnut trees | and sends its letters on the breeze. | They land in yellow, red and brown | on every doorstep in the town.
    a dog | A dog has four good feet to run | and thinks that everything is fun. | He waits for you behind the door | and could not love you any more.
    a cat | The cat has nothing planned today | but sun to catch and sleep to stay. | She owns the sofa, chair and bed, | and you may stroke her on the head.
    a bird | A bird sat on the garden gate | and sang that it was never late. | It had no watch, it had no key, | it had the sky, and that was free.
    a tree | The tree has stood a hundred years | and listens, though it has no ears. | It holds the nests, it holds the light, | and lets the owls sleep in till night.
    flowers | The flowers never ask the way, | they turn their faces to the day. | A little rain, a little sun, | and summer has again begun.
    the stars | The stars are up, the street is still, | they count the windows on the hill. | And one of them, I think it's true, | is counting sheep, the same as you.
    love | Love is a lamp somebody lit | so you may read and sit by it. | It needs no cable, needs no plug, | sometimes it only needs a hug.
    friends | A friend is one who knows your song | and hums it when the day is long. | You need not talk, you need not stay, | a friend is near when far away.
    home | A home is more than walls and stairs, | it is a table and some chairs, | a voice that asks: how was your day? | and somebody who wants to stay.
    coffee | The kettle sings, the cup is near, | the smell alone says: morning's here. | One sip for courage, two for cheer, | and now my thoughts are almost clear.
    a computer | I am a box that hums at night, | I have a small and steady light. | I know but little, that is true, | yet I am glad to talk with you.
    the night | The night pulls up a blanket blue | for all the town, and covers you. | The clocks tick softly, one by one, | and tell each other: day is done.
    music | A little tune came down the street | and taught the rhythm to my feet. | It had no money, had no hat, | but rich we were, and that was that.
    a garden | My garden is a patient friend, | it has no start, it has no end. | I give it water, it gives me | a rose, a bean, a bumblebee.
    the wind | The wind has no house of its own | and so it visits every stone. | It knocks, it whistles, off it goes, | and where it sleeps nobody knows.
    snow | The snow came down without a sound | and put to bed the tired ground. | Now all the roofs are dressed in white | and even shadows look polite.
    a birthday | Today the candles stand in line | to say that one more year went fine. | Now make a wish and blow them out, | and eat the cake, that's what it's about.
""")
ANY: Final = (
    "I thought of {} the other day,\nand all my cares had gone away.\nI thought of {} again tonight,\nand all the world was warm and bright.",
    "If I had wings, if I could fly,\nI'd write of {} upon the sky.\nBut I am small and stay right here\nand whisper it into your ear.",
    "A little word, a little rhyme\nfor {} and for this evening time.\nIt is not long, it is not deep,\nbut it is yours, for you to keep.",
)
WISH: Final = (
    *(
        "Write a poem about {}.",
        "Tell me a poem about {}.",
        "Can you write a poem about {}?",
        "A poem about {}, please.",
    ),
    *(
        "Write me a poem about {}.",
        "Write a short poem about {}.",
        "Make a poem about {}.",
        "Do you know a poem about {}?",
    ),
    *("a poem about {}", "I want a poem about {}.", "Say a poem about {}."),
)
WISH_HELD: Final = ("Could you make up a poem about {}?", "Please write some lines about {} that rhyme.")
PLAIN: Final = (
    "Write a poem.",
    "Tell me a poem.",
    "Do you know a poem?",
    "A poem, please.",
    "Write me a poem.",
    "Can you write poems?",
)
PLAIN_HELD: Final = ("Could you recite a poem?",)
SUBJECTS: Final = tuple(
    sorted({*WORDS, *TOPICS} - {name for row in POEMS for name in (row[0], row[0].split(" ", 1)[-1])})
)


def poems(random: Random, *, held_out: bool = False) -> Asked:
    """A poem, mostly about a topic."""
    if random.random() < 0.15:
        row = random.choice(POEMS)
        wish = random.choice(PLAIN_HELD if held_out else PLAIN)
        return Asked(wish, _lines(row), (), tuple(one[1] for one in POEMS), _about_something)
    return _about(random, random.choice(WISH_HELD if held_out else WISH))


def _about(random: Random, wish: str) -> Asked:
    if random.random() < 0.6:
        row = random.choice(POEMS)
        return Asked(wish.format(row[0]), _lines(row), (row[1],), (), _about_something)
    subject = random.choice(SUBJECTS)
    subject = subject if subject in TOPICS else f"the {subject.removeprefix('the ')}"
    sought = (f"of {subject}", f"for {subject}")
    return Asked(wish.format(subject), random.choice(ANY).replace("{}", subject), (), sought, _about_something)


def _about_something(random: Random) -> Asked:
    return _about(
        random, random.choice(("And one about {}?", "Now one about {}.", "One about {}, please.", "And about {}?"))
    )


def _lines(row: tuple[str, ...]) -> str:
    return capitalised("\n".join(row[1:]))


ASKERS: Final[tuple[Asker, ...]] = (poems,)
