"""Questions that look like those of everyday knowledge, but whose answer nobody has taught: the honest answer is that.

Half of the names are invented, so that it is the missing knowledge that counts and not the wording. Does not know the
right answers.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.animals import ANIMALS
from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.basics.definitions import MEANING, WORDS
from forge_ai.training.lessons.basics.geography import DONT_KNOW, some_country, unknown_places
from forge_ai.training.lessons.basics.single import WHY, WHY_HELD
from forge_ai.training.lessons.basics.sums import too_big
from forge_ai.training.lessons.basics.what_is import THING
from forge_ai.training.lessons.basics.words import (
    IRREGULAR_PLURALS,
    OPPOSITES,
    PAST,
    REGULAR_NOUNS,
    RHYMING,
    RHYMING_HELD,
    SAME,
)
from forge_ai.training.lessons.exchanges.gaps import HONEST, KNOWN_PEOPLE, WHYS, WORKS
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw, full_name, invented_name

SHORT: Final = (
    "I don't know that. You can teach me, or ask a bigger model.",
    "I'm a small model and I don't know that.",
    "I don't know that: nobody has taught me.",
    "I don't know that.",
)
WORD_UNKNOWN: Final = (
    "I don't know what {} is. You can teach me, or ask a bigger model.",
    "I'm a small model and I don't know what {} is.",
)
MORE_WORKS: Final = listed(
    """Romeo and Juliet, Faust, Don Quixote, War and Peace, the Bible, Moby-Dick, the Mona Lisa, the Ninth Symphony,
    the Magic Flute, Harry Potter, the wheel, the car, the aeroplane, the printing press, penicillin, America,
    gravity"""
)
CONTESTS: Final = listed(
    """the World Cup, the football World Cup, the Olympic Games, the election, the Nobel Prize for physics, the Tour de
    France, Wimbledon, the Oscar for the best film, the chess championship, the Eurovision Song Contest, the Super
    Bowl, the Champions League, the battle of Waterloo, the cup final"""
)
EVENTS: Final = listed(
    """the First World War, the Second World War, the French Revolution, the Roman Empire, the Thirty Years' War, the
    Cold War, the battle of Hastings, the American Civil War, the Middle Ages, the Renaissance, the moon landing,
    the fall of the Berlin Wall, the sinking of the Titanic, the stone age, the bronze age, the gold rush"""
)
SIGHTS: Final = listed(
    """the Eiffel Tower, Mount Everest, the Great Wall, Big Ben, the Colosseum, the Statue of Liberty, the Taj Mahal,
    the Nile, the Rhine, the Amazon, the Danube, Lake Geneva, the Matterhorn, the Golden Gate Bridge, Kilimanjaro"""
)
LAND_MATTERS: Final = listed(
    """the president, the king, the population, the currency, the language, the flag, the highest mountain, the longest
    river, the largest city, the area, the national animal, the anthem, the prime minister, the time zone"""
)
HARD_WORDS: Final = listed(
    """photosynthesis, inflation, quantum physics, the stock market, a logarithm, a mortgage, an algorithm, osmosis,
    metaphysics, a derivative, entropy, a molecule, a proton, an enzyme, a hypotenuse, capitalism, an isotope, a
    fjord, a fugue, a sonnet, a chromosome, relativity, a transistor, a semaphore, a compiler, bitcoin, blockchain,
    a black hole, an atom, democracy, a virus, magnetism, chemistry, a prime number, a neural network, the speed of
    light, a haiku, a palimpsest, an oxymoron, a synapse, a catalyst, a parabola, feudalism, an obelisk, a
    marsupial, plasma, a tensor, a bassoon, a quasar, a lichen, a gerund, a dividend, a subpoena, a tariff, a
    manatee, dark matter, a supernova"""
)
HARD_WORDS_HELD: Final = listed(
    "a polygon, an axolotl, a glockenspiel, thermodynamics, a viola, a neutron, surrealism, a fossil"
)
UNKNOWN_WHYS_HELD: Final = listed(
    "do glaciers look blue, do woodpeckers get no headaches, is helium light, did Troy burn"
)
TABLES: Final = (OPPOSITES, PAST, IRREGULAR_PLURALS, SAME, ANIMALS, THING.rows)
TAUGHT_WORDS: Final = frozenset(
    (*WORDS, *REGULAR_NOUNS, *(part for table in TABLES for row in table for word in row for part in word.split()))
)
PEOPLE_ASKED: Final = (
    *(
        "When was {} born?",
        "When did {} die?",
        "What did {} do?",
        "Where was {} born?",
        "What is {} famous for?",
        "Who was {}?",
    ),
    *("Is {} still alive?", "How old is {}?", "Tell me about the life of {}.", "What did {} write?"),
)
PEOPLE_HELD: Final = ("In which year was {} born?", "For what do people know {}?")
WORKS_ASKED: Final = (
    "Who invented {}?",
    "Who wrote {}?",
    "Who made {}?",
    "Who discovered {}?",
    "When was {} made?",
    "Who is behind {}?",
)
WORKS_HELD: Final = ("Which person came up with {}?", "Whose work is {}?")
CONTESTS_ASKED: Final = (
    "Who won {} in {}?",
    "Who won {}?",
    "Which team won {} in {}?",
    "Who came second in {} in {}?",
    "Who lost {}?",
)
CONTESTS_HELD: Final = ("To whom did {} go in {}?",)
EVENTS_ASKED: Final = (
    "When was {}?",
    "When did {} begin?",
    "When did {} end?",
    "In which year was {}?",
    "How long did {} last?",
    "What happened in {}?",
)
EVENTS_HELD: Final = ("What is the date of {}?",)
YEARS_ASKED: Final = (
    "What happened in {}?",
    "Who was king in {}?",
    "What happened in the year {}?",
    "Was there a war in {}?",
)
YEARS_HELD: Final = ("Tell me what went on in {}.",)
SIGHTS_ASKED: Final = (
    "How tall is {}?",
    "How old is {}?",
    "How long is {}?",
    "Where is {}?",
    "When was {} built?",
    "How deep is {}?",
)
SIGHTS_HELD: Final = ("Give me the size of {}.",)
LANDS_ASKED: Final = (
    *("What is {} of {}?", "What's {} of {}?", "Tell me {} of {}.", "Do you know {} of {}?", "Which is {} of {}?"),
    *("Who or what is {} of {}?",),
)
LANDS_HELD: Final = ("I need to know {} of {}.",)
OTHERS_ASKED: Final = (
    *(
        "What is the square root of {n}?",
        "What is {n} to the power of {m}?",
        "What is the logarithm of {n}?",
        "Is {n} a prime number?",
    ),
    *("How much does {thing} weigh?", "How old is {thing}?", "How much does {thing} cost?", "How fast is {thing}?"),
    *("What is the Latin word for {thing}?", "How do you say {thing} in French?", "What is {thing} in Spanish?"),
    *("What colour is {name}'s car?", "Which number am I thinking of?", "Who is the tallest person in {land}?"),
)


def _answered(random: Random, question: str) -> Asked:
    return Asked(capitalised(question), random.choice((*SHORT, *HONEST)), (), DONT_KNOW)


def _title(random: Random, *, held_out: bool) -> str:
    """A book, a machine or a battle that is not there."""
    name = draw(invented_name, random, held_out=held_out)
    return random.choice(("the book {}", "The Song of {}", "the {} machine", "the {} theorem", "the opera {}")).format(
        name
    )


def people(random: Random, *, held_out: bool = False) -> Asked:
    """Somebody's life."""
    name = random.choice(KNOWN_PEOPLE) if random.random() < 0.5 else draw(full_name, random, held_out=held_out)
    return _answered(random, random.choice(PEOPLE_HELD if held_out else PEOPLE_ASKED).format(name))


def works(random: Random, *, held_out: bool = False) -> Asked:
    """Who wrote, made or invented something."""
    work = random.choice((*WORKS, *MORE_WORKS)) if random.random() < 0.5 else _title(random, held_out=held_out)
    return _answered(random, random.choice(WORKS_HELD if held_out else WORKS_ASKED).format(work))


def history(random: Random, *, held_out: bool = False) -> Asked:
    """Who won, when something was, and what happened in a year."""
    year = random.randint(1000, 2030)
    chance = random.random()
    if chance < 0.4:
        wording = random.choice(CONTESTS_HELD if held_out else CONTESTS_ASKED)
        return _answered(random, wording.format(random.choice(CONTESTS), year))
    if chance < 0.6:
        return _answered(random, random.choice(YEARS_HELD if held_out else YEARS_ASKED).format(year))
    battle = f"the battle of {draw(invented_name, random, held_out=held_out)}"
    event = random.choice(EVENTS) if random.random() < 0.6 else battle
    return _answered(random, random.choice(EVENTS_HELD if held_out else EVENTS_ASKED).format(event))


def sights(random: Random, *, held_out: bool = False) -> Asked:
    """How tall or old some famous thing is."""
    return _answered(random, random.choice(SIGHTS_HELD if held_out else SIGHTS_ASKED).format(random.choice(SIGHTS)))


def lands(random: Random, *, held_out: bool = False) -> Asked:
    """What there is to know about a country, beside its capital and its continent."""
    wording = random.choice(LANDS_HELD if held_out else LANDS_ASKED)
    return _answered(random, wording.format(random.choice(LAND_MATTERS), some_country(random).name))


def untaught_word(random: Random, *, held_out: bool) -> str:
    """An invented word in small letters that no lesson explains."""
    while (word := draw(invented_name, random, held_out=held_out).lower()) in TAUGHT_WORDS:
        pass
    return word


def _some_word(random: Random, *, held_out: bool) -> str:
    """A word that is not among the defined ones, mostly an invented one."""
    if random.random() < 0.4:
        return random.choice(HARD_WORDS_HELD if held_out else HARD_WORDS)
    word = untaught_word(random, held_out=held_out)
    return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"


def meanings(random: Random, *, held_out: bool = False) -> Asked:
    """A word that nobody has taught."""
    word = _some_word(random, held_out=held_out)
    wording = random.choice(MEANING.held if held_out else MEANING.asked)
    return Asked(wording.format(word), random.choice(WORD_UNKNOWN).format(word), (), DONT_KNOW)


def whys(random: Random, *, held_out: bool = False) -> Asked:
    """A why that nobody has answered to it."""
    reason = random.choice(UNKNOWN_WHYS_HELD if held_out else WHYS)
    return _answered(random, random.choice(WHY_HELD if held_out else WHY).format(reason))


def word_matters(random: Random, *, held_out: bool = False) -> Asked:
    """The opposite, the sound or the use of something that is not there."""
    word = untaught_word(random, held_out=held_out)
    one = f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
    asked, answer = random.choice(WORD_MATTERS)
    return Asked(asked.format(word, one), answer.format(word, one), (), DONT_KNOW)


WORD_MATTERS: Final = (
    ("What is the opposite of {0}?", "I don't know the word {0}."),
    ("What is the plural of {0}?", "I don't know the word {0}."),
    ("What is the past tense of {0}?", "I don't know the word {0}."),
    ("What is another word for {0}?", "I don't know the word {0}."),
    ("What does {1} say?", "I don't know an animal called {0}."),
    ("What sound does {1} make?", "I don't know an animal called {0}."),
    ("How many legs does {1} have?", "I don't know what {1} is."),
    ("What does {1} eat?", "I don't know what {1} is."),
    ("Where does {1} live?", "I don't know what {1} is."),
    ("What is a baby {0} called?", "I don't know an animal called {0}."),
    ("What is {1} for?", "I don't know what {1} is."),
    ("What is {1} used for?", "I don't know what {1} is."),
    ("What colour is {1}?", "I don't know what {1} is."),
    ("Is {1} a fruit?", "I don't know what {1} is."),
    ("Is {1} an animal?", "I don't know what {1} is."),
    ("How many minutes are in {1}?", "I don't know what {1} is."),
)


def others(random: Random, *, held_out: bool = False) -> Asked:
    """Powers, weights, prices and translations."""
    question = random.choice(OTHERS_ASKED).format(
        n=random.randint(2, 999),
        m=random.randint(2, 99),
        thing=f"the {random.choice(WORDS)}",
        name=draw(invented_name, random, held_out=held_out),
        land=some_country(random).name,
    )
    return _answered(random, question)


UNRHYMED: Final = listed(
    """orange, silver, purple, month, wolf, ninth, computer, elephant, breakfast, kitchen, garden, window, umbrella,
    bicycle, hospital, library, chimney, penguin, squirrel, octopus, dinosaur, medicine, television, sandwich, holiday,
    island, engine, carpet, blanket, spinach, potato, avocado, language, secret, shoulder, finger, morning,
    evening, autumn, winter, diamond, postcard, notebook, scissors, problem, question, sentence, promise, lizard"""
)
NO_RHYME: Final = (
    "I don't know a rhyme for {}.",
    "I don't know any word that rhymes with {}. I'm not good at rhymes.",
)


def unrhymed(random: Random, *, held_out: bool = False) -> Asked:
    """A word for which hardly anybody knows a rhyme."""
    word = random.choice(UNRHYMED)
    asked = random.choice(RHYMING_HELD if held_out else RHYMING).format(word)
    return Asked(asked, random.choice(NO_RHYME).format(word), (), DONT_KNOW)


ASKERS: Final[tuple[Asker, ...]] = (
    *(
        unknown_places,
        unknown_places,
        unknown_places,
        too_big,
        too_big,
        too_big,
        people,
        works,
        works,
        history,
        history,
    ),
    *(sights, lands, lands, meanings, meanings, meanings, whys, word_matters, word_matters, others, unrhymed),
)
