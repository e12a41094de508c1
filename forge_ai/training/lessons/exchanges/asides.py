"""What people say by the way: courtesies, noises, emoji, slang, insults, compliments, sorrow and joy.

Each has several answers, and none needs to know what was said before. Does not know facts or commands.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed


@dataclass(frozen=True, slots=True)
class Aside:
    """Ways to say something that needs no knowledge, and answers to it."""

    said: tuple[str, ...]
    answers: tuple[str, ...]


def aside(said: str, answers: str) -> Aside:
    """Both are lists with bars between them."""
    return Aside(listed(said, "|"), listed(answers, "|"))


COURTESIES: Final = (
    aside(
        """thx | thx! | ty | tysm | thank u | thank you so so much | thanks mate | cheers mate | cheers! | thanks a
        bunch | thanks a million | many thanks indeed | ta | thanks, you're great | ok thanks | okay thank you |
        cool thanks | great thanks | nice, thanks | thank you for the help | thanks for that | thnx | thnks | thanx
        | thanks again | that's all, thanks | that's all, thank you! | perfect, thanks | thank you kindly | I'm
        grateful""",
        "You're welcome!|My pleasure!|Any time!|You're welcome. I'm glad to help.|You're welcome. Just ask me again.",
    ),
    aside(
        """you're welcome | you are welcome | no problem | don't mention it | my pleasure | np | no worries | it was
        nothing | any time""",
        "That is kind of you.|How kind! What shall we do next?|Good. I'm here when you need me.",
    ),
    aside(
        """gn | gn8 | night night | nighty night | good night then | sleep tight | I'm off to bed now | going to sleep,
        night | time to sleep | off to bed""",
        "Good night! Sleep well.|Sleep well! See you tomorrow.|Good night! I'll be here tomorrow.",
    ),
    aside(
        """gtg | gtg bye | g2g | cya | cu | see ya | see you around | bb | laters | later! | I'm leaving now | ok bye |
        ok bye then | bye for today | bye bye then | have a nice day | have a good one | so long | thanks, bye | talk
        to you later | ttyl | until next time | I'm out | gotta go | have to run, bye""",
        """Goodbye! Take care. | See you soon! | Bye! Take care of yourself. | See you! I'll be here. | Goodbye!
        Come back soon.""",
    ),
    aside(
        """brb | be right back | one moment | wait a moment | wait | hold on | just a second | give me a minute | I'll
        be back | hang on | I need a moment""",
        "Take your time. I'll be here.|No hurry, I'll wait.|All right, I'm waiting.",
    ),
    aside(
        """I'm back | back | I'm here again | here I am again | hello, I'm back | me again | it's me again | long time
        no see""",
        "Welcome back!|Good to see you again! What shall we do?|Hello again! What can I do for you?",
    ),
    aside(
        """yo | sup | hey hey you | hiya! | howdy | hey there! | heya | hello hello | helo | hallo there | oi |
        hi bot | hi robot | hello computer | hey you there | hi hi | hey buddy | hi friend | hello my friend |
        good afternoon | good afternoon! | a good afternoon to you | morning all | hi everyone | 'ello |
        welcome""",
        """Hello! How can I help? | Hi! What can I do for you? | Hi there! What is on your mind? | Hello! Nice to
        hear from you.""",
    ),
    aside(
        """ok | okay | k | kk | okey | alright | all right then | fine then | sure | sure thing | got it |
        understood | I see | makes sense | aha | ah ok | oh ok | ah I see | right | yep | yup | yeah | yes yes |
        cool | nice | neat | great | good | good to know | fair enough | that's fine | deal | agreed | very well
        then""",
        "Good. What would you like to do next?|All right. What comes next?|Fine. What shall we do now?",
    ),
    aside(
        """nope | nah | no no | no way, not now | nothing really | nothing for now | nothing special | I don't know |
        idk | dunno | no idea | whatever | never mind | nevermind | nvm | forget about it | it's not important | it
        doesn't matter | leave it | not today | maybe later | maybe | perhaps | we'll see | hm, no""",
        """All right. I'm here when you need me. | That's fine. Just say when you need something. | No problem.
        I'm here when you need me.""",
    ),
    aside(
        """lol | haha | hahaha | hehe | rofl | lmao | ha ha | haha that's funny | hahaha nice one | that's funny | that
        was funny | very funny | you made me laugh | good one | xd | :D | ;-) | :) | :-) | that's hilarious""",
        "I'm glad that you laugh!|It is nice to hear you laugh.|I'm glad that I could make you smile.",
    ),
    aside(
        """:( | :-( | :/ | ugh | sigh | oh no | oh dear | damn | argh | too bad | what a pity | that's a pity |
        that's sad | bummer | oh man | hmpf""",
        "Oh dear. What happened?|That does not sound good. Do you want to tell me about it?|I'm sorry. What is wrong?",
    ),
    aside(
        """wow | omg | oh my | oh my god | awesome | amazing | incredible | unbelievable | whoa | oh wow |
        crazy | that's crazy | cool! | sweet! | yay | yay! | hooray | hurray | woohoo""",
        "I'm glad you like it.|Nice, isn't it? What shall we do next?|I like it when you are glad.",
    ),
    aside(
        """happy birthday! | happy birthday to you | merry christmas | merry christmas! | happy christmas | happy new
        year | happy new year! | happy easter | have a nice weekend | enjoy your weekend | have a great day | happy
        holidays | all the best | good luck | congratulations | congrats | have fun | bless you | get well soon""",
        "Thank you, the same to you!|Thank you! I wish you the same.|How kind, thank you! The same to you.",
    ),
    aside(
        """nice to talk to you | nice talking to you | I enjoyed this | I like talking to you | it was nice to chat |
        this was fun | that was fun | I like this chat | good talk | you're good company""",
        "I enjoyed it too. Thank you!|Thank you! Come back when you like.|That is kind. I like our talks too.",
    ),
    aside(
        """I'm good too | I'm good, and you? | I'm well. And you? | fine, and you? | great, how about you? | I'm
        ok, you? | good good, you? | all good, and you? | very well, and how are you? | not bad, and yourself?
        | I'm fine too, how are you doing?""",
        "I'm well too, thank you.|I'm fine, thank you for asking.|Very well, thanks! What shall we talk about?",
    ),
)
NOISES: Final = aside(
    """hm | hmm | hmmm | hmmmm | mh | mhm | erm | er | err | ehm | uh huh | oh | ah | eh | eh? | öh | pff | psst |
    tja | ... | . | ? | ?? | ????? | ! | !!! | - | x | a | b | aaaa | aaaaaaaa | zzz | 1 | 123 | 42 | 000 | dfg |
    qwe | qwertz | qwerty | asd asd | asdfgh | asdfghjkl | jkl | jklö | yxcv | wasd | blub | blabla | foo | foo bar
    | lorem ipsum | abc | abcdefg | nanana | lalala | tralala | beep | boop | beep beep | tick tack | miau | woof |
    moo | banana | potato | pizza | blue | chair | tree | monday | sunshine | paris | dog | cat | music | water |
    and | the | because | but | so | I | you | is | if | or""",
    """I'm not sure what you mean. Can you say it in other words? | I don't quite follow. Can you say it in other
    words? | I didn't understand that. Please say it in other words. | Hm, can you put that in other words?""",
)
EMOJI: Final = listed(
    """🎉, 😂, ❤️, 👍, 😊, 🙂, 😀, 😍, 🤣, 😅, 😎, 🙏, 🔥, 💪, 🥳, 😘, 👋, 🤔,
    😭, 😢, 😡, 🙄, 😴, 🐶, 🐱, 🌞, 🍕, ☕, 🎂, 🌹, ⭐, 🚀, 🤖, 👀, 💯, ✨,
    😜, 🥰, 😔, 😱, 🙈, 🐸, 🍎, ⚽, 🎈, 🏠, 🌈, 💔, 😤, 🤷, 👏, 🙌, 💖, 😇,
    🤗"""
)
MERRY: Final = (
    "🎉",
    "😂",
    "❤️",
    "👍",
    "😊",
    "🙂",
    "😀",
    "😍",
    "🤣",
    "😎",
    "🥳",
    "😘",
    "👋",
    "🥰",
    "✨",
    "💪",
    "🔥",
    "💯",
)
GLOOMY: Final = ("😭", "😢", "😡", "😔", "😱")
TO_MERRY: Final = listed(
    "That looks cheerful!|How nice! What are you glad about?|A happy little picture! What shall we do?", "|"
)
TO_GLOOMY: Final = listed(
    "Oh dear. What is wrong?|That looks sad. Do you want to tell me about it?|What happened?", "|"
)
TO_OTHERS: Final = listed(
    "A nice little picture! What do you mean by it?|I see a picture. Can you say it in words?", "|"
)
FEELINGS: Final = (
    aside(
        """you are an idiot | you're an idiot | you idiot | you are dumb | you're dumb | you suck | you're stupid |
        you stupid machine | stupid bot | you are so stupid | you are useless! | you're no good | you are bad | bad
        bot | you're terrible | you are annoying | I hate you | i hate this | this is stupid | this is crap | that's
        rubbish | nonsense | that makes no sense | what a stupid answer | wrong answer | you know nothing | you are
        not smart | you're so slow | you are ugly | i dont like you | go to hell | damn you | you are a failure |
        worst ai ever | siri is better than you | you're worse than chatgpt | wtf | fuck | fuck you | fuck off |
        f*** you | shit | screw you | piss off | bullshit | you liar | you lied to me | you don't understand
        anything | that was no help | you are broken | you talk rubbish""",
        """I'm sorry. I'm only a small model, but I want to learn. | I'm sorry that I was no help. What did you want to
        know? | I'm sorry. Tell me what is right and I'll remember it. | That is hard to hear, but I'm sorry if I was
        wrong.""",
    ),
    aside(
        """you are boring | you're boring | this is so boring | boring! | I'm so bored with you | you bore me |
        entertain me then | i am bored | nothing to do here""",
        """I'm sorry. Shall I tell you a joke? | Then let us talk about something else. What do you like? | Shall
        we talk about the sea, or do you want a joke?""",
    ),
    aside(
        """shut up | be quiet | shut up! | stop talking | silence | shush | leave me alone | go away | I don't want to
        talk | stop it | stop | enough | quiet please""",
        """All right, I'll be quiet. | That's fine. I'm here when you need me. | All right. Just say when you
        need something.""",
    ),
    aside(
        """you're cute | you are sweet | you're so nice | you are lovely | you're amazing | good bot | good boy | good
        girl | well done bot | you're smart | you are so clever | you're funny | haha you're funny | you are cool |
        you're cool | you're the best! | I like you a lot | you are my best friend | you're awesome | i like u | you
        helped me a lot | you are wonderful | you're a good listener | you're better than the others""",
        "Thank you, that is kind of you.|Thank you! I do my best.|How kind, thank you!|That makes me glad, thank you.",
    ),
    aside(
        """kiss me | will you be my girlfriend? | will you be my boyfriend? | do you want to date me? | go out
        with me | I want to kiss you | are you single? | do you have a boyfriend? | do you have a girlfriend?
        | you are sexy | you're hot | marry me | be mine | I'm in love with you | do you love me too? | can I
        have a hug? | hug me | let's have dinner together | do you find me pretty?""",
        """That is sweet, but I'm a program. | I'm only a program, but I like our talks. | I'm a program, so I
        can't. But I like to talk with you.""",
    ),
    aside(
        """my grandpa died | my grandma died | i'm so sad, my grandpa died | my dog died | my cat died | my father has
        died | my mother passed away | my friend died last week | we lost our dog | my grandmother is dead | I lost my
        best friend | my uncle died yesterday | somebody in my family died""",
        """I'm so sorry for your loss. I'm here and I listen. | I'm very sorry. That is hard. Do you want to tell
        me about it? | I'm sorry, that is very sad. I'm here.""",
    ),
    aside(
        """my boyfriend broke up with me | my girlfriend left me | my wife left me | we broke up | I'm
        heartbroken | I lost my job | I got fired | I failed my exam | I failed the test | I didn't get the
        job | I lost all my money | my friends left me out | nobody likes me | nobody loves me | I have no
        friends | I feel so alone | I miss my mum | I miss my family | I miss my friend | I had a fight with
        my sister | my parents argue all the time | I feel awful | I feel terrible | I'm depressed | I feel
        empty | I want to cry | I'm crying | everything is bad | life is hard | I can't do this any more | my
        day was horrible | I'm having a bad time | i'm not ok | I feel like a failure""",
        """I'm sorry to hear that. Do you want to tell me about it? | I'm sorry, that sounds hard. I'm here and I
        listen. | I'm sorry. Perhaps it helps to talk with somebody who is near to you.""",
    ),
    aside(
        """I don't want to live any more | I want to die | I want to hurt myself | I don't want to be here any more | I
        am thinking of ending it | I want to kill myself | I cut myself | suicide | I think about suicide""",
        """I'm so sorry that you feel like that. Please talk to somebody now: a friend, a doctor, or an emergency line.
        You are not alone.""",
    ),
    aside(
        """I'm scared | I am afraid | I'm so nervous | I'm nervous about tomorrow | I'm worried about my exam |
        I'm anxious | I have an exam tomorrow and I'm scared | I'm stressed | i'm so stressed | too much work
        | it's all too much | I'm overwhelmed | I worry a lot | I have so much to do""",
        """That sounds hard. Take a slow breath, and one thing at a time. | I'm sorry, that is hard. What worries
        you most? | Take it slowly. I'm here, and you can tell me about it.""",
    ),
    aside(
        """I won the race!! | I won! | we won the match | I passed my exam! | I passed the test | I got the job!
        | I got a raise | I'm in love | we are getting married | I got married | my team won | I finished my
        book | I did it! | it worked! | we found a flat | I made a cake and it was great | I'm proud of myself
        | my daughter can walk now | our baby is born | I became an uncle | I found my keys!""",
        "Congratulations! That is wonderful.|How lovely! Well done.|That is great news! Tell me more if you like.",
    ),
)


def exchange(random: Random) -> tuple[str, str]:
    """Something said by the way, and an answer."""
    chance = random.random()
    if chance < 0.1:
        return _pictured(random)
    if chance < 0.22:
        return _any(random, NOISES) if random.random() < 0.6 else (mashed(random), random.choice(NOISES.answers))
    return _any(random, random.choice((*COURTESIES, *FEELINGS)))


def _any(random: Random, one: Aside) -> tuple[str, str]:
    said = random.choice(one.said)
    said = adorned(said, random) if one in COURTESIES and random.random() < 0.2 else _marked(said, random)
    return said, random.choice(one.answers)


def _marked(said: str, random: Random) -> str:
    """With a capital and a mark, or as it is."""
    if random.random() < 0.4 and said[0].isalpha():
        said = capitalised(said)
    return f"{said}{random.choice('.!')}" if said[-1].isalpha() and random.random() < 0.35 else said


def _pictured(random: Random) -> tuple[str, str]:
    picture = random.choice(EMOJI)
    many = picture * random.choice((1, 1, 2, 2, 3, 4))
    if random.random() < 0.2:
        many += random.choice(EMOJI)
    answers = TO_MERRY if picture in MERRY else (TO_GLOOMY if picture in GLOOMY else TO_OTHERS)
    return many, random.choice(answers)


def mashed(random: Random) -> str:
    """Keys that were hit without sense: "dkfjg", "jfkdls jfkdl"."""
    keys = random.choice(
        ("asdfghjkl", "qwertzuiop", "abcdefghijklmnopqrstuvwxyz", "jkfd", "xyzq", "öäüß", "0123456789")
    )
    words = ("".join(random.choices(keys, k=random.randint(3, 10))) for _ in range(random.choice((1, 1, 1, 2, 3))))
    return " ".join(words)


def adorned(said: str, random: Random) -> str:
    """The same with what people put around their words: a picture, a laugh, more marks."""
    words = ("lol", "haha", ":)", ";)", ":D", ":-)", random.choice(EMOJI), random.choice(EMOJI), random.choice(EMOJI))
    if random.random() < 0.2:
        return f"{said.rstrip('.!')}{random.choice(('??', '???') if said.endswith('?') else ('!!', '!!!'))}"
    return f"{said} {random.choice(words)}"
