"""All kinds of facts that the lessons and the exam speak about.

Does not know values, owners or conversations.
"""

from __future__ import annotations

from typing import Final

from forge_ai.training.lessons.facts import everyday
from forge_ai.training.lessons.facts.relations import (
    Relation,
    called,
    coloured,
    favourite,
    kept,
    leaves,
    number,
    of_place,
    opens,
    person,
    when,
)
from forge_ai.training.lessons.words.listed import listed

PETS: Final = listed(
    """dog, cat, hamster, horse, parrot, rabbit, goldfish, tortoise, canary, guinea pig, pony, donkey, goat, duck, hen,
    snake, lizard, ferret, budgie, mouse, sheep, pig, cow, puppy, kitten, frog, spider, crab, goose, pigeon"""
)
NAMED_THINGS: Final = listed("boat, project, cactus, robot, teddy bear, bonsai tree, vacuum cleaner, scooter, tractor")
NAMED_GROUPS: Final = listed("band, choir, football team, chess club, theatre group, quiz team")
NAMED_WORKS: Final = listed("blog, podcast, novel, album")
PEOPLE: Final = listed(
    """mother, father, sister, brother, wife, husband, son, daughter, grandmother, grandfather, aunt, uncle, cousin,
    niece, nephew, boss, neighbour, best friend, teacher, vet, hairdresser, landlord, flatmate, plumber, lawyer,
    coach, godmother, accountant, babysitter, piano teacher, godfather, stepsister, stepfather, gardener"""
)
FAVOURITES: Final = tuple(
    favourite(noun, value)
    for noun, value in (
        ("colour", "colour"),
        ("food", "food"),
        ("meal", "food"),
        ("drink", "drink"),
        ("book", "title"),
        ("film", "title"),
        ("song", "title"),
        ("game", "title"),
        ("series", "title"),
        ("team", "group"),
        ("band", "group"),
        ("animal", "animal"),
        ("author", "full_name"),
        ("singer", "full_name"),
        ("painter", "full_name"),
        ("city", "town"),
        ("island", "town"),
        ("mountain", "name"),
        ("restaurant", "company"),
        ("shop", "company"),
        ("number", "number"),
    )
)
NUMBERS: Final = tuple(
    number(noun, value)
    for noun, value in (
        ("shoe size", "size"),
        ("locker number", "number"),
        ("room number", "number"),
        ("desk number", "number"),
        ("house number", "number"),
        ("PIN", "pin"),
        ("door code", "pin"),
        ("alarm code", "pin"),
        ("safe code", "pin"),
        ("garage code", "pin"),
        ("bike lock code", "pin"),
        ("gate code", "code"),
        ("phone number", "phone"),
        ("office number", "phone"),
        ("emergency number", "phone"),
        ("licence plate", "code"),
        ("flight number", "code"),
        ("seat number", "code"),
        ("membership number", "long_number"),
        ("library card number", "long_number"),
        ("customer number", "long_number"),
        ("insurance number", "code"),
        ("tax number", "long_number"),
        ("order number", "long_number"),
        ("postcode", "code"),
        ("wifi name", "boat"),
        ("wifi password", "password"),
        ("email password", "password"),
        ("computer password", "password"),
        ("user name", "password"),
        ("nickname", "name"),
        ("middle name", "name"),
        ("family name", "name"),
        ("address", "address"),
        ("office address", "address"),
        ("height", "height"),
        ("home town", "town"),
    )
)
KEPT: Final = listed(
    """passport, drill, ladder, umbrella, charger, torch, spare key, toolbox, camera, sewing kit, tent, suitcase, birth
    certificate, wallet, first-aid kit, hammer, scarf, bicycle pump, winter coat, notebook, stapler, map, sleeping
    bag, tape measure, diary, fishing rod, telescope, screwdriver, laptop, raincoat"""
)
KEPT_MANY: Final = listed(
    "keys, glasses, headphones, gloves, scissors, sunglasses, batteries, boots, skis, paint brushes"
)
APPOINTMENTS: Final = listed(
    """dentist appointment, haircut, doctor's appointment, piano lesson, swimming lesson, job interview, eye test,
    driving lesson, choir practice, yoga class, football training, team meeting, dance class, language class, guitar
    lesson, concert, staff meeting, cooking class, phone call with the bank, vet appointment"""
)
DATES: Final = listed(
    """birthday, wedding anniversary, name day, tax deadline, exam, moving day, graduation, marathon, project deadline,
    operation, driving test, housewarming party, first day at work"""
)
COLOURED: Final = listed("car, house, bike, front door, kitchen, coat, backpack, motorbike, hat, sofa, bathroom, tent")
LEAVING: Final = listed("train, bus, ferry, plane, taxi, boat, school bus, night train")
OPENING: Final = listed(
    """bakery, library, swimming pool, market, museum, pharmacy, post office, bank, supermarket, zoo, town hall,
    bookshop"""
)
OF_PLACE: Final = tuple(
    of_place(noun, value)
    for noun, value in (
        ("capital", "town"),
        ("mayor", "full_name"),
        ("king", "name"),
        ("queen", "name"),
        ("longest river", "name"),
        ("highest mountain", "name"),
        ("national animal", "animal"),
        ("national dish", "food"),
        ("language", "language"),
        ("president", "full_name"),
    )
)

SPECIAL: Final = (
    Relation(
        key="name",
        family="name",
        value="name",
        tell=("{Own} name is {v}.", "{Own} name is {v}.", "{Sub} {am} called {v}.", "{Sub} {am} {v}."),
        ask=(
            "What is my name?",
            "What's my name?",
            "Who am I?",
            "Do you know my name?",
            "Do you know who I am?",
            "Do you remember my name?",
            "What am I called?",
            "Can you tell me my name?",
        ),
        ask_held=("Tell me my name.", "Remind me what my name is.", "Do you remember who I am?"),
        answer="{own} name is {v}",
        unknown="what {own} name is",
        owners=("me",),
        short="my name",
    ),
    Relation(
        key="age",
        family="age",
        value="age",
        tell=("{Sub} {am} {v} years old.", "{Own} age is {v}.", "{Sub} {am} {v}."),
        ask=("How old {am} {sub}?", "What is {own} age?", "Do you know how old {sub} {am}?", "What's {own} age?"),
        ask_held=("Do you remember how old {sub} {am}?", "Can you tell me how old {sub} {am}?"),
        answer="{sub} {am} {v} years old",
        unknown="how old {sub} {am}",
    ),
    Relation(
        key="town",
        family="live",
        value="town",
        tell=(
            "{Sub} live{s} in {v}.",
            "{Sub} live{s} in {v}.",
            "{Sub} {am} living in {v}.",
            "{Own} home is in {v}.",
            "{Sub} moved to {v}.",
        ),
        ask=(
            "Where {do} {sub} live?",
            "Where {do} {sub} live?",
            "Which town {do} {sub} live in?",
            "In which town {do} {sub} live?",
            "Do you know where {sub} live{s}?",
            "Can you tell me where {sub} live{s}?",
            "Remind me where {sub} live{s}.",
        ),
        ask_held=(
            "Do you remember where {sub} live{s}?",
            "Tell me where {sub} live{s}.",
            "What town {do} {sub} live in?",
        ),
        answer="{sub} live{s} in {v}",
        unknown="where {sub} live{s}",
    ),
    Relation(
        key="origin",
        family="origin",
        value="land",
        tell=(
            "{Sub} come{s} from {v}.",
            "{Sub} {am} from {v}.",
            "{Sub} grew up in {v}.",
            "{Sub} {am} originally from {v}.",
        ),
        ask=(
            "Where {do} {sub} come from?",
            "Where {am} {sub} from?",
            "Which country {do} {sub} come from?",
            "Do you know where {sub} come{s} from?",
        ),
        ask_held=("Do you remember where {sub} {am} from?", "Remind me where {sub} come{s} from."),
        answer="{sub} come{s} from {v}",
        unknown="where {sub} come{s} from",
    ),
    Relation(
        key="job",
        family="job",
        value="job",
        tell=("{Sub} work{s} as {v}.", "{Sub} {am} {v}.", "{Own} job: {v}.", "{Sub} earn{s} {their} living as {v}."),
        ask=(
            "What {do} {sub} do for a living?",
            "What is {own} job?",
            "What's {own} job?",
            "What {do} {sub} work as?",
            "Do you know what {sub} work{s} as?",
            "What {do} {sub} do for work?",
        ),
        ask_held=("Do you remember what {own} job is?", "Can you tell me what {sub} {do} for a living?"),
        answer="{sub} work{s} as {v}",
        unknown="what {sub} work{s} as",
    ),
    Relation(
        key="workplace",
        family="workplace",
        value="company",
        tell=(
            "{Sub} work{s} at {v}.",
            "{Sub} work{s} for {v}.",
            "{Sub} {have} a job at {v}.",
            "{Own} employer is {v}.",
        ),
        ask=(
            "Where {do} {sub} work?",
            "Which company {do} {sub} work for?",
            "Who is {own} employer?",
            "Do you know where {sub} work{s}?",
            "Remind me where {sub} work{s}.",
        ),
        ask_held=("Do you remember where {sub} work{s}?", "Tell me where {sub} work{s}."),
        answer="{sub} work{s} at {v}",
        unknown="where {sub} work{s}",
    ),
    Relation(
        key="school",
        family="school",
        value="school",
        tell=("{Sub} go{es} to {v}.", "{Own} school is {v}.", "{Sub} {am} a pupil at {v}."),
        ask=(
            "Which school {do} {sub} go to?",
            "What school {do} {sub} go to?",
            "Where {do} {sub} go to school?",
            "What is {own} school called?",
            "Do you know which school {sub} go{es} to?",
        ),
        ask_held=("Do you remember which school {sub} go{es} to?", "Can you tell me the name of {own} school?"),
        answer="{sub} go{es} to {v}",
        unknown="which school {sub} go{es} to",
    ),
    Relation(
        key="car make",
        family="drive",
        value="vehicle",
        tell=("{Sub} drive{s} {v}.", "{Sub} bought {v}.", "{Sub} {have} got {v} as a car."),
        ask=(
            "What car {do} {sub} drive?",
            "Which car {do} {sub} drive?",
            "What kind of car {do} {sub} have?",
            "Do you know what car {sub} drive{s}?",
        ),
        ask_held=("Do you remember what car {sub} drive{s}?", "Can you tell me what {sub} drive{s}?"),
        answer="{sub} drive{s} {v}",
        unknown="what car {sub} drive{s}",
    ),
    Relation(
        key="allergy",
        family="allergy",
        value="allergen",
        tell=("{Sub} {am} allergic to {v}.", "{Sub} {have} an allergy to {v}.", "{Sub} cannot stand {v}: an allergy."),
        ask=(
            "What {am} {sub} allergic to?",
            "Which allergy {do} {sub} have?",
            "Do you know what {sub} {am} allergic to?",
            "Remind me what {sub} {am} allergic to.",
        ),
        ask_held=("Do you remember what {sub} {am} allergic to?", "Can you tell me {own} allergies?"),
        answer="{sub} {am} allergic to {v}",
        unknown="what {sub} {am} allergic to",
    ),
    Relation(
        key="hobby",
        family="hobby",
        value="hobby",
        tell=(
            "{Own} hobby is {v}.",
            "{Own} hobby is {v}.",
            "In {their} free time {sub} enjoy{s} {v}.",
        ),
        ask=(
            "What is {own} hobby?",
            "What's {own} hobby?",
            "What {do} {sub} do in {their} free time?",
            "Do you know {own} hobby?",
        ),
        ask_held=("Do you remember {own} hobby?", "Can you tell me what {own} hobby is?"),
        answer="{own} hobby is {v}",
        unknown="what {own} hobby is",
    ),
    Relation(
        key="instrument",
        family="instrument",
        value="instrument",
        tell=("{Sub} play{s} the {v}.", "{Own} instrument is the {v}.", "{Sub} {am} learning to play the {v}."),
        ask=(
            "Which instrument {do} {sub} play?",
            "What instrument {do} {sub} play?",
            "What is {own} instrument?",
            "Do you know which instrument {sub} play{s}?",
        ),
        ask_held=("Do you remember which instrument {sub} play{s}?", "Can you tell me what {sub} play{s}?"),
        answer="{sub} play{s} the {v}",
        unknown="which instrument {sub} play{s}",
    ),
    Relation(
        key="language learnt",
        family="learning",
        value="language",
        tell=("{Sub} {am} learning {v}.", "{Sub} {am} studying {v}.", "{Sub} take{s} lessons in {v}."),
        ask=(
            "Which language {am} {sub} learning?",
            "What language {am} {sub} learning?",
            "What {am} {sub} learning?",
            "Do you know which language {sub} {am} learning?",
        ),
        ask_held=("Do you remember which language {sub} {am} learning?", "Remind me what {sub} {am} learning."),
        answer="{sub} {am} learning {v}",
        unknown="which language {sub} {am} learning",
    ),
    Relation(
        key="languages spoken",
        family="speaking",
        value="language",
        tell=("{Sub} speak{s} {v}.", "{Own} mother tongue is {v}.", "At home {sub} speak{s} {v}."),
        ask=(
            "Which language {do} {sub} speak?",
            "What language {do} {sub} speak?",
            "What is {own} mother tongue?",
            "Do you know which language {sub} speak{s}?",
        ),
        ask_held=("Do you remember which language {sub} speak{s}?", "Can you tell me what {own} mother tongue is?"),
        answer="{sub} speak{s} {v}",
        unknown="which language {sub} speak{s}",
    ),
    Relation(
        key="shopping",
        family="shopping",
        value="groceries",
        tell=(
            "{Sub} need{s} to buy {v}.",
            "{Sub} need{s} {v}.",
            "{Own} shopping list: {v}.",
            "{Sub} {am} out of {v}.",
            "{Sub} must buy {v}.",
        ),
        ask=(
            "What {do} {sub} need to buy?",
            "What is on {own} shopping list?",
            "What's on {own} shopping list?",
            "Do you know what {sub} need{s} to buy?",
            "Remind me what {sub} need{s} to buy.",
        ),
        ask_held=("Do you remember what {sub} need{s} to buy?", "Can you tell me what is on {own} shopping list?"),
        answer="{sub} need{s} to buy {v}",
        unknown="what {sub} need{s} to buy",
    ),
    Relation(
        key="dinner",
        family="dinner",
        value="food",
        tell=(
            "{Sub} {am} having {v} for dinner.",
            "There is {v} for {own} dinner.",
            "For dinner {sub} {am} having {v}.",
        ),
        ask=(
            "What {am} {sub} having for dinner?",
            "What is for {own} dinner?",
            "Do you know what {sub} {am} having for dinner?",
        ),
        ask_held=("Do you remember what {sub} {am} having for dinner?", "Remind me what {sub} {am} having for dinner."),
        answer="{sub} {am} having {v} for dinner",
        unknown="what {sub} {am} having for dinner",
    ),
    Relation(
        key="holiday",
        family="holiday",
        value="town",
        tell=(
            "{Sub} {am} going to {v} on holiday.",
            "{Own} next holiday is in {v}.",
            "{Sub} will spend the holidays in {v}.",
        ),
        ask=(
            "Where {am} {sub} going on holiday?",
            "Where is {own} next holiday?",
            "Do you know where {sub} {am} going on holiday?",
        ),
        ask_held=("Do you remember where {sub} {am} going on holiday?", "Remind me where {sub} {am} going on holiday."),
        answer="{sub} {am} going to {v} on holiday",
        unknown="where {sub} {am} going on holiday",
    ),
    Relation(
        key="reading",
        family="reading",
        value="title",
        tell=("{Sub} {am} reading {v}.", "The book {sub} {am} reading is {v}.", "Right now {sub} {am} reading {v}."),
        ask=(
            "What {am} {sub} reading?",
            "Which book {am} {sub} reading?",
            "Do you know what {sub} {am} reading?",
        ),
        ask_held=("Do you remember which book {sub} {am} reading?", "Can you tell me what {sub} {am} reading?"),
        answer="{sub} {am} reading {v}",
        unknown="what {sub} {am} reading",
    ),
    Relation(
        key="gift",
        family="gift",
        value="gift",
        tell=("{Sub} want{s} {v} for {their} birthday.", "{Own} birthday wish is {v}.", "{Sub} wish{es} for {v}."),
        ask=(
            "What {do} {sub} want for {their} birthday?",
            "What is {own} birthday wish?",
            "Do you know what {sub} want{s} for {their} birthday?",
        ),
        ask_held=("Do you remember what {sub} want{s} for {their} birthday?", "Tell me {own} birthday wish."),
        answer="{own} birthday wish is {v}",
        unknown="what {own} birthday wish is",
    ),
)

TOLD_FIRST: Final = (*SPECIAL, *everyday.RELATIONS)  # of few words, and what everybody begins with
RELATIONS: Final = (
    *(called(noun) for noun in PETS),
    *(called(noun, "boat") for noun in NAMED_THINGS),
    *(called(noun, "group") for noun in NAMED_GROUPS),
    *(called(noun, "title") for noun in NAMED_WORKS),
    *(person(noun) for noun in PEOPLE),
    person("doctor", "doctor"),
    person("dentist", "doctor"),
    *FAVOURITES,
    *NUMBERS,
    *(kept(noun) for noun in KEPT),
    *(kept(noun, plural=True) for noun in KEPT_MANY),
    *(when(noun) for noun in APPOINTMENTS),
    *(when(noun, "date") for noun in DATES),
    *(coloured(noun) for noun in COLOURED),
    *(leaves(noun) for noun in LEAVING),
    *(opens(noun) for noun in OPENING),
    *OF_PLACE,
    *TOLD_FIRST,
)
