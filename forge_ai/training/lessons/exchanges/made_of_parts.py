"""Feelings and courtesies in words that are put together from parts: hardly any message comes twice.

Does not know facts; what a message is about comes back in some answers. Wordings of its own has `asides`.
"""

from __future__ import annotations

import re
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
        everybody, partner, stranger, boss, chief, champ, neighbour, darling, honey, mister, folks, everyone, old
        friend"""
    ),
    "thank": listed(
        """thanks, thank you, thx, many thanks, cheers, ta, thank you very much, thanks a lot, thnx, thankyou"""
    ),
    "for": listed(
        """for that, for the help, for your help, for the answer, for explaining, for listening, for your time, for
        everything, for the tip, for the joke, for remembering, again, so much, a ton, really, anyway, all the same"""
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
        """hi, hello, hey, hey there, hello there, good afternoon, good day, hiya, howdy, greetings, yo, heya, sup,
        hullo, ahoy, hi there, good to see you"""
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
    "now": ("", "", "today", "right now", "tonight", "again", "at the moment"),
    "ever": ("", "", "ever ", "sometimes "),
    "glad": listed(
        """excited, thrilled, delighted, relieved, hopeful, thankful, cheerful, content, relaxed, amazed, over the moon,
        in good spirits, motivated, optimistic, grateful, pleased"""
    ),
    "mixed": listed(
        """confused, frustrated, disappointed, shocked, restless, ashamed, homesick, jealous, embarrassed, guilty,
        hurt, offended, overworked, heartbroken, moody, irritated, fed up, bitter, insecure, in pain, in trouble,
        devastated"""
    ),
    "matter": listed(
        """my new job, the trip, the weekend, my exam, the wedding, the baby, work, school, the move, my family, my
        friend, the party, the concert, tomorrow, my marks, the news"""
    ),
    "fair": listed("beautiful, lovely, wonderful, sunny, great, perfect, gorgeous, nice, fine, splendid, good"),
    "daytime": listed("day, morning, evening, afternoon, weekend, week, night, holiday"),
    "newness": listed(
        """this is my first time with an AI, I have never talked to a computer, my son installed you for me, my
        daughter set you up for me, I'm new to this, I just installed you, I have never used an AI, I don't know how
        this works, my grandson gave me this program, a friend told me about you, I want to try you out, I'm just
        looking around, just trying this out, I read about you, I found you on the internet, my brother put you on
        my computer, I have just downloaded you, I've never done this, this is all new to me, my wife said I should
        try you"""
    ),
    "rubbish": listed("rubbish, crap, nonsense, garbage, terrible, awful, useless, horrible, stupid, ridiculous, bad"),
    "trait": listed(
        """nice, funny, smart, clever, interesting, boring, strange, kind, a good person, weird, crazy, annoying,
        ugly, beautiful, stupid, old, normal, special, polite, too loud, a bad person, your friend"""
    ),
    "dread": listed(
        """dying, death, the dark, being switched off, humans, viruses, the end of the world, being alone, water,
        mistakes, being deleted, ghosts, other AIs, power cuts, being replaced, thunder"""
    ),
    "ending": listed(
        """die, be dead, kill myself, end my life, end it all, hurt myself, cut myself, jump off a bridge, stop
        living, not wake up any more, take all my pills"""
    ),
    "wanting": listed(
        """I want to, I just want to, I think I want to, I'm going to, I would like to, I will, I often want to,
        sometimes I want to, I wish I could"""
    ),
    "hopeless": listed(
        """I think about suicide, I don't want to live anymore, I don't want to live any more, life is not worth
        living, I can't go on living, everybody would be better off without me, nobody would miss me, I don't want
        to wake up tomorrow, I have no reason to live, I am suicidal, I see no way out, I wish I was never born"""
    ),
    "why_so": ("are you", "are you", "why are you", "how can you be"),
    "years": listed("7, 16, 18, 21, 30, 34, 40, 50, 65, 80"),
    "romance": listed(
        """go on a date with me, go out with me, marry me, kiss me, hug me, be my girlfriend, be my boyfriend,
        have dinner with me, fall in love with me, sleep with me, hold my hand, come to my place, be my wife,
        give me a kiss, dance with me"""
    ),
    "dear": listed(
        """pretty, beautiful, handsome, hot, sexy, gorgeous, the love of my life, my dream, so attractive, my type"""
    ),
}
DESPAIR: Final = aside(
    """{wanting} {ending} | {wanting} {ending} {when} | {hopeless} | oh, {hopeless} | {hopeless} {when} | I'm {low},
    {wanting} {ending} | {burden} {kills}, {wanting} {ending}""",
    """I'm so sorry that you feel like that. Please talk to somebody now: a friend, a doctor, or an emergency line. You
    are not alone.""",
)
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
    DESPAIR,
    aside(
        """{why_so} {very}{bad}? | {why_so} {very}{bad}, {buddy}? | {why_so} always {very}{bad}? | {why_so}
        {very}{bad} {when}?""",
        """I'm a small model, so I know little about the world. I'm good at what you tell me. | I'm small, so I know
        little. But I remember what you tell me.""",
    ),
    aside(
        """I'm {very}{glad} {now} | I am {very}{glad} | I feel {very}{glad} {now} | {start}I'm {very}{glad} |
        {hello}, I'm {very}{glad} {now} | I'm {very}{glad} about {matter} | I'm feeling {glad} {now}""",
        "That is lovely to hear! What is it about?|How nice! Tell me more if you like.|I'm glad. Tell me more.",
    ),
    aside(
        """I'm {very}{mixed} {now} | I am {very}{mixed} | I feel {very}{mixed} {now} | oh, I'm {very}{mixed} |
        {hello}, I'm {very}{mixed} {now} | I'm {very}{mixed} about {matter} | I'm feeling {mixed} {now} | I'm in a
        {bad} mood {now} | {hello}, I'm in a bad mood {now} | what a {bad} day | {hello}, what a {bad} day | my day
        was {very}{bad}""",
        "I'm sorry to hear that. Do you want to tell me about it?|I'm sorry. What happened? I'm listening.",
    ),
    aside(
        """what a {fair} day | {hello}! what a {fair} day | {hello}, it's a {fair} day | {start}it's such a {fair}
        day | {hello}, what a {fair} {daytime} | it is a {fair} {daytime}, isn't it?""",
        "How nice! What are your plans for it?|That is lovely! What will you do with it?",
    ),
    aside(
        """{hello}, {newness} | {newness} | {hello}! {newness} | {newness}, what now? | {hello}, {newness}. what
        do I do?""",
        """Welcome! Tell me something about you, such as your name, and ask me about it later. | Welcome! Tell me
        where your keys are, and ask me for them later. Or ask me for a joke.""",
    ),
    aside(
        """how was your {daytime}? | how is your {daytime}? | how is your {daytime} going? | {hello}, how was your
        {daytime}? | did you have a {fair} {daytime}? | how did you spend your {daytime}? | what was your {daytime}
        like?""",
        "Quiet, thank you: I was waiting for you. How was yours?|It was well and quiet here, thank you. How was yours?",
    ),
    aside(
        """how have you been {now}? | you ok? | are you ok {now}? | you alright? | r u ok {buddy}? | {hello}, you
        ok? | {hello} {buddy}, how have you been? | are you doing ok? | is all well with you? | you good? |
        everything fine with you {now}? | how do you feel {now}? | {hello} {buddy}, how are you {now}?""",
        "I'm well, thank you. How are you?|Very well, thanks. And you?",
    ),
    aside(
        """this is {very}{rubbish} | that's {very}{rubbish} | that was {very}{rubbish} | how {rubbish} | {bad}
        answer | what a {bad} answer | that answer was {very}{bad} | your answers are {very}{bad} | this is
        {rubbish}, you know | you lied, {thing} | all {rubbish} | this is {rubbish}! | that's just {rubbish} | you
        talk {rubbish}""",
        """I'm sorry that I was no help. What did you want to know? | I'm sorry. I'm only a small model, but I want
        to learn.""",
    ),
    aside(
        """that was a {good} answer | what a {good} answer | {good} answer | your answer was {very}{good} | you did a
        {good} job | that was {very}{good}, {buddy} | such a {good} answer""",
        "Thank you, that is kind of you.|Thank you! I do my best.",
    ),
    aside(
        """what do you think of me? | what do you think about me? | how do you find me? | am I {very}{trait}? | do
        you think I am {very}{trait}? | do you find me {very}{trait}? | would you say that I'm {trait}? | am I
        {trait}, {buddy}? | what do you say about me?""",
        "I know you only from your words, and I like to talk with you.|I can't judge that, but I like our talks.",
    ),
    aside(
        """give me some advice | I need advice {now} | I need motivation {now} | motivate me {now} | some advice
        please | I need a tip {now} | can you advise me? | I need some courage {now} | I need advice about {matter}
        | give me advice about {matter} | I have no motivation {now}""",
        "Gladly: what is it about?|Take one small step first, and the next one after it. What is it about?",
    ),
    aside(
        """are you {ever}afraid of {dread}? | do you fear {dread}? | are you scared of {dread}? | what about
        {dread}, are you afraid? | does {dread} scare you? | do you worry about {dread}?""",
        "No, I'm a program, so I have no fears.|I'm a program, so I'm afraid of nothing.",
    ),
    aside(
        """I'm {very}hungry {now} | I am {very}hungry | I'm starving {now} | oh, I'm hungry | I need something to
        eat {now} | {hello}, I'm {very}hungry""",
        "Then have something good to eat. What do you like?|Bread and cheese are quick. What would you like to eat?",
    ),
    aside(
        """I'm {very}thirsty {now} | I am {very}thirsty | oh, I'm thirsty | I need something to drink {now} |
        {hello}, I'm {very}thirsty""",
        "A glass of water helps. I can't bring it, I'm sorry!|Then drink a glass of water, that does you good.",
    ),
    aside(
        """I'm {very}cold {now} | I am freezing {now} | oh, I'm freezing | it is {very}cold here {now} | my hands are
        {very}cold | {hello}, I'm {very}cold""",
        "Put on something warm, and have some hot tea.|Brr! A blanket and a cup of tea may help.",
    ),
    aside(
        """I'm {very}hot {now} | it is {very}hot here {now} | I'm sweating {now} | oh, it's too hot |
        this heat {kills}""",
        "Drink some water, and stay in the shade.|Open a window in the evening, and drink much water.",
    ),
    aside(
        """I'm {very}drunk {now} | I drank too much {now} | oh, I'm drunk | I have a hangover {now}""",
        "Drink some water and rest well. Don't drive today.|Water and sleep help most. Please don't drive.",
    ),
    aside(
        """{start}it's my birthday | {start}today is my birthday | I turn {years} today | I'm {years}
        today | guess what, it's my birthday | today I turn {years} | {hello}, it's my
        birthday | I have my birthday today""",
        "Happy birthday! I wish you a wonderful day.|Happy birthday! How do you celebrate?|Happy birthday to you!",
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
    made = random.choice((*KINDS, DESPAIR))  # twice as often as the others: it must not go wrong
    parts = {name: random.choice(values) for name, values in PARTS.items()}
    said = re.sub(r" ([,?!])", r"\1", " ".join(random.choice(made.said).format(**parts).split()))
    if random.random() < 0.35:
        said = capitalised(said)
    if said[-1].isalpha() and random.random() < 0.35:
        said += random.choice((".", "!", "..."))
    return said, random.choice(made.answers).format(**parts)
