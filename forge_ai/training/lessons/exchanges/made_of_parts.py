"""Feelings and courtesies in words that are put together from parts: hardly any message comes twice.

Does not know facts; what a message is about comes back in some answers. Wordings of its own has `asides`.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.exchanges.asides import aside
from forge_ai.training.lessons.exchanges.small_talk import OCCASIONS
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed

PARTS: Final[dict[str, tuple[str, ...]]] = {
    "start": ("", "", "", "ok ", "ok, ", "well, ", "great, ", "sweet, ", "cool, ", "perfect, ", "oh ", "ah, ", "hey, "),
    "buddy": listed(
        """mate, pal, buddy, dude, bro, friend, my friend, sir, dear, man, you two, little one, robot, computer,
        everybody"""
    ),
    "thank": listed(
        """thanks, thank you, thx, many thanks, cheers, ta, thank you very much, thanks a lot, thnx, thankyou"""
    ),
    "for": listed(
        """for that, for the help, for your help, for the answer, for explaining, for listening, for your time, for
        everything, for the tip, for the joke, for remembering, again, so much, a ton, really"""
    ),
    "leave": listed(
        """I have to go, gotta go, I must run, got to dash, dinner is ready, I'm off, time to go, my bus is
        coming, I'm tired"""
    ),
    "bye": listed(
        """bye, bye bye, goodbye, see you, see ya, cya, take care, so long, catch you later, until later, farewell"""
    ),
    "then": listed("tomorrow, tmrw, soon, later, tonight, next week, on monday, in the evening, again soon, then"),
    "night": listed("good night, gnight, goodnight, night, nighty night, sleep well, sweet dreams, nite"),
    "hello": listed(
        """hi, hello, hey, hey there, hello there, good afternoon, good day, hiya, howdy, greetings, yo, heya"""
    ),
    "feast": listed(
        """merry christmas, happy new year, happy easter, happy birthday, nice weekend, nice evening, great day,
        good week, nice holiday, lovely sunday, wonderful day, pleasant trip, happy halloween"""
    ),
    "bad": listed(
        """stupid, dumb, useless, silly, bad, terrible, awful, boring, slow, annoying, horrible, hopeless, lousy,
        pathetic, clueless, daft, rude, worthless, ridiculous, lame, weak, nasty"""
    ),
    "thing": listed(
        """bot, machine, robot, program, idiot, thing, computer, ai, fool, toaster, model, box, assistant, loser,
    bore"""
    ),
    "very": ("", "", "so ", "really ", "very ", "just ", "pretty ", "quite ", "totally "),
    "good": listed(
        """nice, sweet, kind, smart, clever, funny, cute, adorable, lovely, great, amazing, wonderful, helpful,
        brilliant, awesome, charming, friendly, cool, fantastic, patient, polite, fun, witty"""
    ),
    "kin": listed(
        """grandpa, grandma, mum, dad, mother, father, brother, sister, uncle, aunt, cousin, friend, best friend,
        dog, cat, hamster, rabbit, horse, neighbour, teacher, grandfather, grandmother, wife, husband, old
        friend, parrot, pony"""
    ),
    "died": listed(
        """died, died last week, has died, passed away, passed away yesterday, is dead, died this morning, died
        in spring, was run over and died, died last night"""
    ),
    "partner": listed("boyfriend, girlfriend, wife, husband, bf, gf, fiancé, partner, best friend, crush"),
    "left": listed(
        """left me, dumped me, broke up with me, cheated on me, doesn't love me any more, wants a divorce, is
        angry with me, ignores me, lied to me, forgot my birthday, won't talk to me, left me for somebody else"""
    ),
    "lost": listed(
        """lost my job, lost my wallet, lost the match, lost all my money, got fired, got a bad mark, failed my
        exam, failed in maths, failed the driving test, missed my train, missed the wedding, broke my phone,
        broke my arm, had an accident, had a fight with my mum, flunked the test, crashed the car, was robbed,
        messed up, didn't get the flat"""
    ),
    "others": listed(
        """nobody, everyone, everybody in my class, my whole team, my boss, my teacher, my family, my brother"""
    ),
    "harm": listed(
        """laughs at me, ignores me, hates me, shouts at me, bullies me, is mean to me, makes fun of me, avoids me"""
    ),
    "low": listed(
        """sad, lonely, down, unhappy, miserable, depressed, hopeless, empty, heartbroken, low, awful, terrible,
        lost, bad, like crying, like rubbish, like a failure, all alone, worthless"""
    ),
    "when": ("", "", "today", "right now", "tonight", "at the moment", "these days", "again", "this week", "lately"),
    "afraid": listed("scared, afraid, frightened, terrified, nervous, worried, anxious, panicking, stressed, uneasy"),
    "of": listed(
        """of the storm, of the thunder, of tomorrow, about my exam, about the speech, about my test, about
        money, of the dark, about my mum, about the operation, of flying, about work, of losing my job, about
        the future, about school"""
    ),
    "burden": listed(
        """work, school, my job, the baby, my boss, all this homework, the moving, university, my exams, the noise"""
    ),
    "kills": listed(
        """is killing me, is too much, is driving me mad, makes me so tired, never ends, stresses me, wears me
        out, gets me down, makes me crazy, is so hard"""
    ),
    "who": listed("I, we, my team, my son, my daughter, my sister, our school, my brother, my wife"),
    "won": listed(
        """won the race, won the match, won first prize, came first in the tournament, passed the exam, passed
        the driving test, got the job, got a medal, won the lottery, finished the marathon, made it, got top
        marks, won the cup, scored three goals, finished school, got a scholarship"""
    ),
    "joy": listed(
        """my wife is pregnant, my sister had a baby, we are expecting a baby, I'm getting married, I got
        engaged, she said yes, we bought a house, I got promoted, our baby is born, I found my ring again, my
        mum is well again, I fell in love, I'm a grandma now, my dog came back, we are moving in together, my
        book is finished"""
    ),
    "romance": listed(
        """go on a date with me, go out with me, marry me, kiss me, hug me, be my girlfriend, be my boyfriend,
        have dinner with me, fall in love with me, sleep with me, hold my hand, come to my place, be my wife,
        give me a kiss, dance with me"""
    ),
    "dear": listed(
        """pretty, beautiful, handsome, hot, sexy, gorgeous, the love of my life, my dream, so attractive, my type"""
    ),
}
KINDS: Final = (
    aside(
        """{start}{thank} | {start}{thank} {buddy} | {start}{thank} {for} | {thank} {for}, {buddy} | {start}that
        was all I wanted, {thank} | that helped, {thank} | {start}that's all I need, {thank} {buddy}""",
        "You're welcome!|My pleasure!|Any time!|You're welcome. I'm glad to help.",
    ),
    aside(
        """{start}{bye} | {start}{bye} {then} | {leave}, {bye} | {leave}, {bye} {then} | {start}{bye} {buddy} |
        {leave}. {thank}, {bye}!""",
        "Goodbye! Take care.|See you soon!|Bye! Take care of yourself.|See you! I'll be here.",
    ),
    aside(
        "{start}{night} | {night} {buddy} | {leave}, {night} | {thank}, {night} | {night}, {bye} {then}",
        "Good night! Sleep well.|Sleep well! See you tomorrow.",
    ),
    aside(
        """{hello} {buddy} | {hello} to you | {hello} {hello} | {hello} to you, {buddy} | oh {hello} {buddy} |
        {hello} my {thing}""",
        "Hello! How can I help?|Hi! What can I do for you?|Hello! Nice to hear from you.",
    ),
    aside(
        """{feast} | {feast} to you | I wish you a {feast} | wishing you a {feast} | have a {feast} | {start}have
        a {feast}, {buddy} | {feast} {buddy}""",
        "Thank you, the same to you!|Thank you! I wish you the same.",
    ),
    aside(
        """you are {very}{bad} | you {bad} {thing} | what a {bad} {thing} you are | you're a {bad} {thing} |
        {bad} {thing} | man you are {very}{bad} | this {thing} is {very}{bad} | I hate you, you {bad} {thing}
        | you're {very}{bad}, you know that? | such a {bad} answer | can't stand you, {bad} {thing} | nobody
        needs a {bad} {thing}""",
        """I'm sorry. I'm only a small model, but I want to learn. | I'm sorry that I was no help. What did you want to
        know? | I'm sorry. Tell me what is right and I'll remember it.""",
    ),
    aside(
        """you are {very}{good} | you're {very}{good} | aww you are {good} | what a {good} {thing} | you {good}
        little {thing} | I think you are {very}{good} | you're a {good} {thing} | that was {very}{good} of you
        | haha you are {good} | my, how {good} you are | I like you, you are {good}""",
        "Thank you, that is kind of you.|Thank you! I do my best.|How kind, thank you!",
    ),
    aside(
        """my {kin} {died} | I'm so sad, my {kin} {died} | we buried my {kin} {when} |
        we lost our {kin}""",
        """I'm so sorry about your {kin}. I'm here and I listen. | I'm very sorry for your loss. Do you want to tell me
        about your {kin}? | I'm sorry, that is very sad. What was your {kin} like?""",
    ),
    aside(
        """my {partner} {left} | I'm sad, my {partner} {left} | {others} {harm} | {others} {harm} {when} | I
        {lost} | I {lost} {when} | I feel {low} {when} | I'm feeling {low} {when} | I am {low} {when} | my
        {partner} {left} {when} | I miss my {kin} {when} | I wish my {kin} was here | my {kin} is in hospital
        | my {kin} is very ill""",
        """I'm sorry to hear that. Do you want to tell me about it? | I'm sorry, that sounds hard. I'm here and I
        listen. | I'm sorry. Perhaps it helps to talk with somebody who is near to you.""",
    ),
    aside(
        """I'm {afraid} {of} | I am so {afraid} {of} {when} | I'm {very}{afraid} {when} | {burden} {kills} |
        {burden} {kills} {when} | there's a storm and I am {afraid} | I can't sleep, I'm {afraid} | help, I'm
        {afraid} {of}""",
        """That sounds hard. Take a slow breath, and one thing at a time. | I'm sorry, that is hard. What worries
        you most? | I'm sorry. Take it slowly, I'm here.""",
    ),
    aside(
        """{who} {won}!! | {who} {won}! | guess what, {who} {won} | {joy}!! | {joy}! | guess what, {joy} | great
        news: {joy} | I'm so happy, {joy} | good news, {who} {won}""",
        """Congratulations! That is wonderful. | How lovely! Congratulations. | That is great news! Tell me more
        if you like.""",
    ),
    aside(
        """{romance} | please {romance} | would you {romance}? | will you {romance}? | you are {dear} | are you
        {dear}? | I want you to {romance} | I'd love you to {romance} | do you want to {romance}? | you're
        {dear}, {romance}""",
        """That is sweet, but I'm a program. | I'm only a program, but I like our talks. | I'm a program, so I
        can't. But I like to talk with you.""",
    ),
)


def bare(text: str) -> str:
    """The text in small letters, without marks."""
    return " ".join("".join(one if one.isalnum() or one == "'" else " " for one in text.casefold()).split())


KEPT: Final = frozenset(bare(text) for occasion in OCCASIONS for text in occasion.held)
"""What only the exam says."""


def exchange(random: Random) -> tuple[str, str]:
    """A feeling or a courtesy, and an answer."""
    while True:
        said, answer = _written(random)
        if bare(said) not in KEPT:
            return said, answer


def _written(random: Random) -> tuple[str, str]:
    made = random.choice(KINDS)
    parts = {name: random.choice(values) for name, values in PARTS.items()}
    said = " ".join(random.choice(made.said).format(**parts).split()).replace(" ,", ",")
    if random.random() < 0.35:
        said = capitalised(said)
    if said[-1].isalpha() and random.random() < 0.35:
        said += random.choice((".", "!", "..."))
    return said, random.choice(made.answers).format(**parts)
