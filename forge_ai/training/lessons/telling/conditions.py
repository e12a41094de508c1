"""What people are, can and have, said without much ado: that they are vegetarian, or have a headache today.

With questions that it answers without saying it: whether a vegetarian eats meat. Does not know the facts of the tables.
"""

from __future__ import annotations

import re
from random import Random
from typing import Final

from forge_ai.training.lessons.telling.told import Exchange, Told, pick, sentence
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw
from forge_ai.training.lessons.words.values import KINDS

Row = tuple[str, str, str, str]
"""What it is about; how it is said; how it comes back; questions, each with the word that its answer begins with."""

ROWS: Final[tuple[Row, ...]] = (
    (
        "diet",
        "I'm {diet}|I am {diet}|I'm a {diet}|I have been {diet} for years",
        "you are {diet}",
        """What do I eat? | What kind of food do I eat? | Am I {diet}?=Yes | Am I {other_diet}?=No | Do I eat
        meat?=No | Can I eat a steak?=No | How do I eat?""",
    ),
    (
        "hand",
        "I'm {hand}-handed|I am {hand}-handed",
        "you are {hand}-handed",
        "Am I {hand}-handed?=Yes|Am I {other_hand}-handed?=No|Which hand do I write with?|With which hand do I write?",
    ),
    (
        "student",
        """I'm a student | I'm a student in my {year} year | I am a student at university | I am a student | I'm
        still a student""",
        "you are a student",
        "What do I do?|What am I?|Am I a student?=Yes|Do I study?=Yes",
    ),
    (
        "retired",
        """I'm retired | I'm retired since {when} | I have been retired since {when} | I am retired | I don't
        work any more, I'm retired""",
        "you are retired",
        "Am I retired?=Yes|Do I still work?=No|What do I do?|Do I have a job?=No",
    ),
    (
        "jobless",
        "I'm looking for a job|I am out of work and I look for a job",
        "you are looking for a job",
        "What am I looking for?|Am I looking for a job?=Yes",
    ),
    (
        "married",
        "I'm married to {name}|I am married to {name}",
        "you are married to {name}",
        "Am I married?=Yes|Who am I married to?|Who is my husband?|Who is my wife?|Who is {name}?",
    ),
    ("married", "I'm married|I am married", "you are married", "Am I married?=Yes|Am I single?=No"),
    ("married", "I'm single|I am single", "you are single", "Am I single?=Yes|Am I married?=No"),
    ("married", "I'm divorced|I am divorced", "you are divorced", "Am I divorced?=Yes"),
    (
        "cannot",
        """I can't {skill} | I never learned to {skill}, so I can't {skill} | I still can't {skill} | I cannot
        {skill} | I am not able to {skill}""",
        "you can't {skill}",
        "Can I {skill}?=No|What can't I do?|Am I able to {skill}?=No",
    ),
    (
        "can",
        "I can {skill}|I am able to {skill}|I can {skill} quite well",
        "you can {skill}",
        "Can I {skill}?=Yes|What can I do well?|Am I able to {skill}?=Yes",
    ),
    (
        "avoid",
        "I don't drink {drink}|{drink}? I don't drink {drink}|I never drink {drink}|I do not drink {drink}",
        "you don't drink {drink}",
        "Do I drink {drink}?=No|What don't I drink?|What do I never drink?",
    ),
    (
        "avoid",
        "I don't eat {eaten}|I never eat {eaten}|I do not eat {eaten}",
        "you don't eat {eaten}",
        "Do I eat {eaten}?=No|What don't I eat?|What do I never eat?|Can I eat {eaten}?=No",
    ),
    (
        "drinks",
        "I drink {drink} every day|I drink a lot of {drink}",
        "you drink {drink}",
        "Do I drink {drink}?=Yes|What do I drink?",
    ),
    (
        "fear",
        "I'm afraid of {fear}|I am scared of {fear}|I'm scared of {fear}",
        "you are afraid of {fear}",
        "What am I afraid of?|What scares me?|Am I afraid of {fear}?=Yes|What do I fear?",
    ),
    (
        "weight",
        "I weigh {kilos} kilos|my weight is {kilos} kilos",
        "you weigh {kilos} kilos",
        "How heavy am I?|How much do I weigh?|What is my weight?|Do I weigh {kilos} kilos?=Yes",
    ),
    (
        "shift",
        "My shift starts at {hour}|I start work at {hour}|I have to be at work at {hour}",
        "your shift starts at {hour}",
        "When does my shift start?|When do I have to be at work?|At what time do I start?",
    ),
    (
        "sleep",
        "I usually sleep until {hour}|I sleep until {hour}",
        "you sleep until {hour}",
        "How long do I sleep?|Until when do I sleep?|When do I get up?|When do I wake up?",
    ),
    (
        "fan",
        "I'm a fan of {name}|I am a big fan of {name}|I am a {name} fan",
        "you are a fan of {name}",
        "Whose fan am I?|What is my favourite team?|Who do I support?|Am I a fan of {name}?=Yes",
    ),
    (
        "need",
        "I need to buy {groceries}|I have to buy {groceries}|I still need {groceries}",
        "you need {groceries}",
        "What do I need?|What do I need to buy?|What do I have to buy?|What should I get at the shop?",
    ),
    (
        "task",
        "I have to {task}|I must {task}|I need to {task}|Don't let me forget to {task}",
        "you have to {task}",
        "What do I have to do?|What must I do?|What should I not forget?|Do I have to {task}?=Yes|What is on my list?",
    ),
    (
        "learning",
        "I'm learning to {skill}|I am learning to {skill}|I want to learn to {skill}",
        "you are learning to {skill}",
        "What am I learning?|Am I learning to {skill}?=Yes|What do I learn?",
    ),
    (
        "new",
        "I got {new} today|I've got {new}|I just got {new}|I have {new} since today",
        "you got {new}",
        "What did I get?|What's new with me?|Did I get {new}?=Yes|What happened today?",
    ),
    (
        "collecting",
        "I collect {collected}|I am a collector of {collected}",
        "you collect {collected}",
        "What do I collect?|Do I collect {collected}?=Yes",
    ),
    (
        "sport",
        "I do {sport}|I go to {sport} twice a week|I love doing {sport}",
        "you do {sport}",
        "Which sport do I do?|What sport do I do?|Do I do sport?=Yes|Do I do {sport}?=Yes",
    ),
    (
        "rooms",
        "My flat has {count} rooms|I have a flat with {count} rooms",
        "your flat has {count} rooms",
        "How many rooms does my flat have?|How big is my flat?",
    ),
    ("wearing", "I wear glasses|I have to wear glasses", "you wear glasses", "Do I wear glasses?=Yes|What do I wear?"),
    (
        "twins",
        "We have twins|my wife and I have twins|my husband and I have twins|I have twins",
        "you have twins",
        "Do I have children?=Yes|Do I have twins?=Yes|Who do I have?",
    ),
    (
        "expecting",
        "We're having a baby|We are having a baby|I am going to have a baby",
        "you are having a baby",
        "What is my news?|Am I having a baby?=Yes",
    ),
)
HURTS: Final[tuple[Row, ...]] = (
    (
        "health",
        """I have {ill} | I have {ill} {since} | I've got {ill} | I've had {ill} {since} | I woke up with {ill} |
        I got {ill} {since}""",
        "you have {ill}",
        "What's wrong with me?|What do I have?|How am I?|Do I have {ill}?=Yes|Am I well?=No|Why do I feel bad?",
    ),
    (
        "health",
        """My {part} hurts | My {part} is hurting | My {part} hurts {much} | My {part} hurts {since} | My {part}
        hurts {much} {since}""",
        "your {part} hurts",
        "What hurts?|Where does it hurt?|What's wrong with me?|Does my {part} hurt?=Yes",
    ),
    (
        "health",
        "I broke my {limb}|I have broken my {limb}|I broke my {limb} yesterday",
        "you broke your {limb}",
        "What did I break?|What happened to me?|What's wrong with me?",
    ),
)
WORDS: Final = {
    "diet": listed("vegetarian, vegan, vegetarian, vegan"),
    "hand": ("left", "right"),
    "skill": listed(
        "swim, dance, sing, cook, drive, ride a bike, ski, whistle, play chess, play the piano, knit, sew, juggle"
    ),
    "drink": listed("coffee, alcohol, beer, wine, milk, tea, cola, lemonade, black tea, juice"),
    "eaten": listed("pork, fish, meat, sugar, cheese, eggs, mushrooms, onions, nuts, chocolate, garlic, olives"),
    "fear": listed(
        "spiders, the dark, dogs, snakes, flying, heights, thunder, mice, the dentist, deep water, clowns, exams"
    ),
    "hour": listed("five, six, seven, eight, nine, ten, 5, 6, 7, 8, 6:30, 7:45, half past six, noon"),
    "task": listed(
        """call my mother, water the plants, pay the rent, go to the bank, buy a present, take my pills, feed the cat,
        clean the kitchen, write a letter, pick up the parcel, book a hotel, return the book, wash the car, study"""
    ),
    "new": listed(
        "a new job, a new bike, a letter, a present, a dog, a new phone, good marks, a puppy, a new flat, a raise"
    ),
    "sport": listed("yoga, judo, karate, gymnastics, athletics, pilates, boxing, rowing, ballet, climbing"),
    "collected": listed("stamps, coins, shells, old maps, postcards, records, stones, teapots, comics"),
    "ill": listed(
        """a headache, a cold, a fever, the flu, a sore throat, a stomach ache, a toothache, back pain, a cough, a bad
        back, an earache, hay fever, a migraine, a runny nose"""
    ),
    "year": listed("first, second, third, fourth, last"),
    "when": listed("spring, last year, May, last summer, 2019, January, last month, autumn"),
    "since": listed(
        """today, since this morning, since yesterday, again, for days, since last night, this week, for hours,
        right now"""
    ),
    "much": listed("a lot, so much, badly, very much, a bit, like hell, terribly, really badly, when I walk"),
    "part": listed(
        """knee, left knee, right knee, back, head, foot, left foot, right hand, whole body, arm, shoulder,
        tooth, neck, hand, leg, ear, stomach, throat, elbow, ankle"""
    ),
    "limb": listed("arm, leg, finger, toe, foot, hand, wrist, ankle"),
}
ALSO: Final = {
    "diet": ("dinner/me", "favourite food/me", "allergy/me"),
    "student": ("job/me", "studies/me", "work/is"),
    "retired": ("job/me", "studies/me", "work/is", "start work/me", "shift/is"),
    "jobless": ("job/me", "work/is", "shift/is"),
    "married": ("husband/me", "wife/me", "about husband", "about wife", "being/me"),
    "sleep": ("get up/me", "wake up/me"),
    "shift": ("start work/me",),
    "fan": ("favourite team/me",),
    "need": ("shopping/me",),
    "learning": ("language learnt/me",),
    "avoid": ("drinks/is",),
    "twins": ("children/me", "kids/me", "twins/me", "number of children/me", "number of kids/me"),
    "rooms": ("number of rooms/me",),
    "health": ("having/me", "being/me"),
    "new": ("expecting/is",),
}
"""What else a condition could be mistaken for."""
WORSE: Final = 0.35
BAD: Final = ("terrible", "bad", "really bad", "slight", "nasty", "strong", "horrible", "light")
SORRY: Final = (
    "I'm sorry to hear that {}. Get well soon!",
    "Oh no, {}. Get well soon, and have a rest!",
    "I'm sorry that {}. Get well soon!",
)


def told_condition(random: Random) -> Told:
    """What the person is, can or has; sympathy where it hurts."""
    hurts = random.random() < 0.22
    about, said, clause, asked = random.choice(HURTS if hurts else ROWS)
    words = {kind: pick(random, values) for kind, values in WORDS.items()}
    if random.random() < WORSE:
        words["ill"] = re.sub(r"^(an?|the) ", f"a {random.choice(BAD)} ", words["ill"])
    words |= {f"other_{kind}": next(one for one in WORDS[kind] if one != words[kind]) for kind in ("diet", "hand")}
    words |= {"kilos": str(random.randint(40, 120)), "count": draw(KINDS["count"], random, held_out=False)}
    words |= {kind: draw(KINDS[kind], random, held_out=False) for kind in ("name", "groceries")}
    told, back = (random.choice(listed(text, "|")).format(**words) for text in (said, clause))
    questions = tuple(_exchange(question.format(**words), back) for question in listed(asked, "|"))
    replies = tuple(frame.format(back) for frame in SORRY) if hurts else ()
    named = (f"={words['name'].casefold()}",) if words["name"] in told else ()
    keys = frozenset((f"{about}/is", *ALSO.get(about, ()), *named))
    return Told(keys, f"{capitalised(told)}{random.choice(('.', '.', '', '!'))}", back, questions, replies=replies)


def _exchange(asked: str, clause: str) -> Exchange:
    """The question, and the clause as its answer, after yes or no where it asks for that."""
    question, _, word = asked.partition("=")
    return question, f"{word}, {clause}." if word else sentence(clause)
