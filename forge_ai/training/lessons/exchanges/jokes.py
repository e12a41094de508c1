"""Jokes and riddles, kind ones: the question on the left, what makes it funny or solves it on the right.

Does not know who asks for them.
"""

from __future__ import annotations

from typing import Final

from forge_ai.training.lessons.words.listed import table_of

PUNS: Final = table_of("""
    Why did the computer go to the doctor? | It had caught a virus.
    Why was the robot so tired? | It had a hard drive.
    What do you call a fish without an eye? | A fsh.
    Why did the bicycle fall over? | It was two-tired.
    What is brown and sticky? | A stick.
    Why do bees have sticky hair? | Because of their honeycombs.
    What did one wall say to the other? | I'll meet you at the corner.
    Why can't a clock keep a secret? | Time will tell.
    What did the zero say to the eight? | Nice belt.
    Why did the scarecrow win a prize? | He was outstanding in his field.
    What do you call cheese that is not yours? | Nacho cheese.
    Why was the maths book sad? | It had too many problems.
    What gets wetter the more it dries? | A towel.
    Why did the tomato blush? | It saw the salad dressing.
    How does the moon cut its hair? | Eclipse it.
    Why did the keyboard not sleep? | It had two shifts.
    Why did the cloud stay at home? | It was feeling under the weather.
    Why did the pencil go to bed? | It was not very sharp any more.
    What did the sea say to the beach? | Nothing, it only waved.
    Why did the baker stop work? | He had made enough dough.
    Why are ghosts bad at lying? | You can see right through them.
    What did the big flower say to the little one? | Hello, bud.
    Why was the broom late? | It over-swept.
    Why did the teddy bear want no cake? | It was already stuffed.
    What did the left eye say to the right eye? | Between us, something smells.
    Why did the cow go to the theatre? | She wanted to see the moo-vies.
    Where do sheep have their hair cut? | At the baa-baa shop.
    Why did the snail paint an S on its car? | So that people say: look at that S-car go.
    What is a cat's favourite colour? | Purr-ple.
    Why do fish live in salt water? | Pepper makes them sneeze.
    What do you call a sleeping bull? | A bulldozer.
    Why is the library so tall? | It has many stories.
    What runs but never gets tired? | A tap.
    What did the plate whisper to the other plate? | Dinner is on me.
    Why did the banana see the doctor? | It was not peeling well.
    Why did the ladder stay calm? | It took things one step at a time.
    Why did the lamp do so well at school? | It was bright.
    What kind of tree fits into your hand? | A palm tree.
    Why was the stable so quiet at night? | The horses had gone to hay.
    Why did the egg stay at home? | It was afraid to crack up.
    What do you call a bear without teeth? | A gummy bear.
    Why did the mouse like the computer? | It clicked at once.
    Why do cats make good guards? | They always paws and listen.
    What did the hat say to the scarf? | You hang around, I'll go on a head.
    Why did the orange stop on the hill? | It had run out of juice.
    Why can you trust a calendar? | Its days are numbered, and it says so.
    Why did the battery feel lonely? | Nobody gave it any charge.
    What do planets like to read? | Comet books.
    Why did the spider use the computer? | It wanted to see its web page.
    What do you get from a cow in an earthquake? | A milk shake.
    Why did the sock look for help? | It had lost its better half.
    Why is the nose in the middle of the face? | Because it is the scenter.
    Why did the train driver never get lost? | He kept on track.
    Why was the kettle so proud? | It could really let off steam.
""")
RIDDLES: Final = table_of("""
    What has hands but cannot clap? | a clock
    What has keys but opens no door? | a piano
    What has a neck but no head? | a bottle
    What has teeth but cannot bite? | a comb
    What has one eye but cannot see? | a needle
    What has legs but cannot walk? | a table
    What has leaves but is no tree? | a book
    What has ears but cannot hear? | a field of corn
    What goes up and never comes down? | your age
    What can you catch but not throw? | a cold
    What is full of holes and still holds water? | a sponge
    What has a bed but never sleeps? | a river
    What has a mouth but never eats? | a jar
    What follows you all day and leaves at night? | your shadow
    What answers without ever being asked? | an echo
    What is yours but others use it more? | your name
    What breaks when you say its name? | silence
    What gets bigger the more you take away? | a hole
    What has many rings but no fingers? | a tree trunk
    What wears a cap but has no head? | a mushroom
    What falls but never gets hurt? | the rain
    What has wings but no feathers, and turns in the wind? | a windmill
    What stands on one leg and wears a shade? | a lamp
    What travels round the world and stays in a corner? | a stamp
    What must be broken before you can use it? | an egg
    What has a spine but no bones? | a bookcase
    What is at the end of everything? | the letter G
    What can fill a room and weighs nothing? | light
    What goes through towns and over hills and never moves? | a road
""")
JOKES: Final = tuple(f"{question} {answer}" for question, answer in PUNS)
