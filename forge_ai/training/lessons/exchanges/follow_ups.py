"""What people say to an answer: why, are you sure, say that again, shorter, how do you know, I don't get it.

The reply depends on what kind of answer it was. Does not know what was asked before.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final, Literal

from forge_ai.training.lessons.exchanges.asides import adorned
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed

AnswerKind = Literal["fact", "told", "missing", "joke", "gap", "other"]
"""What the answer was: a known fact, thanks for one, not knowing what was never told, a joke, not knowing the world."""


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """The answer before: its kind, its text, and for a fact the clause in it and the value in a word or two."""

    kind: AnswerKind
    text: str
    clause: str = ""
    short: str = ""


AGAIN: Final = listed(
    """say that again | say it again | say that again? | can you repeat that? | repeat that please | please
    repeat | repeat | come again? | what did you say? | what was that? | sorry, what was that? | once more |
    once more, please | one more time | again please | I didn't catch that | I missed that | could you say
    that once more? | say again | tell me again | sorry? | excuse me? | what did you just say? | repeat your
    answer | I couldn't read that, again please | what? | pardon? | pardon | sorry, what? | what did you write? | say
    what? | I beg your pardon?""",
    "|",
)
SURE: Final = listed(
    """are you sure? | are you sure about that? | you sure? | sure? | really? | is that right? | is that true? |
    is that correct? | r u sure | are you certain? | for real? | seriously? | are you really sure? | no way! |
    I don't believe you | I doubt that | is it? | truly? | can I trust that? | hm, are you sure? | do you mean
    that? | 100 percent? | oh really? | really now? | is this certain?""",
    "|",
)
KNOWING: Final = listed(
    """how do you know? | how do you know that? | who told you? | who told you that? | where do you know that
    from? | how did you know? | who said that? | where did you hear that? | what makes you say that? | how can
    you know that? | says who? | since when do you know? | why do you know that? | where is that from?""",
    "|",
)
WHY: Final = listed(
    """why? | why | why is that? | why so? | but why? | how come? | why not? | why not | what for? | for what
    reason? | and why? | why do you say that? | why do you think so? | explain | what is the reason? | why
    that? | why would that be?""",
    "|",
)
MEANING: Final = listed(
    """how do you mean? | what do you mean by that? | what does that mean? | what's that supposed to mean? | I
    don't get it | i dont get it | I don't understand that | I don't understand you | meaning? | explain that
    please | that makes no sense to me | what are you talking about? | i dont understand | not sure I follow |
    can you explain that? | in other words? | say it in other words | sorry, I don't understand | I'm confused
    | what is that | I don't understand | I don't understand. | what do you mean? | what do you mean | how do you mean
    that? | what did you mean? | what do u mean | wdym | huh, what do you mean? | I don't follow | you lost me""",
    "|",
)
SHORTER: Final = listed(
    """shorter please | shorter | short please | make it shorter | shorter answer please | too long | that's too
    long | in one word? | in one word please | in short? | keep it short | be brief | just the answer |
    briefly? | only the answer please | can you say it shorter? | say it in fewer words | tl;dr""",
    "|",
)
LONGER: Final = listed(
    """tell me more | more | more please | go on | and? | and then? | what else? | is that all? | anything else?
    | longer please | more details | can you say more? | that's all? | say more about it | continue""",
    "|",
)
RIGHT: Final = listed(
    """correct | correct! | that's right! | yes that's right | exactly! | right! | good | very good! | well done
    | good memory | you remembered! | yes! | yep, that's it | true | bingo | you are right | great, you know
    it | that's it""",
    "|",
)
RECEIVED: Final = listed(
    """Thanks, | Thanks! | thanks | Thank you, | Thank you! | Thx, | Many thanks. | Thanks so much, | Ok, | Ok. | ok |
    Okay, | Good, | Great, | Right, | cool, | Nice, | All right, | I see, | Perfect. | Good to know. | Hm, | Oh, |
    Well, | Got it, | Lovely, | Wonderful! | Aha,""",
    "|",
)
"""What people say to an answer before they ask further in the same breath."""
ONWARD: Final = listed(
    """and {}? | And {}? | and {}? | what about {}? | What about {}? | and what about {}? | And {} then? | how about
    {}? | also {}? | and also {}? | now {}? | then {}? | and {}, do you know that too? | what about {}, then? |
    and what of {}?""",
    "|",
)
FURTHER: Final = (*ONWARD * 12, "{}?", "{}?", *(f"{received} {onward}" for received in RECEIVED for onward in ONWARD))
"""Questions that name only what is new in them: "and my sister?"."""
BEGINNINGS_AND_ENDS: Final = tuple(
    tuple(frame.split("{}")) for frame in sorted({*FURTHER} - {"{}?"}, key=len, reverse=True)
)
FURTHER_HELD: Final = ("I see. What of {}?", "Thanks a lot, also {}?", "Fine, and what about {} then?")
ANSWERS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "sure": {
        "fact": ("Yes, you told me that {clause}.", "Yes, {clause}. You told me so.", "Yes, I'm sure: {clause}."),
        "told": ("Yes, {clause}. I'll remember it.", "Yes, I'll remember that {clause}."),
        "missing": ("Yes, you haven't told me that yet.", "Yes. If you tell me, I'll remember it."),
        "joke": ("It's only a joke.", "No, it's just a joke."),
        "gap": ("Yes, I'm only a small model.", "Yes, there is a lot that I don't know."),
        "other": ("I think so, but I'm only a small model.", "As sure as a small model can be."),
    },
    "knowing": {
        "fact": ("You told me.", "You told me that {clause}.", "You told me, and I remember it."),
        "told": ("You told me just now.", "You have just told me."),
        "missing": ("I don't know it, because you haven't told me.",),
        "joke": ("It's a joke that I learned in my training.",),
        "gap": ("I don't know it. I'm only a small model.",),
        "other": ("I learned it in my training.", "That is what I learned in my training."),
    },
    "why": {
        "fact": ("Because you told me that {clause}.", "I only know what you told me: {clause}."),
        "told": ("Because you told me that {clause}.", "Because I like to remember what you tell me."),
        "missing": ("Because you haven't told me yet.", "Because you haven't told me. Tell me and I'll remember it."),
        "joke": ("It's only a play on words.", "That is the joke: it's a play on words."),
        "gap": ("Because I'm a small model and know little about the world.", "Because I'm only a small model."),
        "other": ("I can't say why. I'm a small model.", "Good question! I can't say, I'm only a small model."),
    },
    "meaning": {
        "fact": ("I mean that {clause}.", "In other words: {clause}."),
        "told": ("I mean that I'll remember it: {clause}.", "I only mean that I keep it in mind: {clause}."),
        "missing": ("I mean that you haven't told me that yet.", "I mean that I can't know it before you tell me."),
        "joke": ("It's a play on words. Never mind!", "It's only a joke, a play on words."),
        "gap": ("I mean that I'm a small model and know little about the world.",),
        "other": ("Sorry, I only wanted to say: {text}", "I'm sorry that I was not clear. I said: {text}"),
    },
    "longer": {
        "fact": ("That is all that you told me about it.", "I know no more about it than you told me."),
        "told": ("That is all. What else shall I remember?", "I'm listening. What else do you want to tell me?"),
        "missing": ("There is no more that I know. You can tell me.",),
        "joke": ("That was the whole joke.",),
        "gap": ("I know no more about that, I'm a small model.",),
        "other": (
            "That is all that I can say about it.",
            "I have no more to say about it. What else shall we talk about?",
        ),
    },
    "right": {
        "fact": ("Good! What would you like to do next?", "I'm glad that I remembered it.", "Good, I'm glad."),
        "told": ("Good. What would you like to do next?", "Good, I'll keep it in mind."),
        "missing": ("Tell me when you like, and I'll remember it.",),
        "joke": ("I'm glad you like it.",),
        "gap": ("Then let us talk about something that I know.",),
        "other": ("I'm glad you like it.", "Good. What would you like to do next?"),
    },
    "shorter": {
        "fact": ("{short}",),
        "told": ("{short}", "Noted."),
        "missing": ("I don't know.",),
        "joke": ("Then no joke.",),
        "gap": ("I don't know.",),
        "other": ("All right, I'll be brief.", "I'll be brief from now on."),
    },
}
WRONG: Final = listed(
    """that's wrong | wrong | wrong! | no, that's wrong | no that's not it | not true | that is false | incorrect
    | you are mistaken | that's not what I said | I never said that | no it isn't | you mixed that up | nope,
    wrong | you got it wrong""",
    "|",
)
TELL_ME_RIGHT: Final = (
    "I'm sorry. Tell me what is right and I'll remember it.",
    "Oh, I'm sorry. What is right?",
    "Sorry! How is it really? I'll remember it.",
)
SAID: Final = {
    "sure": SURE,
    "knowing": KNOWING,
    "why": WHY,
    "meaning": MEANING,
    "longer": LONGER,
    "right": RIGHT,
    "shorter": SHORTER,
}
LONGEST_AGAIN: Final = 160  # characters that are said once more


def follow_up(random: Random, last: LastAnswer) -> tuple[str, str]:
    """Something that a person says to the answer before, and the reply to that."""
    if len(last.text) <= LONGEST_AGAIN and random.random() < 0.25:
        return _typed(random, random.choice(AGAIN)), last.text
    what = random.choice([name for name in SAID if name != "meaning" or len(last.text) <= LONGEST_AGAIN])
    answer = random.choice(ANSWERS[what][last.kind])
    short = last.short or f"In short, {last.clause}."
    return _typed(random, random.choice(SAID[what])), answer.format(clause=last.clause, text=last.text, short=short)


def further(question: str) -> str:
    """What a further question names ("of Spain" in "And of Spain?"); empty where it is none."""
    for begin, end in BEGINNINGS_AND_ENDS:
        if question.casefold().startswith(begin.casefold()) and question.endswith(end):
            return question[len(begin) : len(question) - len(end)]
    return ""


def _typed(random: Random, said: str) -> str:
    if random.random() < 0.4:
        said = capitalised(said)
    return adorned(said, random) if random.random() < 0.06 else said
