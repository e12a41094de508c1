# ruff: noqa: E501 - a kind stands on one line, as in a table
"""Things of which one can name several: animals, fruit, countries, months; each kind in a ring of a fixed order.

A list begins anywhere in the ring and goes on in its order, so that no member comes twice and each follows from the one
before. Does not know how lists are asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Final

from forge_ai.training.lessons.basics.dates import DAYS, MONTHS, SEASONS
from forge_ai.training.lessons.basics.planets import PLANETS
from forge_ai.training.lessons.basics.words import REGULAR_NOUNS
from forge_ai.training.lessons.words.listed import listed, table_of


@dataclass(frozen=True, slots=True)
class Ring:
    """Several of a kind: what they are called together, and the members. Of a `whole` ring these are all there are."""

    names: tuple[str, ...]
    members: tuple[str, ...]
    whole: bool = False

    def some(self, start: int, count: int) -> tuple[str, ...]:
        """That many members from that place on, going round."""
        return tuple(self.members[(start + step) % len(self.members)] for step in range(count))


def _rings(text: str) -> tuple[Ring, ...]:
    return tuple(Ring(listed(names), listed(members)) for names, members in table_of(text))


OFTEN: Final = _rings("""
    animals | dog, cat, horse, cow, pig, sheep, goat, rabbit, mouse, lion, tiger, bear, wolf, fox, elephant, giraffe
    fruits, kinds of fruit | apple, pear, banana, orange, cherry, plum, peach, lemon, grape, strawberry, kiwi, mango
    vegetables, veggies | carrot, potato, onion, cabbage, leek, cauliflower, radish, turnip, lettuce, spinach, pea, bean
    colours, colors | red, blue, green, yellow, orange, purple, brown, black, white, grey, pink, turquoise
    countries | France, Germany, Italy, Spain, Japan, China, India, Canada, Brazil, Australia, Mexico, Egypt, Norway, Poland
    birds | eagle, owl, duck, swan, penguin, sparrow, robin, parrot, pigeon, crow, hen, goose, stork, ostrich
    cities | Paris, London, Berlin, Rome, Madrid, Vienna, New York, Tokyo, Cairo, Sydney, Oslo, Lisbon
    sports, kinds of sport | football, tennis, swimming, hockey, basketball, rowing, skiing, judo, golf, boxing, cycling, rugby
    foods, things to eat | bread, rice, pasta, cheese, soup, pizza, salad, eggs, fish, meat, potatoes, cake
    drinks, things to drink | water, milk, tea, coffee, juice, lemonade, cocoa, beer, wine, cola, cider, smoothie
    flowers | rose, tulip, daisy, sunflower, lily, daffodil, violet, poppy, orchid, carnation, snowdrop, crocus
    jobs, professions | teacher, doctor, baker, farmer, nurse, cook, driver, painter, pilot, gardener, plumber, lawyer
    instruments, musical instruments | piano, violin, guitar, flute, drum, trumpet, cello, harp, saxophone, clarinet, organ, tuba
    languages | English, French, German, Spanish, Italian, Portuguese, Russian, Chinese, Japanese, Arabic, Hindi, Turkish
    European countries, countries in Europe | France, Germany, Italy, Spain, Poland, Sweden, Norway, Denmark, Finland, Ireland, Portugal, Greece
""")
SELDOM: Final = _rings("""
    mammals | dog, cat, horse, cow, whale, dolphin, bat, bear, lion, elephant, rabbit, camel
    fish, kinds of fish | trout, salmon, herring, shark, tuna, carp, cod, sardine, pike, eel, haddock, mackerel
    insects | ant, bee, wasp, butterfly, beetle, mosquito, grasshopper, ladybird, dragonfly, moth, cricket, fly
    reptiles | snake, lizard, crocodile, alligator, tortoise, turtle, gecko, chameleon, iguana, skink
    farm animals, animals on a farm | cow, pig, sheep, goat, horse, hen, duck, goose, donkey, turkey
    wild animals, animals in the zoo | lion, tiger, bear, wolf, elephant, giraffe, zebra, monkey, hippo, leopard
    kinds of pets, animals that people keep as pets | dog, cat, rabbit, hamster, guinea pig, goldfish, budgie, parrot, tortoise, mouse
    sea animals, animals in the sea | whale, dolphin, shark, octopus, crab, seal, jellyfish, starfish, lobster, squid
    trees, kinds of tree | oak, birch, fir, willow, maple, beech, elm, poplar, pine, ash, chestnut, cedar
    berries | strawberry, raspberry, blueberry, blackberry, cranberry, gooseberry, elderberry, mulberry, redcurrant, blackcurrant
    herbs | basil, parsley, mint, thyme, rosemary, sage, dill, oregano, chives, coriander
    spices | pepper, cinnamon, ginger, paprika, cumin, nutmeg, turmeric, saffron, cloves, vanilla
    clothes, pieces of clothing | shirt, coat, socks, skirt, dress, jumper, scarf, gloves, jacket, trousers, hat, belt
    pieces of furniture | table, chair, bed, sofa, wardrobe, desk, bookcase, stool, armchair, cupboard, bench, shelf
    vehicles | car, bus, lorry, bicycle, motorbike, tram, train, taxi, van, tractor
    tools | hammer, saw, screwdriver, drill, spade, rake, axe, wrench, pliers, chisel
    metals | iron, gold, silver, copper, tin, lead, zinc, aluminium, nickel, platinum
    shapes | circle, square, triangle, rectangle, oval, pentagon, hexagon, octagon, rhombus, star
    toys | doll, kite, teddy bear, spinning top, yo-yo, ball, puzzle, building blocks, toy car, rocking horse
    games | chess, dominoes, hide-and-seek, draughts, tag, snakes and ladders, charades, bingo, backgammon, poker
    feelings, emotions | joy, anger, fear, sadness, envy, pride, love, shame, hope, surprise
    body parts, parts of the body | head, neck, arm, hand, finger, back, leg, knee, foot, toe, nose, ear
    rooms, rooms in a house | kitchen, bathroom, bedroom, living room, hall, cellar, attic, dining room, study, nursery
    things in a kitchen, kitchen things | spoon, fork, knife, plate, cup, pot, pan, oven, fridge, kettle
    school subjects | maths, English, history, geography, biology, physics, chemistry, music, art, sport
    things for school, school things | pencil, pen, ruler, rubber, notebook, textbook, scissors, glue, schoolbag, pencil case
    hobbies | reading, painting, cooking, gardening, knitting, fishing, dancing, hiking, photography, singing
    desserts | cake, ice cream, pudding, pancakes, apple pie, chocolate mousse, fruit salad, cheesecake, brownies, jelly
    dances | waltz, tango, ballet, salsa, foxtrot, polka, samba, rumba, flamenco, tap dance
    rivers | the Nile, the Amazon, the Danube, the Rhine, the Thames, the Seine, the Volga, the Mississippi, the Ganges, the Elbe
    mountains | Mount Everest, K2, Mont Blanc, the Matterhorn, Kilimanjaro, Mount Fuji, Etna, Ben Nevis, Denali, Aconcagua
    capitals, capital cities | Paris, Berlin, Rome, Madrid, London, Vienna, Warsaw, Lisbon, Athens, Oslo, Tokyo, Cairo
    Asian countries, countries in Asia | Japan, China, India, Thailand, Vietnam, South Korea, Nepal, Iran, Iraq, Mongolia
    African countries, countries in Africa | Egypt, Kenya, Nigeria, Morocco, South Africa, Ghana, Ethiopia, Tunisia, Algeria, Senegal
    South American countries, countries in South America | Argentina, Brazil, Chile, Peru, Bolivia, Colombia, Ecuador, Paraguay, Uruguay, Venezuela
    US states, states of the USA | Texas, California, Florida, Alaska, Hawaii, Ohio, Nevada, Utah, Arizona, Oregon
    boys' names, names for boys | Tom, Ben, Paul, Max, Leo, Felix, John, Oscar, Adam, David
    girls' names, names for girls | Anna, Lisa, Emma, Nina, Clara, Mary, Julia, Laura, Eva, Sara
    dog breeds, breeds of dogs | poodle, dachshund, beagle, boxer, collie, labrador, terrier, husky, bulldog, pug
    currencies | euro, dollar, pound, yen, franc, rupee, peso, rouble, yuan, dinar
    kinds of music, music genres | jazz, rock, pop, folk, blues, country, hip hop, reggae, techno, opera
    gemstones, precious stones | diamond, ruby, emerald, sapphire, topaz, opal, amethyst, garnet, jade, turquoise
    verbs | go, run, eat, sing, write, read, jump, sleep, swim, laugh
    adjectives | big, small, old, young, fast, slow, happy, sad, hot, cold
    nouns, words | dog, house, tree, book, table, river, car, garden, window, apple
""")
WHOLE: Final = (
    Ring(("months", "months of the year"), MONTHS, whole=True),
    Ring(("days of the week", "days"), DAYS, whole=True),
    Ring(("planets", "planets of the solar system"), PLANETS, whole=True),
    Ring(("seasons",), SEASONS, whole=True),
    Ring(
        ("continents",),
        listed("Africa, Antarctica, Asia, Australia, Europe, North America, South America"),
        whole=True,
    ),
    Ring(("vowels",), tuple("AEIOU"), whole=True),
    Ring(("letters", "letters of the alphabet"), tuple(ascii_lowercase.upper()), whole=True),
)
POOL: Final = tuple(
    sorted({*REGULAR_NOUNS, *(one for ring in (*OFTEN, *SELDOM) for one in ring.members if one.isalpha())})
)
BY_LETTER: Final = tuple(
    Ring(
        tuple(
            f"words {that} {letter.upper()}"
            for that in ("that begin with", "that start with", "with", "beginning with")
        ),
        words,
    )
    for letter in ascii_lowercase
    if len(words := tuple(word for word in POOL if word.startswith(letter))) >= 5
)
