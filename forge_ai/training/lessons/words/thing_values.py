"""What is said of things and habits: sizes, ages, prices, makes, plain places, medicines, machines and trades.

Does not know which facts they end up in.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from forge_ai.training.lessons.words.beginnings import article
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import draw, invented_name, name_part, one_of

PLAIN_COLOURS: Final = listed(
    """red, blue, green, yellow, orange, purple, pink, brown, grey, black, white, silver, beige, gold, turquoise, dark
    blue, dark green, light blue, light grey, dark red, black and white, red and white, blue and yellow, bright red"""
)
LOOKS: Final = listed(
    """big, small, huge, tiny, quite big, very small, rather small, very big, enormous, not very big, far too small,
    just big enough, narrow, wide, too big"""
)
COINS: Final = listed("euros, dollars, pounds, francs, crowns")
SPANS: Final = ("days", "weeks", "months", "years", "years", "years")
FEW: Final = listed("two, three, four, five, six, seven, eight, nine, ten, twelve, twenty, thirty")
MATERIALS: Final = listed(
    """wood, oak, pine, steel, glass, leather, plastic, wool, cotton, aluminium, stone, bamboo, cardboard, brass, silk,
    iron, felt, cork, clay, marble, denim, linen, rubber, carbon fibre, walnut, beech, copper, straw"""
)
MAKERS: Final = listed(
    """Volvo, Fiat, Toyota, Ford, Honda, Skoda, Seat, Opel, Renault, Mazda, Yamaha, Suzuki, Kawasaki, BMW, Audi,
    Kia, Hyundai, Nissan, Samsung, Sony, Nokia, Lenovo, Dell, Canon, Nikon, Casio, Fender, Bosch, Miele, Siemens,
    Trek, Giant, Tesla, Citroen, Peugeot, Dacia, Jaguar, Mercedes, Vespa, Philips, Panasonic, Epson, Garmin, Gibson,
    Steinway"""
)
SPOTS: Final = listed(
    """under the mat, on the table, in the drawer, on the shelf, behind the door, under the bed, in the coat pocket, in
    the car, in the garage, on the roof, in the garden, by the window, at work, at home, upstairs, downstairs, in
    the cellar, on the balcony, in the top drawer, in the left drawer, on the wall, in the fridge, on the hook, in
    the hall, under the stairs, in the blue bag, on the desk, at the neighbours' house, next door, in the attic, in the
    office, under the flower pot, behind the shed, in the glove box, in the first cupboard, on the windowsill, at
    the back"""
)
MY_SPOTS: Final = listed(
    """in my bag, in my pocket, in my car, in my room, in my office, in my coat, on my desk, on my bike, next to my bed,
    under my pillow, behind my chair, at my mother's, at my parents' house, at my sister's place, with my brother, with
    my neighbour, with my wife, at my school, in my locker, in my drawer, on my shelf, at my friend's, in my garage"""
)
PARKED: Final = listed(
    """on level {n}, on floor {n}, in row {l}, in space {n}, in bay {l}{n}, in {s} Street, in {s} Lane, in {s} Square,
    behind the station, in front of the school, next to the church, at the supermarket, by the river, in the yard, near
    the {s} Hotel, in zone {l}, on deck {n}, outside number {n}, round the corner, opposite the bank"""
)
WRONGS: Final = listed(
    """broken, dirty, empty, old, new, brand new, second-hand, for sale, too loud, too slow, out of order, being
    repaired, almost full, locked, ready, rusty, waterproof, wet, insured, cracked, very fast, quite heavy, a present,
    borrowed, damaged"""
)
MEDICINES: Final = listed(
    """aspirin, ibuprofen, paracetamol, insulin, vitamin C, vitamin D, iron tablets, magnesium, cough syrup, melatonin,
    penicillin, zinc, fish oil, calcium, antibiotics, sleeping pills, thyroid pills, blood thinners, eye drops"""
)
CLOTHES: Final = listed(
    """glasses, contact lenses, a hearing aid, a watch, a wedding ring, a red hat, boots, a helmet, a uniform, a wig,
    braces, jeans, a suit, sandals, a scarf, black, a tie, earrings, a green coat, size 42, gloves, a bow tie"""
)
CROPS: Final = listed(
    """tomatoes, potatoes, roses, herbs, beans, sunflowers, pumpkins, strawberries, tulips, cucumbers, lettuce,
    chillies, orchids, onions, carrots, apples, grapes, lavender, mushrooms, peas"""
)
TEACHING: Final = listed(
    """maths, French, physics, history, music, yoga, chemistry, swimming, English, art, biology, cooking, geography,
    judo, dancing, drawing, German, Latin, ethics, chess"""
)
WARES: Final = listed(
    """shoes, flowers, books, cars, bread, furniture, insurance, fish, houses, cheese, bicycles, tickets, vegetables,
    carpets, jewellery, lamps, toys, wine, tea, honey"""
)
GAMES: Final = listed(
    """football, chess, tennis, cards, handball, the piano, the drums, the violin, the guitar, the flute, golf,
    hockey, the trumpet, badminton, rugby, the cello, volleyball, darts, basketball, the harp, table tennis, the
    organ, poker"""
)
HERDS: Final = listed(
    """bees, two horses, a goat, chickens, three cats, a parrot, a bakery, a café, two flats, a boat, a garden, a
    farm, a small shop, two donkeys, ducks, a motorbike, a caravan, sheep, a piano, an allotment, two cars, rabbits,
    a tractor"""
)
MACHINES: Final = listed(
    """Linux, Windows, an old laptop, a tablet, a typewriter, a fountain pen, a Mac, an iPhone, Android, a walking
    stick, Firefox, gas, solar power, an electric toothbrush, a hearing aid, a paper diary, an inhaler, a sewing
    machine"""
)
CRAFTS: Final = listed(
    """candles, jam, furniture, pots, jewellery, model ships, cheese, soap, kites, films, cider, dolls, shoes, bread,
    wine, quilts, puppets, baskets, knives, music"""
)
BREAKFASTS: Final = listed(
    """porridge, toast, eggs, muesli, bread and honey, fruit, yoghurt, nothing, pancakes, rice, cornflakes, a banana,
    meat, no meat, a lot of fish, mostly vegetables, soup, croissants, cheese, oats"""
)
SUPPORTED: Final = listed("United, City, Rovers, Athletic, Wanderers, Town, Rangers, Albion")
OCCASIONS: Final = listed(
    """spring, summer, autumn, January, February, March, April, May, June, July, August, September, October, November,
    December"""
)


def plain_colour(random: Random) -> str:
    """A colour that people name: mostly one word, now and then two colours."""
    if random.random() < 0.8:
        return random.choice(PLAIN_COLOURS)
    return " and ".join(random.sample(PLAIN_COLOURS[:15], 2))


def size(random: Random) -> str:
    """How big a thing is, in words or in figures."""
    number = random.randint(2, 99)
    measured = (f"{number} {random.choice(('metres', 'feet', 'centimetres', 'inches'))} {random.choice(EXTENTS)}",)
    return random.choice((random.choice(LOOKS), *measured, f"{number} square metres"))


EXTENTS: Final = ("long", "wide", "high", "deep", "tall")


def span(random: Random) -> str:
    """How long a thing has been there: "seven years", "3 weeks"."""
    number = random.choice(FEW) if random.random() < 0.6 else str(random.randint(2, 99))
    return f"{number} {random.choice(SPANS)}"


def price(random: Random) -> str:
    """What something costs."""
    number = random.choice((random.randint(2, 99), random.randint(2, 99) * 10, random.randint(2, 99) * 100))
    return random.choice((f"{number} {random.choice(COINS)}", f"{number} {random.choice(COINS)}", f"${number}"))


def make(random: Random) -> str:
    """A maker, now and then with a number: "Volvo", "Zindar 300"."""
    name = random.choice(MAKERS) if random.random() < 0.5 else name_part(random)
    return f"{name} {random.randint(2, 999)}" if random.random() < 0.3 else name


def made(random: Random) -> str:
    """A make with its article."""
    return article(make(random))


def spot(random: Random) -> str:
    """A plain place of a thing."""
    if random.random() < 0.15:
        return random.choice((f"at {name_part(random)}'s", f"with {name_part(random)}", f"in room {number(random)}"))
    return random.choice(MY_SPOTS if random.random() < 0.2 else SPOTS)


def number(random: Random) -> str:
    """A small number as people write it on doors."""
    return str(random.randint(1, 40))


def parked(random: Random) -> str:
    """Where a car stands."""
    letter = random.choice("ABCDEFGHKLMP")
    return random.choice(PARKED).format(n=number(random), l=letter, s=name_part(random))


def medicine(random: Random) -> str:
    """What somebody takes, often with how much of it."""
    name = random.choice(MEDICINES)
    if random.random() < 0.4:
        name = f"{name_part(random).rstrip('aeiouy')}{random.choice(('ol', 'in', 'ax', 'ine', 'il', 'an', 'amol'))}"
    return f"{random.randint(2, 95) * 5} mg of {name}" if random.random() < 0.15 else name


def journey(random: Random) -> str:
    """A town and when: "Leeds in June", "Zirkana on Friday"."""
    town = draw(invented_name, random, held_out=False)
    when = random.choice(
        (
            f"in {random.choice(OCCASIONS)}",
            f"in {random.choice(OCCASIONS)}",
            f"on {random.choice(DAYS)}",
            f"next {random.choice(('week', 'month', 'year', 'spring', 'summer', *DAYS))}",
            "tomorrow",
            f"on the {random.randint(2, 28)}th",
        )
    )
    return f"{town} {when}"


DAYS: Final = listed("Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday")


def club(random: Random) -> str:
    """A team that somebody supports."""
    return f"{name_part(random)} {random.choice(SUPPORTED)}"


def paper(random: Random) -> str:
    """Something that comes out every day or month."""
    return f"the {name_part(random)} {random.choice(('Times', 'Post', 'Echo', 'News', 'Herald', 'Gazette'))}"


THING_KINDS: Final[Mapping[str, Callable[[Random], str]]] = {
    "plain_colour": plain_colour,
    "size_of_thing": size,
    "span": span,
    "price": price,
    "make": made,
    "maker": make,
    "material": one_of(MATERIALS),
    "spot": spot,
    "parked": parked,
    "wrong": one_of(WRONGS),
    "medicine": medicine,
    "clothes": one_of(CLOTHES),
    "crop": one_of(CROPS),
    "taught": one_of(TEACHING),
    "ware": one_of(WARES),
    "played": one_of(GAMES),
    "owned": one_of(HERDS),
    "used": one_of(MACHINES),
    "craft": one_of(CRAFTS),
    "eaten": one_of(BREAKFASTS),
    "journey": journey,
    "club": club,
    "paper": paper,
}
