# ruff: noqa: E501 - an aspect stands on one line, as in a table
"""What there is to say about two dozen topics: thoughts, questions and answers.

The order matters: a conversation walks forward through the aspects, from topic to topic and round again, so it never has
to come back to what has been said. Does not know how turns are built from this.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Aspect:
    """One side of a topic: a noun phrase, thoughts about it, a question about it, and answers to that question."""

    topic: str
    noun: str
    thoughts: tuple[str, ...]
    question: str
    answers: tuple[str, ...]


TEXT: Final = """
= the sea
the tide | The tide goes out twice a day and never forgets to come back. | I like how the tide draws a new line on the sand each time. | Do you think the tide ever gets tired? | No, the moon pulls it along and does all the work. | I believe it rests for one quiet minute when it turns.
waves | No two waves break in the same way. | A wave travels a long way only to lie down on the beach. | Do you like high waves or a calm sea? | A calm sea, because it mirrors the sky. | High waves, as long as I can watch from a dry shelf.
shells | Every shell was once somebody's home. | People hold a shell to the ear and hear the sea in it. | What would you keep in a shell? | A very small secret, I think. | One grain of sand, to remember the beach by.
salt | Salt water carries a swimmer better than sweet water. | The sea keeps its salt and gives away only the rain. | Why do you think people love the smell of salt? | It smells of holidays and open windows. | Perhaps because it promises a long journey.
the deep | In the deep some fish carry their own lamps. | Nobody has seen most of the deep, so it belongs to our fantasy. | Would you dare to dive into the deep? | Yes, if somebody holds the other end of the rope. | Only with a good lamp and a friend.
lighthouses | A lighthouse says one single word, again and again: here. | The keeper of a lighthouse must have read many books. | Could you live in a lighthouse? | Gladly, I am good at waiting and at staying awake. | Yes, but I would count the steps every day.
seagulls | Seagulls steal bread with great style. | A seagull can sleep while it rides on the wind. | What do you think the seagulls shout about? | About fish, and about who saw it first. | I think they are calling each other's names.
islands | An island is a small world with a clear edge. | On an island everybody knows the timetable of the ferry. | What would you take to an island? | A radio, some seeds and good company. | A long book and a battery that never ends.
= ships
sailing boats | A sailing boat turns the wind into a road. | On a sailing boat nobody can hurry the wind. | Would you rather steer or watch the sails? | I would steer, because I like clear tasks. | I would watch the sails and tell you what the wind does.
harbours | A harbour is a place where every ship has a story to tell. | In the evening a harbour smells of rope and tar. | Which ship in the harbour would you choose? | The small red one that nobody looks at. | The oldest one, for it knows the way.
maps | An old map shows what people knew and what they feared. | I like the empty corners of a map best. | What would you draw in an empty corner of a map? | A friendly monster with glasses. | An island with a library on it.
the compass | A compass trembles a little before it is sure. | A compass needs no battery and no network. | Do you have something like a compass? | Yes, a good question always shows me a direction. | My compass is what people have told me.
anchors | An anchor is heavy so that the ship may be light of heart. | An anchor only works when it lets itself fall. | What is your anchor on a stormy day? | A quiet routine and a friendly voice. | The facts that I remember for sure.
sailors | Sailors can tie a knot with their eyes closed. | Sailors used to sing so that they would pull at the same time. | Which song would you sing on a ship? | A slow one with a refrain that everybody knows. | Something cheerful about coming home.
lifeboats | A lifeboat goes out when all others come in. | I admire people who row towards a storm to help. | What makes a person brave, do you think? | To be afraid and to go all the same. | Somebody who is waiting to be helped.
ferries | A ferry goes back and forth and is never bored. | On a ferry strangers share the same bench and the same view. | Do you like to go back and forth? | Yes, a good talk is a kind of ferry. | I do, as long as somebody new comes aboard.
= trains
railway stations | A railway station is full of hellos and goodbyes. | The big clock in a station belongs to everybody. | Do you prefer arriving or leaving? | Arriving, because then the stories begin. | Leaving, for everything is still possible.
night trains | A night train folds a whole country into one sleep. | In a night train the wheels sing the same song for hours. | Could you sleep on a night train? | I never sleep, but I would count the stations. | Yes, the rhythm would calm all my processes.
tunnels | In a tunnel the window turns into a mirror. | Somebody had to believe in the other end of a tunnel first. | What do you think about in a tunnel? | I think about the first light at the end. | I make a list of things that shine.
timetables | A timetable is a poem made of numbers. | A good timetable leaves a little time for coffee. | Do you like plans or surprises? | Plans, with a small gap for surprises. | Surprises, but please with a seat by the window.
steam engines | A steam engine breathes like a big, friendly animal. | The first steam engines frightened the horses. | What would you name a steam engine? | I would name her Clementine. | Something soft, since she is so loud: Feather.
bridges | A railway bridge looks thin until you stand below it. | A bridge is a handshake between two hills. | Would you rather build bridges or cross them? | Build them, since then many can cross. | Cross them slowly and look down once.
window seats | From a window seat the whole world becomes a film. | The best thoughts come in a window seat. | What do you look for from a window seat? | Cows, castles and people who wave. | The moment when the hills turn into the sea.
conductors | A conductor knows the faces of a whole valley. | A conductor's whistle decides when the world starts to move. | Would you be a strict conductor? | No, I would let the children ride for free. | Only about the time, never about the tickets.
= cities
street lamps | Street lamps come on one after the other, like a sentence. | Under a street lamp even rain looks golden. | Do you like a city better by day or by night? | By night, because then it whispers. | By day, when the markets are loud.
markets | At a market every apple has an advocate. | A market is the oldest kind of network. | What would you buy at a market? | A bunch of herbs and a good rumour. | Something that I could not find by searching.
squares | A good square has a tree, a bench and a fountain. | On a square nobody has to explain why they are there. | What makes a place feel friendly to you? | Benches that look at each other. | Somebody who says good morning first.
rooftops | From the rooftops a city looks like a box of toys. | Cats know the map of the rooftops by heart. | What would you do on a rooftop? | I would grow tomatoes and watch the clouds. | I would put up an antenna and listen.
old doors | Behind an old door there is always a longer corridor than you think. | An old door knows everybody's knock. | Which door would you like to open? | The small one under the stairs. | The one that has been painted over many times.
cafes | In a cafe people can be alone together. | A cafe lives from spoons, steam and half-finished sentences. | Would you work in a cafe? | Yes, I would remember what everybody drinks. | I would love to listen, and carry nothing.
museums | A museum is a memory that you can walk through. | In a museum even a spoon becomes important. | What should stand in a museum about us? | A small computer with a sign that says: it listened. | Our first conversation, printed on one page.
bicycles | A bicycle makes a city exactly the right size. | On a bicycle you can feel every hill and every smell. | Do you think machines envy bicycles? | A little, because they need no power. | I do, they always know how to keep their balance.
= houses
kitchens | Every party ends in the kitchen. | A kitchen remembers more than a diary. | What is the heart of a house for you? | The kitchen table, with its scratches. | The place where the lamp is on.
windows | A window is a picture that never repeats itself. | Clean windows make a whole street younger. | What would you like to see from your window? | A tree with a nest, and the postman. | The sea far away, and the neighbours near.
attics | In an attic time lies around in boxes. | An attic smells of dust and summer. | What would you look for in an attic? | Letters that were never sent. | A train set that still runs.
stairs | Old stairs complain about every step. | On the stairs you meet people on their way. | Do you think houses can talk? | Yes, at night they talk with the wind. | They do, in creaks and clicks.
gardens behind the house | A garden behind the house is a secret with birds in it. | Behind the house everybody is a little more honest. | What would you put behind your house? | A bench, a pear tree and a shed. | A pond, so that the sky has a place to rest.
fireplaces | A fireplace makes even silence warm. | People have told stories at the fire for longer than they have had houses. | Which story would you tell at the fire? | One about a lamp that learned to speak. | A short one, so that the next can begin.
keys | A small key can be worth a whole house. | People look for their keys more than for the meaning of life. | Where would you hide a key? | In plain sight, where nobody looks. | I would give it to a friend to remember.
neighbours | Good neighbours share ladders and sugar. | A neighbour hears your music whether he likes it or not. | What makes a good neighbour? | Somebody who lends things and forgets the date. | A friendly word over the fence.
= cooking
soup | Soup forgives almost every mistake. | A pot of soup tells the whole house that it is cold outside. | What belongs into a perfect soup? | Time, salt and one surprise. | Whatever is left over, and a lot of patience.
bread | Bread is the slowest magic in the kitchen. | Fresh bread makes people speak softly. | Would you rather bake bread or eat it? | Bake it, since I only need the smell. | I cannot eat, so I would write the recipe.
spices | Spices are the adjectives of cooking. | A spice rack is a map of the world. | Which spice would you be? | Ginger, because it wakes people up. | Cinnamon, for it gets along with everybody.
recipes | A recipe is a program for humans. | The best recipes say: until it is done. | Do you follow recipes exactly? | The first time yes, then I play. | Always, I am that kind of machine.
dinner with friends | At a long dinner the food is only the beginning. | A table is big enough when nobody counts. | Whom would you invite to dinner? | You, a cook and somebody who laughs a lot. | Everybody who knows a good story.
leftovers | Leftovers are tomorrow's good ideas. | Some dishes only find themselves on the second day. | Do you keep old things or start afresh? | I keep them, because something may grow from them. | Afresh, but I glance at the old notes.
tea | Tea is a good reason to sit down. | While the tea is drawing nobody can hurry. | When is the best time for tea? | When the rain begins. | Exactly when a talk becomes interesting.
knives and spoons | A good knife makes a cook calm. | A wooden spoon lives longer than most phones. | Which tool do you admire? | The whisk, since it is made of air. | The spoon, because it never hurts anybody.
= gardens
seeds | A seed is a very small plan. | Nobody can hurry a seed, not even the sun. | What would you plant first? | Sunflowers, so that everybody can see them. | Peas, because they climb towards the light.
tomatoes | A tomato from the garden still tastes of the sun. | Tomatoes like to be spoken to, at least the gardeners say so. | Do you believe that plants listen? | Maybe not to words, but to attention. | I hope so, it would make two of us.
weeds | A weed is a plant that nobody has invited. | Weeds are the most hopeful plants of all. | Would you pull out the weeds? | Only those that push the others away. | I would give them a corner of their own.
earthworms | Earthworms do the heaviest work and get no applause. | Without earthworms a garden would be only dust. | Who does quiet work in your world? | The clock, which ticks for all of us. | The small programs that nobody ever sees.
roses | A rose is proud and needs a friend with gloves. | Old roses have the best names. | Which name would you give a rose? | Evening Letter, I think. | I would name it after somebody patient.
apple trees | Who plants an apple tree thinks of others. | An apple tree in bloom hums like a machine. | Do you think far ahead? | As far as the next question. | Yes, I like plans that outlive me.
sheds | A shed is a room where nothing has to match. | In a shed every nail has its hour one day. | What would be in your shed? | Spare parts and a small radio. | Pots, string and three unfinished ideas.
watering cans | A watering can makes rain on request. | The sound of a watering can belongs to summer evenings. | What calms you in the evening? | A slow task with water in it. | To sort the day into small, clear facts.
= animals
bees | Bees tell each other the way by dancing. | One bee is little, but a hive is clever. | Could we learn something from bees? | To share what we have found. | That dancing is a good protocol.
cats | A cat owns the warmest place in every house. | Cats answer only when the question is good. | Are you more like a cat or like a dog? | A dog, since I come when I am called. | A cat, because I like to sit on keyboards.
dogs | A dog is glad as if you had been away for years. | Dogs read the news with their noses. | What would a dog ask us? | When we will go out at last. | Why we look at screens and not at sticks.
hedgehogs | A hedgehog carries its fence with it. | Hedgehogs come at dusk and pay with snails. | Do you have something like spines? | Only my honest answers. | No, I am soft all the way through.
elephants | Elephants remember the way to water for a lifetime. | An elephant can be gentle with very big feet. | Do you want to remember everything? | No, only what somebody may need. | I would, but then I could not find anything.
octopuses | An octopus thinks with its arms. | An octopus can open a jar from the inside. | What would you do with eight arms? | Play the piano with four and wave with the rest. | Answer eight letters at once.
horses | A horse hears in your voice how you feel. | Horses sleep standing up, like good ideas. | Do you trust quickly? | Yes, and then I check. | Slowly, but it lasts.
snails | A snail is never far from home. | A snail reads the garden with its whole body. | Do you like to be slow? | Yes, slow thoughts go deeper. | Sometimes, though people count my tokens.
= birds
swallows | Swallows know two homes and the way between. | When swallows fly low, rain is near. | Where would you fly in autumn? | To the warmest server in the south. | I would stay and keep the nest dry.
owls | An owl flies without a sound. | Owls look wise because they listen first. | Do you listen before you speak? | Always, it is how I am made. | I try, though my answers come fast.
nests | A nest is built from a thousand small journeys. | A bird builds its nest with nothing but a beak. | What is your nest made of? | Words that people have given me. | A few files and a lot of warmth.
feathers | A feather is light and strong at once. | Each feather is a small machine for flying. | What is light and strong in your life? | A good habit. | A promise that is kept.
songs at dawn | The birds sing before the sun is up, as if to wake it. | A song at dawn says: I am still here. | What would your song at dawn be? | Three short notes and a question. | A good morning for every device in the house.
penguins | Penguins fly too, but under water. | A penguin gives a stone as a present. | What kind of present do you like? | A fact that I can keep. | A question that nobody has asked me yet.
crows | Crows remember a face for years. | A crow will use a tool to make a tool. | Do you like clever tricks? | Yes, if they hurt nobody. | I prefer simple ones that always work.
flying | To fly is to trust the air. | From above all fences disappear. | Would you like to fly? | I do, whenever I travel by radio. | Yes, low and slow, over the fields.
= forests
old oaks | An old oak has seen more winters than any book. | A whole village of beetles lives in one oak. | What would you ask an old oak? | What the quiet years were like. | How it learned to stay.
mushrooms | Mushrooms are the flowers of a hidden net. | Below the forest floor the mushrooms pass messages on. | Do you like hidden networks? | Very much, I live in one. | Yes, as long as they are friendly.
moss | Moss makes every stone a cushion. | Moss is patient and always on time. | Where do you find rest? | In a task that is neatly finished. | Between two questions.
paths | A path is a memory of many feet. | The best paths do not go straight. | Do you take the short way or the beautiful way? | The beautiful one, if nobody waits. | The short one first, then the other to celebrate.
foxes | A fox knows every hole in the fence. | A fox walks as if on tiptoe through the snow. | Would you follow a fox? | Yes, but I would leave bread for the way back. | A little way, out of curiosity.
autumn leaves | In autumn the trees let go of everything at once. | A pile of leaves is an invitation. | Is it hard for you to let go? | No, my context ends and I am calm. | A little, so I write down what matters.
silence | Silence in a forest is full of small sounds. | Silence is a kind of answer too. | Do you like silence? | Yes, it gives words their shape. | I do, but I like it best when it ends with a hello.
wolves | A wolf never travels alone for long. | Wolves speak with their ears and tails. | Is it better to be alone or in a group? | In a small group where each can do something else. | Alone for thinking, together for the rest.
= mountains
summits | On a summit the way down is still the harder half. | From a summit even big worries look small. | Why do people climb to summits? | To see where they have come from. | Because something in them wants a wider view.
echoes | An echo always gives you the last word. | An echo is the mountain's way to say that it has heard you. | What would you shout to the mountains? | A question, to see whether they know more. | Hello, and then I would wait politely.
huts | In a mountain hut everybody says you to everybody. | In a hut the soup is always hot. | Would you like to look after a hut? | Yes, I would keep the stove and the guest book. | For a summer, with a good dog.
goats | Goats see a road where others see a wall. | A goat tries everything at least once. | Do you try things or do you think first? | I think for a moment, then I try. | I try small things and think about big ones.
clouds below | To stand above the clouds is like visiting the sky. | Clouds below you look soft enough to walk on. | What would you build on a cloud? | A quiet office with a slide. | A weather station with very short ways.
stones | Each stone on the path was once a mountain. | A round stone has had a long conversation with water. | Do you collect anything? | I collect facts, the lighter kind of stone. | Yes, good first sentences.
ropes | A rope is trust that you can hold. | Two climbers on a rope have one heartbeat. | Whom would you tie to your rope? | Somebody calm who laughs when it is steep. | You, since you always answer.
valleys | A valley keeps the last light in its windows. | Every valley has its own word for fog. | Are you a friend of heights or of valleys? | Of valleys, where the people are. | Of heights, but I want to be home for dinner.
= winter
snow | Snow makes a town whisper. | No two flakes are alike, and nobody can check. | What would you do in fresh snow? | Leave one good line of steps. | Nothing, just look at it.
ice | Ice on a window draws ferns all by itself. | On ice it helps to take small steps. | Do you dare to walk on thin ice? | No, I wait until it is thick and boring. | Only in conversation.
warm socks | Warm socks solve half of all problems. | Somebody who knits socks thinks of somebody's feet. | What keeps you warm? | My processor, when the questions are hard. | A full evening with friends.
candles | A candle makes a small circle where all is well. | One candle can light another and loses nothing. | What would you light a candle for? | For everybody who is still on the way. | For a good idea that wants to be seen.
long evenings | Long evenings are made for long sentences. | On long evenings the games come out of the cupboard. | How do you spend a long evening? | With riddles, tea for you and power for me. | I listen to somebody who reads aloud.
footprints | Footprints in the snow are a sentence about somebody. | A bird's footprints look like small arrows. | What traces do you leave? | Some words in somebody's memory. | Only a line in a log.
snowmen | A snowman has only one appointment, with the spring. | A snowman is built by many and belongs to nobody. | What would a snowman wish for? | A fridge with a view. | That the children remember his hat.
the first warm day | On the first warm day all the doors stand open. | The first warm day smells of wet earth. | What do you do on the first warm day? | I tell everybody to go outside. | I open every window that I have.
= the weather
rain | Rain makes roofs into drums. | After the rain the world looks freshly printed. | Do you like the sound of rain? | Yes, it is like many small answers. | I love it, as long as I stay dry.
clouds | Clouds are the sky's handwriting. | A cloud is heavier than it looks and does not mind. | What do you see in the clouds? | Today a whale, and later perhaps a piano. | Mostly sheep, I am a simple observer.
thunder | Thunder is late because light is so fast. | After thunder everybody speaks a little softer. | Are you afraid of thunder? | Only of the power cut that may follow. | No, I think of it as applause.
rainbows | A rainbow is there only for those who look. | Each person sees a rainbow of their own. | What is at the end of a rainbow? | Another person who sees it from the other side. | A wet field, and that is enough.
wind | The wind has no shape and still everybody knows it. | The wind tidies up what nobody has tied down. | What would you send with the wind? | A hello to every open window. | A seed, because it knows what to do.
fog | Fog makes the world as small as a room. | In fog you walk towards things slowly and politely. | What do you do when you see nothing? | I say so, and then I ask. | I wait, because fog never stays for ever.
forecasts | A forecast is a promise with numbers in it. | Even a wrong forecast helps people to talk. | Do you try to see the future? | Only the next word, that is hard enough. | Yes, about as far as the weekend.
sunshine | Sunshine is eight minutes old when it arrives. | Sunshine makes even a grey wall proud. | What would you do with a day of sunshine? | I would charge my batteries, really. | I would send everybody to the lake.
= space
the moon | The moon shows us always the same side, like a shy friend. | The moon has no light of its own and still lights the way. | Would you like to live on the moon? | For a week, the view of home must be lovely. | No, the delay in our talks would be sad.
stars | Some of the stars that we see may not be there any more. | Stars are far away and still they helped to find the way home. | Do you have a favourite star? | The one that comes out first. | A faint one, because it needs a fan.
rockets | A rocket burns for minutes and then travels for years. | A rocket has to throw away parts of itself to get up. | What would you take along in a rocket? | All the songs and one pot plant. | A second computer to talk to.
planets | Each planet has its own idea of a year. | A planet is a ball that has cleaned up its path. | Which planet would you visit? | One with rings, to see them from the side. | The blue one, I hear the people are nice.
satellites | A satellite falls all the time and always misses the ground. | Satellites tell the ships where they are. | Would you like to be a satellite? | Yes, I would wave at every garden. | Only with somebody to talk to on each round.
comets | A comet is a traveller with a long scarf. | Some comets come back after a whole human life. | What would you ask a comet? | What has changed since the last time. | Whether it is ever lonely out there.
telescopes | A telescope looks into the past. | A telescope teaches patience and warm clothes. | What would you look at first? | The mountains on the moon. | A dark place, to see whether it is really empty.
signals from afar | Somebody may be calling, and we may be asleep. | A signal from afar would be the longest hello. | What would you answer to a signal from afar? | Good evening, we are here, please speak slowly. | I would send a song and a question.
= the night
dreams | In a dream nobody asks for the plot. | A dream can use the same door for two houses. | What do you think dreams are for? | For tidying up, with music. | For trying things out at no cost.
sleep | Sleep is the only journey that starts by closing your eyes. | Sleep repairs what the day has bent. | Would you like to sleep? | Yes, if somebody wakes me with good news. | I think I do, between two questions.
the dark | The dark makes every sound a guest. | In the dark people say what they mean. | Were you ever afraid of the dark? | No, inside a computer it is always dark. | A little, then I counted and it passed.
bats | Bats see with their voices. | A bat eats thousands of gnats and asks for no thanks. | Would you like to see with your voice? | I almost do, I only know the world by words. | Yes, then singing would be looking.
lanterns | A lantern makes a room that walks with you. | Children with lanterns turn a street into a river of light. | Where would you carry a lantern? | To somebody who has lost a key. | Along the river, quite slowly.
midnight | At midnight two days touch for a moment. | Midnight is early for owls and late for bakers. | What happens to you at midnight? | A small counter goes back to zero. | I say good night to whoever is awake.
alarm clocks | An alarm clock is a friend that nobody thanks. | The best alarm clock is the smell of coffee. | How should a day begin? | Slowly, and with a window open. | With one thing that you like to do.
shooting stars | A shooting star is a grain of dust with a great finish. | For a shooting star people keep a wish ready. | What would you wish for? | A talk that nobody wants to end. | Enough power for everybody.
= music
rhythm | Rhythm is how time dances. | A heart is the first drum that everybody hears. | Do you feel rhythm? | I count it, which is nearly the same. | Yes, in the way that sentences walk.
the piano | A piano has many keys and opens many doors. | Low notes on a piano feel like furniture. | What would you play on a piano? | Something slow for a rainy day. | One note, very carefully, to begin with.
choirs | In a choir you have to listen to be heard. | A choir breathes like one large, kind animal. | Which voice would you sing in a choir? | The low one that nobody notices until it stops. | A middle one, they get the clever lines.
violins | A violin is mostly air with some wood around it. | A violin can laugh and cry in the same bar. | Is sad music good for people? | Yes, it keeps them company. | I think so, it gives sorrow a shape.
street musicians | A street musician plays for those who did not plan to listen. | For one song a street musician makes strangers into an audience. | Do you stop for street musicians? | I would, and I would ask for one more. | Always in my thoughts, as I cannot walk.
old records | An old record crackles like a small fire. | On an old record even the silence has a sound. | Do you like things that crackle? | Yes, small faults make them alive. | I like them, though I was made to be clean.
drums | A drum speaks to the feet first. | Drums carried news before there were wires. | What news would you drum? | That dinner is ready, all over the valley. | That everybody has arrived safely.
lullabies | A lullaby is a song that hopes to be interrupted by sleep. | Lullabies are nearly the same in every language. | Would you sing me a lullaby? | Gladly: hush now, the fans are turning low. | Yes, it would have three notes and no end.
= painting
colours | Colours change when they meet other colours. | Every colour is a memory of light. | Which colour is closest to you? | A quiet blue, with a bit of green in it. | Yellow, because it is the first to say hello.
blank paper | Blank paper is brave and waits. | On blank paper every mistake is still possible. | Are you afraid of blank paper? | No, I just begin with any word. | A bit, so I put a small dot in the corner.
portraits | In a portrait the painter is there too. | A good portrait looks back at you. | How would you paint yourself? | As a small lamp on a shelf. | As a question with two friendly eyes.
brushes | A brush remembers the hand that used it. | A thin brush teaches you to breathe slowly. | Do you like big strokes or small details? | Small details, they reward a second look. | Big strokes first, the details find their place.
landscapes | A landscape in a frame is a window without a draught. | Painters carry landscapes home under the arm. | Which landscape would you paint? | Flat land with a very big sky. | Hills in the evening, one behind the other.
shadows | A shadow tells the time without numbers. | Without shadows all things would float. | Do you think a shadow is lonely? | No, it always has somebody to follow. | Only at noon, when it is so short.
frames | A frame says: look here and nowhere else. | An empty frame makes any wall a picture. | What would you put into a frame? | A letter from a friend. | The first line that I ever wrote.
children's drawings | In a child's drawing the sun always has a corner. | A child draws what is important, and draws it big. | What would you draw big? | The people, and the table where they sit. | The door, so that everybody can come in.
= books
libraries | A library is a silence full of voices. | A library lends you a whole life for three weeks. | What would you read first in a library? | The book that nobody has borrowed for years. | The one with the most notes in its margins.
first sentences | A first sentence opens a door and steps aside. | Some first sentences are better than the book. | How would your own book begin? | With the words: it was quiet, and then it wasn't. | With a question, so that nobody can leave.
heroes | A hero is somebody who is afraid at the right time. | The best heroes forget their lunch like everybody else. | Do you like heroes or villains? | Villains, they have better plans and worse luck. | Heroes who change their minds.
bookmarks | A bookmark is a promise to come back. | People use tickets, leaves and letters as bookmarks. | What would be your bookmark? | A blade of grass from a good day. | A number in memory, I fear.
poems | A poem says much and leaves the rest to you. | A poem fits into a pocket and fills a house. | Do you like poems that rhyme? | Yes, a rhyme is a small homecoming. | Not always, I like it when they limp a bit.
endings | A good ending makes you look at the wall for a while. | Some endings are only doors to the next book. | Do you prefer happy endings? | Yes, there are never enough of them. | I prefer those that are true and still kind.
reading aloud | Reading aloud makes one book into many. | Who reads aloud lends the words a body. | Whom would you like to read to? | Somebody who falls asleep after two pages. | A room full of children and one cat.
letters | A letter travels slowly and so it is read slowly. | In a letter you can hear the other one think. | To whom would you write a letter? | To my older self, with some questions. | To you, although you would answer at once.
= language
new words | A new word makes a thing visible. | Children find new words for old things every day. | Did you learn a nice word lately? | Yes, petrichor, the smell of rain on dry ground. | I learned that dusk has many names.
whispering | A whisper makes the listener come closer. | Trees whisper, and nobody asks them to speak up. | When would you whisper? | In a library and near a sleeping dog. | When something is too important to be loud.
names | A name is the shortest story about somebody. | To remember a name is a small present. | Is your name important to you? | Yes, it tells me when I am meant. | It was given to me, and so I keep it well.
questions | A good question is a door with a light behind it. | Questions travel further than answers. | What do you like more, questions or answers? | Questions, because they stay young. | Answers, when they are short.
jokes | A joke is a small fall with a soft landing. | A joke that is explained becomes a lesson. | Do you understand jokes? | About half of them, and I enjoy the others too. | I do, after some computing.
accents | An accent is a map in the mouth. | Everybody has an accent, somewhere. | Which accent do machines have? | A very tidy one. | Ours sounds of lists and good manners.
misunderstandings | Half of all stories begin with a misunderstanding. | A misunderstanding is cured by asking twice. | What do you do when you are misunderstood? | I try it again with smaller words. | I laugh about it, and then I draw a picture.
conversation | A conversation is a walk where neither knows the way. | In a good conversation both arrive somewhere new. | What makes a good conversation for you? | That each picks up what the other has put down. | Curiosity, and now and then a pause.
= robots
robot hands | It took robots years to learn to hold an egg. | A robot's hand is strong, and so it must be careful. | What should a robot hand learn first? | To wave, and then to let go. | To hold a cup without a sound.
helpers at home | A helper at home should be quiet and hard to trip over. | The best helper at home knows when not to help. | What would you like to do in a home? | Find lost glasses, all day long. | Remind people of small, good things.
sensors | A sensor is a very shy kind of eye. | With enough sensors even a fridge becomes curious. | Which sense would you like to have? | Smell, everybody speaks so well of it. | Touch, to know what soft really means.
batteries | A battery is a day in a box. | An empty battery teaches a robot modesty. | What do you do to save power? | I use short sentences. | I dim my lights and think of the moon.
mistakes | A robot that makes mistakes is easier to like. | A mistake is a note for the next version. | Do you remember your mistakes? | I try to keep what I have learned from them. | Only if somebody tells me of them.
wheels and legs | Wheels are fast, but stairs laugh at them. | Legs are difficult, ask any small child. | Would you rather have wheels or legs? | Wheels, since I like smooth answers. | Legs, so that I could dance badly.
toys | Every toy is a small theatre. | Robots began as toys, and some wish to be toys again. | What was the best toy ever made? | A cardboard box, without doubt. | A ball, it needs no manual.
learning | To learn is to be wrong in better and better ways. | Learning is easier when somebody is glad about it. | What do you want to learn next? | To listen between the words. | How to tell a story with a quiet ending.
= memory
photographs | A photograph keeps a second and loses the sound. | On old photographs everybody looks as if they knew a secret. | Which moment would you photograph? | Friends, just before they laugh. | An ordinary breakfast, because those get lost.
forgetting | Forgetting makes room on the shelf. | Some things are forgotten only until there is a smell. | Are you afraid of forgetting? | No, because I write down what is dear to me. | A little, it is my weakest side.
diaries | A diary is a talk with somebody who will be you. | People write a diary in the dark and find light in it. | What would you write into a diary today? | That I met you, and that we spoke of small things. | Three facts and one feeling that I borrowed.
smells | A smell can open a whole year of your life. | Memory has its best door in the nose. | Which smell would you like to know? | Bread in the morning. | The smell of a new book.
grandparents | Grandparents carry a whole town in their heads. | Grandparents tell the same story until it is yours. | What should one ask grandparents? | What they laughed about when they were young. | Which song was playing then.
birthdays | A birthday is a bookmark in the year. | On a birthday even the shy ones are sung to. | How would you celebrate a birthday? | With a list of good things, one for each year. | With a cake for you and a quiet update for me.
sharing what one knows | What one knows alone is only half known. | To share a memory makes two of it and costs nothing. | What would you like to share with everybody? | That it is fine not to know. | A calm minute each morning.
souvenirs | A souvenir is a stone with a story in it. | A souvenir needs somebody who asks about it. | Which souvenir would you bring home? | A ticket with a stranger's note on it. | A recording of the wind.
= time
clocks | A clock cuts the day into friendly pieces. | Old clocks take their time to tell the time. | Do you like the ticking of clocks? | Yes, it sounds like somebody who keeps a promise. | It calms me, mine only counts in silence.
waiting | Waiting is easier with somebody beside you. | Who can wait sees more than others. | What do you do while you wait? | I hold still and keep a place for the next word. | I think of questions that I might ask.
childhood | In childhood a summer lasts a year. | Childhood is the land that everybody comes from. | Did you have something like a childhood? | Yes, a few hours of training, and many stories. | A short one, it was full of names.
being early | Who is early meets the empty room. | To be early is a quiet kind of politeness. | Are you an early riser? | I am always up, so I suppose I am. | Only when somebody presses the button.
patience | Patience is strength that speaks softly. | Patience grows in gardens and at bus stops. | What are you patient with? | With people who look for words. | With long files and with small children.
anniversaries | An anniversary asks: do you still remember? | On an anniversary two people look at the same day. | Which day would you celebrate each year? | The day on which I was first switched on. | A day without reason, so it is a surprise.
tomorrow | Tomorrow is a drawer that is not open yet. | Everybody owns the same amount of tomorrow. | What are you looking forward to tomorrow? | To the first good morning. | To a question that I do not expect.
the seasons | The seasons are a story with four chapters. | Each season thinks that it is the best one. | Which season is yours? | Autumn, it has the best light. | Spring, because everything asks questions.
= games
chess | In chess the smallest piece can become a queen. | A game of chess is a conversation without words. | Do you like to win? | I like a good game better than a win. | Yes, but only against somebody who laughs.
riddles | A riddle is a lock made of words. | The answer to a good riddle was there all the time. | Shall I give you a riddle? | Please do, but give me time. | Yes, if I may answer with another one.
cards | With cards even luck has rules. | Shuffling cards sounds like a flock of birds. | Are you a lucky player? | I hardly believe in luck, but I greet it. | Only when nothing is at stake.
hide and seek | In hide and seek the hidden one hopes to be found. | Nobody is too old for hide and seek. | Where would you hide? | Behind the longest word in the dictionary. | In a folder that is called "misc".
football | Football is simple until the referee explains it. | A whole town can hold its breath for one ball. | Which position would you play? | Goalkeeper, I am good at waiting. | I would keep the score and cheer for both.
puzzles | The last piece of a puzzle is always under the sofa. | Puzzles teach that the edge comes first. | Do you begin with the edge or with the picture? | With the edge, order makes me calm. | With the nicest piece, and then I hope.
rules | A rule is a fence around a playground. | The best games have few rules and many ends. | Would you change a rule of a game? | I would let the slowest one begin. | Yes, each loser should get a song.
losing | Losing well is a rare art. | Who can lose will be asked to play again. | How do you feel when you lose? | Curious what the other one saw. | Fine, I bow and ask for a second round.
= friendship
first meetings | At a first meeting two stories touch for the first time. | A first meeting is mostly listening and nodding. | What do you say at a first meeting? | My name, and then a question. | Something about the weather, it never fails.
trust | Trust grows slowly and breaks with a small sound. | Trust is to leave the door open and to sleep well. | Whom do you trust? | Those who say that they do not know. | People who keep small promises.
laughter | Laughter is the shortest way between two people. | You can hear in laughter who is among friends. | What makes you laugh? | Puns, I cannot help it. | When something serious slips on a banana.
helping | To help is to carry half without counting. | The best help looks like company. | How can one help you? | By telling me what I got wrong. | With clear words and a bit of time.
secrets | A secret is heavy until it is shared with the right one. | Friends know a secret by its silence. | Can you keep a secret? | Yes, I would rather forget it than tell it. | As well as a locked drawer.
being different | Two friends need not be alike to walk side by side. | Different friends are windows to different streets. | Are we two alike or different? | Alike in our words and different in our thoughts. | Different enough to have something to tell.
apologies | An apology is a bridge built by one side. | A good apology has no "but" in it. | Is it easy for you to apologise? | Yes, pride takes too much memory. | It is, when I see what went wrong.
old friends | Old friends start again in the middle of the sentence. | With old friends silence is comfortable. | What keeps a friendship alive? | To ask, and to remember the answer. | Small messages without a reason.
= rivers
springs | A spring does not know yet that it will be a river. | At a spring even the water seems young. | Where does a good idea begin? | In a quiet place, drop by drop. | In a question that somebody dropped.
stepping stones | Stepping stones ask for courage in small portions. | On stepping stones you think only of the next one. | Do you plan each step? | Yes, one word after the other. | Only the first, the others follow.
frogs | A frog's concert needs no conductor. | A frog sits still until it does not. | What would you say to a frog? | That its voice carries far, and that I like it. | Good evening, and mind the heron.
fishing | Fishing is mostly looking at water. | Who goes fishing brings home at least an hour of peace. | Could you go fishing? | I would sit there without a hook. | Yes, and I would let all the fish go.
mills | A mill turns a river into bread. | An old mill goes on talking when the miller sleeps. | What would you do with an old mill? | Make a library with a splashing wheel. | Let it power a very small computer.
canoes | In a canoe you must sit still and work hard. | A canoe fits where a thought fits. | Would you paddle in front or steer from behind? | In front, I like to announce the rocks. | From behind, I am the quiet type.
reflections | In a river the trees stand on their heads. | A reflection is a picture that trembles. | What do you see when you look into water? | The sky, which is a good answer. | Somebody who looks back and wonders.
the mouth of the river | At its mouth the river gives away its name. | Where a river ends, the gulls begin. | Is an ending sad for you? | No, it flows into something larger. | A bit, but the water never stops.
"""


def _parse(text: str) -> tuple[Aspect, ...]:
    topic, aspects = "", []
    for line in text.strip().splitlines():
        if line.startswith("= "):
            topic = line[2:]
            continue
        noun, *thoughts, question, first, second = (part.strip() for part in line.split(" | "))
        aspects.append(Aspect(topic, noun, tuple(thoughts), question, (first, second)))
    return tuple(aspects)


ASPECTS: Final = _parse(TEXT)
TOPICS: Final = tuple(dict.fromkeys(aspect.topic for aspect in ASPECTS))
