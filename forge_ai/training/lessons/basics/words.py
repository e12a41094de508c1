"""Words about words: opposites, plurals, past forms, degrees, rhymes, and other words for the same.

Does not know what the words stand for.
"""

from __future__ import annotations

from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker, Table, turned
from forge_ai.training.lessons.words.listed import listed, pairs_of

OPPOSITES: Final = pairs_of("""hot=cold, big=small, tall=short, fast=slow, old=young, day=night, happy=sad,
    good=bad, up=down, left=right, in=out, on=off, open=closed, full=empty, wet=dry, hard=soft, heavy=light,
    rich=poor, strong=weak, loud=quiet, clean=dirty, early=late, first=last, high=low, near=far, thick=thin,
    wide=narrow, deep=shallow, sweet=sour, black=white, yes=no, true=false, begin=end, buy=sell, give=take, come=go,
    push=pull, win=lose, love=hate, laugh=cry, ask=answer, remember=forget, before=after, above=below,
    inside=outside, always=never, everything=nothing, everybody=nobody, more=less, friend=enemy, beautiful=ugly,
    brave=afraid, kind=mean, clever=stupid, easy=difficult, safe=dangerous, sharp=blunt, smooth=rough,
    summer=winter, north=south, east=west, front=back, top=bottom, asleep=awake, alive=dead, sunrise=sunset,
    arrive=leave, lend=borrow, peace=war, noise=silence, same=different, cheap=expensive, few=many, boring=interesting,
    possible=impossible, visible=invisible, polite=rude, public=private, tight=loose, wild=tame, wise=foolish,
    male=female, adult=child, ancient=modern, add=subtract, appear=disappear, build=destroy, increase=decrease,
    fail=succeed, success=failure, victory=defeat, sink=float, freeze=melt, maximum=minimum, morning=evening,
    patient=impatient, guilty=innocent, import=export, major=minor, odd=even, healthy=unhealthy, start=stop""")
IRREGULAR_PLURALS: Final = pairs_of("""mouse=mice, child=children, foot=feet, tooth=teeth, man=men, woman=women,
    goose=geese, person=people, sheep=sheep, fish=fish, deer=deer, leaf=leaves, knife=knives, wolf=wolves,
    shelf=shelves, half=halves, life=lives, wife=wives, loaf=loaves, thief=thieves, calf=calves, ox=oxen,
    potato=potatoes, tomato=tomatoes, hero=heroes, baby=babies, city=cities, lady=ladies, story=stories,
    berry=berries, puppy=puppies, party=parties, fly=flies, country=countries, box=boxes, fox=foxes, bus=buses,
    glass=glasses, dish=dishes, church=churches, brush=brushes, watch=watches, peach=peaches, dress=dresses,
    class=classes, witch=witches""")
REGULAR_NOUNS: Final = listed("""dog, cat, house, tree, car, book, table, chair, apple, pear, river, lake, hill,
    road, bird, cow, horse, pig, duck, hen, girl, boy, friend, teacher, doctor, farmer, king, queen, door, window,
    room, cup, spoon, plate, pan, bag, coat, shoe, hat, sock, shirt, flower, garden, bridge, train, ship, boat,
    plane, letter, word, song, game, ball, toy, key, day, monkey, star, cloud, stone, island, village, town, farm,
    egg, carrot""")
PAST: Final = pairs_of("""go=went, come=came, see=saw, eat=ate, drink=drank, run=ran, swim=swam, sing=sang,
    fly=flew, write=wrote, read=read, speak=spoke, say=said, tell=told, think=thought, know=knew, find=found,
    lose=lost, buy=bought, sell=sold, bring=brought, take=took, give=gave, get=got, make=made, do=did, have=had,
    sleep=slept, sit=sat, stand=stood, fall=fell, grow=grew, draw=drew, throw=threw, catch=caught, teach=taught,
    learn=learned, build=built, break=broke, choose=chose, drive=drove, ride=rode, rise=rose, begin=began, win=won,
    wear=wore, cut=cut, put=put, hear=heard, feel=felt, keep=kept, leave=left, meet=met, pay=paid, send=sent,
    spend=spent, forget=forgot, hold=held, hide=hid, light=lit, play=played, walk=walked, talk=talked, work=worked,
    look=looked, call=called, cook=cooked, laugh=laughed, cry=cried, try=tried, carry=carried, stop=stopped,
    plan=planned, dance=danced, bake=baked""")
DEGREES: Final = pairs_of("""big=bigger=biggest, small=smaller=smallest, tall=taller=tallest, fast=faster=fastest,
    good=better=best, bad=worse=worst, old=older=oldest, young=younger=youngest, hot=hotter=hottest,
    cold=colder=coldest, long=longer=longest, short=shorter=shortest, high=higher=highest, low=lower=lowest,
    happy=happier=happiest, easy=easier=easiest, strong=stronger=strongest, warm=warmer=warmest,
    dark=darker=darkest, far=further=furthest, near=nearer=nearest, loud=louder=loudest, kind=kinder=kindest,
    late=later=latest, much=more=most, little=less=least""")
SAME: Final = pairs_of("""big=large, small=little, fast=quick, happy=glad, begin=start, end=finish, clever=smart,
    quiet=silent, angry=cross, ill=sick, shop=store, rubbish=waste, rock=stone, forest=wood, present=gift, job=work,
    road=street, scared=afraid, tired=sleepy, sad=unhappy, rich=wealthy, near=close, nice=kind, correct=right,
    shut=close, talk=speak, jump=leap, pretty=beautiful""")
RHYMES: Final = (
    *(
        "cat hat mat bat rat",
        "dog fog log frog",
        "house mouse",
        "tree bee sea key me",
        "sun run fun bun",
        "day play way",
    ),
    *("moon spoon soon", "star car far jar", "light night bright kite", "rain train plane chain", "cake lake snake"),
    *("bed red head bread", "book cook hook look", "ring king sing spring", "boat coat goat", "ball tall wall small"),
    *(
        "bear chair pear hair",
        "nose rose toes",
        "hand sand land band",
        "sky fly pie high",
        "fish dish wish",
        "blue shoe two",
    ),
    *(
        "snow go toe slow",
        "duck truck luck stuck",
        "door floor four",
        "feet street sweet",
        "wheel meal heel",
        "pen hen ten men",
    ),
    *("box fox socks", "bell shell well", "cold gold old", "stone phone bone", "heart part start art"),
)


def plural(noun: str) -> str:
    """The plural of a regular noun."""
    return f"{noun}s"


OPPOSITE: Final = Table(
    "opposite",
    (*OPPOSITES, *turned(OPPOSITES)),
    (
        "What is the opposite of {0}?",
        "What's the opposite of {0}?",
        "Opposite of {0}?",
        "Tell me the opposite of {0}.",
        "Which word is the opposite of {0}?",
        "the opposite of {0}",
        "opposite of {0}",
        "What is the contrary of {0}?",
        "Give me the opposite of {0}.",
        "What's the opposite of the word {0}?",
    ),
    ("What would be the opposite of {0}?", "Say the opposite of {0}."),
    ("The opposite of {0} is {1}.",),
    short="of {0}",
)
PLURAL: Final = Table(
    "plural",
    (*IRREGULAR_PLURALS, *((noun, plural(noun)) for noun in REGULAR_NOUNS)),
    (
        "What is the plural of {0}?",
        "What's the plural of {0}?",
        "Plural of {0}?",
        "One {0}, two what?",
        "One {0}, many what?",
        "What do I call more than one {0}?",
        "plural of {0}",
        "Plural form of {0}",
        "What is the plural form of {0}?",
        "Give me the plural of {0}.",
    ),
    ("How do you say it when there are two of {0}?", "Tell me the plural of the word {0}."),
    ("The plural of {0} is {1}.", "One {0}, two {1}."),
    short="of {0}",
)
PAST_TENSE: Final = Table(
    "past",
    PAST,
    (
        "What is the past tense of {0}?",
        "What's the past of {0}?",
        "Past tense of {0}?",
        "Today I {0}, yesterday I what?",
        "What is the past form of {0}?",
        "How do I put {0} into the past?",
        "Put {0} into the past tense.",
        "What is {0} in the past?",
        "Tell me the past tense of {0}.",
    ),
    ("How do you say {0} in the past?", "Tell me the past of the verb {0}."),
    ("The past tense of {0} is {1}.",),
    short="of {0}",
)
MORE: Final = Table(
    "degrees",
    DEGREES,
    (
        "What comes after {0} and {1}?",
        "Big is to bigger as {0} is to what?",
        "How do you compare {0}?",
        "What are the degrees of {0}?",
        "Compare {0}.",
        "Can you compare {0}?",
        "What are the forms of {0}?",
    ),
    ("Compare the word {0} for me.",),
    ("{0}, {1}, {2}.",),
    sought=("{1}", "{2}"),
)
SYNONYM: Final = Table(
    "same",
    SAME,
    (
        "What is another word for {0}?",
        "What's another word for {0}?",
        "Another word for {0}?",
        "Tell me another word for {0}.",
        "What means the same as {0}?",
    ),
    ("Is there a different word for {0}?",),
    ("Another word for {0} is {1}.",),
    short="for {0}",
)
MORE_RHYMES: Final = (
    *("time lime rhyme climb", "love dove glove above", "dream team cream stream"),
    *("friend end bend send", "nice mice rice ice", "dear near ear year"),
    *("found round sound ground", "black back sack track", "game name same"),
    *("late gate plate skate", "deep sleep sheep keep", "hill bill fill will", "clock sock rock lock"),
    *("more store shore", "fire wire", "nine line wine mine", "made shade grade", "mother brother"),
    *("money honey funny sunny", "berry cherry merry", "better letter sweater", "silly chilly", "table able cable"),
    *("water daughter", "flower tower power hour", "kitten mitten", "pocket rocket", "candle handle", "ocean motion"),
    *("station nation", "yellow fellow", "happy snappy", "middle fiddle", "whale tale sail mail", "nurse purse"),
)
RHYMING: Final = (
    *("What rhymes with {}?", "What rhymes with {}?", "Tell me a word that rhymes with {}.", "A rhyme for {}?"),
    *("rhyme with {}", "Rhyme for {}", "Words that rhyme with {}", "Name a word that rhymes with {}."),
    *("Which word rhymes with {}?", "Do you know a rhyme for {}?", "Give me a rhyme for {}."),
)
RHYMING_HELD: Final = ("I need a rhyme for {}.", "Find a word that rhymes with {}.")


def rhymes(random: Random, *, held_out: bool = False) -> Asked:
    """A word that rhymes with another."""
    wording = random.choice(RHYMING_HELD if held_out else RHYMING)
    word, *others = random.sample(family := random.choice((*RHYMES, *MORE_RHYMES)).split(), len(family))
    return Asked(wording.format(word), f"{others[0].capitalize()} rhymes with {word}.", (), tuple(others))


ASKERS: Final[tuple[Asker, ...]] = (
    OPPOSITE,
    OPPOSITE,
    OPPOSITE,
    PLURAL,
    PLURAL,
    PAST_TENSE,
    PAST_TENSE,
    MORE,
    SYNONYM,
    rhymes,
    rhymes,
)
