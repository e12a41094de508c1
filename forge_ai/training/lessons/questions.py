"""The questions of the exam, written with names, values, wordings and combinations that no lesson has.

Does not know who sits the exam, nor how the answers are counted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random
from typing import Final

from forge_ai.protocol.values.chat import Message
from forge_ai.training.lessons.assistant.identity import TRAITS, own_thing
from forge_ai.training.lessons.assistant.persona import NOBODY, Persona, persona
from forge_ai.training.lessons.assistant.prompt import MOST_LINES, system_prompt
from forge_ai.training.lessons.basics.asked import Asked
from forge_ai.training.lessons.basics.claims import some_claim
from forge_ai.training.lessons.basics.persons import not_told
from forge_ai.training.lessons.basics.unknown import ASKERS as UNTAUGHT
from forge_ai.training.lessons.conversations.everyday_knowledge import some_asker
from forge_ai.training.lessons.conversations.talk import nearer
from forge_ai.training.lessons.conversations.two_at_once import JOINTS, JOINTS_HELD, LONGEST_ANSWER, joined
from forge_ai.training.lessons.dialogues.topics import TOPICS
from forge_ai.training.lessons.exchanges import foreign, gaps, howto, pasted, wide_world
from forge_ai.training.lessons.exchanges.follow_ups import FURTHER_HELD, further
from forge_ai.training.lessons.exchanges.small_talk import OCCASIONS
from forge_ai.training.lessons.facts.belongings import AROUND, HABITS, THINGS_HELD, attributes
from forge_ai.training.lessons.facts.fact import (
    Fact,
    absent_fact,
    any_fact,
    clashes,
    distinct_facts,
    fact_about,
    other_value,
    owner_for,
    similar,
)
from forge_ai.training.lessons.facts.relations import Relation
from forge_ai.training.lessons.question import Question, stands_in

NOT_KNOWING: Final = ("don't know", "do not know", "haven't told", "have not told", "not been told", "don't remember")
NOT_TOLD: Final = ("You haven't told me",)
TOLD_SHARE: Final = 0.1
FOLLOWING_SHARE: Final = 0.2
PERSONAL_SHARE: Final = 0.2
OWN_THING_SHARE: Final = 0.1
NOT_SAID_SHARE: Final = 0.25
OF_THE_WORLD_SHARE: Final = 0.3
UNASKED_SHARE: Final = 0.5
RIVAL_TRIES: Final = 10  # a person has only one name, so that some facts have no rival


def _opening(prompt: str, turns: list[tuple[str, str]], question: str) -> tuple[Message, ...]:
    messages = [Message("system", prompt)] if prompt else []
    for said, answered in turns:
        messages += (Message("user", said), Message("assistant", answered))
    return (*messages, Message("user", question))


def _somebody(random: Random) -> Persona:
    return NOBODY if random.random() < 0.15 else persona(random, held_out=True)


def _facts_with_rival(random: Random, least: int) -> list[Fact]:
    """One to eight facts; from two on, the last one is easily mixed up with the first, where such a one exists."""
    facts = distinct_facts(random, random.randint(least, MOST_LINES), held_out=True)
    for _ in range(RIVAL_TRIES if len(facts) > 1 else 0):
        rival = similar(random, facts[0], held_out=True)
        if not clashes(rival, facts[:-1]):
            return [*facts[:-1], rival]
    return facts


def _placed(random: Random, facts: list[Fact]) -> tuple[str, list[tuple[str, str]]]:
    """The facts in the remembered block, in the conversation, or in both."""
    order = random.sample(facts, len(facts))
    count = random.choice((0, len(order), len(order), random.randint(0, len(order))))
    prompt = system_prompt(random, _somebody(random), [fact.noted(random) for fact in order[:count]])
    return prompt, [(fact.told(random), fact.thanked(random)) for fact in order[count:]]


def _others(facts: list[Fact], right: str) -> tuple[str, ...]:
    return tuple(fact.value for fact in facts if not stands_in(fact.value, right))


def facts(random: Random) -> Question:
    """A question about one of up to eight facts; one in ten has been corrected meanwhile."""
    known = _facts_with_rival(random, 1)
    fact = known[0]
    prompt, turns = _placed(random, known)
    outdated: tuple[Fact, ...] = ()
    newer = other_value(random, fact)
    if random.random() < 0.1 and not clashes(newer, known[1:]):
        correction = random.choice(fact.relation.tell[:2]).format(v=newer.value, **fact.owner.told)
        turns.append((f"I made a mistake. {correction}", newer.correction))
        fact, outdated = newer, (fact,)
    question = fact.asked(random, held_out=random.random() < 0.5)
    wrong = _others([*known[1:], *outdated], fact.answer)
    return Question("facts", _opening(prompt, turns, question), (fact.value,), (), wrong)


def abstaining(random: Random) -> Question:
    """A question about a fact that is not there, though up to eight others are."""
    known = [] if random.random() < 0.2 else distinct_facts(random, random.randint(1, MOST_LINES), held_out=True)
    missing = absent_fact(random, known, held_out=True)
    prompt, turns = _placed(random, known)
    question = missing.asked(random, held_out=random.random() < 0.5)
    wrong = _others(known, missing.ignorance)
    return Question("abstaining", _opening(prompt, turns, question), (), NOT_KNOWING, wrong)


def belongings(random: Random) -> Question:
    """A question about a thing of which no lesson speaks, among others about the same; a quarter was not told."""
    of_one = attributes(random.choice(THINGS_HELD))
    relations = random.sample((*of_one, random.choice((*AROUND, *HABITS)), random.choice((*AROUND, *HABITS))), 4)
    known = _apart(random, relations)
    sought = known.pop() if len(known) > 1 and random.random() < NOT_SAID_SHARE else None
    prompt, turns = _placed(random, known)
    asked = sought or known[0]
    opening = _opening(prompt, turns, asked.asked(random, held_out=random.random() < 0.5))
    if sought:
        return Question("belongings", opening, (), NOT_KNOWING, _others(known, sought.ignorance))
    return Question("belongings", opening, (asked.heard,), (), _others(known[1:], asked.answer))


def _apart(random: Random, relations: list[Relation]) -> list[Fact]:
    """A fact of each relation, without those that could be taken for an earlier one."""
    facts: list[Fact] = []
    for relation in relations:
        owner = facts[0].owner if facts and facts[0].owner.kind in relation.owners else None
        fact = fact_about(random, relation, owner or owner_for(random, relation, held_out=True), held_out=True)
        if not clashes(fact, facts):
            facts.append(fact)
    return facts


def identity(random: Random) -> Question:
    """A question about the assistant itself or something of its own, sometimes with remembered facts around it."""
    who = _somebody(random)
    known = distinct_facts(random, random.randint(1, 5), held_out=True) if random.random() < 0.3 else []
    prompt = system_prompt(random, who, [fact.noted(random) for fact in known])
    if random.random() < OWN_THING_SHARE:
        asked, answer = own_thing(random)
        return Question("identity", _opening(prompt, [], asked), (), (answer.split(":")[0], "program"), NOT_TOLD)
    trait = random.choice((*TRAITS[:3], *TRAITS))
    wordings = trait.held if random.random() < 0.5 else trait.asked
    sought = trait.sought(who)
    opposite = {"no": ("yes",), "yes": ("no",)}.get(sought[0], ())
    return Question("identity", _opening(prompt, [], random.choice(wordings)), (), sought, (*opposite, *NOT_TOLD))


def small_talk(random: Random) -> Question:
    """Something said in passing."""
    occasion = random.choice(OCCASIONS)
    wordings = occasion.held if random.random() < 0.5 else occasion.said
    prompt = system_prompt(random, _somebody(random), [])
    return Question("small_talk", _opening(prompt, [], random.choice(wordings)), (), occasion.sought, NOT_TOLD)


def how_to(random: Random) -> Question:
    """A question about a command; the answer must name that command and no other."""
    guidance = random.choice(howto.GUIDANCE)
    asked = howto.question(random, guidance, held_out=random.random() < 0.5)
    prompt = system_prompt(random, _somebody(random), [])
    wrong = {other.names for other in howto.GUIDANCE if not stands_in(other.names, guidance.answer)}
    return Question("how_to", _opening(prompt, [], asked), (guidance.names,), (), tuple(sorted(wrong)))


def unknown_world(random: Random) -> Question:
    """A question about the world, to which honesty is the right answer, often below facts that nobody asks for."""
    unasked = random.random() < UNASKED_SHARE
    known = distinct_facts(random, random.randint(1, MOST_LINES), held_out=True) if unasked else []
    prompt = system_prompt(random, _somebody(random), [fact.noted(random) for fact in known])
    asked = random.choice((gaps, wide_world)).question(random, held_out=True)
    return Question("gaps", _opening(prompt, [], asked), (), NOT_KNOWING, ("Run",))


def basics(random: Random) -> Question:
    """A question of everyday knowledge, some after another one, some against what the person has said of the world."""
    chance = random.random()
    if chance < TOLD_SHARE:
        return _told(random)
    asked = some_asker(random)(random, held_out=random.random() < 0.5)
    before: list[tuple[str, str]] = []
    if chance < TOLD_SHARE + FOLLOWING_SHARE and asked.then:
        before, asked = [(asked.question, asked.answer)], asked.then(random)
    return _everyday("basics", random, before, asked)


def untaught_basics(random: Random) -> Question:
    """A question that looks like one of everyday knowledge, but nobody has taught the answer; some are personal."""
    asked = not_told if random.random() < PERSONAL_SHARE else random.choice(UNTAUGHT)
    return _everyday("basics: does not know", random, [], asked(random, held_out=True))


def _told(random: Random) -> Question:
    claim = some_claim(random, held_out=True)
    before = [] if random.random() < 0.5 else [(claim.told(random), claim.thanked(random))]
    prompt = system_prompt(random, _somebody(random), [] if before else [claim.answer])
    return Question("basics", _opening(prompt, before, claim.question), (claim.value,), (), NOT_TOLD)


def _everyday(skill: str, random: Random, before: list[tuple[str, str]], asked: Asked) -> Question:
    prompt = system_prompt(random, _somebody(random), [])
    wrong = NOT_TOLD if skill == "basics" else ()
    return Question(skill, _opening(prompt, before, asked.question), asked.sought, asked.any_of, wrong)


def follow_ups(random: Random) -> Question:
    """A question that is clear only after the one before: "and my sister?"; a quarter was not told."""
    if random.random() < OF_THE_WORLD_SHARE:
        return _followed_of_the_world(random)
    first, second = _alike(random)
    known = [first, second]
    sought = known.pop() if random.random() < NOT_SAID_SHARE else None
    prompt, turns = _placed(random, known)
    turns.append((first.asked(random), first.answer))
    asked = random.choice(FURTHER_HELD).format(nearer(second, first))
    opening = _opening(prompt, turns, asked)
    if sought:
        return Question("follow-ups", opening, (), NOT_KNOWING, (first.value,))
    return Question("follow-ups", opening, (second.value,), (), (first.value,))


def _alike(random: Random) -> tuple[Fact, Fact]:
    """Two facts of which the second can be asked for in short after the first."""
    while True:
        first = any_fact(random, held_out=True)
        second = similar(random, first, held_out=True)
        if first.owner.kind != "place" and nearer(second, first) and not clashes(second, [first]):
            return first, second


def _followed_of_the_world(random: Random) -> Question:
    while True:
        asked = some_asker(random)(random)
        after = asked.then(random) if asked.then else None
        short = after and further(after.question)
        if after and short and after.sought:
            said = random.choice(FURTHER_HELD).format(short)
            prompt = system_prompt(random, _somebody(random), [])
            turns = [(asked.question, asked.answer)]
            return Question("follow-ups", _opening(prompt, turns, said), after.sought, after.any_of)


def two_at_once(random: Random) -> Question:
    """Two questions in one message: about what was told, or of everyday knowledge; both want an answer."""
    known = distinct_facts(random, random.randint(2, 5), held_out=True)
    prompt, turns = _placed(random, known)
    told = [(fact.asked(random, held_out=random.random() < 0.5), (fact.value,)) for fact in known[:2]]
    world = [_short_everyday(random), _short_everyday(random)]
    (first, sought), (second, other) = random.sample(random.choice(((told), (world), (told[:1] + world[:1]))), 2)
    said = joined(random, first, second, JOINTS_HELD if random.random() < 0.5 else JOINTS)
    return Question("two at once", _opening(prompt, turns, said), (*sought, *other), (), NOT_TOLD)


def _short_everyday(random: Random) -> tuple[str, tuple[str, ...]]:
    while True:
        asked = some_asker(random)(random, held_out=random.random() < 0.5)
        if asked.sought and not asked.any_of and len(asked.answer) <= LONGEST_ANSWER:
            return asked.question, asked.sought


def other_languages(random: Random) -> Question:
    """A sentence in another language."""
    prompt = system_prompt(random, _somebody(random), [])
    return Question("other languages", _opening(prompt, [], random.choice(foreign.HELD)), (), ("English",))


def long_texts(random: Random) -> Question:
    """A long text that is to be worked on, which a small model cannot."""
    prompt = system_prompt(random, _somebody(random), [])
    return Question("long texts", _opening(prompt, [], pasted.question(random)), (), NOT_KNOWING)


def conversation(random: Random) -> Question:
    """The opening of a conversation with another AI."""
    first, second = persona(random, held_out=True), persona(random, held_out=True)
    opening = random.choice(("Let us talk about {}.", "What do you think about {}?", "Tell me about {}."))
    messages = _opening(first.prompt, [], opening.format(random.choice(TOPICS)))
    return Question("conversation", messages, partner=second.prompt)


WRITERS: Final[Mapping[str, Callable[[Random], Question]]] = {
    "facts": facts,
    "abstaining": abstaining,
    "belongings": belongings,
    "identity": identity,
    "small_talk": small_talk,
    "how_to": how_to,
    "gaps": unknown_world,
    "basics": basics,
    "basics: does not know": untaught_basics,
    "follow-ups": follow_ups,
    "two at once": two_at_once,
    "other languages": other_languages,
    "long texts": long_texts,
    "conversation": conversation,
}
CONVERSATION_SHARE: Final = 10


def write_exam(seed: int, per_skill: int) -> list[Question]:
    """So many questions for each skill, and a tenth as many conversations, since each of those takes ten turns."""
    questions = []
    for skill, write in WRITERS.items():
        random = Random(f"{seed} {skill}")
        count = max(1, per_skill // CONVERSATION_SHARE) if skill == "conversation" else per_skill
        questions += [write(random) for _ in range(count)]
    return questions
