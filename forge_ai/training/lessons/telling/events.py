"""What people have done, are doing or will do: who, what, where, with whom and when, and questions for each of these.

Where a part was not told, the answer says which part is missing. Does not know the facts of the tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.telling.acquaintances import THEIR, somebody
from forge_ai.training.lessons.telling.told import Exchange, Told, pick, sentence
from forge_ai.training.lessons.words import real_names
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw, invented_name
from forge_ai.training.lessons.words.values import KINDS, WEEKDAYS


@dataclass(frozen=True, slots=True)
class Act:
    """Something that is done: its past form, its base and -ing form, and of what it is done ("" for nothing)."""

    past: str
    base: str
    doing: str
    what: str
    where: str


def _act(forms: str, what: str, where: str) -> Act:
    past, base, doing = listed(forms)
    return Act(past, base, doing, what, where)


ACTS: Final = (
    _act("bought, buy, buying", "thing", "at"),
    _act("bought, buy, buying", "thing", "at"),
    _act("lost, lose, losing", "own", "at"),
    _act("found, find, finding", "thing", "at"),
    _act("sold, sell, selling", "own", "at"),
    _act("saw, see, seeing", "animal", "at"),
    _act("ate, eat, eating", "food", "at"),
    _act("cooked, cook, cooking", "food", "home"),
    _act("made, make, making", "made", "home"),
    _act("baked, bake, baking", "baked", "home"),
    _act("read, read, reading", "title", "at"),
    _act("watched, watch, watching", "title", "home"),
    _act("met, meet, meeting", "person", "at"),
    _act("visited, visit, visiting", "relative", "in"),
    _act("called, call, calling", "relative", ""),
    _act("helped, help, helping", "relative", "at"),
    _act("repaired, repair, repairing", "own", "home"),
    _act("cleaned, clean, cleaning", "room", ""),
    _act("painted, paint, painting", "room", ""),
    _act("planted, plant, planting", "plant", "home"),
    _act("played, play, playing", "game", "at"),
    _act("learned, learn, learning", "skill", "at"),
    _act("started, start, starting", "new", ""),
    _act("finished, finish, finishing", "title", "at"),
    _act("broke, break, breaking", "own", "at"),
    _act("won, win, winning", "prize", "at"),
    _act("lost, lose, losing", "prize", "at"),
    _act("booked, book, booking", "trip", ""),
    _act("got, get, getting", "thing", ""),
    _act("forgot, forget, forgetting", "own", "at"),
    _act("went, go, going", "", "to"),
    _act("went, go, going", "", "to"),
    _act("travelled, travel, travelling", "", "far"),
    _act("drove, drive, driving", "", "far"),
    _act("flew, fly, flying", "", "far"),
    _act("moved, move, moving", "", "far"),
    _act("walked, walk, walking", "", "to"),
    _act("had lunch, have lunch, having lunch", "", "at"),
    _act("worked, work, working", "", "at"),
)
THINGS: Final = listed(
    """a bike, a new bike, a lamp, a red coat, a book, two tickets, a phone, a new phone, shoes, a hat, a car, an old
    chair, flowers, a guitar, a present, a table, a carpet, three plants, a jacket, a new computer, a watch, a ring, a
    blue scarf, bread, a cake, a bag, a tent, a camera, a key, ten euros, a coin, a letter, a map, a house, a kettle"""
)
OWN: Final = listed(
    "@ keys, @ bike, @ phone, @ umbrella, @ hat, @ bag, @ car, @ glasses, @ wallet, @ watch, @ old radio, @ ring"
)
MADE: Final = listed("a cake, soup, a salad, jam, a sandwich, tea, a shelf, a paper boat, a poster, a film, a mistake")
BAKED: Final = listed("bread, a cake, an apple pie, biscuits, a pizza, rolls, a birthday cake, muffins")
ROOMS: Final = listed(
    "the kitchen, the bathroom, the cellar, @ room, the garage, the windows, the living room, the car"
)
PLANTS: Final = listed(
    "tomatoes, a tree, roses, beans, an apple tree, sunflowers, potatoes, herbs, tulips, a lemon tree"
)
GAMES: Final = listed("football, chess, cards, tennis, a new game, the piano, the guitar, handball, badminton, hockey")
NEW: Final = listed(
    "a new job, a new course, a diet, school, a band, a blog, a new project, my own firm, a garden, university, therapy"
)
PRIZES: Final = listed("a race, a match, a game of chess, a prize, a bet, the cup, the first round, a contest, a medal")
TRIPS: Final = listed("a flight, a hotel, a holiday, a table for two, a train ticket, a course, a trip, two seats")
SKILLS: Final = listed(
    "French, a new song, the alphabet, Spanish, to swim, to dance, to knit, to juggle, a trick, a poem"
)
AT: Final = listed(
    """in the park, at the market, at work, at school, in a shop, on the train, in the garden, at the station, in the
    library, at the beach, in the supermarket, on the bus, at a party, in the city, in the museum, at the airport"""
)
HOME: Final = listed("at home, in the kitchen, in the garden, in the garage, on the balcony, at a friend's place")
TO: Final = listed(
    """to the park, to the market, to the beach, to the doctor, to the dentist, to the cinema, to the zoo, to a
    concert, to the museum, to the library, to a party, to the hairdresser, to the swimming pool, to church,
    to the theatre, to the mountains, to the lake, to a wedding, to the bank, to the supermarket"""
)
THEN: Final = listed(
    "yesterday, today, this morning, last night, last week, on {day}, last {day}, two days ago, in {town}"
)
SOON: Final = listed("tomorrow, tonight, next week, on {day}, next {day}, in the evening, in two days, at the weekend")
WHATS: Final = {
    "thing": THINGS,
    "own": OWN,
    "made": MADE,
    "baked": BAKED,
    "room": ROOMS,
    "plant": PLANTS,
    "game": GAMES,
    "skill": SKILLS,
    "new": tuple(one.replace("my own", "@ own") for one in NEW),
    "prize": PRIZES,
    "trip": TRIPS,
}
WHERES: Final = {"at": AT, "home": HOME, "to": TO}
HEARD: Final = (
    "Thank you for telling me that {}.",
    "So {}. Thank you for telling me!",
    "I'll remember that {}. Tell me more if you like.",
)
NEWS: Final = {
    "past": ("What happened?", "What did I just tell you?", "What did {i} do?", "What is the news?"),
    "soon": ("What did I just say?", "What {be} {i} going to do?", "What is the plan?"),
    "now": ("What {be} {i} doing?", "What did I just tell you?", "What {be} {i} doing right now?"),
}


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of an event; those that were not told are empty."""

    act: Act
    what: str
    where: str
    with_whom: str
    when: str
    tense: str

    def of(self, subject: str, be: str) -> str:
        """The whole in words: "you bought a bike in the park"."""
        soon = f"{be} going" if self.act.base == "go" else f"{be} going to {self.act.base}"
        verbs = {"past": self.act.past, "soon": soon, "now": f"{be} {self.act.doing}"}
        return " ".join(filter(None, (subject, verbs[self.tense], self.what, self.where, self.with_whom, self.when)))

    def asked(self, word: str, be: str, i: str, *, without: str = "") -> str:
        """A question that begins with the word: "Where did I buy a bike?"."""
        soon = f"{be} {i} going" if self.act.base == "go" else f"{be} {i} going to {self.act.base}"
        verbs = {"past": f"did {i} {self.act.base}", "soon": soon, "now": f"{be} {i} {self.act.doing}"}
        rest = (self.what,) if without != "what" else ()
        return " ".join(filter(None, (word, verbs[self.tense], *rest))) + "?"


def told_event(random: Random) -> Told:
    """What the person does, or somebody near them."""
    parts = _parts(random)
    if random.random() < 0.7:
        return _told(random, parts, ("I", "I", "you", ("am", "are"), "my", "your", ("me",)))
    who = somebody(random)
    mine, yours = f"my {who.noun}", f"your {who.noun}"
    her = THEIR[who.she]
    return _told(random, parts, (capitalised(mine), mine, yours, ("is", "is"), her, her, (f"about {who.noun}",)))


Subject = tuple[str, str, str, tuple[str, str], str, str, tuple[str, ...]]
"""At the beginning and inside of the person's words, in the answer; the verbs of both; whose things; keys."""


def _told(random: Random, parts: Parts, subject: Subject) -> Told:
    first, asking, heard, (am, are), my, your, keys = subject
    said = f"{parts.of(first, am).replace('@', my)}{random.choice('..!')}"
    clause = parts.of(heard, are).replace("@", your)
    asked = tuple(
        (question.replace("@", my), answer) for question, answer in _questions(random, parts, am, asking, clause)
    )
    keys = (*keys, *((f"town/{key}" for key in keys) if parts.act.base == "move" else ()))
    names = frozenset(f"{parts.act.base}/{key}" for key in keys) | {f"did/{key}" for key in keys} | {*keys} - {"me"}
    at_once = ((random.choice(NEWS[parts.tense]).format(i=asking, be=am), sentence(clause)),)
    replies = tuple(reply.format(clause) for reply in HEARD)
    return Told(names | _names(parts), said, clause, asked, at_once, replies)


def _names(parts: Parts) -> frozenset[str]:
    values = (parts.what, parts.where, parts.when, parts.with_whom)
    return frozenset(f"={value.casefold()}" for value in values if value)


def _questions(random: Random, parts: Parts, am: str, i: str, clause: str) -> Iterable[Exchange]:
    answer = sentence(clause)
    if parts.what:
        word = "Who" if parts.act.past in ("met", "visited", "called", "helped") else "What"
        yield parts.asked(word, am, i, without="what"), answer
    told = {"Where": parts.where, "When": parts.when, "Who": parts.with_whom}
    for word, part in told.items():
        question = parts.asked(word, am, i)
        if word == "Who":
            question = f"{question[:-1]} with?"
        if not part and parts.act.where == "" and word == "Where":
            continue
        if not part and (word == "Who" or random.random() < 0.6):
            continue
        yield question, answer if part else f"I don't know {word.lower()}. You haven't told me."
    if parts.act.base == "move" and parts.tense == "past":
        yield f"Where {'does' if am == 'is' else 'do'} {i} live{random.choice(('', ' now'))}?", answer
    if parts.tense == "past" and random.random() < 0.6:
        rest = " ".join(filter(None, (parts.act.base, parts.what, parts.where)))
        yield f"Did {i} {rest}?", f"Yes, {clause}."


def _parts(random: Random) -> Parts:
    act = random.choice(ACTS)
    tense = random.choice(("past", "past", "past", "soon", "now"))
    what = _what(random, act.what)
    where = _where(random, act.where) if act.where in ("to", "far") or random.random() < 0.55 else ""
    with_whom = _company(random) if random.random() < 0.4 and act.past != "met" else ""
    day = random.choice(THEN if tense == "past" else SOON) if tense != "now" and random.random() < 0.6 else ""
    if "{town}" in day:
        day = "" if where else day
    town = draw(real_names.town, random, held_out=False)
    when = day.format(day=random.choice(WEEKDAYS), town=town) if day else ""
    if "{town}" in day:
        where, when = when, ""
    return Parts(act, what, where, with_whom, when, tense)


def _what(random: Random, kind: str) -> str:
    if not kind:
        return ""
    if kind in WHATS:
        return pick(random, WHATS[kind])
    if kind == "relative":
        return f"@ {somebody(random).noun}"
    if kind == "animal":
        return draw(KINDS["animal"], random, held_out=False)
    return draw(KINDS[kind], random, held_out=False)


def _where(random: Random, kind: str) -> str:
    if kind in WHERES:
        return pick(random, WHERES[kind])
    if not kind:
        return ""
    make = real_names.town if random.random() < 0.7 else invented_name
    return f"{'to' if kind == 'far' else 'in'} {draw(make, random, held_out=False)}"


def _company(random: Random) -> str:
    who = somebody(random)
    return f"with {random.choice((f'@ {who.noun}', f'@ {who.noun} {who.name}', who.name))}"
