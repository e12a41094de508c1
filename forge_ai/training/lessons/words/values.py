"""The things that facts are about: names, colours, places, times, codes and titles, drawn at random.

Does not know which facts they end up in, nor which of them the exam keeps back.
"""

from __future__ import annotations

import string
from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from forge_ai.training.lessons.words.beginnings import article
from forge_ai.training.lessons.words.listed import listed
from forge_ai.training.lessons.words.names import (
    draw,
    first_name,
    full_name,
    invented_name,
    is_held_out,
    name_part,
    one_of,
    person_name,
)
from forge_ai.training.lessons.words.thing_values import THING_KINDS

WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS: Final = listed(
    "January, February, March, April, May, June, July, August, September, October, November, December"
)
SHADES: Final = ("", "", "dark", "light", "pale", "bright", "deep", "soft", "warm", "dusty")
COLOURS: Final = listed(
    """red, blue, green, yellow, orange, purple, pink, brown, grey, black, white, turquoise, violet, olive, silver,
    gold, beige, crimson, navy, teal, lilac, amber, scarlet, ivory, mint, copper, cream, indigo"""
)
CONTAINERS: Final = listed(
    """box, drawer, basket, bag, tin, jar, bowl, chest, bucket, suitcase, envelope, cupboard, crate, pouch, shoe box,
    backpack"""
)
FURNITURE: Final = listed(
    """stove, sofa, desk, bed, wardrobe, fridge, bookshelf, piano, washing machine, kitchen table, front door, window,
    mirror, fireplace, radiator, coat rack, armchair, workbench, freezer, television, stairs, plant pot, shoe rack,
    garden bench"""
)
ROOMS: Final = listed(
    """kitchen, cellar, attic, garage, bathroom, hall, bedroom, living room, office, garden shed, laundry room, guest
    room, pantry, car"""
)
SIDES: Final = ("behind", "under", "next to", "on", "beside", "in front of")
JOB_FIELDS: Final = listed(
    """night, harbour, railway, village, school, hospital, forest, museum, hotel, garden, theatre, airport, city,
    mountain, factory, river, market, island, castle, ferry"""
)
JOBS: Final = listed(
    """nurse, baker, guard, painter, cook, teacher, driver, mechanic, librarian, photographer, electrician, carpenter,
    doctor, cleaner, engineer, gardener, translator, waiter, plumber, clerk, pilot, guide, programmer, journalist,
    welder, tailor"""
)
FOOD_STYLES: Final = listed(
    """fried, baked, grilled, spicy, sweet, cold, roasted, stuffed, steamed, smoked, creamy, crispy, fresh, hot,
    pickled"""
)
FOODS: Final = listed(
    """noodles, dumplings, potatoes, pancakes, rice, lentils, mushrooms, beans, peppers, fish, pasta, tofu, aubergine,
    cabbage, pumpkin, onions, chickpeas, omelette, tomatoes, carrots, spinach, prawns, leeks, courgettes, sweetcorn"""
)
INGREDIENTS: Final = listed(
    """garlic, lemon, honey, ginger, mint, butter, cheese, basil, pepper, chilli, mustard, walnuts, cream, lime,
    coconut, sesame, apples, parsley, cinnamon, sage"""
)
ANIMALS: Final = listed(
    """otter, owl, fox, hedgehog, whale, badger, heron, penguin, octopus, elephant, wolf, dolphin, squirrel, giraffe,
    turtle, bear, falcon, seal, camel, lynx, bat, crab, moose, raven, swan, beetle, spider, panda, zebra, tiger"""
)
TITLE_FIRST: Final = listed(
    """silent, last, golden, broken, hidden, paper, winter, crooked, burning, distant, little, velvet, hollow,
    wandering, forgotten, second, electric, blue, sleeping, northern, iron, lonely, midnight, green, upside-down"""
)
TITLE_LAST: Final = listed(
    """harbour, garden, river, clock, lantern, orchard, bridge, letter, kettle, mountain, window, stranger, island,
    mirror, train, summer, shadow, forest, station, piano, door, moon, tiger, map, candle, engine, library"""
)
GROCERIES: Final = listed(
    """milk, eggs, rice, flour, bread, butter, candles, soap, tea, coffee, onions, apples, batteries, salt, yoghurt,
    nails, honey, toothpaste, light bulbs, oats, cheese, stamps, paper, string, olive oil, cat food, matches, lemons"""
)
HOBBIES: Final = listed(
    """collecting, painting, repairing, building, carving, restoring, drawing, photographing, sewing, racing, growing,
    polishing, studying, sketching"""
)
HOBBY_THINGS: Final = listed(
    """stamps, model trains, kites, old radios, birds, bonsai trees, clocks, teapots, maps, boats, beetles, roses,
    bicycles, dolls, coins, puppets, orchids, quilts, mushrooms, canoes, violins, lanterns, puzzles, postcards"""
)
INSTRUMENTS: Final = listed(
    """piano, violin, cello, flute, trumpet, harp, guitar, clarinet, drums, accordion, oboe, banjo, saxophone, ukulele,
    trombone, organ, mandolin, viola, tuba, bassoon, lute, recorder, harmonica, zither, double bass"""
)
ALLERGENS: Final = listed(
    """peanuts, cats, dogs, pollen, shellfish, milk, eggs, wasp stings, strawberries, soy, dust, hazelnuts, latex,
    penicillin, wheat, celery, mould, horses, sesame, kiwis, birch pollen, nickel, feathers, tomatoes, mustard,
    almonds"""
)

TOWNS: Final = listed(
    """Amsterdam, Athens, Barcelona, Berlin, Bern, Birmingham, Boston, Bristol, Brussels, Cairo, Chicago, Cologne,
    Copenhagen, Delhi, Dublin, Edinburgh, Florence, Frankfurt, Geneva, Glasgow, Hamburg, Helsinki, Istanbul, Leeds,
    Lisbon, Liverpool, London, Lyon, Madrid, Manchester, Melbourne, Milan, Montreal, Moscow, Munich, Nairobi, Naples,
    New York, Oslo, Oxford, Paris, Porto, Prague, Rome, Rotterdam, San Francisco, Seattle, Stockholm, Sydney, Tokyo,
    Toronto, Turin, Vienna, Warsaw, Zurich"""
)
DISHES: Final = listed(
    """pizza, pasta, soup, salad, sushi, curry, pancakes, lasagne, chocolate, ice cream, chips, stew, risotto, tacos,
    cake, bread, cheese, porridge, meatballs, ramen, sandwiches, strawberries, apple pie, fish fingers, goulash"""
)
DRINKS: Final = listed(
    "tea, coffee, water, milk, cocoa, lemonade, beer, wine, apple juice, green tea, ginger ale, mate"
)
PASTIMES: Final = listed(
    """chess, football, reading, swimming, running, cooking, knitting, hiking, dancing, cycling, gardening, singing,
    tennis, yoga, fishing, sailing, climbing, baking, photography, skiing, drawing, travelling, badminton, pottery"""
)
PLEASURES: Final = listed(
    """music, rain, the sea, the mountains, summer, winter, trains, old films, long walks, crosswords, cats, dogs,
    horses, birds, flowers, board games, mushrooms, spicy food, early mornings, snow, thunder, loud music, crowds,
    queues, Mondays, autumn, jazz, opera, poetry, camping, museums"""
)
EVERYDAY: Final = 0.25  # how often a value is one that many people would name


def colour(random: Random) -> str:
    """A colour such as "dusty lilac"."""
    return f"{random.choice(SHADES)} {random.choice(COLOURS)}".strip()


def place_kept(random: Random) -> str:
    """Where a thing lies: "in the blue box behind the stove"."""
    container = f"in the {colour(random)} {random.choice(CONTAINERS)}"
    side = f"{random.choice(SIDES)} the {random.choice(FURNITURE)}"
    room = f"in the {random.choice(ROOMS)}"
    return random.choice((f"{container} {side}", f"{container} {room}", f"{side} {room}"))


def town(random: Random) -> str:
    """A town's name, now and then a real one."""
    if random.random() < EVERYDAY:
        return random.choice(TOWNS)
    name = invented_name(random)
    longer = f"{random.choice(('New', 'Old', 'Upper', 'Port', 'Saint'))} {name}"
    chosen = random.choice((name, name, name, longer))
    return town(random) if chosen == longer and is_held_out(name) else chosen  # the exam has such a name alone


def land(random: Random) -> str:
    """A country's name, such as "Morvania"."""
    return invented_name(random).rstrip("aeiouy") + random.choice(("ia", "land", "istan", "ora", "any"))


def language(random: Random) -> str:
    """A language's name."""
    known = ("Spanish", "Italian", "Welsh", "Polish", "Japanese", "Greek", "Danish", "Turkish", "Korean", "Finnish")
    invented = invented_name(random).rstrip("aeiouy") + random.choice(("ian", "ish", "ese", "ic"))
    return random.choice(known) if random.random() < 0.2 else invented


def address(random: Random) -> str:
    """A street and a house number."""
    kind = random.choice(("Street", "Road", "Lane", "Square", "Avenue", "Hill"))
    return f"{random.randint(1, 199)} {name_part(random)} {kind}"


def clock_time(random: Random) -> str:
    """A time of day, in figures."""
    hour, minute = random.randint(6, 22), random.choice(range(0, 60, random.choice((1, 5, 15))))
    if random.random() < 0.2:
        return f"{hour % 12 or 12}:{minute:02d} {'am' if hour < 12 else 'pm'}"
    return f"{hour}:{minute:02d}"


def date(random: Random) -> str:
    """A day of the year as people write it, now and then with the year."""
    number, month = random.randint(1, 28), random.choice(MONTHS)
    if random.random() < EVERYDAY:
        return random.choice((f"{month} {number}", f"{month} {ordinal(number)}", f"the {ordinal(number)} of {month}"))
    day = f"{number} {month}"
    return f"{day} {random.randint(2024, 2035)}" if random.random() < 0.25 else day


def ordinal(number: int) -> str:
    """The number with the ending that makes it an ordinal: 1st, 2nd, 11th."""
    last = 0 if 10 < number % 100 < 14 else number % 10
    return f"{number}{ {1: 'st', 2: 'nd', 3: 'rd'}.get(last, 'th') }"


def appointment(random: Random) -> str:
    """A weekday or a date, with a time."""
    day = random.choice(WEEKDAYS) if random.random() < 0.75 else date(random)
    return f"{day} at {clock_time(random)}"


def digits(least: int, most: int) -> Callable[[Random], str]:
    """A maker of numbers with so many digits."""
    return lambda random: "".join(random.choices(string.digits, k=random.randint(least, most)))


def number(random: Random) -> str:
    """A number of a room, a desk or a house."""
    return str(random.randint(2, 999))


def size(random: Random) -> str:
    """A size of shoes."""
    return f"{random.randint(16, 52)}{random.choice(('', '', ' and a half'))}"


def mixed_code(random: Random) -> str:
    """A code of letters and digits, such as "KR-4471" or "7XQ2"."""
    letters = "".join(random.choices(string.ascii_uppercase, k=random.randint(1, 3)))
    number = digits(2, 4)(random)
    return random.choice((f"{letters}-{number}", f"{letters}{number}", f"{number}{letters}", f"{letters} {number}"))


def password(random: Random) -> str:
    """A password as people make them."""
    name = name_part(random).lower()
    joint = random.choice(("", "-", "_", "!"))
    return random.choice((f"{name}{joint}{digits(2, 4)(random)}", f"{name}{joint}{random.choice(TITLE_LAST)}"))


def phone(random: Random) -> str:
    """A telephone number."""
    return random.choice((f"0{digits(2, 3)(random)} {digits(5, 7)(random)}", f"555-{digits(4, 4)(random)}"))


def title(random: Random) -> str:
    """The title of a book, film or song."""
    first, last = random.choice(TITLE_FIRST).capitalize(), random.choice(TITLE_LAST).capitalize()
    name = name_part(random)
    return random.choice((f"The {first} {last}", f"{name} and the {last}", f"The {last} of {name}", f"{first} {name}"))


def group(random: Random) -> str:
    """The name of a band, a club or a team."""
    first = random.choice(TITLE_FIRST).capitalize()
    name = name_part(random)
    plural = random.choice(("Kettles", "Rovers", "Owls", "Lanterns", "Wolves", "Clocks", "Otters", "Stars"))
    return random.choice((f"The {first} {plural}", f"{name} {plural}", f"{name} United", f"{name} City"))


def company(random: Random) -> str:
    """The name of a firm."""
    ending = random.choice(("Works", "Bakery", "Bank", "Motors", "Library", "Hospital", "Tools", "Museum", "Studio"))
    return random.choice((f"{name_part(random)} {ending}", f"{name_part(random)} and {name_part(random)}"))


def school(random: Random) -> str:
    """The name of a school."""
    return f"{name_part(random)} {random.choice(('School', 'College', 'Academy', 'Grammar School'))}"


def job(random: Random) -> str:
    """An occupation with its article."""
    if random.random() < EVERYDAY:
        return article(random.choice(JOBS))
    return article(f"{random.choice(JOB_FIELDS)} {random.choice(JOBS)}")


def food(random: Random) -> str:
    """A dish."""
    if random.random() < EVERYDAY:
        return random.choice(DISHES)
    dish = f"{random.choice(FOOD_STYLES)} {random.choice(FOODS)}"
    return f"{dish} with {random.choice(INGREDIENTS)}" if random.random() < 0.5 else dish


def drink(random: Random) -> str:
    """Something to drink."""
    if random.random() < EVERYDAY:
        return random.choice(DRINKS)
    kind = random.choice(("tea", "juice", "lemonade", "coffee", "soda", "milkshake", "cocoa"))
    return f"{random.choice(FOOD_STYLES[5:])} {random.choice(INGREDIENTS)} {kind}"


def animal(random: Random) -> str:
    """An animal with its article."""
    return (
        f"the {random.choice((*COLOURS[:9], 'giant', 'pygmy', 'mountain', 'river', 'desert'))} {random.choice(ANIMALS)}"
    )


def vehicle(random: Random) -> str:
    """A make of car with its article."""
    return article(f"{colour(random)} {name_part(random)}" if random.random() < 0.5 else invented_name(random))


def hobby(random: Random) -> str:
    """A pastime."""
    if random.random() < EVERYDAY:
        return random.choice(PASTIMES)
    return f"{random.choice(HOBBIES)} {random.choice(HOBBY_THINGS)}"


def groceries(random: Random) -> str:
    """Two or three things to buy."""
    things = random.sample(GROCERIES, random.choice((2, 3)))
    return f"{', '.join(things[:-1])} and {things[-1]}"


def boat_name(random: Random) -> str:
    """The name of a boat, a project or a plant: one or two words."""
    name = invented_name(random)
    first, number = random.choice(TITLE_FIRST).capitalize(), random.randint(2, 99)
    chosen = random.choice((name, f"{first} {name}", f"{name} {number}"))
    return boat_name(random) if chosen != name and is_held_out(name) else chosen


def doctor(random: Random) -> str:
    """A doctor's name."""
    return f"Dr {name_part(random)}" if random.random() < 0.7 else full_name(random)


def allergen(random: Random) -> str:
    """What somebody cannot stand."""
    if random.random() < 0.5:
        return random.choice(ALLERGENS)
    first, second = random.sample(ALLERGENS, 2)
    return f"{first} and {second}"


def height(random: Random) -> str:
    """How tall somebody is."""
    return f"{random.randint(101, 210)} cm"


def instrument(random: Random) -> str:
    """An instrument, without an article."""
    return f"{random.choice(('', '', 'electric ', 'old ', 'bass ', 'little '))}{random.choice(INSTRUMENTS)}"


def age(random: Random) -> str:
    """How many years old somebody is."""
    return str(random.randint(3, 99))


def gift(random: Random) -> str:
    """Something to wish for."""
    thing = random.choice(("kite", "lamp", "teapot", "scarf", "globe", "drum", "camera", "tent", "puzzle", "bicycle"))
    return article(f"{colour(random)} {thing}")


def pleasure(random: Random) -> str:
    """What somebody may like or not."""
    return random.choice((random.choice(PLEASURES), food(random), hobby(random)))


def year(random: Random) -> str:
    """A year in which somebody may have been born."""
    return str(random.randint(1925, 2022))


def two_names(random: Random) -> str:
    """Two first names."""
    one, other = (draw(first_name, random, held_out=False) for _ in range(2))
    return f"{one} and {other}"


def weekly(random: Random) -> str:
    """A day of every week, often with its part or a time."""
    part = random.choice(("s", " mornings", " afternoons", " evenings", f"s at {clock_time(random)}"))
    return f"{random.choice(WEEKDAYS)}{part}"


NUMBER_WORDS: Final = listed("two, three, four, five, six, seven, eight, nine, ten, eleven, twelve")
BELONGINGS: Final = listed(
    """a dog, a cat, a garden, a car, a bike, a brother, a sister, a son, a daughter, a balcony, a boat, a piano,
    a horse, a hamster, a parrot, a motorbike, a twin sister, a grandson, a fish tank, children, kids, pets, a cold,
    a new job, a driving licence, a house, a flat, a girlfriend, a boyfriend, a phone, a rabbit"""
)
STATES: Final = listed(
    """married, single, divorced, retired, vegetarian, vegan, a vegetarian, a vegan, left-handed, right-handed, a
    student, a pensioner, a widow, a twin, an only child, colour-blind, engaged, unemployed, a grandmother, a
    grandfather, a mother of two, a father of three, new here, deaf in one ear, a night owl, an early riser, on
    holiday, pregnant, a beginner"""
)
SUBJECTS: Final = listed(
    """biology, physics, law, medicine, history, chemistry, computer science, philosophy, music, art, economics,
    engineering, psychology, geography, mathematics, architecture, literature, design, botany, astronomy"""
)
LANGUAGES: Final = listed(
    """English, German, French, Spanish, Italian, Polish, Russian, Turkish, Arabic, Dutch, Danish, Greek, Hindi,
    Chinese, Japanese, Portuguese, Swedish, Czech, Farsi, Ukrainian, a bit of French, a little German, some Spanish"""
)
FLOORS: Final = listed("first, second, third, fourth, fifth, sixth, seventh, eighth, ninth, tenth, ground, top")
PARTS_OF_DAY: Final = listed("morning, afternoon, evening, night")


def count(random: Random) -> str:
    """How many of something somebody has, mostly as a word."""
    return random.choice(NUMBER_WORDS) if random.random() < 0.7 else str(random.randint(2, 30))


def routine(random: Random) -> str:
    """When one does what one often does: "every morning", "at 8", "at 9 in the evening"."""
    hour = f"at {random.randint(1, 12)}"
    return random.choice(
        (
            f"every {random.choice((*PARTS_OF_DAY, *WEEKDAYS, 'day', 'weekend', 'Sunday morning'))}",
            f"in the {random.choice(PARTS_OF_DAY[:3])}",
            f"{hour} in the {random.choice(PARTS_OF_DAY[:3])}",
            f"{hour} {random.choice(('', 'am', 'pm'))}".strip(),
            f"at {clock_time(random)}",
            f"at {clock_time(random)} every {random.choice(('day', 'morning', 'evening'))}",
            random.choice(
                ("after lunch", "before breakfast", "twice a week", "once a week", "at the weekend", "at noon")
            ),
        )
    )


def soon(random: Random) -> str:
    """A day counted from today, often with a time."""
    day = random.choice(
        (
            "today",
            "tomorrow",
            "the day after tomorrow",
            f"next {random.choice(WEEKDAYS)}",
            f"this {random.choice(WEEKDAYS)}",
            f"on {random.choice(WEEKDAYS)}",
        )
    )
    if random.random() < 0.25:
        return random.choice(("next week", "tomorrow morning", "tonight", f"in {random.choice(MONTHS)}", "next month"))
    if random.random() < 0.2:
        return day
    return f"{day} at {random.randint(1, 12) if random.random() < 0.5 else clock_time(random)}"


def due(random: Random) -> str:
    """When something is that is told without a preposition before it: "tomorrow at 8", "on May 3rd"."""
    return f"on {date(random)}" if random.random() < 0.4 else soon(random)


def day_or_time(random: Random) -> str:
    """When something happens: "on Tuesday", "at 8", "every Friday"."""
    return random.choice((f"on {random.choice(WEEKDAYS)}", f"on {weekly(random)}", routine(random), soon(random)))


def two_hobbies(random: Random) -> str:
    """Two pastimes, one of them drawn from the lessons' side of the line."""
    return " and ".join(draw(hobby, random, held_out=False) for _ in range(2))


def two_languages(random: Random) -> str:
    """Two languages that many people speak, or three."""
    spoken = random.sample(LANGUAGES, random.choice((2, 2, 2, 3)))
    return f"{', '.join(spoken[:-1])} and {spoken[-1]}"


def email(random: Random) -> str:
    """An electronic address."""
    name = name_part(random).lower()
    number = random.choice(("", "", str(random.randint(1, 99))))
    return f"{name}{number}@{name_part(random).lower()}.{random.choice(('com', 'org', 'net', 'de', 'eu'))}"


KINDS: Final[Mapping[str, Callable[[Random], str]]] = {
    "name": first_name,
    "person": person_name,
    "full_name": full_name,
    "colour": colour,
    "place_kept": place_kept,
    "town": town,
    "land": land,
    "language": language,
    "address": address,
    "time": clock_time,
    "date": date,
    "appointment": appointment,
    "pin": digits(4, 6),
    "number": number,
    "size": size,
    "long_number": digits(6, 9),
    "code": mixed_code,
    "password": password,
    "phone": phone,
    "title": title,
    "group": group,
    "company": company,
    "school": school,
    "job": job,
    "food": food,
    "drink": drink,
    "animal": animal,
    "vehicle": vehicle,
    "hobby": hobby,
    "groceries": groceries,
    "boat": boat_name,
    "doctor": doctor,
    "allergen": allergen,
    "height": height,
    "instrument": instrument,
    "age": age,
    "gift": gift,
    "pleasure": pleasure,
    "year": year,
    "two_names": two_names,
    "weekly": weekly,
    "count": count,
    "two_languages": two_languages,
    "email": email,
    "routine": routine,
    "soon": soon,
    "due": due,
    "day_or_time": day_or_time,
    "two_hobbies": two_hobbies,
    "belonging": one_of(BELONGINGS),
    "state": one_of(STATES),
    "subject": one_of(SUBJECTS),
    "floor": one_of(FLOORS),
    **THING_KINDS,
}
