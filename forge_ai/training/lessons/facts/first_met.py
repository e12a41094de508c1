"""More of what people tell when they first meet somebody: how many, how often, how soon, and what they are.

Only lessons have these facts, the exam has not. Does not know values, owners or conversations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from forge_ai.training.lessons.facts.everyday import called_many
from forge_ai.training.lessons.facts.relations import Relation, person
from forge_ai.training.lessons.words.beginnings import article
from forge_ai.training.lessons.words.listed import listed

COUNTED: Final = listed(
    """brothers, sisters, siblings, children, kids, sons, daughters, dogs, cats, pets, cousins, hens, grandchildren,
    bikes, rooms, computers, plants, horses"""
)
MORE_GROUPS: Final = listed(
    """rabbits, hamsters, horses, brothers, sisters, guinea pigs, parrots, goldfish, grandsons, granddaughters, friends,
    grandparents, nieces, nephews"""
)
MORE_PEOPLE: Final = listed(
    "grandson, granddaughter, fiancée, ex-husband, ex-wife, father-in-law, sister-in-law, brother-in-law, tutor, carer"
)
ROUTINES: Final = (
    *(
        f"go{{es}} {where}"
        for where in ("running", "swimming", "jogging", "cycling", "to bed", "to the gym", "to work")
    ),
    *(f"{verb} work" for verb in ("start{s}", "finish{es}", "leave{s} for")),
    "take{s} {their} pills",
    "take{s} {their} medicine",
    "get{s} up",
    "wake{s} up",
    "walk{s} the dog",
    "feed{s} the cat",
    "drink{s} coffee",
    "read{s} the paper",
    "watch{es} the news",
    "call{s} {their} parents",
    "water{s} the garden",
    "work{s} from home",
)
SOON: Final = listed(
    """meeting, appointment, dentist appointment, doctor's appointment, vet appointment, exam, interview, party,
    wedding, flight, holiday, birthday, trip, haircut, piano lesson, football match, test, first day at school"""
)
COMING: Final = (
    ("rubbish", "is collected"),
    ("rent", "is due"),
    ("garbage", "goes out"),
    ("bin", "goes out"),
    ("cleaner", "comes"),
    ("post", "comes"),
    ("plumber", "comes"),
    ("parcel", "arrives"),
    ("course", "begins"),
    ("film", "starts"),
    ("game", "starts"),
    ("shop", "closes"),
    ("bakery", "closes"),
)
BASES: Final = {
    "goes out": "go out",
    "comes": "come",
    "arrives": "arrive",
    "begins": "begin",
    "starts": "start",
    "closes": "close",
}
OF_THE_HOUSE: Final = listed("wifi password, door code, alarm code, garage code, wifi name, gate code")


def counted(noun: str) -> Relation:
    """How many somebody has."""
    return Relation(
        key=f"number of {noun}",
        family="counted",
        value="count",
        tell=(f"{{Sub}} {{have}} {{v}} {noun}.", f"{{Sub}} {{have}} {{v}} {noun}."),
        ask=(f"How many {noun} {{do}} {{sub}} have?", f"Do you know how many {noun} {{sub}} {{have}}?"),
        ask_held=(),
        answer=f"{{sub}} {{have}} {{v}} {noun}",
        unknown=f"how many {noun} {{sub}} {{have}}",
        again=f"How many {noun} did I say {{sub}} {{have}}?",
    )


def routine(activity: str) -> Relation:
    """When somebody does what they often do."""
    base = activity.replace("{s}", "").replace("{es}", "")
    return Relation(
        key=base,
        family="routine",
        value="routine",
        tell=(f"{{Sub}} {activity} {{v}}.", f"{{Sub}} {activity} {{v}}.", f"{{Sub}} always {activity} {{v}}."),
        ask=(
            f"When {{do}} {{sub}} {base}?",
            f"At what time {{do}} {{sub}} {base}?",
            f"Do you know when {{sub}} {activity}?",
        ),
        ask_held=(),
        answer=f"{{sub}} {activity} {{v}}",
        unknown=f"when {{sub}} {activity}",
        again=f"When did I say {{sub}} {activity}?",
    )


def soon(noun: str) -> Relation:
    """What is at hand, by days that are counted from today."""
    had = f"{{Sub}} {{have}} {article(noun)} {{v}}."
    return _on_a_day(noun, "soon", "soon", second=had, answer=f"{{own}} {noun} is {{v}}")


def dated(noun: str) -> Relation:
    """A day of the year, told without "on"."""
    again = f"{{Own}} {noun} is {{v}}."
    return _on_a_day(noun, "dated", "date", second=again, answer=f"{{own}} {noun} is on {{v}}")


def _on_a_day(noun: str, family: str, value: str, *, second: str, answer: str) -> Relation:
    return Relation(
        key=noun,
        family=family,
        value=value,
        tell=(f"{{Own}} {noun} is {{v}}.", second, f"{{Own}} {noun}: {{v}}."),
        ask=(f"When is {{own}} {noun}?", f"When's {{own}} {noun}?", f"What day is {{own}} {noun}?"),
        ask_held=(),
        answer=answer,
        unknown=f"when {{own}} {noun} is",
        short=f"{{own}} {noun}",
        again=f"When was {{own}} {noun} again?",
    )


def coming(noun: str, verb: str) -> Relation:
    """What happens by itself, and belongs to nobody."""
    words = f"is the {noun} {verb.removeprefix('is ')}" if verb.startswith("is ") else f"does the {noun} {BASES[verb]}"
    return Relation(
        key=f"the {noun} {verb}",
        family="coming",
        value="day_or_time",
        tell=(f"The {noun} {verb} {{v}}.", f"The {noun} {verb} {{v}}.", f"Every week the {noun} {verb} {{v}}."),
        ask=(f"When {words}?", f"What time {words}?", f"On which day {words}?", f"Do you know when the {noun} {verb}?"),
        ask_held=(),
        answer=f"the {noun} {verb} {{v}}",
        unknown=f"when the {noun} {verb}",
        owners=("me",),
    )


def of_the_house(noun: str) -> Relation:
    """Codes that belong to a house rather than to a person."""
    return Relation(
        key=noun,
        family="of the house",
        value="password" if "wifi" in noun else "pin",
        tell=(f"The {noun} is {{v}}.", f"The {noun} is {{v}}.", f"Our {noun} is {{v}}."),
        ask=(f"What is the {noun}?", f"What's the {noun}?", f"What is our {noun}?", f"Do you know the {noun}?"),
        ask_held=(),
        answer=f"the {noun} is {{v}}",
        unknown=f"what the {noun} is",
        owners=("me",),
        short=f"the {noun}",
    )


def address(noun: str) -> Relation:
    """Where letters go that need no paper."""
    return Relation(
        key=noun,
        family="electronic address",
        value="email",
        tell=(f"{{Own}} {noun} is {{v}}.", f"{{Own}} {noun} is {{v}}.", f"{{Own}} {noun}: {{v}}"),
        ask=(f"What is {{own}} {noun}?", f"What's {{own}} {noun}?", f"Do you know {{own}} {noun}?"),
        ask_held=(),
        answer=f"{{own}} {noun} is {{v}}",
        unknown=f"what {{own}} {noun} is",
        short=f"{{own}} {noun}",
        again=f"What was {{own}} {noun} again?",
    )


BORN_ON: Final = Relation(
    key="day of birth",
    family="born on",
    value="date",
    tell=("{Sub} {was} born on {v}.", "{Sub} {was} born on {v}."),
    ask=("When {was} {sub} born?", "On which day {was} {sub} born?", "When is {own} birthday?"),
    ask_held=(),
    answer="{sub} {was} born on {v}",
    unknown="when {sub} {was} born",
)
HAVING: Final = Relation(
    key="having",
    family="having",
    value="belonging",
    tell=("{Sub} {have} {v}.", "{Sub} {have} {v}.", "{Sub} {have} got {v}."),
    ask=(),
    ask_held=(),
    answer="{sub} {have} {v}",
    unknown="whether {sub} {have} {v}",
)
BEING: Final = Relation(
    key="being",
    family="being",
    value="state",
    tell=("{Sub} {am} {v}.", "{Sub} {am} {v}.", "{Sub} {am} {v}, by the way."),
    ask=(),
    ask_held=(),
    answer="{sub} {am} {v}",
    unknown="whether {sub} {am} {v}",
)
STUDIES: Final = Relation(
    key="studies",
    family="studies",
    value="subject",
    tell=(
        "{Sub} study {v}.",
        "{Sub} study {v} at the university.",
        "{Sub} am studying {v}.",
        "{Sub} am a student of {v}.",
    ),
    ask=("What {do} {sub} study?", "Which subject {do} {sub} study?", "What am I studying?"),
    ask_held=(),
    answer="{sub} study {v}",
    unknown="what {sub} study",
    owners=("me",),
)
HOBBIES: Final = Relation(
    key="hobbies",
    family="hobbies",
    value="two_hobbies",
    tell=("{Own} hobbies are {v}.", "{Own} hobbies are {v}.", "{Own} hobbies: {v}."),
    ask=("What are {own} hobbies?", "Which hobbies {do} {sub} have?", "Do you know {own} hobbies?"),
    ask_held=(),
    answer="{own} hobbies are {v}",
    unknown="what {own} hobbies are",
)
LANGUAGES: Final = Relation(
    key="two languages",
    family="languages",
    value="two_languages",
    tell=("{Sub} speak{s} {v}.", "{Sub} speak{s} {v}.", "{Sub} can speak {v}."),
    ask=(
        "Which languages {do} {sub} speak?",
        "What languages {do} {sub} speak?",
        "Do you know which languages {sub} speak{s}?",
    ),
    ask_held=(),
    answer="{sub} speak{s} {v}",
    unknown="which languages {sub} speak{s}",
)
NOT_HAVING: Final = Relation(
    key="not having",
    family="not having",
    value="belonging",
    tell=("{Sub} {not} have {v}.", "{Sub} {not} have {v}."),
    ask=(),
    ask_held=(),
    answer="{sub} {not} have {v}",
    unknown="whether {sub} {have} {v}",
)
FLOOR: Final = Relation(
    key="floor",
    family="floor",
    value="floor",
    tell=("{Sub} live{s} on the {v} floor.", "{Own} flat is on the {v} floor."),
    ask=("Which floor {do} {sub} live on?", "On which floor is {own} flat?", "What floor {do} {sub} live on?"),
    ask_held=(),
    answer="{sub} live{s} on the {v} floor",
    unknown="which floor {sub} live{s} on",
)

FIRST_MET: Final = (
    *(counted(noun) for noun in COUNTED),
    *(routine(activity) for activity in ROUTINES),
    *(soon(noun) for noun in SOON),
    *(coming(noun, verb) for noun, verb in COMING),
    *(of_the_house(noun) for noun in OF_THE_HOUSE),
    *(dated(noun) for noun in ("birthday", "birthday", "wedding anniversary", "exam", "name day")),
    *(address(noun) for noun in ("email", "email address", "e-mail address")),
    BORN_ON,
    *(called_many(noun) for noun in MORE_GROUPS),
    *(person(noun) for noun in MORE_PEOPLE),
    *(2 * (STUDIES, HOBBIES, FLOOR, LANGUAGES)),
    *(4 * (HAVING, BEING)),
)

MORE_ASKED: Final[Mapping[str, tuple[str, ...]]] = {
    "name": ("So what's my name?", "Do you still know my name?", "What is my first name?", "What should you call me?"),
    "age": ("What age {am} {sub}?", "How many years old {am} {sub}?", "And how old {am} {sub}?"),
    "town": (
        "Where {do} {sub} live now?",
        "Which city {do} {sub} live in?",
        "What city {do} {sub} live in?",
        "Where is {own} home?",
        "Which place {do} {sub} live in?",
        "Do you know which city {sub} live{s} in?",
    ),
    "origin": ("What country {am} {sub} from?", "Which country {am} {sub} from?", "Where {am} {sub} originally from?"),
    "job": (
        "What is {own} profession?",
        "What's {own} profession?",
        "What kind of work {do} {sub} do?",
        "What work {do} {sub} do?",
    ),
    "workplace": ("What is {own} employer called?", "Which company {do} {sub} work at?"),
    "hobby": ("What are {own} hobbies?", "What {do} {sub} do for fun?", "Which hobby {do} {sub} have?"),
    "like": ("What things {do} {sub} like?", "What {do} {sub} love?"),
    "dislike": ("What {do} {sub} hate?", "What {not} {sub} like?", "What can't {sub} stand?"),
    "favourite food": ("What {do} {sub} like to eat?", "What {do} {sub} like eating?", "Which food {do} {sub} like?"),
    "favourite drink": ("What {do} {sub} like to drink?", "What {do} {sub} like drinking?"),
    "favourite colour": ("Which colour {do} {sub} like?", "What colour {do} {sub} like?"),
    "car make": ("What car {do} {sub} have?", "Which car {do} {sub} have?"),
    "year of birth": ("What year {was} {sub} born?",),
    "address": ("In which street {do} {sub} live?", "What street {do} {sub} live in?"),
    "instrument": ("What {do} {sub} play?",),
    "allergy": ("What allergies {do} {sub} have?", "What can't {sub} eat?"),
}
SAME: Final[Mapping[str, str]] = {
    one: other
    for pair in (
        ("mother", "mum"),
        ("father", "dad"),
        ("grandmother", "grandma"),
        ("grandfather", "grandpa"),
        ("children", "kids"),
    )
    for one, other in (pair, pair[::-1])
}
"""Words for the same person: who was told of under one may be asked for under the other."""
