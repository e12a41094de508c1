"""What people say of their things and habits: what colour, how big, how old, where it is, what they drive and take.

Every attribute is said of every thing, so that none is learned with one alone. Does not know values or conversations.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from forge_ai.training.lessons.facts.relation_table import KEPT, KEPT_MANY
from forge_ai.training.lessons.facts.relations import Relation, coloured, when
from forge_ai.training.lessons.words.listed import listed

THINGS: Final = listed(
    """boat, car, bike, house, flat, garden, sofa, table, phone, laptop, watch, tent, guitar, umbrella, kitchen,
    bedroom, motorbike, van, caravan, coat, backpack, suitcase, camera, desk, bed, fridge, lamp, carpet, scooter,
    piano, jacket, bag, computer, television, shed, canoe, dress, mug, wardrobe, kite, armchair, blanket, pillow,
    mirror, clock, vase, basket, bucket, broom, kettle, pan, oven, stove, microwave, dishwasher, washing machine,
    vacuum cleaner, hairdryer, toothbrush, wallet, purse, belt, hat, cap, scarf, shirt, blouse, skirt, sweater,
    pullover, suit, swimsuit, ring, necklace, bracelet, headset, speaker, microphone, keyboard, monitor, tablet,
    router, radio, record player, violin, cello, flute, drum, accordion, harmonica, trombone, skateboard,
    surfboard, snowboard, kayak, sailboat, tractor, lorry, truck, moped, pram, wheelchair, saddle, racket,
    football, fishing rod, telescope, microscope, tripod, book, diary, calendar, pen, ruler, schoolbag, folder,
    dictionary, puzzle, doll, teddy, board game, easel, painting, poster, candlestick, fan, heater, cushion, rug,
    curtain, bench, stool, rocking chair, bookcase, cot, birdcage, swing, slide, trampoline, barbecue,
    lawnmower, wheelbarrow, spade, hose, watering can, toolbox, drill, saw, sewing machine, knife, teapot, jug,
    bottle, lunch box, cake tin, blender, mixer, balcony, cellar, garage, office, bathroom, living room, attic,
    cottage, fence, pool, pond, door"""
)
IMMOBILE: Final = listed(
    """house, flat, garden, kitchen, bedroom, shed, balcony, cellar, garage, office, bathroom, living room,
    attic, cottage, fence, pool, pond, door"""
)
THINGS_HELD: Final = listed("raft, trailer, rucksack, aquarium, printer, hammock, sledge, helmet")
SMALL_THINGS: Final = listed(
    """key, spare key, charger, remote control, umbrella, ladder, torch, hammer, letter, parcel, map, bread knife,
    iron, first-aid kit, corkscrew, ticket, receipt, fuse box, tape, screwdriver, medicine, bike, phone, laptop, dog
    lead"""
)
MANY_SMALL_THINGS: Final = listed(
    """keys, car keys, tickets, batteries, glasses, scissors, matches, towels, candles, tools, biscuits, passports,
    plates, documents, spare bulbs"""
)
COMING: Final = listed(
    """flight, dentist appointment, exam, delivery, interview, check-up, train, concert, meeting, surgery,
    appointment, wedding, presentation, deadline, party, holiday, hearing, lesson, course, visit, eye test, trip,
    tournament,
    show, anniversary, birthday party, moving day"""
)
DOING: Final = (
    ("drive", "make", "What kind of car"),
    ("ride", "make", "What bike"),
    ("take", "medicine", "What medicine"),
    ("take", "medicine", "Which pills"),
    ("play", "played", "What"),
    ("wear", "clothes", "What"),
    ("eat", "eaten", "What"),
    ("grow", "crop", "What"),
    ("study", "subject", "Which subject"),
    ("teach", "taught", "Which subject"),
    ("sell", "ware", "What"),
    ("own", "owned", "What"),
    ("use", "used", "What"),
    ("make", "craft", "What"),
    ("support", "club", "Which team"),
    ("read", "paper", "Which paper"),
    ("drink", "drink", "What"),
)
IRREGULAR: Final = {"teach": "teach{es}", "study": "stud{y}"}
ALSO_CALLED: Final = {"drive": "car make", "study": "studies", "play": "instrument"}
SAME_KEY: Final = {("make", "car"): "car make"} | {("place", noun): noun for noun in KEPT}
"""What stands under another key in other tables, so that nobody is told two things at once."""
GOING: Final = (
    ("moving to", "move"),
    ("flying to", "fly"),
    ("going to", "go"),
    ("driving to", "drive"),
    ("travelling to", "travel"),
)


def colour(noun: str) -> Relation:
    """What colour a thing has, mostly a plain one."""
    return replace(coloured(noun), family="attribute", value="plain_colour")


def size(noun: str) -> Relation:
    """How big a thing is."""
    return _attribute(
        noun,
        "size",
        "size_of_thing",
        tell=(f"{{Own}} {noun} is {{v}}.", f"{{Own}} {noun} is {{v}}.", f"The size of {{own}} {noun}: {{v}}."),
        ask=(f"How big is {{own}} {noun}?", f"What size is {{own}} {noun}?", f"How large is {{own}} {noun}?"),
        held=(f"Do you remember how big {{own}} {noun} is?", f"Can you tell me the size of {{own}} {noun}?"),
        answer=f"{{own}} {noun} is {{v}}",
        unknown=f"how big {{own}} {noun} is",
    )


def age(noun: str) -> Relation:
    """How old a thing is."""
    return _attribute(
        noun,
        "age",
        "span",
        tell=(f"{{Own}} {noun} is {{v}} old.", f"{{Own}} {noun} is {{v}} old.", f"{{Own}} {noun} is now {{v}} old."),
        ask=(f"How old is {{own}} {noun}?", f"What age is {{own}} {noun}?", f"Do you know how old {{own}} {noun} is?"),
        held=(f"Do you remember how old {{own}} {noun} is?", f"Can you tell me the age of {{own}} {noun}?"),
        answer=f"{{own}} {noun} is {{v}} old",
        unknown=f"how old {{own}} {noun} is",
    )


def price(noun: str) -> Relation:
    """What a thing has cost."""
    return _attribute(
        noun,
        "price",
        "price",
        tell=(
            f"{{Own}} {noun} cost {{v}}.",
            f"{{Own}} {noun} cost {{v}}.",
            f"{{Sub}} paid {{v}} for {{their}} {noun}.",
            f"The price of {{own}} {noun} was {{v}}.",
        ),
        ask=(
            f"How much did {{own}} {noun} cost?",
            f"What did {{own}} {noun} cost?",
            f"How much did {{sub}} pay for {{their}} {noun}?",
            f"What was the price of {{own}} {noun}?",
        ),
        held=(f"Do you remember what {{own}} {noun} cost?", f"Can you tell me how much {{own}} {noun} was?"),
        answer=f"{{own}} {noun} cost {{v}}",
        unknown=f"what {{own}} {noun} cost",
    )


def make(noun: str) -> Relation:
    """Who makes a thing."""
    return _attribute(
        noun,
        "make",
        "make",
        tell=(f"{{Own}} {noun} is {{v}}.", f"{{Own}} {noun} is {{v}}.", f"The {noun} {{sub}} {{have}} is {{v}}."),
        ask=(
            f"What make is {{own}} {noun}?",
            f"What kind of {noun} {{do}} {{sub}} have?",
            f"What brand is {{own}} {noun}?",
            f"Which {noun} {{do}} {{sub}} have?",
        ),
        held=(f"Do you remember what make {{own}} {noun} is?", f"Can you tell me the brand of {{own}} {noun}?"),
        answer=f"{{own}} {noun} is {{v}}",
        unknown=f"what make {{own}} {noun} is",
    )


def material(noun: str) -> Relation:
    """What a thing is made of."""
    return _attribute(
        noun,
        "material",
        "material",
        tell=(
            f"{{Own}} {noun} is made of {{v}}.",
            f"{{Own}} {noun} is of {{v}}.",
            f"{{Own}} {noun} is made from {{v}}.",
        ),
        ask=(f"What is {{own}} {noun} made of?", f"What's {{own}} {noun} made of?", f"Of what is {{own}} {noun} made?"),
        held=(f"Do you remember what {{own}} {noun} is made of?", f"Which material is {{own}} {noun}?"),
        answer=f"{{own}} {noun} is made of {{v}}",
        unknown=f"what {{own}} {noun} is made of",
    )


def state(noun: str) -> Relation:
    """How it is with a thing just now."""
    return _attribute(
        noun,
        "state",
        "wrong",
        tell=(f"{{Own}} {noun} is {{v}}.", f"{{Own}} {noun} is {{v}} now.", f"{{Own}} {noun} is {{v}} at the moment."),
        ask=(
            f"How is {{own}} {noun}?",
            f"What is up with {{own}} {noun}?",
            f"What is the matter with {{own}} {noun}?",
        ),
        held=(f"Do you remember how {{own}} {noun} is?", f"Can you tell me how {{own}} {noun} is?"),
        answer=f"{{own}} {noun} is {{v}}",
        unknown=f"how {{own}} {noun} is",
    )


def stands(noun: str) -> Relation:
    """Where a bigger thing is."""
    return _attribute(
        noun,
        "place",
        "spot",
        tell=(
            f"{{Own}} {noun} is {{v}}.",
            f"{{Own}} {noun} stands {{v}}.",
            f"{{Own}} {noun} is {{v}}.",
            f"{{Sub}} left {{their}} {noun} {{v}}.",
            f"{{Own}} {noun} lies {{v}}.",
        ),
        ask=(f"Where is {{own}} {noun}?", f"Where did {{sub}} leave {{their}} {noun}?", f"Where's {{own}} {noun}?"),
        held=(f"Do you remember where {{own}} {noun} is?", f"Can you tell me where {{own}} {noun} is?"),
        answer=f"{{own}} {noun} is {{v}}",
        unknown=f"where {{own}} {noun} is",
    )


def _attribute(
    noun: str,
    kind: str,
    value: str,
    *,
    tell: tuple[str, ...],
    ask: tuple[str, ...],
    held: tuple[str, ...],
    answer: str,
    unknown: str,
) -> Relation:
    return Relation(
        key=SAME_KEY.get((kind, noun), f"{kind} of the {noun}"),
        family="state" if kind == "state" else "attribute",
        value=value,
        tell=tell,
        ask=(*ask, ask[0]),
        ask_held=held,
        answer=answer,
        unknown=unknown,
    )


def lies(noun: str, *, plural: bool = False) -> Relation:
    """Where a thing lies that belongs to a house rather than to a person."""
    verb, were = ("are", "were") if plural else ("is", "was")
    return Relation(
        key=noun if noun in (*KEPT, *KEPT_MANY) else f"place of the {noun}",
        family="lies",
        value="spot",
        tell=(
            f"The {noun} {verb} {{v}}.",
            f"The {noun} {verb} {{v}}.",
            f"I put the {noun} {{v}}.",
            f"We keep the {noun} {{v}}.",
            f"I left the {noun} {{v}}.",
        ),
        ask=(
            f"Where {verb} the {noun}?",
            f"Where {verb} the {noun}?",
            f"Where did I put the {noun}?",
            f"Where do we keep the {noun}?",
            f"Where can I find the {noun}?",
            f"Do you know where the {noun} {verb}?",
        ),
        ask_held=(f"Do you remember where the {noun} {verb}?", f"Can you tell me where the {noun} {verb}?"),
        answer=f"the {noun} {verb} {{v}}",
        unknown=f"where the {noun} {verb}",
        owners=("me",),
        short=f"the {noun}",
        again=f"Where did I say the {noun} {were}?",
    )


def due(noun: str) -> Relation:
    """A day or a time that is told with or without "on"."""
    later = (
        f"{{Sub}} {{have}} {{their}} {noun} {{v}}.",
        f"{{Own}} {noun} is {{v}}.",
        f"{{Own}} {noun} was put off: it is {{v}}.",
    )
    usual = when(noun)
    return replace(
        usual,
        key=f"day of the {noun}",
        family="due",
        value="due",
        tell=(f"{{Own}} {noun} is {{v}}.", *later),
        answer=f"{{own}} {noun} is {{v}}",
    )


def does(verb: str, value: str, asked: str) -> Relation:
    """What somebody does regularly: takes, drives, plays, wears."""
    word = IRREGULAR.get(verb, f"{verb}{{s}}")
    return Relation(
        key=ALSO_CALLED.get(verb, f"{verb} what"),
        family="does",
        value=value,
        tell=(f"{{Sub}} {word} {{v}}.", f"{{Sub}} {word} {{v}}."),
        ask=(
            f"What {{do}} {{sub}} {verb}?",
            f"What {{do}} {{sub}} {verb}?",
            f"{asked} {{do}} {{sub}} {verb}?",
            f"Do you know what {{sub}} {word}?",
            f"Tell me what {{sub}} {word}.",
        ),
        ask_held=(f"Do you remember what {{sub}} {word}?", f"Can you tell me what {{sub}} {word}?"),
        answer=f"{{sub}} {word} {{v}}",
        unknown=f"what {{sub}} {word}",
        again=f"What did I say {{sub}} {word}?",
    )


def goes(doing: str, verb: str) -> Relation:
    """A journey that is planned: where to, and when."""
    return Relation(
        key=f"{verb} where",
        family="goes",
        value="journey",
        tell=(f"{{Sub}} {{am}} {doing} {{v}}.", f"{{Sub}} {{am}} {doing} {{v}}.", f"{{Sub}} will {verb} to {{v}}."),
        ask=(
            f"Where {{am}} {{sub}} {doing}?",
            f"When {{am}} {{sub}} {doing.removesuffix(' to')}?",
            f"When will {{sub}} {verb}?",
            f"Where will {{sub}} {verb}?",
        ),
        ask_held=(
            f"Do you remember where {{sub}} {{am}} {doing}?",
            f"Do you remember when {{sub}} {{am}} {doing.removesuffix(' to')}?",
        ),
        answer=f"{{sub}} {{am}} {doing} {{v}}",
        unknown=f"where {{sub}} {{am}} {doing}",
    )


PARKED: Final = Relation(
    key="place of the car",
    family="parked",
    value="parked",
    tell=("{Sub} parked {v}.", "{Sub} parked {v}.", "{Sub} parked {their} car {v}.", "{Own} car is parked {v}."),
    ask=(
        "Where did {sub} park?",
        "Where is {own} car?",
        "Where did {sub} park {their} car?",
        "Where did {sub} leave {their} car?",
        "Where is {own} car parked?",
    ),
    ask_held=("Do you remember where {sub} parked?", "Can you tell me where {own} car is?"),
    answer="{own} car is parked {v}",
    unknown="where {own} car is parked",
    again="Where did I say {sub} parked?",
)


def attributes(noun: str) -> tuple[Relation, ...]:
    """All that is said of one thing; nobody asks for the make of a garden, nor where it was left."""
    moved = () if noun in IMMOBILE else (make, stands)
    return tuple(kind(noun) for kind in (colour, colour, size, age, price, material, state, *moved))


BELONGINGS: Final = tuple(one for noun in THINGS for one in attributes(noun))
AROUND: Final = (
    *(lies(noun) for noun in SMALL_THINGS),
    *(lies(noun, plural=True) for noun in MANY_SMALL_THINGS),
    *(due(noun) for noun in COMING),
)
HABITS: Final = (
    *(does(*row) for row in DOING),
    *(does(*row) for row in DOING),
    *(goes(*row) for row in GOING),
    *(3 * (PARKED,)),
)
