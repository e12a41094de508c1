"""Animals: what they say, eat and are, where they live, how many legs they have, and what their young are called.

A word that nobody needs to know is left empty. Does not know invented animals.
"""

from __future__ import annotations

from typing import Final

from forge_ai.training.lessons.basics.asked import Asker, Table
from forge_ai.training.lessons.words.listed import table_of

# name | what it says | its young | legs | where it lives | what it eats | what kind of animal it is
ANIMALS: Final = table_of("""
    cow | moo | calf | four | on a farm | grass | mammal
    dog | woof | puppy | four | with people | meat and dog food | mammal
    cat | meow | kitten | four | with people | mice, fish and cat food | mammal
    pig | oink | piglet | four | on a farm | nearly everything | mammal
    sheep | baa | lamb | four | on a farm | grass | mammal
    goat | meh | kid | four | on a farm and in the mountains | grass and leaves | mammal
    horse | neigh | foal | four | in a stable | grass, hay and oats | mammal
    donkey | hee-haw | foal | four | on a farm | grass and hay | mammal
    duck | quack | duckling | two | on ponds and lakes | plants and small water animals | bird
    hen | cluck | chick | two | on a farm | grain and worms | bird
    rooster | cock-a-doodle-doo | | two | on a farm | grain and worms | bird
    goose | honk | gosling | two | on farms and lakes | grass | bird
    owl | hoo-hoo | owlet | two | in forests and barns | mice | bird
    frog | croak | tadpole | four | in and near ponds | insects | amphibian
    bee | buzz | larva | six | in a hive | nectar and pollen | insect
    mouse | squeak | pup | four | in fields and houses | seeds and grain | mammal
    lion | roar | cub | four | in the grasslands of Africa | meat | mammal
    tiger | roar | cub | four | in the forests of Asia | meat | mammal
    bear | growl | cub | four | in forests | berries, fish and plants | mammal
    wolf | howl | pup | four | in forests | meat | mammal
    fox | yap | cub | four | in forests and fields | mice and berries | mammal
    snake | hiss | snakelet | no | in warm and dry places | mice and other small animals | reptile
    crow | caw | chick | two | in fields and towns | nearly everything | bird
    sparrow | chirp | chick | two | in towns and hedges | seeds | bird
    pigeon | coo | squab | two | in towns | seeds and grain | bird
    parrot | squawk | chick | two | in warm forests | seeds and fruit | bird
    elephant | toot | calf | four | in Africa and Asia | grass, leaves and bark | mammal
    monkey | ooh-ooh |  | two | in warm forests | fruit and leaves | mammal
    turkey | gobble | poult | two | on a farm | grain and seeds | bird
    penguin | | chick | two | on cold southern coasts | fish | bird
    rabbit | | kit | four | in burrows under the ground | grass and leaves | mammal
    deer | | fawn | four | in forests | grass and leaves | mammal
    giraffe | | calf | four | in the grasslands of Africa | leaves | mammal
    zebra | | foal | four | in the grasslands of Africa | grass | mammal
    kangaroo | | joey | two strong | in Australia | grass | mammal
    koala | | joey | four | in Australia | eucalyptus leaves | mammal
    panda | | cub | four | in the mountains of China | bamboo | mammal
    polar bear | | cub | four | in the Arctic | seals | mammal
    camel | | calf | four | in the desert | dry plants | mammal
    hedgehog | | hoglet | four | in gardens and hedges | insects and worms | mammal
    squirrel | | kit | four | in trees | nuts and seeds | mammal
    bat | | pup | two | in caves and attics | insects | mammal
    whale | | calf | no | in the sea | small sea animals | mammal
    dolphin | | calf | no | in the sea | fish | mammal
    seal | | pup | no | on cold coasts | fish | mammal
    shark | | pup | no | in the sea | fish | fish
    trout | | fry | no | in rivers and lakes | insects and small fish | fish
    octopus | | | no | in the sea | crabs | mollusc
    snail | | | no | in gardens | leaves | mollusc
    crab | | | ten | on the sea shore | nearly everything | crustacean
    spider | | spiderling | eight | in webs | insects | arachnid
    ant | | larva | six | in an anthill | seeds and insects | insect
    butterfly | | caterpillar | six | in meadows and gardens | nectar | insect
    beetle | | grub | six | nearly everywhere on land | plants | insect
    fly | | maggot | six | nearly everywhere | sweet and rotten things | insect
    tortoise | | hatchling | four | in warm and dry places | plants | reptile
    crocodile | | hatchling | four | in warm rivers | meat | reptile
    lizard | | hatchling | four | in warm places | insects | reptile
    swan | | cygnet | two | on lakes and rivers | water plants | bird
    eagle | | eaglet | two | in the mountains | meat | bird
    ostrich | | chick | two | in the grasslands of Africa | plants | bird
    hippopotamus | | calf | four | in the rivers of Africa | grass | mammal
    hamster | | pup | four | in dry fields and in cages | seeds and grain | mammal
    otter | | pup | four | in rivers | fish | mammal
    beaver | | kit | four | in rivers and ponds | bark and leaves | mammal
""")
FLYING: Final = (
    "duck",
    "goose",
    "owl",
    "bee",
    "crow",
    "sparrow",
    "pigeon",
    "parrot",
    "bat",
    "butterfly",
    "fly",
    "eagle",
)
NOT_FLYING: Final = ("penguin", "ostrich", "dog", "cow", "snake", "rabbit", "frog", "horse", "whale", "spider", "pig")


def an(noun: str) -> str:
    """The noun with its article."""
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def _column(place: int) -> tuple[tuple[str, ...], ...]:
    """Each animal with its article, that column, and its bare name; without those whose column is empty."""
    return tuple((an(row[0]), row[place], row[0]) for row in ANIMALS if row[place])


def _sayers() -> tuple[tuple[str, ...], ...]:
    """What only one of the animals says, and that animal."""
    said = [row[1] for row in ANIMALS]
    return tuple((row[1], an(row[0])) for row in ANIMALS if row[1] and said.count(row[1]) == 1)


def _young() -> tuple[tuple[str, ...], ...]:
    """What the young of only one of the animals is called, and that animal."""
    young = [row[2] for row in ANIMALS]
    return tuple((an(row[2]), row[0]) for row in ANIMALS if row[2] and young.count(row[2]) == 1)


SOUND: Final = Table(
    "sound",
    _column(1),
    (
        "What does {0} say?",
        "What sound does {0} make?",
        "What noise does {0} make?",
        "How does {0} go?",
        "Which sound does {0} make?",
    ),
    ("What do you hear from {0}?", "Do the sound of {0}."),
    ("{0} goes {1}.",),
    short="{0}",
)
SAYER: Final = Table(
    "who says",
    _sayers(),
    ("Which animal says {0}?", "What animal says {0}?", "Who says {0}?", "Which animal goes {0}?"),
    ("I hear {0}. Which animal is it?",),
    ("{1} says {0}.",),
)
YOUNG: Final = Table(
    "young",
    tuple((one, an(young), bare) for one, young, bare in _column(2)),
    (
        "What is a baby {2} called?",
        "What do you call a baby {2}?",
        "What is the young of {0} called?",
        "What is a young {2} called?",
        "What's the baby of {0} called?",
    ),
    ("Tell me the name for a baby {2}.",),
    ("A baby {2} is called {1}.",),
    short="a baby {2}",
)
OLD: Final = Table(
    "whose young",
    _young(),
    (
        "What is {0}?",
        "Which animal has {0} as its young?",
        "What will {0} become?",
        "{0} is the young of which animal?",
    ),
    ("Into what does {0} grow?",),
    ("{0} is a young {1}.",),
)
LEGS: Final = Table(
    "legs",
    _column(3),
    ("How many legs does {0} have?", "How many legs has {0}?", "How many legs does {0} walk on?"),
    ("Count the legs of {0}.", "What is the number of legs of {0}?"),
    ("{0} has {1} legs.",),
    short="{0}",
)
HOME: Final = Table(
    "home",
    _column(4),
    ("Where does {0} live?", "Where do I find {0}?", "Where is {0} at home?", "In which place does {0} live?"),
    ("Tell me where {0} lives.",),
    ("{0} lives {1}.",),
    short="{0}",
)
FOOD: Final = Table(
    "food",
    _column(5),
    ("What does {0} eat?", "What do I feed to {0}?", "What does {0} like to eat?", "What is the food of {0}?"),
    ("Tell me what {0} eats.",),
    ("{0} eats {1}.",),
    short="{0}",
)
KIND: Final = Table(
    "kind",
    tuple((one, an(kind), bare) for one, kind, bare in _column(6)),
    (
        "What kind of animal is {0}?",
        "What sort of animal is {0}?",
        "Which kind of animal is {0}?",
        "Is {0} a mammal, a bird, a fish or something else?",
    ),
    ("To which kind of animals does {0} belong?",),
    ("{0} is {1}.",),
    sought=("{0} is {1}",),
)
FLIGHT: Final = Table(
    "flight",
    (*((an(name), "Yes", "can") for name in FLYING), *((an(name), "No", "can't") for name in NOT_FLYING)),
    ("Can {0} fly?", "Is {0} able to fly?", "Does {0} fly?"),
    ("Would {0} ever fly?",),
    ("{1}, {0} {2} fly.",),
)
ASKERS: Final[tuple[Asker, ...]] = (SOUND, SOUND, SAYER, YOUNG, YOUNG, OLD, LEGS, LEGS, HOME, FOOD, KIND, FLIGHT)
