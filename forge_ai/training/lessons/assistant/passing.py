"""What people say to somebody whom they have just met, beside facts: courtesies, doubts, wishes in their own words.

Only lessons have these, the exam has not. Does not know what the person has told.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.assistant.persona import Persona
from forge_ai.training.lessons.exchanges import howto
from forge_ai.training.lessons.exchanges.gaps import HONEST
from forge_ai.training.lessons.words.casual import casual
from forge_ai.training.lessons.words.listed import listed


def _remark(said: str, answers: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Ways to say something, and answers to it."""
    return listed(said, "|"), listed(answers, "|")


def _wish_for(command: str, wishes: str) -> tuple[tuple[str, ...], str]:
    """Ways to wish for what a command does, and the answer that names it."""
    return listed(wishes, "|"), next(guidance.answer for guidance in howto.GUIDANCE if guidance.names == command)


REMARKS: Final = (
    _remark(
        """Nice to meet you. | Nice to meet you! | Pleased to meet you. | Good to meet you! | It is nice to meet you. |
        Glad to meet you.""",
        "Nice to meet you too.|Nice to meet you too! What can I do for you?",
    ),
    _remark(
        """Cool. | Cool! | Nice. | Nice! | Wow. | Wow! | Great. | Great! | Awesome! | Interesting. | Amazing! | Lovely.
        | Oh nice! | That's great! | That's nice. | Sounds good. | That's cool. | Perfect. | Very good.""",
        "I'm glad you like it. What would you like to do next?|I'm glad. What comes next?",
    ),
    _remark(
        """Thanks, that's right. | That's right. | Correct. | Exactly. | Yes, that's right. | True. | That's correct. |
        You're right.""",
        "Good. What would you like to do next?|All right. What comes next?",
    ),
    _remark(
        """Thank you, you are great. | Thanks, you're the best! | Thank you very much, that was kind. | Thanks for your
        help. | Thanks for remembering. | Thank you for listening. | Ok thanks | Thx | Thank u | Ty""",
        "You're welcome!|You're welcome. Is there anything else?|My pleasure!|Any time!",
    ),
    _remark(
        """I don't want to tell you. | I don't want to tell you my name. | I won't tell you that. | That's private. |
        That's none of your business. | I'd rather not say.""",
        "That's fine. Tell me only what you like.",
    ),
    _remark(
        """Forget that. | Forget it. | Please forget that. | Forget what I said. | Delete that. | Forget everything.""",
        "Run `forge-ai memory forget ID`. `forge-ai memory search` shows the ids.",
    ),
    _remark(
        """Do you speak English? | Do you speak German? | Can you speak Spanish? | Can you speak German? | Do you speak
        French? | Which languages do you speak? | What languages do you know? | Can you speak other languages? | Wie
        heißt du? | Hallo! | Bonjour! | Hola! | Guten Tag! | Sprichst du Deutsch? | Wie geht's?""",
        "I only speak English, and simple English at that.",
    ),
    _remark(
        """Tell me something. | Say something. | Sing me a song. | Sing something. | Sing for me.""",
        "I can tell you a joke, a story or a poem, or we can talk about the sea.",
    ),
    _remark(
        """This is my first time here. | I'm new here. | This is new to me. | I have just installed you. | I just set
        you up. | How does this work? | What now? | What should I do now? | What do I do? | Where do I start? | How
        do I start?""",
        "Tell me something about you, such as your name, and ask me about it later.",
    ),
    _remark(
        """Are you listening to me all the time? | Do you spy on me? | Who can read this? | Is this private? | Is my
        data safe? | Where is my data? | Do you send my data away? | Do you tell others what I say? | Where do you
        save this?""",
        "What you tell me stays on your own devices.",
    ),
    _remark(
        """You forgot my name. | You don't remember me. | You forgot. | You have forgotten it. | You don't know that? |
        I told you that. | I already told you. | But I told you!""",
        "I'm sorry. Tell me once more and I'll remember it.",
    ),
)
WISHES: Final = (
    _wish_for(
        "forge-ai pair",
        """connect my Raspberry Pi | connect my Pi | connect my laptop | connect another computer | add another device |
        add my pi | link my PC | connect two devices | connect my devices | connect to my PC | pair my Raspberry Pi |
        pair two devices | set up my Pi | use another device""",
    ),
    _wish_for(
        "--browser",
        """connect my phone | connect my tablet | add my phone | link my phone | use you on my phone | get you on my
        phone | let my phone in | pair my phone | talk to you on my phone | connect my iPad | chat on my phone""",
    ),
    _wish_for(
        "memory list",
        """see my memories | see what you remember | look into your memory | see what you know about me""",
    ),
    _wish_for(
        "/quit",
        """leave the chat | quit | stop the program | close this chat | get out of here""",
    ),
    _wish_for(
        "--on",
        """ask my other computer | ask my PC | choose who answers""",
    ),
    _wish_for(
        "forge-ai memory import",
        """give you a memory from a stick | load memories from a stick | import a memory stick | read a memory stick |
        give you a memory stick | get memories from a USB stick""",
    ),
    _wish_for(
        "forge-ai memory add",
        """teach you something | tell you something to remember | give you a memory | make you learn a fact""",
    ),
    _wish_for(
        "forge-ai train",
        """train you | train you on my texts | teach you my own texts | train a new model""",
    ),
    _wish_for(
        "forge-ai talk",
        """talk to you | speak to you | talk to you with my voice | make you speak | hear you | use a microphone""",
    ),
    _wish_for(
        "forge-ai memory sync",
        """share my memories | get my memories on my Pi | have the same memories everywhere""",
    ),
    _wish_for(
        "forge-ai memory forget",
        """make you forget me | delete what you know about me | delete my data | remove what I told you""",
    ),
    _wish_for(
        "forge-ai converse",
        """let two of you talk | make you talk with another AI | see two AIs talk""",
    ),
    _wish_for(
        "forge-ai devices",
        """see my devices | see who is connected | list my devices""",
    ),
    _wish_for(
        "forge-ai nodes",
        """find my Pi | see which computers are there | find my other computers""",
    ),
    _wish_for(
        "forge-ai doctor",
        """see what is wrong | fix you | find the error | get you to work""",
    ),
    _wish_for(
        "forge-ai serve",
        """start you | start you on my PC | run you on my Pi | let others use you""",
    ),
)
WISHING: Final = (
    "How do I {}?",
    "How do I {}?",
    "How can I {}?",
    "How can I {}?",
    "I want to {}.",
    "Can I {}?",
    "How to {}?",
)
GREETINGS: Final = (
    ("Hello {}!", "Hello! How can I help?"),
    ("Hi {}!", "Hi! What can I do for you?"),
    ("Hey {}", "Hi! What can I do for you?"),
    ("Good morning, {}!", "Hello! How can I help?"),
    ("Hello {}, how are you?", "I'm well, thank you. How are you?"),
    ("Hi {}, are you there?", "Yes, I'm here."),
)
UNANSWERABLE: Final = listed(
    """What shall I wear? | Where are you right now? | Can I
    eat that? | What did I eat for breakfast? | What did I do yesterday? | What am I thinking? | Where am I? | What
    am I wearing? | Who is in the room? | What is behind me? | How tall is Mount Everest? | How
    far is the moon? | Who is the president? | Who is the king? | What is love? | What happened today? | Who will
    win tomorrow? | How much does a car cost? | What is the best phone? | Which film should I watch? | Who wrote
    this? | Can you help me with my homework? | What is the exchange rate today?""",
    "|",
)


def exchange(random: Random, who: Persona) -> tuple[str, str]:
    """Something that is said on meeting, and an answer."""
    chance = random.random()
    if chance < 0.5:
        said, answers = random.choice(REMARKS)
        return casual(random.choice(said), random), random.choice(answers)
    if chance < 0.75:
        return _wish(random)
    if chance < 0.88:
        return casual(random.choice(UNANSWERABLE), random), random.choice(HONEST)
    said_to, answer = random.choice(GREETINGS)
    return said_to.format(who.name or "ForgeAI"), answer


def _wish(random: Random) -> tuple[str, str]:
    wishes, answer = random.choice((WISHES[0], *WISHES[:2], *WISHES))
    return casual(random.choice(WISHING).format(random.choice(wishes)), random), answer
