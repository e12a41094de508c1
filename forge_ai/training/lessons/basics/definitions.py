"""What some three hundred everyday words mean, each in one sentence of our own.

Does not know words that are not here, and says so.
"""

from __future__ import annotations

from typing import Final

from forge_ai.training.lessons.basics.asked import Asker, Table
from forge_ai.training.lessons.words.listed import table_of

DEFINED: Final = table_of("""
    a river | a long stream of water that flows to the sea
    a lake | a large body of still water with land all around it
    a sea | a large body of salt water
    an ocean | the largest kind of sea, between the continents
    an island | land with water all around it
    a mountain | a very high part of the land
    a hill | a small mountain
    a valley | low land between hills or mountains
    a volcano | a mountain that can throw out hot melted rock
    a desert | dry land where hardly any rain falls
    a forest | a large place full of trees
    a meadow | a field of grass and flowers
    a field | open land where crops grow or animals graze
    a beach | the sand or stones at the edge of the sea
    a coast | the land beside the sea
    a cave | a hollow place in rock
    a cliff | a steep wall of rock
    a waterfall | a place where a river falls down over rocks
    a glacier | a large mass of ice that moves slowly downhill
    an iceberg | a big piece of ice that floats in the sea
    a continent | one of the very large pieces of land on the Earth
    a country | a land with its own government and borders
    a capital | the city where the government of a country sits
    a border | the line between two countries
    a city | a very large town
    a town | a place with many houses, larger than a village
    a village | a small group of houses in the countryside
    a street | a road with houses along it
    a road | a way for cars and bicycles
    a path | a narrow way for walking
    a bridge | a way over a river, a road or a valley
    a tunnel | a way under the ground or through a mountain
    a harbour | a safe place for ships at the coast
    an airport | a place where planes start and land
    a station | a place where trains or buses stop
    a market | a place where people buy and sell things
    a shop | a place where you can buy things
    a bakery | a shop where bread and cakes are made
    a school | a place where children learn
    a university | a place where grown-ups study
    a hospital | a place where ill people are treated
    a library | a place where you can borrow books
    a museum | a place that shows interesting old or beautiful things
    a theatre | a place where plays are acted
    a cinema | a place where films are shown
    a church | a building where Christians pray
    a mosque | a building where Muslims pray
    a castle | a large old house with strong walls
    a palace | the large and splendid house of a ruler
    a tower | a tall and narrow building
    a lighthouse | a tower with a light that guides ships
    a farm | land and buildings where food is grown and animals are kept
    a garden | a piece of land where flowers and vegetables grow
    a park | a green place in a town where people can rest
    a zoo | a place where wild animals are kept and shown
    a restaurant | a place where you can eat a meal for money
    a hotel | a house where travellers can sleep for money
    a prison | a place where people are locked up for a crime
    a factory | a building where many things are made by machines
    an office | a room where people work at desks
    a bank | a place that keeps and lends money
    a house | a building where people live
    a flat | a home of several rooms on one floor of a house
    a roof | the cover on top of a house
    a wall | an upright side of a room or a house
    a window | an opening in a wall with glass in it
    a door | a part of a wall that opens and closes
    a kitchen | the room where food is cooked
    a bathroom | the room where people wash
    an attic | the room right under the roof
    the sun | the star that gives us light and warmth
    the moon | the ball of rock that goes round the Earth
    a star | a huge ball of hot glowing gas, far away
    a planet | a large round body that goes round a star
    the Earth | the planet on which we live
    a comet | a ball of ice and dust with a long bright tail
    a galaxy | a very large group of stars
    space | the nearly empty place between the stars
    an eclipse | a time when the moon covers the sun, or the Earth's shadow covers the moon
    a satellite | a body that goes round a planet
    a rocket | a machine that flies into space
    an astronaut | a person who travels into space
    gravity | the force that pulls things down to the ground
    rain | water that falls from the clouds in drops
    snow | frozen water that falls in soft white flakes
    hail | frozen rain that falls as hard balls of ice
    ice | frozen water
    fog | a cloud that lies on the ground
    a cloud | a mass of tiny drops of water in the sky
    wind | air that moves
    a storm | bad weather with strong wind and often rain
    thunder | the loud noise that follows lightning
    lightning | a bright flash of electricity in the sky
    a rainbow | an arch of colours that is seen when the sun shines on rain
    a flood | water that covers land which is usually dry
    an earthquake | a shaking of the ground
    weather | what the air outside is like: sunny, rainy, warm or cold
    a season | one of the four parts of the year
    air | the mix of gases that we breathe
    water | a clear liquid that all living things need
    fire | the heat, light and flames of something that burns
    smoke | the grey cloud that rises from a fire
    steam | the hot mist that rises from boiling water
    sand | very small grains of stone
    a stone | a hard piece of rock
    mud | wet and soft earth
    metal | a hard and shiny material such as iron
    gold | a yellow metal that is worth a lot
    glass | a hard material that you can see through
    wood | the hard material that trees are made of
    paper | thin sheets made from wood, to write on
    plastic | a material made from oil, which can have any shape
    wool | the soft hair of sheep
    cotton | a soft plant material from which cloth is made
    leather | the prepared skin of an animal
    an animal | a living thing that can move and feel
    a mammal | an animal that gives milk to its young
    a bird | an animal with feathers and wings
    a fish | an animal that lives in water and breathes with gills
    an insect | a small animal with six legs
    a reptile | an animal with dry scales that lays eggs, such as a snake
    a pet | an animal that people keep at home
    a plant | a living thing that grows in the earth and makes its food from light
    a tree | a tall plant with a wooden trunk
    a flower | the colourful part of a plant
    a leaf | a flat green part of a plant
    a root | the part of a plant that is under the ground
    a seed | the small thing from which a new plant grows
    grass | a green plant with thin leaves that covers meadows
    a fruit | the part of a plant that holds its seeds and is often sweet
    a vegetable | a plant that we eat, often cooked and not sweet
    a mushroom | a soft living thing with a stalk and a cap that is no plant and no animal
    an egg | a round thing with a shell from which young birds come
    a nest | the place that a bird builds for its eggs
    a feather | one of the light things that cover a bird
    fur | the thick hair of an animal
    a tail | the part at the back end of an animal
    a wing | the part with which a bird or a plane flies
    a shell | the hard cover of a snail, an egg or a nut
    honey | the sweet food that bees make
    milk | the white drink that comes from cows
    butter | a yellow food made from cream
    cheese | a food made from milk
    bread | a food baked from flour and water
    flour | a powder of ground grain
    sugar | a sweet powder from plants
    salt | a white powder that makes food taste stronger
    soup | a liquid food that you eat with a spoon
    a salad | a cold dish of cut vegetables
    a cake | a sweet food that is baked
    a sandwich | two pieces of bread with something between them
    rice | a grain that is cooked and eaten all over the world
    pasta | a food made from flour and water, such as spaghetti
    chocolate | a sweet brown food made from cocoa beans
    tea | a hot drink made from leaves
    coffee | a dark hot drink made from roasted beans
    juice | the liquid that is pressed out of fruit
    wine | a drink with alcohol made from grapes
    breakfast | the first meal of the day
    lunch | the meal in the middle of the day
    dinner | the main meal of the day, often in the evening
    a recipe | a list of steps for making a dish
    a cook | a person who makes food
    a baker | a person who makes bread
    a farmer | a person who grows food or keeps animals
    a teacher | a person who helps others to learn
    a pupil | a child who learns at school
    a doctor | a person who helps ill people to get well
    a nurse | a person who cares for ill people
    a dentist | a doctor for the teeth
    a vet | a doctor for animals
    a policeman | a man who sees to it that people obey the law
    a firefighter | a person who puts out fires
    a postman | a man who brings letters
    a carpenter | a person who makes things from wood
    a plumber | a person who repairs water pipes
    a tailor | a person who makes clothes
    a gardener | a person who looks after plants
    a pilot | a person who flies a plane
    a sailor | a person who works on a ship
    a soldier | a person who belongs to an army
    an artist | a person who makes paintings or other art
    an author | a person who writes books
    a poet | a person who writes poems
    a musician | a person who makes music
    an actor | a person who plays a part in a play or a film
    a judge | a person who decides in a court
    a scientist | a person who studies how the world works
    an engineer | a person who plans machines and bridges
    a king | a man who rules a country because of his family
    a queen | a woman who rules a country because of her family
    a president | the elected head of a country
    a neighbour | a person who lives next to you
    a friend | a person whom you like and trust
    a guest | a person who visits you
    a baby | a very young child
    a child | a young person who is not grown up yet
    a twin | one of two children born at the same time
    an uncle | the brother of your mother or father
    an aunt | the sister of your mother or father
    a cousin | a child of your uncle or aunt
    a grandmother | the mother of your mother or father
    a grandfather | the father of your mother or father
    a nephew | a son of your brother or sister
    a niece | a daughter of your brother or sister
    a family | people who belong together, such as parents and children
    a wedding | the feast when two people marry
    a birthday | the day on which somebody was born
    a holiday | a time when people do not have to work
    a party | a meeting of people who want to have fun
    a present | a thing that you give to somebody to please them
    a letter | a written message, or one sign of the alphabet
    a stamp | a small piece of paper that shows that a letter is paid for
    a book | many printed pages bound together
    a newspaper | printed sheets with the news of the day
    a story | a telling of things that happened or were made up
    a fairy tale | an old story with magic in it
    a poem | a short text whose words sound well together
    a song | words that are sung to music
    a joke | a few words that make people laugh
    a riddle | a question with a surprising answer
    a word | a group of letters that means something
    a sentence | a group of words that says something whole
    a verb | a word for what somebody does
    a noun | a word for a thing, a person or a place
    an adjective | a word that says what something is like
    the alphabet | all the letters in their order
    a vowel | one of the letters A, E, I, O and U
    a language | the words that the people of a group speak
    a dictionary | a book that explains words
    a number | a word or a sign for how many there are
    a triangle | a shape with three sides
    a square | a shape with four equal sides and four right angles
    a circle | a perfectly round shape
    a cube | a body with six equal square faces
    a line | a long thin mark
    a map | a drawing that shows where places are
    a clock | a thing that shows the time
    a calendar | a list of the days of a year
    a minute | sixty seconds
    a week | seven days
    a year | the time in which the Earth goes once round the sun
    a century | one hundred years
    a decade | ten years
    money | coins and notes for buying things
    a coin | a round piece of metal that is money
    a price | the money that something costs
    a tax | money that people pay to their country
    a law | a rule that everybody in a country must follow
    an election | a choice that people make by voting
    a war | a long fight between countries
    peace | a time without war
    a car | a vehicle with four wheels and a motor
    a bicycle | a vehicle with two wheels that you move with your feet
    a bus | a large car for many people
    a train | a row of carriages that runs on rails
    a ship | a large boat that sails on the sea
    a boat | a small vehicle that floats on water
    a plane | a machine with wings that flies
    a helicopter | a machine that flies with turning blades on top
    a lorry | a large vehicle that carries goods
    an engine | a machine that makes something move
    a wheel | a round thing that turns and rolls
    a machine | a thing with moving parts that does work
    a robot | a machine that can do work by itself
    a computer | a machine that works with information
    a keyboard | a board with keys for typing
    a screen | the flat part of a machine that shows pictures
    a program | a list of instructions for a computer
    the internet | a network that joins computers all over the world
    a password | a secret word that lets you in
    a telephone | a machine for talking with people far away
    a radio | a machine that plays music and voices sent through the air
    a television | a machine that shows moving pictures
    a camera | a machine that takes pictures
    electricity | the energy that makes lamps and machines work
    a battery | a small store of electricity
    a magnet | a piece of metal that pulls iron
    a shadow | the dark shape behind a thing that stands in the light
    an echo | a sound that comes back from a wall or a mountain
    a dream | pictures and stories in your mind while you sleep
    sleep | the rest of body and mind with closed eyes
    a bone | a hard part inside the body
    blood | the red liquid that flows through the body
    the heart | the muscle that pumps blood through the body
    the brain | the part in the head with which we think
    a tooth | one of the hard white things in the mouth
    a fever | a body heat that is too high, because of an illness
    medicine | something that helps ill people to get well
    music | sounds that are put together to be pleasant
    a piano | a large instrument with black and white keys
    a violin | an instrument with four strings that is played with a bow
    a drum | a round instrument that you beat
    a choir | a group of people who sing together
    a dance | moving your body to music
    a painting | a picture made with paint
    a game | something that you play by rules
    a puzzle | a game that makes you think
    a ball | a round thing for playing
    a toy | a thing that children play with
    happiness | the feeling that all is well
    courage | doing what is right although you are afraid
    patience | waiting calmly without getting angry
    a secret | something that only a few people know
    a promise | words that say you will surely do something
    a mistake | something that was done wrong
    a habit | something that you often do without thinking
    a hobby | something that you like to do in your free time
    history | what happened in the past
    science | the study of how the world works
""")
WORDS: Final = tuple(word.removeprefix("a ").removeprefix("an ").removeprefix("the ") for word, _ in DEFINED)
MEANING: Final = Table(
    "definition",
    DEFINED,
    (
        "What is {0}?",
        "What is {0}?",
        "What is {0}?",
        "What's {0}?",
        "Can you explain what {0} is?",
        "Tell me what {0} is.",
        "Do you know what {0} is?",
        "Explain {0}.",
        "Define {0}.",
        "What exactly is {0}?",
        "Can you explain {0}?",
        "What does {0} mean?",
        "Tell me something about {0}.",
        "Say in a few words what {0} is.",
        "How would you describe {0}?",
        "Can you describe {0}?",
        "In one sentence, what is {0}?",
        "I'd like to know what {0} is.",
        "So what is {0}?",
        "Please explain {0}.",
        "Could you tell me what {0} is?",
        "Give me a short description of {0}.",
    ),
    ("How would you explain {0}?", "Please tell me in one sentence what {0} is.", "Describe {0} to me."),
    ("{0} is {1}.",),
    sought=("{1}",),
    short="{0}",
)
ASKERS: Final[tuple[Asker, ...]] = (MEANING,)
