"""What things and parts of the body are for.

Does not know what they are made of, nor who owns them.
"""

from __future__ import annotations

from typing import Final

from forge_ai.training.lessons.basics.asked import Asker, Table
from forge_ai.training.lessons.words.listed import table_of

TOOLS: Final = table_of("""
    a hammer | driving nails into wood
    a saw | cutting wood
    a screwdriver | turning screws
    a drill | making holes
    a pair of scissors | cutting paper and cloth
    a knife | cutting food
    a fork | picking up food
    a spoon | eating soup and stirring tea
    a pan | frying food
    a pot | boiling food
    an oven | baking bread and cakes
    a fridge | keeping food cold
    a freezer | keeping food frozen
    a kettle | boiling water
    a cup | drinking tea or coffee
    a plate | putting food on
    a corkscrew | opening bottles of wine
    a tin opener | opening tins
    a broom | sweeping the floor
    a mop | wiping the floor
    a bucket | carrying water
    a sponge | washing dishes
    a towel | drying yourself
    a washing machine | washing clothes
    an iron | making clothes smooth
    a needle | sewing
    a thread | sewing things together
    a button | closing a shirt or a coat
    a zip | closing a jacket or a bag
    an umbrella | keeping the rain off you
    a coat | keeping you warm outside
    a hat | keeping your head warm or shaded
    a glove | keeping your hand warm
    a pair of glasses | seeing better
    a comb | tidying your hair
    a toothbrush | cleaning your teeth
    soap | washing your hands
    a mirror | seeing yourself
    a bed | sleeping
    a pillow | resting your head
    a blanket | keeping you warm in bed
    a chair | sitting
    a table | putting things on
    a lamp | giving light
    a candle | giving light without electricity
    a clock | telling the time
    an alarm clock | waking you up
    a calendar | knowing which day it is
    a key | opening a lock
    a lock | keeping a door shut
    a ladder | climbing up to high places
    a rope | tying and pulling things
    a spade | digging in the earth
    a rake | gathering leaves
    a watering can | watering plants
    a wheelbarrow | carrying earth and stones
    a pen | writing
    a pencil | writing and drawing
    a rubber | removing what a pencil wrote
    a ruler | measuring and drawing straight lines
    a pair of scales | weighing things
    a thermometer | measuring how warm it is
    a compass | finding the north
    a map | finding your way
    a telescope | looking at the stars
    a microscope | seeing very small things
    a camera | taking pictures
    a telephone | talking with people far away
    a radio | hearing music and news
    a computer | writing, reckoning and finding things out
    a keyboard | typing
    a microphone | catching sounds
    a loudspeaker | making sounds loud
    a battery | storing electricity
    a plug | connecting a machine to electricity
    a bell | calling people
    a stamp | paying for sending a letter
    a suitcase | carrying clothes on a journey
    a backpack | carrying things on your back
    a tent | sleeping outdoors
    a torch | giving light in the dark
    a helmet | protecting your head
    a seat belt | keeping you safe in a car
    an anchor | holding a ship in its place
    a fishing rod | catching fish
    a whistle | making a loud sound
    a kite | playing with the wind
    a bandage | covering a wound
    a dictionary | looking up words
    glue | sticking things together
""")
BODY: Final = table_of("""
    eyes | see
    ears | hear
    nose | smell
    tongue | taste
    skin | feel touch
    teeth | bite and chew
    legs | stand and walk
    feet | walk
    hands | hold things
    fingers | point and grasp
    lungs | breathe
    heart | move blood through our body
    brain | think
    stomach | digest food
    muscles | move
    bones | stay upright
    mouth | speak and eat
    knees | bend our legs
    elbows | bend our arms
    ankles | turn our feet
""")
FOR: Final = Table(
    "what for",
    TOOLS,
    (
        "What is {0} for?",
        "What's {0} for?",
        "What is {0} used for?",
        "What do I do with {0}?",
        "What do people use {0} for?",
        "What can I do with {0}?",
        "Why do people have {0}?",
        "What do I need {0} for?",
    ),
    ("For what would one need {0}?", "What is the use of {0}?"),
    ("{0} is for {1}.",),
    short="{0}",
)
NEEDED: Final = Table(
    "what with",
    tuple((tool, use) for tool, use in TOOLS if [row[1] for row in TOOLS].count(use) == 1),
    ("What do I need for {1}?", "Which thing is for {1}?", "What do people use for {1}?", "What is good for {1}?"),
    ("Name something that is for {1}.",),
    ("{0} is for {1}.",),
    sought=("{0}",),
)
SENSES: Final = Table(
    "body",
    BODY,
    ("What do we do with our {0}?", "What do we need our {0} for?", "What do I do with my {0}?"),
    ("For what do we have our {0}?",),
    ("With our {0} we {1}.",),
    short="our {0}",
)
ORGANS: Final = Table(
    "body turned",
    BODY,
    ("What do we {1} with?", "With what do we {1}?", "Which part of the body do we need to {1}?"),
    ("Name what people need to {1}.",),
    ("We {1} with our {0}.",),
    sought=("{0}",),
)
ASKERS: Final[tuple[Asker, ...]] = (FOR, FOR, FOR, NEEDED, SENSES, ORGANS)
