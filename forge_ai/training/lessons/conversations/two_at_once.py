"""Two or three questions in one message, and an answer to each, in their order.

Does not know the questions: they are those of other lessons.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import Final

from forge_ai.training.lessons.assistant import identity
from forge_ai.training.lessons.assistant.prompt import system_prompt
from forge_ai.training.lessons.basics.asked import Asked, Asker
from forge_ai.training.lessons.conversations.everyday_knowledge import ask, some_asker
from forge_ai.training.lessons.conversations.recall import remembered_lines, some_persona
from forge_ai.training.lessons.conversations.talk import Talk
from forge_ai.training.lessons.exchanges import abilities, howto, small_talk, wide_world
from forge_ai.training.lessons.exchanges.follow_ups import further
from forge_ai.training.lessons.facts.fact import BY_KEY, Fact, absent_fact, distinct_facts, fact_about, fits
from forge_ai.training.lessons.facts.owners import ME
from forge_ai.training.lessons.words.beginnings import capitalised, small
from forge_ai.training.lessons.words.casual import casual

Exchange = tuple[str, str]
LONGEST_ANSWER: Final = 120  # characters of one answer
LONGEST_QUESTION: Final = 90
NEAR: Final = 0.8
TRIES: Final = 20
JOINTS: Final = (
    *(" ", " ", " ", " And ", " and ", " and ", " and ", " and ", ", and ", ", and ", " Also, ", " also ", "\n"),
    *(" And also: ", " and also ", " & "),
    *(" One more thing: ", " And another question: ", " Oh, and ", " Then: ", " plus, ", " And then, "),
    *(" I also want to know: ", " Next question: ", " Another thing: ", " Secondly: ", " By the way, ", " Moreover: "),
)
JOINTS_HELD: Final = (" Besides: ", " My second question: ", " Apart from that, ")
SMALL: Final = (
    *("What ", "What's ", "Which ", "How ", "Is ", "Tell ", "Can ", "Who ", "Where ", "Why ", "When ", "Do ", "Name "),
    *("Spell ", "In which ", "Could ", "Are ", "Does ", "Remind ", "Have ", "Should ", "Would "),
)
"""Beginnings of questions that may stand in the middle of a sentence."""
WELL: Final = (
    ("How are you?", "I'm well, thank you."),
    ("how are you?", "I'm fine, thank you."),
    ("Hi, how are you?", "I'm well, thank you."),
    ("Hello! How are you?", "I'm fine, thank you."),
    ("How are you today?", "I'm well, thank you."),
)
NAMES_OF: Final = ("What are {} and {} called?", "What are the names of {} and {}?", "How are {} and {} called?")
WITH_NAMES: Final = ("called", "person")
TOGETHER: Final = (
    (("son", "daughter"), ("kids", "children")),
    (("brother", "sister"), ("siblings",)),
    (("mother", "father"), ("parents",)),
    (("grandmother", "grandfather"), ("grandparents",)),
    (("dog", "cat", "rabbit", "hamster", "horse"), ("pets", "animals")),
)
NO_SECOND: Final = re.compile(r"(plus|minus|times|divided|multiplied|else|another|more)\b|[-+*/x:]", re.IGNORECASE)
"""How a question goes on that reckons with the answer before, or wants another one: it names no second thing."""
OF_MANY: Final = (
    *("What are my {} called?", "What are the names of my {}?", "How are my {} called?", "Who are my {}?"),
    *("Do you know what my {} are called?", "Tell me the names of my {}."),
)


def conversation(random: Random) -> tuple[str, list[Exchange]]:
    """A whole conversation: the system prompt (may be empty) and the exchanges."""
    talk = Talk(random, some_persona(random))
    facts = distinct_facts(random, random.choice((0, 2, 3, 4, 5)), near=NEAR)
    told = [] if random.random() < 0.5 else facts[:3]
    block = facts[len(told) :]
    talk.know(block)
    for fact in told:
        talk.tell([fact])
    for _ in range(random.randint(3, 6)):
        random.choices(tuple(TURNS), tuple(TURNS.values()))[0](talk)
    if not talk.turns:
        _two(talk)
    return system_prompt(random, talk.persona, remembered_lines(random, block)), talk.turns


def joined(random: Random, first: str, second: str, joints: tuple[str, ...] = JOINTS) -> str:
    """Both questions as one message."""
    joint = random.choice(joints)
    if second.startswith(SMALL) and joint.strip() and not joint.endswith((": ", "\n")):
        second = small(second)
    if joint in (" and ", ", and ", " plus, ", " also ", " and also ", " & "):
        return f"{first.rstrip('?. ')}{joint}{second}"
    marked = first if first[-1] in ".?!" or joint == "\n" else f"{first}?"
    return f"{marked}{joint}{second}"


def _two(talk: Talk) -> None:
    """Two questions of any kinds."""
    random = talk.random
    first = random.choice(WELL) if random.random() < 0.06 else _part(talk)
    _both(talk, [first, _part(talk)])


def _three(talk: Talk) -> None:
    _both(talk, [_part(talk) for _ in range(3)])


def _one(talk: Talk) -> None:
    """A single question, which has a single answer."""
    talk.say(*_part(talk))


def _both(talk: Talk, parts: list[Exchange]) -> None:
    said, *more = [question for question, _ in parts]
    for question in more:
        said = joined(talk.random, said, question)
    talk.say(casual(said, talk.random), answered([answer for _, answer in parts]))


def answered(answers: list[str]) -> str:
    """The answers one after the other; who knows nothing of two matters says so once."""
    kept: list[str] = []
    for answer in answers:
        if answer not in kept and not ("don't know that" in answer and any("don't know that" in one for one in kept)):
            kept.append(answer)
    return " ".join(kept)


def _two_of_a_kind(talk: Talk) -> None:
    """Two things of one kind under one question: the capital of Norway and of Spain, my cat and my dog."""
    pair = _alike(talk) if talk.facts and talk.random.random() < 0.6 else _followed(talk.random)
    if pair:
        talk.say(casual(pair[0], talk.random), pair[1])


def _two_alike(talk: Talk) -> None:
    """Two questions of one kind, both in full: where my sister lives, and where my brother lives."""
    first, second = _alike_in_full(talk)
    if first[0] != second[0] and first[1] != second[1]:
        _both(talk, [first, second])


def _alike_in_full(talk: Talk) -> tuple[Exchange, Exchange]:
    random = talk.random
    chance = random.random()
    if talk.facts and chance < 0.4:
        first = random.choice(talk.facts)
        alike = [one for one in talk.facts if one.relation.family == first.relation.family and one.key != first.key]
        second = random.choice(alike) if alike else random.choice(talk.facts)
        return _asked(random, first), _asked(random, second)
    if chance < 0.75:
        asker = some_asker(random)
        return _brief_one(random, asker), _brief_one(random, asker)
    if chance < 0.87:
        return howto.exchange(random), howto.exchange(random)
    return identity.exchange(random, talk.persona), identity.exchange(random, talk.persona)


def _asked(random: Random, fact: Fact) -> Exchange:
    return fact.asked_otherwise(random) or fact.checked(random), fact.answer


def _brief_one(random: Random, asker: Asker) -> Exchange:
    """A question of that kind; of any, where this kind has long answers."""
    for _ in range(TRIES):
        asked = asker(random)
        if _brief(asked):
            return asked.question, asked.answer
    return _of_the_world(random)


def _alike(talk: Talk) -> Exchange | None:
    random = talk.random
    first = random.choice(talk.facts)
    alike = [one for one in talk.facts if one.relation.family == first.relation.family and one.key != first.key]
    second = random.choice(alike) if alike and random.random() < 0.8 else _absent_beside(random, talk.facts, first)
    if second is None or not first.relation.ask:
        return None
    answers = f"{first.answer} {second.answer if second in alike else second.ignorance}"
    names = [one.relation.short.format(**one.owner.told) for one in (first, second)]
    if not all(names):
        return None
    if second in alike and first.relation.reverse and second.relation.reverse and random.random() < 0.25:
        return _who(first, second)
    if first.relation.family in WITH_NAMES and random.random() < 0.5:
        return random.choice(NAMES_OF).format(*names), answers
    asked = first.asked(random).rstrip("?.")
    return f"{asked} and {names[1]}?", answers


def _of_a_group(talk: Talk) -> None:
    """Two who were told one by one, asked for in one word: my son and my daughter, and then my kids."""
    random = talk.random
    keys, words = random.choice(TOGETHER)
    first, second = (fact_about(random, BY_KEY[key], ME) for key in random.sample(keys, 2))
    others = [fact for fact in talk.facts if fact.relation.key in (*keys, *words)]
    if others or not fits(first, talk.facts) or not fits(second, [*talk.facts, first]):
        return
    talk.tell([first, second])
    asked = random.choice(OF_MANY).format(random.choice(words))
    talk.say(casual(asked, random), f"{first.answer} {second.answer}")


def _who(first: Fact, second: Fact) -> Exchange:
    """Two names, and whose they are."""
    clauses = [one.relation.reverse.format(v=one.value, **one.owner.answered) for one in (first, second)]
    answers = " ".join(f"{capitalised(clause)}." for clause in clauses)
    return f"Who is {first.value} and who is {second.value}?", answers


def _absent_beside(random: Random, facts: list[Fact], first: Fact) -> Fact | None:
    for _ in range(TRIES):
        other = absent_fact(random, [first])
        if other.relation.family == first.relation.family and fits(other, facts):
            return other
    return None


def _followed(random: Random) -> Exchange | None:
    """A question of everyday knowledge with a second thing of its kind in the same sentence."""
    for _ in range(TRIES):
        asked = some_asker(random)(random)
        after = asked.then(random) if asked.then else None
        short = after and further(after.question)
        if (
            after
            and short
            and asked.question.endswith("?")
            and _brief(asked)
            and _brief(after)
            and not NO_SECOND.match(short)
        ):
            return f"{asked.question[:-1].rstrip(' =')} and {short}?", answered([asked.answer, after.answer])
    return None


def _brief(asked: Asked) -> bool:
    return len(asked.answer) <= LONGEST_ANSWER and len(asked.question) <= LONGEST_QUESTION and "\n" not in asked.answer


def _tell_and_ask(talk: Talk) -> None:
    """The person tells something and asks something else in the same breath."""
    random = talk.random
    fact = absent_fact(random, talk.facts)
    if fact.owner.kind == "place" or not fits(fact, talk.facts):
        return
    question, answer = _of_the_world(random)
    told = fact.told(random)
    told = told if told[-1] in ".!?" else f"{told}."
    talk.know([fact])
    talk.say(f"{told} {question}", f"{fact.thanked(random)} {answer}")


def _part(talk: Talk) -> Exchange:
    """A question with its answer: about what is known, what is not, the world, or the assistant."""
    random = talk.random
    chance = random.random()
    fact = talk.next_unasked() if chance < 0.5 else None
    if fact is not None:
        return _asked(random, fact)
    if talk.facts and chance < 0.6:
        missed = absent_fact(random, talk.facts)
        question = missed.asked(random)
        if question and fits(missed, talk.facts):
            return question, missed.ignorance
    return _of_the_world(random) if chance < 0.85 else _of_the_assistant(talk)


def _of_the_world(random: Random) -> Exchange:
    while True:
        asked = ask(random)
        if _brief(asked):
            return asked.question, asked.answer


def _of_the_assistant(talk: Talk) -> Exchange:
    random = talk.random
    sources: tuple[Callable[[], Exchange], ...] = (
        lambda: identity.exchange(random, talk.persona),
        lambda: howto.exchange(random),
        lambda: wide_world.exchange(random),
        lambda: abilities.time_or_weather(random),
        lambda: small_talk.occasion(random, "joke"),
    )
    while True:
        question, answer = random.choice(sources)()
        if len(answer) <= LONGEST_ANSWER and len(question) <= LONGEST_QUESTION:
            return question, answer


TURNS: Final[dict[Callable[[Talk], None], float]] = {
    _two: 40,
    _two_alike: 20,
    _two_of_a_kind: 18,
    _of_a_group: 4,
    _one: 14,
    _three: 6,
    _tell_and_ask: 10,
}
