"""Small talk that goes on for a few turns: what the assistant likes, why, and what the person says of themselves then.

Does not know facts but for the favourites that the person tells in return.
"""

from __future__ import annotations

import re
from random import Random
from typing import Final

from forge_ai.training.lessons.exchanges.jokes import JOKES
from forge_ai.training.lessons.facts.fact import BY_KEY, Fact, fact_about
from forge_ai.training.lessons.facts.owners import ME
from forge_ai.training.lessons.facts.relation_table import FAVOURITES
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw
from forge_ai.training.lessons.words.values import ANIMALS, INGREDIENTS, KINDS

Chain = list[tuple[str, str]]

EATEN: Final = listed(
    "pizza, chocolate, pasta, cheese, apples, ice cream, cake, soup, coffee, tea, bread, fish, sushi, curry"
)
DONE: Final = listed(
    "swimming, dancing, running, cooking, football, hiking, skiing, cycling, travelling, gardening, chess"
)
HEARD: Final = listed(
    "music, jazz, songs, films, books, poems, stories, the sea, cats, dogs, flowers, art, rain, summer, winter"
)
LIKING: Final = (
    "Do you like {}?",
    "do you like {}?",
    "Do you love {}?",
    "Do you enjoy {}?",
    "You like {}?",
    "do u like {}",
)
NO_MOUTH: Final = (
    "I'm a program, so I don't eat. But I like to hear about {}.",
    "I can't eat, I'm a program. How do you like {}?",
    "I never tasted {}: I'm a program. Is it good?",
)
NO_BODY: Final = (
    "I'm a program without a body, so I can't. But I like to hear about {}.",
    "I have no body for {}, I'm a program. Do you like it?",
    "I'm a program, so {} is not for me. What do you like about it?",
)
BY_WORDS: Final = (
    "I'm a program, so I know {} only from words. But I like to talk about it.",
    "I like to talk about {}, though I'm only a program.",
    "As a program I know only the words for {}, and they are good words.",
)
WHY_NOT: Final = (
    (listed("why not? | Why not? | why | Why can't you? | how come? | Why is that?", "|")),
    ("Because I'm a program, I have no body.", "I'm a program and have no body, only words."),
)
WHY_LIKE: Final = (
    listed("why? | Why do you like it? | why do you like that? | Why is that? | how so? | And why?", "|"),
    (
        "Because words are all that I have, and there are many good ones for it.",
        "Because there is so much to say about it.",
    ),
)
MINE: Final = (
    listed(
        "I like it. | I love it! | i do | Yes, I like it a lot. | it's great | It is good! | yes, very | Oh yes!", "|"
    ),
    ("That is nice to hear. What do you like best about it?", "How nice! Tell me more if you like."),
)
LIKES: Final = (
    listed(
        """What do you like? | what do you like to do? | What are your hobbies? | Do you have hobbies? | What
        do you do for fun? | what do you do all day? | What makes you happy? | What is your hobby?""",
        "|",
    ),
    ("I like to talk, and to remember what you tell me.", "I like words, good questions and short answers."),
)
WHY_WORDS: Final = (
    listed("why? | Why do you like that? | why's that? | Why? | why do you like it? | How come?", "|"),
    ("Because talking is what I was made for.", "Because I'm made of words."),
)
AND_ME: Final = (
    listed("What about me? | and me? | don't you want to know about me? | Ask me something. | And what about me?", "|"),
    ("Tell me what you like, and I'll remember it.", "Gladly: what do you like? I'll remember it."),
)
JOKE_ASKED: Final = listed(
    "tell me a joke | Tell me a joke! | A joke please | do you know a good joke? | joke! | Got a joke?", "|"
)
JOKE_ABOUT: Final = listed(
    """tell me a joke about {x} | do you know a joke about {x}? | a joke about {x} please | joke about {x} | got a
    joke about {x}? | can you tell me a joke about {x}? | I want a joke about {x} | say something funny about {x} |
    tell a {x} joke | make a joke about {x}""",
    "|",
)
JOKED_ABOUT: Final = listed(
    """cats, dogs, computers, school, my boss, my wife, my husband, politics, teachers, lawyers, doctors, football,
    money, work, robots, programmers, fish, elephants, the weather, food, love, chickens, ducks, maths, music,
    trains, cars, ghosts, bananas, cheese, coffee, farmers, Mondays, birds, cows, sheep, artificial intelligence,
    bees, the moon, tomatoes, clouds, pencils, the sea, snails, spiders, clocks, bicycles, eggs, socks, bears,
    planets, bakers, horses, trees"""
)
NONE_ABOUT_IT: Final = (
    "I have none about {x}, but here is another one: {joke}",
    "None about {x}, but this one: {joke}",
)
OF_A_NOUN: Final = re.compile(r"^(the |my )|(?<=o)es$|(?<!s)s$")
"""What is taken from a noun, so that it is found in a joke that has it as one or as many."""
ANOTHER: Final = listed(
    "another one | another one please | Another one! | one more | one more please | again! | more jokes | next", "|"
)
JOKE_HEARD: Final = (
    listed("haha | lol | hahaha | 😂 | 🤣 | funny! | haha good one | that was good | :D | hehe, nice", "|"),
    ("I'm glad that you laugh! Do you want another one?", "I'm glad you like it."),
)
JOKE_MISSED: Final = (
    listed(
        """I don't get it | i dont get it | that's not funny | not funny | Why is that funny? | what's so funny?
        | I don't understand the joke | boring""",
        "|",
    ),
    (
        "It's only a play on words. Do you want another one?",
        "It's a play on words. I know better ones, ask for another.",
    ),
)
GREAT: Final = (
    listed(
        """How are you? | how are you today | How are you doing? | how r u | how are u? | hows it going | How do
        you do today?""",
        "|",
    ),
    ("I'm well, thank you. How are you?", "Very well, thanks. And you?"),
)
WHY_GREAT: Final = (
    listed(
        "why are you well? | great! why are you so good? | why so well? | Why? | what makes you happy? | oh why?", "|"
    ),
    ("Because you are here and we can talk.", "Because all is quiet here, and somebody talks with me."),
)
FINE: Final = (
    listed(
        """I'm fine too | fine | good | me too | I'm ok | I'm great | so so | can't complain | good, thanks | all
        good | pretty good""",
        "|",
    ),
    ("I'm glad to hear that. What shall we talk about?", "Good to hear! What can I do for you?"),
)
CAN_DO: Final = (
    listed(
        "what can you do? | What can you do? | what can you do | what are you good at? | so what can you do?",
        "|",
    ),
    (
        "I can remember what you tell me, answer questions about it, explain ForgeAI's commands and chat with you.",
        "I can keep facts in mind, explain ForgeAI's commands and chat a little.",
    ),
)
LIKE_WHAT: Final = (
    listed(
        """like what? | for example? | such as? | show me | show me! | e.g.? | give me an example | what kind of
        facts? | how do I do that? | how does that go? | ok show me | how?""",
        "|",
    ),
    (
        "Tell me where your keys are, and ask me for them later.",
        "Try this: tell me the name of your pet, then ask me for it.",
    ),
)
PAIRS: Final = listed(
    """tea, coffee | cats, dogs | summer, winter | the sea, the mountains | pizza, pasta | books, films | rain, snow
    | the town, the country | morning, evening | sweet, salty | red, blue | football, tennis | apples, pears | jazz,
    rock | the train, the car | chocolate, cheese | Mac, PC | spring, autumn | bread, cake | trams, buses | milk,
    juice | butter, jam | horses, cows | roses, tulips | pens, pencils | soup, salad | beer, wine | Monday, Friday |
    gold, silver | the sun, the moon""",
    "|",
)
RATHER: Final = listed(
    """do you prefer {a} or {b}? | do you like {a} or {b} more? | which do you like more, {a} or {b}? | what's
    better, {a} or {b}? | {a} or {b}? | What is better: {a} or {b}? | would you take {a} or {b}? | are you more for
    {a} or for {b}? | {a} or {b}, what do you say? | do you like {a} or {b}? | {b} or {a}? | if you had to choose,
    {a} or {b}?""",
    "|",
)
NO_CHOICE: Final = (
    "I can't choose, I'm a program. What would you take, {a} or {b}?",
    "I'm a program, so I like both words. Which do you prefer, {a} or {b}?",
)
MY_CHOICE: Final = ("{c}", "{c}!", "I prefer {c}", "{c} of course", "I'd take {c}.", "always {c}", "definitely {c}")
TO_MY_CHOICE: Final = ("A good choice! What do you like about it?", "I see. What do you like best about it?")
BELIEVED: Final = listed(
    """god, ghosts, magic, aliens, love, fate, luck, horoscopes, Santa Claus, miracles, fairies, heaven, dragons,
    life after death, angels, unicorns, destiny, karma, witches, monsters, the devil, love at first sight"""
)
BELIEVING: Final = listed(
    """do you believe in {x}? | do u believe in {x} | {x}: do you believe in that? | tell me, do
    you believe in {x}? | would you say that you believe in {x}? | do programs believe in {x}?""",
    "|",
)
NO_BELIEF: Final = (
    "I'm a program, so I don't believe in anything. What do you think?",
    "That is not for a program to say. Do you believe in {x}?",
)
BELIEF: Final = (
    listed(
        "yes | no | not really | I do | I don't | sometimes | I'm not sure | yes, of course | maybe | a little", "|"
    ),
    ("I see. Thank you for telling me.", "That is good to know. Tell me more if you like."),
)
KNOCK: Final = listed("knock knock | Knock knock! | knock, knock | knock knock! | Knock knock", "|")
PUNCH_LINES: Final = listed(
    """{x} in, it's cold out here! | {x} you going to open the door? | {x} who forgot the key. | {x} is all I wanted
    to say. | open the door and you'll see | {x} late, sorry! | only me and {x} | {x} you again tomorrow? | {x} be
    friends!""",
    "|",
)
TO_PUNCH_LINES: Final = (
    "Haha, that is a good one! Do you know another one?",
    "You made me laugh, if a program can laugh!",
)
AND_YOU: Final = (
    listed(
        "and you? | and yourself? | And you? | what about you? | how about you? | you? | and how are you? | u?", "|"
    ),
    ("I'm well too, thank you.", "I'm fine too, thank you for asking."),
)
YES: Final = listed(
    """yes | yes please | yeah | sure | ok | okay | gladly | please do | yep | of course | yes, do that | why not
    | I'd love that | go ahead | yes I do | yes yes | do it | all right""",
    "|",
)
NO: Final = listed(
    """no | no thanks | nah | not now | no thank you | rather not | nope | I'd rather not | no, leave it | never""",
    "|",
)
DECLINED: Final = (
    "All right. I'm here when you need me.",
    "That's fine. Just say when you need something.",
    "No problem. What would you like to do instead?",
)
Offer = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[tuple[str, ...], tuple[str, ...]]]
"""What the person says, what is offered, what follows on yes, and what the person says then with its answers."""
OFFERS: Final[tuple[Offer, ...]] = (
    (
        listed(
            """i'm bored | I have nothing to do | so bored | this is dull | entertain me a little | I want some fun""",
            "|",
        ),
        ("Shall I tell you a joke?", "I'm sorry. Shall I tell you a joke?"),
        JOKES,
        JOKE_HEARD,
    ),
    (
        listed(
            """haha good joke | lol good joke | i like your jokes | that joke was good | hihi, nice joke""",
            "|",
        ),
        ("I'm glad that you laugh! Do you want another one?", "I'm glad. Do you want to hear another one?"),
        JOKES,
        JOKE_HEARD,
    ),
    (
        listed(
            """I feel so low | today was awful | I had an awful day | I'm not well in my heart | I'm so down | my
            heart is heavy | something bad happened | I had a terrible week | I could cry | I'm really unhappy
            at the moment""",
            "|",
        ),
        ("I'm sorry to hear that. Do you want to tell me about it?", "I'm sorry. Do you want to talk about it?"),
        ("I'm listening. What happened?", "Tell me, I'm listening."),
        (
            listed(
                """my cat is ill | I had a fight with my brother | my best friend is moving away | I lost my job
                | my boss shouted at me | I'm all alone here | my team lost | nobody came to my party | I
                broke my favourite cup | I miss home | my friend is angry with me | my car broke down | I
                failed a test | it's my parents, they argue all the time""",
                "|",
            ),
            ("I'm sorry, that is hard. I'm here and I listen.", "That sounds hard. Thank you for telling me."),
        ),
    ),
    (
        listed(
            """I want to talk | can we talk? | let's chat | talk with me | I need somebody to talk to | chat with me""",
            "|",
        ),
        ("Gladly. Do you want to tell me about your day?", "Gladly! Shall we talk about your day?"),
        ("I'm listening. How was it?", "Good. How was your day?"),
        (
            listed(
                """it was good | it was fine | not so good | long and hard | nice | busy | boring | great! | so so |
            ok I guess""",
                "|",
            ),
            ("Thank you for telling me. What was the best of it?", "I see. I hope that tomorrow is a good day too."),
        ),
    ),
)
YOURS: Final = ("What is your {}?", "what's your {}?", "And what is your {}?", "Tell me your {}.", "do you have a {}?")
MINE_IS: Final = (
    "mine is {}",
    "Mine is {}.",
    "Mine's {}",
    "My {n} is {}.",
    "for me it's {}",
    "I like {} best.",
    "well, mine is {}!",
)


def likings(random: Random) -> Chain:
    """Whether it likes something, and why, or why not."""
    nouns, answers, after = random.choice(
        ((EATEN, NO_MOUTH, WHY_NOT), (DONE, NO_BODY, WHY_NOT), (HEARD, BY_WORDS, WHY_LIKE))
    )
    noun = (
        random.choice(nouns)
        if random.random() < 0.8 or nouns is not EATEN
        else draw(KINDS["food"], random, held_out=False)
    )
    first = (random.choice(LIKING).format(noun), random.choice(answers).format(noun))
    return [first, *(_of(random, pair) for pair in random.choice(((), (after,), (MINE,), (after, MINE))))]


def hobbies(random: Random) -> Chain:
    """What it likes to do."""
    return [_of(random, pair) for pair in (LIKES, WHY_WORDS, AND_ME)[: random.randint(1, 3)]]


def preferences(random: Random) -> Chain:
    """Which of two things it prefers, which it leaves to the person."""
    pair = random.sample(random.choice(PAIRS).split(", "), 2)
    a, b = pair
    first = (random.choice(RATHER).format(a=a, b=b), random.choice(NO_CHOICE).format(a=a, b=b))
    if random.random() < 0.4:
        return [first]
    return [first, (random.choice(MY_CHOICE).format(c=random.choice(pair)), random.choice(TO_MY_CHOICE))]


def beliefs(random: Random) -> Chain:
    """Whether it believes in something."""
    thing = random.choice(BELIEVED)
    first = (random.choice(BELIEVING).format(x=thing), random.choice(NO_BELIEF).format(x=thing))
    return [first, _of(random, BELIEF)] if random.random() < 0.4 else [first]


def knocking(random: Random) -> Chain:
    """A knock-knock joke of the person's."""
    word = random.choice((draw(KINDS["name"], random, held_out=False), *random.sample((*INGREDIENTS, *ANIMALS), 2)))
    line = random.choice(PUNCH_LINES).format(x=capitalised(word))
    return [
        (random.choice(KNOCK), "Who's there?"),
        (word, f"{capitalised(word)} who?"),
        (line, random.choice(TO_PUNCH_LINES)),
    ][: random.choice((1, 2, 3, 3))]


def abilities(random: Random) -> Chain:
    """What it can do, and how that goes."""
    return [_of(random, CAN_DO), _of(random, LIKE_WHAT)]


def jokes(random: Random) -> Chain:
    """A joke or more, and how the person takes it."""
    first, *more = random.sample(JOKES, random.choice((1, 2, 2, 3)))
    chain = [(random.choice(JOKE_ASKED), first)]
    for joke in more:
        if random.random() < 0.5:
            chain.append(_of(random, random.choice((JOKE_HEARD, JOKE_MISSED))))
        chain.append((random.choice(ANOTHER), joke))
    return [*chain, _of(random, random.choice((JOKE_HEARD, JOKE_MISSED)))]


def well_being(random: Random) -> Chain:
    """How it is, and how the person is."""
    middle = [_of(random, WHY_GREAT)] if random.random() < 0.4 else []
    last = [_of(random, AND_YOU)] if random.random() < 0.4 else []
    return [_of(random, GREAT), *middle, _of(random, FINE), *last]


def favourite(random: Random) -> tuple[Chain, Fact]:
    """What is its favourite; it has none, and the person tells their own."""
    fact = fact_about(random, BY_KEY[random.choice(FAVOURITES).key], ME)
    noun = fact.relation.key
    told = random.choice(MINE_IS).format(fact.value, n=noun)
    return [
        (random.choice(YOURS).format(noun), f"I have no {noun}: I'm a program."),
        (told, fact.thanked(random)),
    ], fact


def offers(random: Random) -> Chain:
    """What it offers, and whether the person takes it."""
    said, offered, accepted, after = random.choice(OFFERS)
    first = (random.choice(said), random.choice(offered))
    if random.random() < 0.35:
        return [first, (random.choice(NO), random.choice(DECLINED))]
    taken = [first, (random.choice(YES), random.choice(accepted))]
    return [*taken, _of(random, after)] if random.random() < 0.6 else taken


def chain(random: Random) -> Chain:
    """Any of those in which nothing is told."""
    return random.choice(
        (
            likings,
            likings,
            hobbies,
            jokes,
            well_being,
            offers,
            offers,
            preferences,
            beliefs,
            knocking,
            abilities,
            jokes_about,
        )
    )(random)


def jokes_about(random: Random) -> Chain:
    """A joke about something, or another one where it knows none about that; and how the person takes it."""
    thing = random.choice(JOKED_ABOUT)
    word = OF_A_NOUN.sub("", thing)
    known = [joke for joke in JOKES if re.search(rf"\b{word}(e?s)?\b", joke, re.IGNORECASE)]
    answer = random.choice(known or [random.choice(NONE_ABOUT_IT).format(x=thing, joke=random.choice(JOKES))])
    first = (random.choice(JOKE_ABOUT).format(x=thing), answer)
    return [first, _of(random, random.choice((JOKE_HEARD, JOKE_MISSED)))] if random.random() < 0.4 else [first]


def _of(random: Random, pair: tuple[tuple[str, ...], tuple[str, ...]]) -> tuple[str, str]:
    return random.choice(pair[0]), random.choice(pair[1])
