"""People whom somebody tells of by what they are, by name and by what they do: my colleague Ben, who likes football.

Also titles, and two people of whom similar things are told. Does not know the facts of the tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.facts.owners import MEN, MORE_MEN, MORE_WOMEN, WOMEN
from forge_ai.training.lessons.telling.told import Exchange, Told, sentence
from forge_ai.training.lessons.words import real_names
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw, first_name, is_held_out
from forge_ai.training.lessons.words.values import KINDS

SHES: Final = (*WOMEN, *MORE_WOMEN)
HES: Final = (*MEN, *MORE_MEN)
OTHERS: Final = listed(
    """colleague, neighbour, boss, friend, best friend, cousin, flatmate, partner, roommate, classmate, dentist,
    doctor, teacher, landlord, trainer, hairdresser, gardener, babysitter, old friend, new colleague"""
)
TITLED: Final = listed(
    "teacher, boss, neighbour, landlord, doctor, dentist, piano teacher, lawyer, vet, head teacher, professor, coach"
)
TITLES: Final = listed(
    "Mrs, Mrs, Mr, Mr, Ms, Miss, Dr, Dr., Mr., Mrs., Professor, Prof., Doctor, Madame, Sir, Herr, Frau"
)
FAMILY_NAMES: Final = listed(
    """Brown, Smith, Miller, Jones, Taylor, Wilson, Peters, Khan, Green, White, Black, Young, King, Wood, Hill,
    Cooper, Baker, Fischer, Weber, Meyer, Wagner, Becker, Schulz, Hoffmann, Koch, Richter, Klein, Wolf, Novak,
    Kowalski, Rossi, Ferrari, Bianchi, Garcia, Lopez, Martin, Bernard, Dubois, Moreau, Laurent, Jansen,
    Visser, Berg, Hansen, Larsen, Lind, Virtanen, Popov, Ivanova, Nagy, Silva, Costa, Santos, Tanaka, Sato,
    Suzuki, Chen, Wang, Li, Nguyen, Kim, Park, Singh, Patel, Sharma, Ali, Hassan, Okafor, Mensah, Diaz,
    Flores, Cohen, Levy, Kaya, Demir, Hall, Clark, Lewis, Ward, Turner, Parker, Evans, Collins, Stewart,
    Morris, Rogers, Reed, Cook, Morgan, Bell, Murphy, Bailey, Lindt, Braun, Schmidt, Bauer, Lang, Krause,
    Vogel, Roth, Frank, Simon, Fuchs, Haas, Graf"""
)


ACCENTED: Final = listed(
    """José, Zoë, Jürgen, Søren, François, Łukasz, Björn, Günther, Chloé, Renée, Anaïs, Élodie, Núria, Íñigo,
    Ángel, Sofía, Inês, João, Gonçalo, Åsa, Jörg, Käthe, Börje, Øyvind, Mårten, Žofia, Jiří, Tomáš, Ondřej,
    Nikolić, Ömer, Gül, Çelik, Siobhán, Seán, Noël, Loïc, Maël, Agnès, Andrés, Anna-Lena, Jean-Luc,
    Karl-Heinz, Marie-Claire, Hans-Peter, Mary-Ann, O'Brien, O'Neill, McDonald, D'Angelo, van Dyk, de Vries,
    von Berg, al-Sayed, Ana María, Mary Lou, Little Joe, TJ"""
)


@dataclass(frozen=True, slots=True)
class Doing:
    """What people do: told of a third person, asked for with `{x}`, and asked the other way round with "Who"."""

    key: str
    verb: str
    value: str
    asked: tuple[str, ...]
    whether: str
    many: bool = False  # whether there may be more of it than was told

    @property
    def unknown(self) -> str:
        """What is not known when it was not told, such as where somebody lives."""
        return UNKNOWN[self.key]


def _doing(key: str, verb: str, value: str, asked: str, whether: str, *, many: bool = False) -> Doing:
    return Doing(key, verb, value, listed(asked, "|"), whether, many)


UNKNOWN: Final = {
    "like": "what {x} likes",
    "hate": "what {x} hates",
    "play": "what {x} plays",
    "town": "where {x} lives",
    "origin": "where {x} comes from",
    "work": "where {x} works",
    "job": "what {x} works as",
    "study": "what {x} studies",
    "speak": "which languages {x} speaks",
    "drive": "what {x} drives",
    "have": "what {x} has",
    "age": "how old {x} is",
    "visit": "when {x} is visiting",
    "phone": "which number {x} has",
    "habit": "when {x} goes swimming",
    "collect": "what {x} collects",
    "allergy": "what {x} is allergic to",
    "state": "what {x} is like",
    "mood": "how {x} is",
}
DOINGS: Final = (
    _doing("like", "likes", "pleasure", "What does {x} like?|What is {x} fond of?", "Does {x} like {v}?", many=True),
    _doing("like", "loves", "pleasure", "What does {x} love?|What does {x} like?", "Does {x} love {v}?", many=True),
    _doing("like", "prefers", "drink", "What does {x} prefer?|What does {x} like?", "Does {x} prefer {v}?", many=True),
    _doing("like", "likes", "food", "What does {x} like?|What food does {x} like?", "Does {x} like {v}?", many=True),
    _doing(
        "hate",
        "hates",
        "pleasure",
        """What does {x} hate? | What does {x} not like?""",
        "Does {x} hate {v}?",
        many=True,
    ),
    _doing("play", "plays", "game", "What does {x} play?|Which game does {x} play?", "Does {x} play {v}?", many=True),
    _doing(
        "play",
        "plays the",
        "music",
        "What does {x} play?|Which instrument does {x} play?",
        "Does {x} play the {v}?",
        many=True,
    ),
    _doing("town", "lives in", "town", "Where does {x} live?|In which town does {x} live?", "Does {x} live in {v}?"),
    _doing("origin", "comes from", "land", "Where does {x} come from?|Where is {x} from?", "Does {x} come from {v}?"),
    _doing("origin", "is from", "land", "Where is {x} from?|What country is {x} from?", "Is {x} from {v}?"),
    _doing(
        "work",
        "works at",
        "company",
        """Where does {x} work? | At what place does {x} work?""",
        "Does {x} work at {v}?",
    ),
    _doing("job", "is", "job", "What does {x} do?|What is {x}'s job?|What does {x} do for a living?", "Is {x} {v}?"),
    _doing("job", "works as", "job", "What does {x} do for work?|What is {x}'s job?", "Does {x} work as {v}?"),
    _doing("study", "studies", "subject", "What does {x} study?|What is {x}'s subject?", "Does {x} study {v}?"),
    _doing("speak", "speaks", "two_languages", "What does {x} speak?|Which languages does {x} speak?", ""),
    _doing("drive", "drives", "car", "What does {x} drive?|Which car does {x} have?", "Does {x} drive {v}?"),
    _doing("have", "has", "belonging", "What does {x} have?|What has {x} got?", "Does {x} have {v}?", many=True),
    _doing("age", "is", "years", "How old is {x}?|What age is {x}?|How many years old is {x}?", "Is {x} {v}?"),
    _doing(
        "visit",
        "is visiting",
        "soon",
        "When is {x} visiting?|When does {x} come?|When is {x} coming?",
        "Is {x} visiting {v}?",
    ),
    _doing("phone", "has the number", "phone", "What is {x}'s number?|Which number does {x} have?", ""),
    _doing("habit", "goes swimming", "routine", "When does {x} go swimming?", "Does {x} go swimming {v}?"),
    _doing("collect", "collects", "collected", "What does {x} collect?", "Does {x} collect {v}?", many=True),
    _doing(
        "allergy",
        "is allergic to",
        "allergen",
        "What is {x} allergic to?|What can't {x} eat?",
        "Is {x} allergic to {v}?",
        many=True,
    ),
    _doing("state", "is very", "manner", "What is {x} like?|How is {x}?", "Is {x} {v}?", many=True),
    _doing("mood", "is", "state", "How is {x}?", "Is {x} {v}?", many=True),
)
GAMES: Final = listed(
    "football, tennis, chess, handball, cards, golf, basketball, hockey, table tennis, volleyball, darts"
)
MUSIC: Final = listed("piano, guitar, drums, violin, flute, harp, trumpet, cello, saxophone, organ, bass, accordion")
CARS: Final = listed(
    "a taxi, a bus, a red car, an old van, a Fiat, a Skoda, a lorry, a tram, a Volvo, a motorbike, a jeep"
)
COLLECTED: Final = listed(
    "stamps, coins, old maps, shells, postcards, stones, teapots, records, toy cars, comics, clocks"
)
MANNERS: Final = listed(
    "strict, kind, funny, tall, loud, quiet, friendly, busy, old, clever, patient, lazy, shy, tidy, nice"
)
OWN_KINDS: Final = {"game": GAMES, "music": MUSIC, "car": CARS, "collected": COLLECTED, "manner": MANNERS}


@dataclass(frozen=True, slots=True)
class Somebody:
    """Who is told of: what they are to the person, what they are called, and the pronoun."""

    noun: str
    name: str
    she: str

    @property
    def clause(self) -> str:
        """How the assistant speaks of them."""
        return f"your {self.noun} {self.name}"


def somebody(random: Random) -> Somebody:
    """A relative, a friend or somebody with a title."""
    if random.random() < 0.25:
        name = titled_name(random)
        she = "she" if name.startswith(("Mrs", "Ms", "Miss", "Madame", "Frau")) else "he"
        return Somebody(random.choice(TITLED), name, she)
    noun = random.choice(random.choice((SHES, HES, OTHERS)))
    make = accented if random.random() < 0.08 else (real_names.person if random.random() < 0.6 else first_name)
    she = "she" if noun in SHES else ("he" if noun in HES else random.choice(("she", "he")))
    return Somebody(noun, draw(make, random, held_out=False), she)


def accented(random: Random) -> str:
    """A name with letters or marks that English has not."""
    return random.choice(ACCENTED)


def titled_name(random: Random) -> str:
    """A title and a family name: "Mrs Brown"."""
    name = random.choice(FAMILY_NAMES) if random.random() < 0.6 else draw(first_name, random, held_out=False)
    whole = f"{random.choice(TITLES)} {name}"
    return titled_name(random) if is_held_out(whole) or is_held_out(name) else whole


def value_of(random: Random, doing: Doing) -> str:
    """Something that may be done so."""
    if doing.value == "years":
        return str(random.randint(2, 95))
    if doing.value in OWN_KINDS:
        return draw(lambda chance: chance.choice(OWN_KINDS[doing.value]), random, held_out=False)
    make = real_names.REAL.get(doing.value) if random.random() < 0.5 else None
    return draw(make or KINDS[doing.value], random, held_out=False)


TELLING: Final = (
    "My {n} {x} {p}.",
    "My {n} {x} {p}.",
    "My {n} {x} {p}.",
    "{x}, my {n}, {p}.",
    "My {n} is called {x} and {she} {p}.",
    "My {n} is called {x}. {She} {p}.",
    "My {n}'s name is {x} and {she} {p}.",
    "I have a {n} called {x} who {p}.",
    "My {n} {p}, {her} name is {x}.",
    "{x} is my {n}. {She} {p}.",
    "Our {n} {x} {p}.",
)
THEIR: Final = {"she": "her", "he": "his"}


def told_of_somebody(random: Random) -> Told:
    """What somebody near does, told with their name."""
    return told_of(random, somebody(random), random.choice(DOINGS))


def told_of(random: Random, who: Somebody, doing: Doing) -> Told:
    """What this one does."""
    value = value_of(random, doing)
    predicate = f"{doing.verb} {value}"
    she = who.she
    said = random.choice(TELLING).format(
        n=who.noun, x=who.name, p=predicate, she=she, She=capitalised(she), her=THEIR[she]
    )
    clause = f"{who.clause} {predicate}"
    asked = (*_who(random, who), *_what(random, who, doing, value, clause))
    keys = frozenset((f"about {who.noun}", f"={who.name.casefold()}", f"={value.casefold()}", f"{doing.key}/who"))
    at_once = tuple((question.format(x=she), sentence(clause)) for question in doing.asked if "{x}'s" not in question)
    return Told(keys, said, clause, asked, at_once, short=f"{capitalised(value)}.")


def _who(random: Random, who: Somebody) -> Iterable[Exchange]:
    called = f"your {who.noun} is called {who.name}"
    yield f"Who is {who.name}?", f"{who.name} is your {who.noun}."
    asked = ("What is my {} called?", "What's my {}'s name?", "Who is my {}?", "What is the name of my {}?")
    yield random.choice(asked).format(who.noun), sentence(called)


def _what(random: Random, who: Somebody, doing: Doing, value: str, clause: str) -> Iterable[Exchange]:
    for question in doing.asked:
        yield question.format(x=random.choice((who.name, who.name, f"my {who.noun}"))), sentence(clause)
    yield f"What do you know about {who.name}?", f"I remember that {clause}."
    if doing.key not in ("job", "state", "mood", "age"):
        yield f"Who {doing.verb} {value}?", sentence(clause)
    missing = random.choice([one for one in DOINGS if one.key != doing.key])
    asked, heard = random.choice(((who.name, who.name), (f"my {who.noun}", f"your {who.noun}")))
    unknown = missing.unknown.format(x=heard)
    yield random.choice(missing.asked).format(x=asked), f"I don't know {unknown}. You haven't told me."
    if doing.whether:
        x = random.choice((who.name, who.name, f"my {who.noun}"))
        yield doing.whether.format(x=x, v=value), f"Yes, {clause}."
        other = value_of(random, doing)
        if other.casefold() not in value.casefold() and value.casefold() not in other.casefold():
            yield doing.whether.format(x=x, v=other), f"I only know that {clause}." if doing.many else f"No, {clause}."


def two_told_of(random: Random) -> tuple[Told, ...]:
    """Two people of whom the same kind of thing is told, in one message: whose answer is which must stay clear."""
    doing = random.choice(DOINGS)
    one, other = told_of(random, somebody(random), doing), told_of(random, somebody(random), doing)
    shared = f"{doing.key}/who"
    if (one.keys & other.keys) - {shared} or overlaps(one.short, other.short):
        return two_told_of(random)
    return one, other


def overlaps(first: str, second: str) -> bool:
    """Whether one of two answers stands in the other."""
    one, two = first.rstrip(".").casefold(), second.rstrip(".").casefold()
    return one in two or two in one
