"""One short word said several times over or drawn out: "ok ok ok ok", "nooo", "hahahaha", "pleeease".

Put together from the word, how often it comes and what stands between. Does not know what was said before.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.exchanges.asides import NOISES
from forge_ai.training.lessons.exchanges.made_of_parts import KEPT, bare
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed

VOWELS: Final = "aeiouy"
MOST: Final = 6
DRAWN_OUT: Final = 0.4
TRAILING_OFF: Final = 0.1
FREQUENT: Final = 4  # the first words of each meaning come three times as often


@dataclass(frozen=True, slots=True)
class Word:
    """Words of one meaning, others that lessons never say over again, and answers; `close` words need no space."""

    taught: tuple[str, ...]
    held: tuple[str, ...]
    answers: tuple[str, ...]
    close: bool = False


def _word(words: str, answers: str, *, close: bool = False) -> Word:
    taught, held = words.split("|")
    return Word(listed(taught), listed(held), listed(answers, "|"), close)


WORDS: Final = (
    _word(
        """ok, okay, yes, yeah, yep, sure, good, right, alright, oki, okey, aha, nice, great, very good, got it, I
        see, yes yes, all right, sounds good, fine, oki doki, okey dokey, okie dokie, alrighty, gotcha, roger, will
        do, understood | yup, cool, deal""",
        "Good. What would you like to do next?|All right. What comes next?|Fine. What shall we do now?",
    ),
    _word(
        "no, nope, never, nothing, not now, no thanks, nothing at all, don't | nah, not today",
        """All right. I'm here when you need me. | That's fine. Just say when you need something. | No problem. I'm
        here when you need me.""",
    ),
    _word(
        "hi, hello, hey, yo, hiya, helo, hey there, hi there | heya, howdy",
        """Hello! How can I help? | Hi! What can I do for you? | Hi there! What is on your mind? | Hello! Nice to hear
        from you.""",
    ),
    _word(
        "thanks, thank you, thx, ty, many thanks, cheers, thank u | thanx, thanks a lot",
        "You're welcome!|My pleasure!|Any time!|You're welcome. I'm glad to help.",
    ),
    _word(
        "bye, goodbye, see you, cya, see ya, bye now | ciao bye, farewell",
        "Goodbye! Take care.|See you soon!|Bye! Take care of yourself.|See you! I'll be here.",
    ),
    _word(
        "ha, haha, he, hehe | heh, ho",
        "I'm glad that you laugh!|It is nice to hear you laugh.|I'm glad that I could make you smile.",
        close=True,
    ),
    _word(
        "lol, rofl, lmao, so funny, funny | good one, hilarious",
        "I'm glad that you laugh!|It is nice to hear you laugh.|I'm glad that I could make you smile.",
    ),
    _word(
        "wow, omg, whoa, yay, hooray, woohoo, amazing, awesome, super | hurray, yippee",
        "I'm glad you like it.|Nice, isn't it? What shall we do next?|I like it when you are glad.",
    ),
    _word(
        "ugh, argh, oh no, damn, sigh, oh dear, oh man | bummer, grr",
        "Oh dear. What happened?|That does not sound good. Do you want to tell me about it?|I'm sorry. What is wrong?",
    ),
    _word(
        "please, pls, come on, pretty please, oh please | plz, go on please",
        """Gladly, if I can. What would you like? | If I can, I will. What do you wish for? | Tell me once more what you
        would like, and I'll do what I can.""",
    ),
    _word(
        "sorry, so sorry, oh sorry, my bad, oops | pardon me, whoops",
        "No problem at all.|That's all right.|It's all right, nothing happened.",
    ),
    _word(
        "help, help me, please help | help please",
        """Of course. I remember what you tell me, explain ForgeAI's commands, and chat with you. | Of course! Tell me
        something, and I'll remember it. Or ask how ForgeAI works.""",
    ),
    _word("test, testing, ping, check | tap", "Yes, I'm here.|I'm here and listening."),
    _word(
        "stop, stop it, enough, quiet, shut up | be silent",
        "All right, I'll be quiet.|That's fine. I'm here when you need me.",
    ),
    Word(
        listed("blah, bla, hm, um, eh, er, la, blub, foo, di dum, beep, tick, dum, bim, tra"),
        listed("boop, mh, tra la"),
        NOISES.answers,
    ),
)
JOINTS: Final = (" ", " ", " ", ", ", " - ", "... ")
ENDS: Final = ("", "", "", "!", "!!", ".", "...")


def exchange(random: Random, *, held_out: bool = False) -> tuple[str, str]:
    """A word over and over, and the answer that the word alone would have."""
    while True:
        kind = random.choice((*WORDS[:2], *WORDS))
        word = random.choice(kind.held if held_out else (*kind.taught[:FREQUENT] * 2, *kind.taught))
        said = said_over_again(random, word, close=kind.close)
        if bare(said) not in KEPT:
            return said, random.choice(kind.answers)


def said_over_again(random: Random, word: str, *, close: bool = False) -> str:
    """The word two to six times, drawn out, or both."""
    if random.random() < TRAILING_OFF:
        return word + random.choice(("...", " ...", "....."))
    times = random.randint(2, MOST)
    if random.random() < DRAWN_OUT:
        word = drawn_out(random, word)
        times = random.choice((1, 1, 1, 2, 3))
    joint = "" if close and " " not in word and random.random() < 0.5 else random.choice(JOINTS)
    said = joint.join((word,) * times) + random.choice(ENDS)
    if random.random() < 0.12:
        return said.upper()
    return capitalised(said) if random.random() < 0.3 else said


def drawn_out(random: Random, word: str) -> str:
    """The word with one letter many times: its last vowel or its end."""
    vowels = [at for at, letter in enumerate(word) if letter.casefold() in VOWELS]
    at = vowels[-1] if vowels and random.random() < 0.6 else len(word) - 1
    return word[:at] + word[at] * random.randint(3, MOST) + word[at + 1 :]
