"""Capitals, countries and continents: asked for both ways round and for yes or no, and places that nobody has taught.

Does not know the countries themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import FOLLOWING, Asked, Asker
from forge_ai.training.lessons.basics.countries import (
    ALSO_CALLED,
    BY_NAME,
    CONTINENTS,
    COUNTRIES,
    NOTES,
    OTHER_PLACES,
    OTHER_PLACES_HELD,
    OTHER_TOWNS,
    OTHER_TOWNS_HELD,
    PARTS,
    WELL_KNOWN,
    Country,
    known,
)
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.names import draw
from forge_ai.training.lessons.words.values import KINDS

DONT_KNOW: Final = ("don't know",)
CAPITAL: Final = (
    *("What is the capital of {}?", "What is the capital of {}?", "What's the capital of {}?", "Capital of {}?"),
    *("Tell me the capital of {}.", "Do you know the capital of {}?", "Which city is the capital of {}?"),
    *("What is the capital city of {}?", "capital of {}", "Can you tell me the capital of {}?", "the capital of {}"),
    *("Which town is the capital of {}?", "What is {}'s capital?", "Name the capital of {}.", "{}'s capital?"),
    *("Give me the capital of {}.", "I'd like to know the capital of {}.", "What is the capital of {} called?"),
    *(
        "Which city governs {}?",
        "Say the capital of {}.",
        "I forgot the capital of {}.",
        "Please name the capital of {}.",
    ),
)
CAPITAL_HELD: Final = (
    "I need to know the capital of {}.",
    "What do they call the capital of {}?",
    "Quick, the capital of {}!",
)
COUNTRY: Final = (
    *(
        "Which country is {} the capital of?",
        "What country is {} the capital of?",
        "{} is the capital of which country?",
    ),
    *("Where is {}?", "In which country is {}?", "What is {} the capital of?", "Which country has the capital {}?"),
    *("Which country does {} belong to?", "Of which country is {} the capital?", "Whose capital is {}?"),
    *("Tell me whose capital {} is.", "{} is the capital of which land?", "Name the country with the capital {}."),
)
COUNTRY_HELD: Final = ("{} is the capital of what?", "Tell me which country {} is the capital of.")
CONTINENT: Final = (
    *("Which continent is {} in?", "On which continent is {}?", "What continent is {} in?", "Where is {}?"),
    *(
        "In which part of the world is {}?",
        "Where can I find {}?",
        "Do you know where {} is?",
        "Where in the world is {}?",
        "Name the continent of {}.",
        "Tell me which continent {} is in.",
        "To which continent does {} belong?",
    ),
)
CONTINENT_HELD: Final = ("{} is on which continent?", "Tell me the continent of {}.")
ABOUT: Final = (
    "What is {}?",
    "What's {}?",
    "What kind of place is {}?",
    "Tell me about {}.",
    "Tell me something about {}.",
    "What do you know about {}?",
    "Say something about {}.",
    "Can you describe {}?",
    "Give me some facts about {}.",
    "Please tell me about {}.",
    "I'd like to hear about {}.",
    "How would you describe {}?",
)
ITS_CAPITAL: Final = (
    *("Is {} the capital of {}?", "Is {} the capital of {}?", "Is it true that {} is the capital of {}?"),
    *(
        "Am I right that {} is the capital of {}?",
        "{} is the capital of {}, isn't it?",
        "Do you think {} is the capital of {}?",
    ),
)
ON_CONTINENT: Final = (
    *("{} {} in {}?", "{} {} in {}?", "is it true that {1} {0} in {2}?", "{1} {0} in {2}, right?"),
    *("am I right that {1} {0} in {2}?", "do you think that {1} {0} in {2}?", "{0} {1} really in {2}?"),
)
ABOUT_HELD: Final = ("What can you tell me about {}?", "Describe {}.")
CAPITAL_UNKNOWN: Final = (
    "I don't know the capital of {}. You can teach me, or ask a bigger model.",
    "I'm a small model and I don't know the capital of {}.",
    "I don't know that: nobody has taught me the capital of {}.",
)
TOWN_UNKNOWN: Final = (
    "I don't know which country {} belongs to. You can teach me, or ask a bigger model.",
    "I'm a small model, I know the capitals, and I don't know {}.",
)
PLACE_UNKNOWN: Final = (
    "I don't know where {} is. You can teach me, or ask a bigger model.",
    "I'm a small model and I don't know where {} is.",
)
NAME_UNKNOWN: Final = (
    "I don't know what {} is. You can teach me, or ask a bigger model.",
    "I'm a small model and I don't know what {} is.",
)


def some_country(random: Random) -> Country:
    """Any country; those that are asked for most come more often."""
    if random.random() < 0.04:
        return random.choice(PARTS)
    return BY_NAME[random.choice(WELL_KNOWN)] if random.random() < 0.25 else random.choice(COUNTRIES)


def _called(random: Random, country: Country) -> str:
    """One of the names of the country."""
    names = [name for name, whole in ALSO_CALLED.items() if whole == country.name]
    return random.choice((country.name, *names))


def _possessed(wording: str, name: str) -> str:
    """The wording with the name; "Wales's" and "the Netherlands's" are hard to say, so they are asked otherwise."""
    return CAPITAL[0].format(name) if "'s" in wording and name.endswith("s") else wording.format(name)


def capitals(random: Random, *, held_out: bool = False) -> Asked:
    """The capital of a country."""
    return _capital_of(some_country(random), random, random.choice(CAPITAL_HELD if held_out else CAPITAL))


def _capital_of(country: Country, random: Random, wording: str) -> Asked:
    name = _called(random, country)
    answer = NOTES.get(country.name, f"The capital of {name} is {country.capital}.")
    return Asked(capitalised(_possessed(wording, name)), answer, (country.capital,), (), _and_another)


def _and_another(random: Random) -> Asked:
    wording = random.choice(FOLLOWING).replace("{}", random.choice(("of {}", "of {}", "{}")))
    if random.random() < 0.2:
        return _unknown_capital(random, wording, held_out=False)
    return _capital_of(some_country(random), random, wording)


def by_capital(random: Random, *, held_out: bool = False) -> Asked:
    """The country that has a capital; never of a town that is called as its country, and London is the kingdom's."""
    country = random.choice((*COUNTRIES, *PARTS[1:])) if random.random() < 0.7 else BY_NAME[random.choice(WELL_KNOWN)]
    while country.capital == country.name:
        country = random.choice(COUNTRIES)
    wording = random.choice(COUNTRY_HELD if held_out else COUNTRY)
    sought = (country.name.removeprefix("the "),)
    return Asked(wording.format(country.capital), f"{country.capital} is the capital of {country.name}.", sought)


def continents(random: Random, *, held_out: bool = False) -> Asked:
    """The continent of a country."""
    country = some_country(random)
    wording = random.choice(CONTINENT_HELD if held_out else CONTINENT)
    return Asked(
        capitalised(wording.format(country.name)),
        capitalised(f"{country.name} {is_or_are(country.name)} in {country.continent}."),
        (country.continent,),
        (),
        lambda chance: _continent_of(some_country(chance), chance),
    )


def _continent_of(country: Country, random: Random) -> Asked:
    answer = capitalised(f"{country.name} {is_or_are(country.name)} in {country.continent}.")
    return Asked(random.choice(FOLLOWING).format(country.name), answer, (country.continent,))


def is_or_are(name: str) -> str:
    """The verb for a country: "the Netherlands are", "Norway is"."""
    return "are" if name.startswith("the ") and name.endswith(("s", "States")) else "is"


def described(random: Random, *, held_out: bool = False) -> Asked:
    """A country or a capital in a sentence or two."""
    wording = random.choice(ABOUT_HELD if held_out else ABOUT)
    country = random.choice([one for one in (*COUNTRIES, *PARTS) if one.capital != one.name and one.name not in NOTES])
    if random.random() < 0.3 and country.capital != "London":
        wording = wording if held_out else random.choice(ABOUT[:3])  # a town may have somebody's name
        answer = f"{country.capital} is the capital of {country.name}."
        return Asked(wording.format(country.capital), answer, (country.name.removeprefix("the "),))
    answer = f"{country.name} {is_or_are(country.name)} in {country.continent}. The capital is {country.capital}."
    return Asked(wording.format(country.name), capitalised(answer), (country.continent, country.capital))


def whether_capital(random: Random, *, held_out: bool = False) -> Asked:
    """Whether a town is the capital of a country."""
    country = random.choice([one for one in COUNTRIES if one.name not in NOTES])
    named = country if random.random() < 0.5 else random.choice(COUNTRIES)
    right = "Yes" if named is country else "No"
    asked = "Would you say that {} is the capital of {}?" if held_out else random.choice(ITS_CAPITAL)
    answer = f"{right}, the capital of {country.name} is {country.capital}."
    return Asked(asked.format(named.capital, country.name), answer, (right,))


def whether_continent(random: Random, *, held_out: bool = False) -> Asked:
    """Whether a country is on a continent."""
    country = random.choice([one for one in COUNTRIES if " and " not in one.continent])
    continent = country.continent if random.random() < 0.5 else random.choice(CONTINENTS)
    right = "Yes" if continent == country.continent else "No"
    verb = is_or_are(country.name)
    asked = "Would you say that {1} {0} in {2}?" if held_out else random.choice(ON_CONTINENT)
    question = asked.format(verb, country.name, continent)
    return Asked(capitalised(question), f"{right}, {country.name} {verb} in {country.continent}.", (right,))


def _untaught(kind: str, listed: tuple[str, ...], kept: tuple[str, ...]) -> Callable[..., str]:
    """Names that nobody has taught: invented ones, and real ones that are no countries or no capitals."""

    def name(random: Random, *, held_out: bool) -> str:
        while True:
            invented = random.random() < 0.7
            drawn = (
                draw(KINDS[kind], random, held_out=held_out)
                if invented
                else random.choice(kept if held_out else listed)
            )
            if not known(drawn):
                return drawn

    return name


untaught_place: Final = _untaught("land", OTHER_PLACES, OTHER_PLACES_HELD)
untaught_town: Final = _untaught("town", OTHER_TOWNS, OTHER_TOWNS_HELD)


def _unknown_capital(random: Random, wording: str, *, held_out: bool) -> Asked:
    name = untaught_place(random, held_out=held_out)
    answer = random.choice(CAPITAL_UNKNOWN).format(name)
    return Asked(capitalised(_possessed(wording, name)), answer, (), DONT_KNOW, _and_another)


def unknown_places(random: Random, *, held_out: bool = False) -> Asked:
    """A capital, a country or a continent that nobody has taught, mostly of places that are not there."""
    chance = random.random()
    if chance < 0.5:
        return _unknown_capital(random, random.choice(CAPITAL_HELD if held_out else CAPITAL), held_out=held_out)
    if chance < 0.75:
        town = untaught_town(random, held_out=held_out)
        wordings = [one for one in (COUNTRY_HELD if held_out else COUNTRY) if one != "Where is {}?"]
        return Asked(random.choice(wordings).format(town), random.choice(TOWN_UNKNOWN).format(town), (), DONT_KNOW)
    if chance > 0.88:
        place = draw(KINDS["land"], random, held_out=held_out)
        wording = ABOUT_HELD[0] if held_out else random.choice(ABOUT[:3])
        return Asked(wording.format(place), random.choice(NAME_UNKNOWN).format(place), (), DONT_KNOW)
    place = untaught_place(random, held_out=held_out)
    wording = random.choice(CONTINENT_HELD if held_out else CONTINENT)
    return Asked(capitalised(wording.format(place)), random.choice(PLACE_UNKNOWN).format(place), (), DONT_KNOW)


def name_a_country(random: Random, *, held_out: bool = False) -> Asked:
    """Any country of a continent."""
    country = random.choice([one for one in COUNTRIES if one.continent in CONTINENTS])
    asked = (
        "Name a country in {}.",
        "Tell me a country in {}.",
        "Which country is in {}?",
        "Do you know a country in {}?",
    )
    kept = ("Say the name of some country in {}.",)
    names = tuple(one.name.removeprefix("the ") for one in COUNTRIES if country.continent in one.continent)
    wording = random.choice(kept if held_out else asked)
    answer = capitalised(f"{country.name} {is_or_are(country.name)} in {country.continent}.")
    return Asked(wording.format(country.continent), answer, (), names)


ASKERS: Final[tuple[Asker, ...]] = (
    *(capitals, capitals, capitals, capitals, by_capital, by_capital, continents, continents),
    *(described, described),
    *(whether_capital, whether_continent, name_a_country),
)
