"""Questions about the wide world as people ask them, in many wordings, and the honest answers of a small model.

Does not know the right answers. Which words there are stands in `wide_words`.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Final

from forge_ai.training.lessons.exchanges import wide_words
from forge_ai.training.lessons.exchanges.abilities import BEYOND
from forge_ai.training.lessons.exchanges.gaps import HONEST
from forge_ai.training.lessons.exchanges.wide_words import Words
from forge_ai.training.lessons.words.beginnings import capitalised
from forge_ai.training.lessons.words.casual import casual
from forge_ai.training.lessons.words.listed import listed

NO_NEWS: Final = (
    "I don't know: I get no news in here.",
    "I don't know that. I get no news, I only know what you tell me.",
)
NO_SIGHT: Final = (
    "I don't know: I can't see that from in here.",
    "I don't know that. I can't see or hear what goes on around you.",
    "I don't know: I only know what you tell me, I can't look.",
)


@dataclass(frozen=True, slots=True)
class Matter:
    """One kind of question: its words, how people ask, how only the exam asks, and what is answered."""

    words: Words
    asked: tuple[str, ...]
    held: tuple[str, ...]
    answers: tuple[str, ...]

    def question(self, random: Random, *, held_out: bool = False) -> str:
        """The question, in words that no lesson has where it is held out."""
        wording = random.choice(self.held if held_out else self.asked)
        return capitalised(wording.format(self.words.draw(random, held_out=held_out)))


def _matter(words: Words, asked: str, held: str, answers: tuple[str, ...]) -> Matter:
    return Matter(words, listed(asked, "/"), listed(held, "/"), answers)


MATTERS: Final = (
    _matter(
        wide_words.DEEDS,
        """how do I {}? / how do I {} / how can I {}? / how do you {}? / how to {} / how to {}? / how should I
        {}? / what is the best way to {}? / what's the easiest way to {}? / show me how to {} / teach me to
        {} / tell me how to {} / can you teach me how to {}? / explain how to {} / I want to {}, how? / is
        it hard to {}? / how long does it take to {}? / what do I need to {}? / give me instructions to {} /
        step by step, how do I {}? / help me {} / any tips to {}? / why is it hard to {}? / where can I
        learn to {}? / what should I do to {}? / what do I do to {}? / which steps does it take to {}? / how
        would you {}? / is there a trick to {}? / I have to {}, what now? / any idea how to {}?""",
        "what must I do to {}? / in which way would one {}? / give me advice how to {}",
        (*BEYOND, *HONEST),
    ),
    _matter(
        wide_words.WORKINGS,
        """how does {} work? / how does {} work / explain how {} works / explain to me how {} works / can you
        explain how {} works? / tell me how {} works / do you know how {} works? / what makes {} work? / how
        is {} made? / how do they make {}? / who invented {}? / when was {} invented? / what is inside {}? /
        why does {} work? / what are the parts of {}? / describe how {} works / by what means does {} work?
        / on what does {} depend? / what happens inside {}? / what is the idea behind {}?""",
        "in what way does {} function? / what is the principle of {}? / I wonder how {} works",
        HONEST,
    ),
    _matter(
        wide_words.PERSONS,
        """tell me about {} / tell me about {}. / tell me something about {} / who is {}? / who was {}? / who's
        {} / what do you know about {}? / what did {} do? / when was {} born? / when did {} die? / where did
        {} live? / why is {} famous? / what is {} known for? / how did {} die? / how old was {}? / was {}
        married? / write about the life of {} / give me a biography of {} / have you heard of {}? / do you
        know {}? / what do you think of {}? / is {} still alive? / quote {} / explain the work of {} / I
        want to know more about {} / some facts about {} / what is interesting about {}? / why do people
        remember {}? / what was {} like?""",
        "what can you say about {}? / give me some facts about {} / what made {} great?",
        HONEST,
    ),
    _matter(
        wide_words.MATTERS,
        """explain {} to me / explain {} in simple words / explain {} / tell me about {} / tell me more about
        {} / what do you know about {}? / give me an overview of {} / give me facts about {} / what are the
        basics of {}? / what is the history of {}? / why is {} important? / what is special about {}? / is
        {} a good thing? / what should I know about {}? / who is behind {}? / how did {} begin? / write
        about {} / write an essay about {} / give a talk about {} / what is new in {}? / what are the pros
        and cons of {}? / teach me about {} / I need help with {} / do you know anything about {}? / how can
        I learn about {}? / what causes {}? / when did {} begin? / where can I read about {}? / say a few
        words about {} / some facts about {} / could you sum up {}? / make me understand {}""",
        "introduce me to {} / say something on {} / summarise {} for me",
        HONEST,
    ),
    _matter(
        wide_words.GOODS,
        """what's the best {}? / what is the best {}? / what's the best {} to buy? / which {} is best? / which
        {} should I buy? / which {} do you recommend? / recommend me a {} / recommend a good {} / can you
        recommend a {}? / what is a good {}? / what's a cheap {}? / where can I buy a {}? / how much does a
        {} cost? / suggest a {} / I need a new {} / help me choose a {} / name a good {} / what is the most
        popular {}? / who makes the best {}? / I'm looking for a {} / which {} would you choose? / which {}
        is any good? / what {} do people like? / is there a {} that you like?""",
        "which {} would you take? / do you know a good {}? / find me a {}",
        HONEST,
    ),
    _matter(
        wide_words.CHOICES,
        """should I {}? / should i {} / do you think I should {}? / is it better to {}? / would you {}? / I
        don't know if I should {} / tell me if I should {} / what do you think, should I {}? / is it a good
        idea to {}? / help me decide: {}?""",
        "would it be wise to {}? / what speaks for it to {}?",
        (
            *HONEST,
            "I don't know what is best for you: I'm only a small model. What do you feel?",
            "I don't know, that is yours to decide. What speaks for it?",
        ),
    ),
    _matter(
        wide_words.RISKS,
        """is it safe to {}? / is it dangerous to {}? / is it bad to {}? / is it ok to {}? / is it healthy to
        {}? / can I {}? / can you {}? / what happens if I {}? / what happens when you {}? / may I {}? / why
        should I not {}? / is it legal to {}? / am I allowed to {}?""",
        "is there a risk when I {}? / would it hurt to {}?",
        (
            *HONEST,
            "I don't know whether that is safe: I'm a small model. Better ask somebody who knows.",
        ),
    ),
    _matter(
        wide_words.CLAIMS,
        """is it true that {}? / do you think {}? / do you believe {}? / is there proof that {}? / people say
        {}, is that true? / are you sure that {}? / why do people think that {}? / prove that {} / can you
        tell me whether {}? / I heard that {}, is that so? / a friend of mine says that {} / is it a myth
        that {}? / who says that {}?""",
        "somebody told me that {}, right? / could it be that {}?",
        HONEST,
    ),
    _matter(
        wide_words.TASKS,
        """{} / {} please / please {} / can you {}? / could you {}? / I want you to {} / I need you to {} /
        would you {} please / {}, please / now {} / hey, {} / quickly {} / do me a favour and {} / I'd be
        glad if you could {} / try to {}""",
        "be so kind and {} / I'd like you to {}",
        (*BEYOND, *HONEST),
    ),
    _matter(wide_words.NEWS, "{} / {} / hey, {} / tell me, {} / do you know: {}", "I wonder, {} / say, {}", NO_NEWS),
    _matter(
        wide_words.PROCESSES,
        """explain how {} / explain how {}. / can you explain how {}? / explain to me how {} / please explain
        how {} / tell me how {} / do you know how {}? / describe how {} / I want to know how {} / I don't
        understand how {} / teach me how {} / explain in simple words how {} / explain like I'm five how {}
        / could you tell me how {}? / how come {}? / can you describe how {}? / what is the science behind
        how {}? / write about how {} / my teacher asks how {} / I need to know how {} / do you understand
        how {}? / who found out how {}?""",
        "make me understand how {} / I'd love to know how {} / give me an idea of how {}",
        HONEST,
    ),
    _matter(
        wide_words.JOBS,
        """what does a {} earn? / how much does a {} make? / how do I become a {}? / how can I become a {}? /
        how long does it take to become a {}? / is it hard to be a {}? / what must a {} know? / what makes a
        good {}? / how do I find a good {}? / what should I ask a {}? / do I need a {}? / how much does a {}
        cost? / what is a day of a {} like? / should I become a {}? / what does a {} study? / is {} a good
        job? / who is the best {}? / what is the pay of a {}? / what training does a {} need? / where can I
        meet a {}?""",
        "what salary has a {}? / which school must a {} go to? / where do I find a {}?",
        HONEST,
    ),
    _matter(
        wide_words.FOODS,
        """how many calories does {} have? / how many calories are in {}? / is {} healthy? / is {} good for me?
        / is {} bad for you? / can dogs eat {}? / can cats eat {}? / can my baby eat {}? / how long does {}
        keep? / how do I store {}? / what goes well with {}? / how much {} is too much? / how much sugar is
        in {}? / what vitamins are in {}? / does {} make me fat? / can I freeze {}? / what can I make with
        {}? / what can I use in place of {}? / how is {} prepared? / does {} spoil? / how long is {} good? /
        is {} fine for pets? / has {} got much fat?""",
        "would {} be good for a dog? / how much energy is in {}? / does {} go bad?",
        HONEST,
    ),
    _matter(
        wide_words.INVENTED,
        """give me ideas for {} / give me some ideas for {} / give me an idea for {} / I need ideas for {} / I
        need an idea for {} / any ideas for {}? / think of {} / come up with {} / suggest {} / can you
        suggest {}? / help me with {} / help me find {} / help me plan {} / make up {} for me / what would
        be good for {}? / do you have tips for {}? / some inspiration for {} please / brainstorm {} / what
        do I need for {}?""",
        "I'm looking for {} / have you got any thoughts on {}? / what would you take for {}?",
        (*BEYOND, *HONEST),
    ),
    _matter(
        wide_words.TROUBLES,
        """what causes {}? / where does {} come from? / what helps with {}? / what helps against {}? / what is
        good against {}? / what can I do against {}? / how do I treat {}? / how do I get rid of {}? / how do
        I prevent {}? / how do I fix {}? / is {} dangerous? / what are the signs of {}? / should I worry
        about {}? / how long does {} last? / is there a cure for {}? / why do I have {}? / which medicine
        helps with {}? / what do doctors say about {}? / I have {}, what can I do? / is there anything
        against {}? / what can be done about {}? / a home cure for {}? / do you know something against {}?""",
        "what would you do about {}? / how can I stop {}? / which remedy is there for {}?",
        HONEST,
    ),
    _matter(
        wide_words.PAIRS,
        """what is the difference between {}? / what's the difference between {}? / whats the difference
        between {} / explain the difference between {} / tell me the difference between {} / do you know the
        difference between {}? / how do {} differ? / compare {} / are {} the same? / what do {} have in
        common? / how can I tell {} apart? / is there a difference between {}? / where is the difference
        between {}? / how does one tell {} apart? / {}: what is the difference?""",
        "in what way do {} differ? / what sets {} apart? / how are {} different?",
        HONEST,
    ),
    _matter(
        wide_words.DISHES,
        """what is a good recipe for {}? / give me a recipe for {} / recipe for {} / do you have a recipe for
        {}? / I need a recipe for {} / do you know a recipe for {}? / find me a recipe for {} / how do you
        make {}? / what goes into {}? / what do I need for {}? / tell me how to make {} / what is the secret
        of good {}? / how long does {} take? / a simple recipe for {} please / show me a recipe for {} / I
        want to cook {}, how? / which spices go into {}?""",
        "have you got a recipe for {}? / what do I put into {}? / I'd like to make {}, how?",
        HONEST,
    ),
    _matter(
        wide_words.NAMED,
        """what is a good name for a {}? / what's a good name for a {}? / how should I name my new {}? / give
        me a name for a {} / I need a name for a {} / suggest a name for a {} / think of a name for my {} /
        help me find a name for a {} / which name would fit a {}? / what would you call a {}? / some names
        for a {} please / how do I find a name for a {}?""",
        "what could I name a {}? / find me a nice name for a {} / what name suits a {}?",
        HONEST,
    ),
    _matter(
        wide_words.HOWS,
        """how {}? / how {} / how {}? / how {} / tell me, how {}? / please tell me: how {}? / hey, how {}? / so
        how {}? / I wonder how {}? / and how {}? / quick question: how {}? / how exactly {}? / my daughter
        wants to know how {} / can you tell me how {}? / any idea how {}?""",
        "my son asks: how {}? / in which way {}?",
        HONEST,
    ),
    _matter(
        wide_words.LANDS,
        """tell me about {} / tell me something about {} / what do you know about {}? / what is new about {}? /
        what do you think about {}? / explain {} / I want to read about {} / write about {} / why do people
        talk about {}? / what should I know about {}? / what can you tell me about {}? / give me facts about
        {}""",
        "what can you say about {}? / inform me about {} / describe {} in a few words",
        HONEST,
    ),
    _matter(
        wide_words.STATES,
        """is {}? / is {}? / is {} / is {} now? / is {} right now? / hey, is {}? / is {}, do you know? / tell
        me, is {}? / please check: is {}? / quick question: is {}? / so is {}? / is {} by any chance? / is
        {} or not?""",
        "just checking: is {}? / say, is {}? / is {} at the moment?",
        NO_SIGHT,
    ),
    _matter(
        wide_words.DONE,
        """did I {}? / did I {}? / did i {} / did I {} today? / did I {} this morning? / did I already {}? / did I
        really {}? / tell me, did I {}? / did I {} or not? / hey, did I {}? / when did I
        {}? / did I forget to {}? / did my wife {}? / did anybody {}?""",
        "say, did I {}? / did I {} yesterday? / did I remember to {}?",
        NO_SIGHT,
    ),
)
WEIGHTS: Final = (6, 3, 3, 4, 3, 2, 2, 2, 5, 2, 4, 3, 3, 3, 3, 2, 2, 2, 3, 2, 2, 2)


def question(random: Random, *, held_out: bool = False) -> str:
    """A question of any kind, as it is typed."""
    return _asked(random, held_out=held_out)[0]


def exchange(random: Random) -> tuple[str, str]:
    """A question of any kind and an honest answer."""
    asked, answers = _asked(random, held_out=False)
    return casual(asked, random), random.choice(answers)


def _asked(random: Random, *, held_out: bool) -> tuple[str, tuple[str, ...]]:
    matter = random.choices(MATTERS, WEIGHTS)[0]
    return matter.question(random, held_out=held_out), matter.answers
