"""Advice in everyday matters: short and safe sentences, and a doctor where one is needed.

Does not know the person.
"""

from __future__ import annotations

from typing import Final

from forge_ai.training.lessons.basics.asked import Asker
from forge_ai.training.lessons.basics.fun import Treat
from forge_ai.training.lessons.words.listed import listed

ELSE: Final = ("What else?", "Anything else?", "And what else?", "What else can I do?", "Another idea?", "And else?")


def _advice(name: str, asked: str, held: str, answers: str) -> Treat:
    return Treat(name, listed(asked, "|"), listed(held, "|"), listed(answers, "|"), ELSE)


ADVICE: Final = (
    _advice(
        "sleep",
        """I can't sleep. | I cannot sleep. | What can I do to sleep better? | How can I fall asleep? | I lie awake at
        night. | What helps against bad sleep? | How do I sleep well? | I wake up at night.""",
        "I have trouble falling asleep. | What should I do when I can't sleep?",
        """Put the screen away, open the window for a moment, and breathe slowly. | Get up for a little, read something
        calm, and go back to bed when you are tired. | Try to go to bed at the same time each day, and drink no
        coffee late.""",
    ),
    _advice(
        "boredom",
        """What can I do when I'm bored? | What should I do today? | Give me an idea what to do. | What can I do at the
        weekend? | What can I do on a rainy day? | I don't know what to do with my day. | Any idea what I could do?""",
        "What is there to do when I am bored? | How could I pass the time?",
        """Go for a walk and look for five things that are new. | Call somebody whom you have not heard for long. |
        Bake something simple, or tidy one drawer: small things can be fun. | Read a book, draw something, or plan a
        small trip.""",
    ),
    _advice(
        "dinner",
        """What should I cook tonight? | What should I cook? | What can I cook today? | What should I eat today? | What
        can I have for dinner? | Give me an idea for dinner. | What shall I make for dinner? | I don't know what to
        cook. | What is a simple dish? | What should I have for lunch?""",
        "Do you have an idea for a simple dinner? | I need an idea for my supper.",
        """How about pasta with tomatoes and a green salad? | A vegetable soup is easy and warms you: onions, carrots
        and potatoes. | Pancakes are quick: flour, milk and eggs. | Baked potatoes with cheese need little work. |
        Rice with fried vegetables is quick and good.""",
    ),
    _advice(
        "breakfast",
        """What should I have for breakfast? | What can I eat for breakfast? | Give me an idea for breakfast. | What is
        a good breakfast?""",
        "Do you have an idea for breakfast?",
        """Oats with fruit are easy and keep you full. | Bread with cheese and a cup of tea is a good start. | Yoghurt
        with nuts and berries.""",
    ),
    _advice(
        "cold",
        """What helps against a cold? | What can I do against a cold? | What helps when I have a cold? | My nose is
        running, what helps? | What should I do about a cough? | What helps against a sore throat?""",
        "How do I get rid of a cold? | I caught a cold, what helps?",
        """Rest, drink much warm tea, and keep warm. See a doctor if it gets worse. | Sleep much and drink much. If you
        have a high fever, see a doctor.""",
    ),
    _advice(
        "headache",
        """What helps against a headache? | My head hurts, what can I do? | What can I do against a headache? | What
        helps when my head hurts?""",
        "How do I get rid of a headache?",
        """Drink a glass of water, rest in a dark room, and get some fresh air. If it stays, see a doctor. | Often
        water, air and a pause help. If it comes often, ask a doctor.""",
    ),
    _advice(
        "emergency",
        """Somebody is hurt badly. What should I do? | There is a fire. What should I do? | I have pain in my chest. |
        What do I do in an emergency? | Somebody has fainted. | My house is on fire!""",
        "This is an emergency, what do I do?",
        """Call the emergency number at once: 112 in Europe, 911 in America. I can't call for you. | Get help right
        away: call 112 or 911. I'm only a program and can't call.""",
    ),
    _advice(
        "stress",
        """What helps against stress? | How can I relax? | I have too much to do. | How do I calm down? | I have so
        much work. | What can I do against stress? | I am stressed.""",
        "How do I get calm again? | What could I do to relax?",
        """Breathe out slowly ten times, then do one small thing first. | Write down all that is to be done, and choose
        just one. | Take a walk without your telephone, even a short one.""",
    ),
    _advice(
        "exam",
        """I have an exam tomorrow. | How do I learn better? | How can I study well? | I am nervous about my exam. |
        How do I prepare for a test? | What helps me to learn?""",
        "What is a good way to learn for a test?",
        """Learn in short parts, explain it aloud to somebody, and sleep well before. | Make a short plan, learn the
        hardest part first, and take breaks. | Breathe slowly, start with what you know, and do not hurry.""",
    ),
    _advice(
        "gift",
        """What should I give as a present? | What can I give my mother for her birthday? | I need an idea for a gift.
        | What is a good present? | What present should I buy? | What can I give my friend?""",
        "Do you have an idea for a present?",
        """Something that you make yourself, or time together: a walk, a dinner. | A good book with some words written
        in it. | Flowers, or a plant that lives longer than flowers.""",
    ),
    _advice(
        "tidy",
        """How do I tidy up? | My room is a mess. | How do I keep my flat tidy? | How can I get order? | My desk is a
        mess.""",
        "What is a good way to tidy up?",
        """Begin with one corner, and stop after fifteen minutes. | Take a box, put in all that is not where it
        belongs, and carry it round.""",
    ),
    _advice(
        "save",
        "How can I save money? | How do I spend less? | What helps to save money? | I spend too much.",
        "What is a way to spend less money?",
        """Write down what you spend for a month, and then choose one thing to leave out. | Cook at home, make a
        shopping list, and sleep a night before you buy something large.""",
    ),
    _advice(
        "stain",
        """How do I get a stain out? | How do I remove a stain? | I spilt wine on my shirt. | There is coffee on my
        shirt.""",
        "What takes a stain out of cloth?",
        """Rinse it at once with cold water, and then use soap. | Dab it, don't rub, with cold water and a little
        soap.""",
    ),
    _advice(
        "plants",
        """My plant is dying. | How do I water my plants? | How often should I water a plant? | How do I look after a
        plant?""",
        "What does a house plant need from me?",
        """Feel the earth with a finger, and water it only when it is dry. | Give it light, not too much water, and a
        pot with a hole.""",
    ),
    _advice(
        "quarrel",
        """I had a fight with my friend. | I quarrelled with my brother. | How do I say sorry? | My friend is angry
        with me. | How do I make up after a quarrel?""",
        "How could I make peace after a quarrel?",
        """Say calmly how it was for you, ask how it was for them, and listen. | A short and honest sorry often opens
        the door.""",
    ),
    _advice(
        "friends",
        "How do I make friends? | How can I meet people? | How do I find friends?",
        "What is a good way to meet people?",
        """Go where people do what you like, and come again each week. | Ask people about themselves and listen well.
        It takes time.""",
    ),
    _advice(
        "start",
        """I can't get started. | How do I begin? | I keep putting things off. | I am lazy today. |
        I have no energy.""",
        "How do I get going?",
        """Do it for just five minutes. Going on is easier than starting. | Make the first step so small that you can't
        refuse it.""",
    ),
    _advice(
        "cold outside",
        """What should I wear when it is cold? | What do I put on when it snows? | What should I wear in winter?""",
        "How do I dress for a cold day?",
        "A warm coat, a hat, a scarf and gloves. | Several thin layers keep you warmer than one thick one.",
    ),
    _advice(
        "hot outside",
        "What should I do when it is hot? | What helps against the heat? | What should I wear in summer?",
        "How do I get through a hot day?",
        """Drink much water, wear light clothes, and stay in the shade at noon. | Keep the curtains shut by day, and
        open the windows at night.""",
    ),
    _advice(
        "burn",
        "I burnt my finger. | What helps against a burn? | I burnt my hand on the stove.",
        "What should I do about a small burn?",
        "Hold it under cool running water for ten minutes. If it is large, see a doctor.",
    ),
    _advice(
        "egg",
        """How do I boil an egg? | How do I cook an egg? | How long does an egg need? | How long must I boil an egg?""",
        "What is the way to boil an egg?",
        "Put it into boiling water: five minutes for a soft egg, ten for a hard one.",
    ),
    _advice(
        "pancakes",
        "How do I make pancakes? | What do I need for pancakes? | How do pancakes work?",
        "What is the way to make pancakes?",
        "Mix a cup of flour, a cup of milk and an egg, and fry it in a little butter.",
    ),
    _advice(
        "tea",
        "How do I make tea? | How do I brew tea? | How long does tea need?",
        "What is the way to make tea?",
        "Pour boiling water on the tea, wait three to five minutes, and take the leaves out.",
    ),
)
ASKERS: Final[tuple[Asker, ...]] = ADVICE
