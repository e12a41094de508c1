# ruff: noqa: E501 - a question stands on one line, as in a table
"""Questions of everyday knowledge that stand alone, and the whys that people ask: each with its wordings and one answer.

Facts from common knowledge in our own words. Does not know tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.words.listed import listed, table_of


@dataclass(frozen=True, slots=True)
class Single:
    """One question in several wordings, one of them kept for the exam, with its answer and what a right one says."""

    asked: tuple[str, ...]
    held: str
    answer: str
    sought: str


def _single(asked: str, held: str, answer: str, sought: str) -> Single:
    return Single(listed(asked, "/"), held, answer, sought)


# wordings | the wording that only the exam has | the answer | what has to stand in it
GENERAL: Final = tuple(
    _single(*row)
    for row in table_of("""
    Can you do maths? / Can you do sums? / Can you calculate? / Are you good at maths? / Do you know maths? / Can you reckon? | Are you any good with numbers? | Yes, a little: plus and minus up to 100, and the times tables up to 12. | times tables
    Can you count? / Do you know how to count? / Can you count to ten for me? | Are you able to count? | Yes: 1, 2, 3, 4, 5, 6, 7, 8, 9, 10. | 1, 2, 3
    Can you spell? / Can you spell words? / Do you know how to spell? | Are you able to spell? | Yes. Tell me a word and I'll spell it. | Tell me a word
    Can you tell jokes? / Do you know jokes? / Are you funny at times? | Are you able to tell jokes? | Yes. Say: tell me a joke. | tell me a joke
    Can you tell stories? / Do you know stories? / Can you make up stories? | Are you able to tell stories? | Yes. Say: tell me a story about a dog. | tell me a story
    Do you know capitals? / Can you tell me capitals? / Are you good at geography? / Do you know countries? | Are you any good with capitals? | Yes, I know the capitals of all countries. Ask me one. | capitals
    Can you play games? / Which games can you play? / Do you play games? / What can we play? | Are you able to play a game with me? | Yes: riddles, a quiz, or rock, paper, scissors. | riddles
    What can I ask you? / What do you know about the world? / What kind of questions can I ask? / Which questions can you answer? / What do you know? | About what may I ask you? | Ask me for sums, capitals, days, animals, words, jokes or stories, or for what you have told me. | sums
    What is the largest ocean? / Which ocean is the largest? / What is the biggest ocean? | Name the largest of the oceans. | The largest ocean is the Pacific. | Pacific
    What is the highest mountain? / Which mountain is the highest? / What is the tallest mountain in the world? | Name the highest mountain on Earth. | The highest mountain on Earth is Mount Everest. | Everest
    What is the largest country? / Which country is the largest? / What is the biggest country in the world? | Name the largest of all countries. | The largest country is Russia. | Russia
    What is the smallest country? / Which country is the smallest? / What is the smallest country in the world? | Name the smallest of all countries. | The smallest country is Vatican City. | Vatican
    What is the largest continent? / Which continent is the largest? / What is the biggest continent? | Name the largest of the continents. | The largest continent is Asia. | Asia
    What is the smallest continent? / Which continent is the smallest? | Name the smallest of the continents. | The smallest continent is Australia. | Australia
    What is the coldest continent? / Which continent is the coldest? | Name the coldest of the continents. | The coldest continent is Antarctica. | Antarctica
    Which planet is closest to the sun? / Which planet is nearest to the sun? / What is the closest planet to the sun? / What planet is nearest to the sun? | Name the planet next to the sun. | Mercury is the planet that is closest to the sun. | Mercury
    Which planet is farthest from the sun? / Which planet is the farthest from the sun? / What is the farthest planet? | Name the planet that is most far away from the sun. | Neptune is the planet that is farthest from the sun. | Neptune
    What is the largest animal? / Which animal is the largest? / What is the biggest animal in the world? | Name the largest of all animals. | The largest animal is the blue whale. | blue whale
    What is the tallest animal? / Which animal is the tallest? | Name the tallest of all animals. | The tallest animal is the giraffe. | giraffe
    What is the fastest animal on land? / Which animal is the fastest? / What is the fastest animal? | Name the fastest animal on land. | The fastest animal on land is the cheetah. | cheetah
    What is the largest bird? / Which bird is the largest? / What is the biggest bird? | Name the largest of all birds. | The largest bird is the ostrich. | ostrich
    What is the smallest bird? / Which bird is the smallest? | Name the smallest of all birds. | The smallest bird is the bee hummingbird. | hummingbird
    What is the king of the animals? / Which animal is the king of the animals? / Who is the king of the animals? | Which animal do people call their king? | People call the lion the king of the animals. | lion
    At what temperature does water boil? / When does water boil? / What is the boiling point of water? | How hot must water be to boil? | Water boils at 100 degrees Celsius. | 100
    At what temperature does water freeze? / When does water freeze? / What is the freezing point of water? | How cold must water be to freeze? | Water freezes at 0 degrees Celsius. | 0
    What is water made of? / What does water consist of? / What is H2O? | Tell me what water consists of. | Water is made of hydrogen and oxygen, and is written H2O. | hydrogen
    What is the frozen form of water? / What is frozen water called? / What does water become when it freezes? | What do we call water that is frozen? | Frozen water is called ice. | ice
    Where does the sun rise? / In which direction does the sun rise? / Where does the sun come up? | On which side of the sky does the sun rise? | The sun rises in the east. | east
    Where does the sun set? / In which direction does the sun set? / Where does the sun go down? | On which side of the sky does the sun set? | The sun sets in the west. | west
    Is the sun a star? / Is the sun a star or a planet? / What kind of thing is the sun? | Would you call the sun a star? | Yes, the sun is a star. | star
    Is the Earth round? / Is the Earth flat? / What shape is the Earth? / Is the world round? | Which shape does the Earth have? | The Earth is round like a ball, a little flat at the poles. | round
    Does the sun go round the Earth? / Does the Earth go round the sun? / What goes round the sun? | Which goes round which, the Earth or the sun? | The Earth goes round the sun, once a year. | Earth goes round the sun
    What goes round the Earth? / Does the moon go round the Earth? / What circles the Earth? | Which body goes round the Earth? | The moon goes round the Earth, about once a month. | moon
    How long does the Earth need to go round the sun? / How long does the Earth take to go round the sun? | In what time does the Earth go round the sun? | The Earth goes round the sun in a year. | year
    How long does the Earth need to turn once? / How long does the Earth take to spin once? | In what time does the Earth turn once? | The Earth turns once in a day. | day
    How many moons does the Earth have? / How many moons has the Earth? / Does the Earth have a moon? | What is the number of moons of the Earth? | The Earth has one moon. | one
    Is there water on the moon? / Is there air on the moon? / Can we breathe on the moon? | Could somebody breathe on the moon? | The moon has no air to breathe, and only a little ice. | no air
    Does the moon shine by itself? / Why does the moon shine? / Where does the light of the moon come from? | From where does the moon have its light? | The moon reflects the light of the sun. | sun
    Which planet do we live on? / What planet do we live on? / On which planet do people live? | What is the name of our planet? | We live on the Earth. | Earth
    Who lives at the North Pole? / Which bears live at the North Pole? | Name the bears of the far north. | Polar bears live in the far north. | Polar bears
    Do penguins live at the North Pole? / Where are penguins from? | Are there penguins at the North Pole? | No, penguins live in the south. | south
    What do bees make? / What do we get from bees? / Who makes honey? | Tell me what bees make. | Bees make honey. | honey
    What do hens lay? / Where do eggs come from? / Who lays eggs? | Tell me what hens lay. | Hens lay eggs. | eggs
    Where does milk come from? / Who gives us milk? / Which animal gives milk? | Tell me from where we get milk. | Milk comes mostly from cows. | cows
    Where does wool come from? / Which animal gives us wool? | Tell me from where we get wool. | Wool comes from sheep. | sheep
    What is bread made of? / What is in bread? / What do I need for bread? | Tell me what bread is made of. | Bread is made of flour, water, salt and yeast. | flour
    What is cheese made of? / What is cheese made from? / What do I need for cheese? | Tell me what cheese is made of. | Cheese is made of milk. | milk
    What is wine made of? / What is wine made from? / Which fruit is wine made of? | Tell me what wine is made of. | Wine is made of grapes. | grapes
    What is paper made of? / What is paper made from? | Tell me what paper is made of. | Paper is made of wood. | wood
    What is glass made of? / What is glass made from? | Tell me what glass is made of. | Glass is made of sand. | sand
    What is chocolate made of? / What is chocolate made from? | Tell me what chocolate is made of. | Chocolate is made of cocoa beans and sugar. | cocoa
    Do fish sleep? / Can fish sleep? | Would a fish ever sleep? | Yes, fish rest, but with open eyes. | Yes
    Can fish breathe under water? / How do fish breathe? | With what do fish breathe? | Fish breathe under water with their gills. | gills
    Do plants need light? / What do plants need? / What does a plant need to grow? | Tell me what a plant needs. | Plants need light, water and air. | light
    Does wood float? / Does wood swim on water? | Would wood float? | Yes, wood floats on water. | Yes
    Does a stone float? / Does iron float? / Does a stone swim on water? | Would a stone float? | No, that sinks in water. | No
    What do caterpillars become? / What does a caterpillar turn into? | Into what does a caterpillar turn? | A caterpillar becomes a butterfly. | butterfly
    What do tadpoles become? / What does a tadpole turn into? | Into what does a tadpole turn? | A tadpole becomes a frog. | frog
    What is the hardest stone? / What is the hardest natural material? | Name the hardest of all stones. | The hardest stone is the diamond. | diamond
    What is a zebra crossing? / What are the stripes on the road for? | Tell me what a zebra crossing is. | A zebra crossing is a striped place to cross the road on foot. | cross
    What are the basic tastes? / Which tastes are there? / Name the tastes. | Please list the tastes. | The tastes are sweet, sour, salty, bitter and savoury. | sour
    When is Christmas? / What date is Christmas? / On which day is Christmas? | Tell me the date of Christmas. | Christmas is on 25 December. | 25 December
    When is New Year's Day? / What is the first day of the year? / When does the year begin? | Tell me the date of New Year. | The year begins on 1 January. | 1 January
    When is New Year's Eve? / What is the last day of the year? / When does the year end? | Tell me the last date of the year. | The year ends on 31 December. | 31 December
    How often is a leap year? / When is a leap year? / How often does a leap year come? | Tell me how often there is a leap year. | A leap year comes every four years, with few exceptions. | four
    What is the shortest month? / Which month is the shortest? / Which month has the fewest days? | Name the shortest of the months. | The shortest month is February. | February
    When is noon? / What time is noon? / When is midday? | Tell me the hour of noon. | Noon is at twelve o'clock in the day. | twelve
    When is midnight? / What time is midnight? | Tell me the hour of midnight. | Midnight is at twelve o'clock at night. | twelve
""")
)
# why | the answer | what has to stand in it
WHYS: Final = table_of("""
    is the sky blue | The air scatters the blue part of the sunlight more than the rest. | blue
    is the sea salty | Rivers carry a little salt from the rocks into the sea, and it stays there. | salt
    do cats purr | Cats purr mostly when they feel well, and also to calm themselves. | feel well
    do leaves fall | In autumn trees let their leaves fall to save water in winter. | save water
    do we sleep | Body and mind need sleep to rest and to repair themselves. | rest
    does ice float | Ice is lighter than the same amount of water. | lighter
    do birds sing | Birds sing to find a partner and to say that a place is theirs. | partner
    is grass green | Grass has a green matter in it with which it catches light. | light
    do stars twinkle | Their light passes through moving air before it reaches us. | air
    does bread rise | Yeast makes small bubbles of gas in the dough. | bubbles
    do we dream | Nobody knows for sure; dreams may help to sort what we have lived. | sort
    does the moon change its shape | We see more or less of the side that the sun lights. | sun
    do volcanoes erupt | Hot melted rock and gas push up from below. | rock
    is snow white | Its many small crystals send back all colours of the light. | light
    is blood red | There is iron in it, in a red matter that carries oxygen. | iron
    do we eat | Food gives the body energy and what it is built from. | energy
    do we breathe | The body needs oxygen from the air. | oxygen
    do we drink water | The body loses water all the time and needs new water. | water
    does it rain | Tiny drops in the clouds join until they are too heavy and fall. | drops
    does it thunder | Lightning heats the air so fast that it bursts with a bang. | Lightning
    is there day and night | The Earth turns, so that each side faces the sun in turn. | turns
    are there seasons | The axis of the Earth is tilted, so each half gets more sun for a part of the year. | tilted
    do we have seasons | The axis of the Earth is tilted, so each half gets more sun for a part of the year. | tilted
    does the sun shine | Deep inside the sun atoms join, and that gives off light and heat. | atoms
    do onions make us cry | A cut onion gives off a gas that stings in the eyes. | gas
    do dogs wag their tails | Dogs wag their tails mostly when they are excited or glad. | excited
    do bees make honey | Honey is their food for the winter. | winter
    do we brush our teeth | Brushing takes away what makes holes in the teeth. | holes
    do we wash our hands | Washing takes away germs that could make us ill. | germs
    do ships float | A ship is hollow, so that it weighs less than the water that it pushes away. | water
    do things fall down | The Earth pulls everything towards it; that is gravity. | gravity
    do we yawn | Nobody knows for sure; it happens when we are tired or bored. | tired
    do birds fly south | In winter they find more food and warmth in the south. | food
    do bears sleep in winter | In winter they find little food, so they save their strength. | food
    is it cold in winter | In winter the sun stands low and the days are short. | sun
    is it warm in summer | In summer the sun stands high and the days are long. | sun
    do we get hungry | The body says that it needs new energy. | energy
    do rainbows appear | Drops of rain split the sunlight into its colours. | colours
    do mosquitoes bite | The females need blood for their eggs. | eggs
    do spiders make webs | A web catches the insects that the spider eats. | insects
""")
WHY: Final = (
    "Why {}?",
    "Why {}?",
    "Why {}",
    "Tell me, why {}?",
    "Do you know this: why {}?",
    "Can you tell me why {}?",
    "why {}",
    "Please tell me why {}.",
    "I'd like to know why {}.",
    "What is the reason: why {}?",
    "My child asks: why {}?",
    "Explain why {}.",
)
WHY_HELD: Final = ("I wonder: why {}?", "For what reason {}?")


def general(random: Random, *, held_out: bool = False) -> Asked:
    """A question that stands alone."""
    one = random.choice(GENERAL)
    return Asked(one.held if held_out else random.choice(one.asked), one.answer, (one.sought,))


def why(random: Random, *, held_out: bool = False) -> Asked:
    """A why to which there is a short answer."""
    reason, answer, sought = random.choice(WHYS)
    return Asked(random.choice(WHY_HELD if held_out else WHY).format(reason), answer, (sought,))


ASKERS: Final[tuple[Asker, ...]] = (general, general, why)
