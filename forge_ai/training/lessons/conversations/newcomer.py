"""A new person talks: tells a thing or more, in any way, corrects themselves, asks, strays, and asks again much later.

Long or short, with much or nothing remembered from before. Does not know the words of any part.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Final

from forge_ai.training.lessons.assistant import identity, passing
from forge_ai.training.lessons.assistant.prompt import system_prompt
from forge_ai.training.lessons.conversations.recall import some_persona
from forge_ai.training.lessons.conversations.talk import ALL_ASKED, NOTHING_KNOWN
from forge_ai.training.lessons.conversations.visit import Visit, at_once, in_short, inside, led, listing
from forge_ai.training.lessons.dialogues import chains
from forge_ai.training.lessons.exchanges import (
    abilities,
    asides,
    gaps,
    howto,
    made_of_parts,
    over_again,
    remarks,
    small_talk,
)
from forge_ai.training.lessons.exchanges.follow_ups import TELL_ME_RIGHT, WRONG, LastAnswer, follow_up
from forge_ai.training.lessons.exchanges.jokes import JOKES
from forge_ai.training.lessons.facts.fact import BY_KEY, Fact, any_fact, fact_about, other_value
from forge_ai.training.lessons.facts.owners import ME
from forge_ai.training.lessons.telling.acquaintances import accented, told_of_somebody, two_told_of
from forge_ai.training.lessons.telling.amends import amended, completed, in_one_breath
from forge_ai.training.lessons.telling.clauses import really
from forge_ai.training.lessons.telling.compared import a_town, ages, towns
from forge_ai.training.lessons.telling.conditions import told_condition
from forge_ai.training.lessons.telling.denials import told_denial
from forge_ai.training.lessons.telling.events import told_event
from forge_ai.training.lessons.telling.told import Told, keys_of, told_fact
from forge_ai.training.lessons.words.beginnings import small
from forge_ai.training.lessons.words.casual import casual
from forge_ai.training.lessons.words.names import draw

LONGEST: Final = 1900  # characters, so that a conversation fits into the context of the starter
HASTY: Final = 0.25
SHOUTING: Final = 0.03
LONG: Final = 8  # exchanges after which the first things told are asked for once more
PRONOUNS: Final = 0.5  # of the questions about what was just spoken of
ALSO_REMEMBERED: Final = 0.35  # a node keeps plain statements at once, so that they stand above as well
ALL: Final = (
    *ALL_ASKED,
    "Tell me all that you know about me.",
    "List what you know about me.",
    "What have I told you so far?",
    "What did I tell you about me?",
    "Sum up what you know about me.",
    "So, what do you know by now?",
    "what do u know about me",
    "What is in your memory?",
    "What have you kept in mind?",
    "Do you still know who I am and what I told you?",
)


FORGETTING: Final = (
    "Forget that {}.",
    "Can you forget that {}?",
    "Please don't remember that {}.",
    "I don't want you to know that {}.",
    "Delete this: {}.",
    "You don't need to remember that {}.",
    "Please delete that {}.",
    "Forget about it: {}.",
)
FORGOTTEN: Final = "Run `forge-ai memory forget ID`. `forge-ai memory search` shows the ids."


def conversation(random: Random) -> tuple[str, list[tuple[str, str]]]:
    """A whole conversation: the system prompt (may be empty) and the exchanges."""
    visit = Visit(random, some_persona(random), random.random() < HASTY)
    visit.shouts = not visit.in_haste and random.random() < SHOUTING
    for _ in range(random.choice((0, 0, 0, 1, 2, 3, 4, 6, 8))):
        _remember(visit)
    if random.random() < 0.2:
        _aside(visit, small_talk.occasion(random, random.choice(("greeting", "greeting", "morning", "evening"))))
    for _ in range(random.choice((0, 1, 1, 2, 2, 3))):
        _tell(visit)
    kinds, weights = tuple(TURNS), tuple(TURNS.values())
    for _ in range(random.choice((2, 3, 4, 5, 6, 8, 10, 13, 16, 20))):
        if visit.length > LONGEST:
            break
        random.choices(kinds, weights)[0](visit)
    early = visit.known[:2] if len(visit.turns) >= LONG else []
    for one in (*early, *random.sample(visit.known, min(len(visit.known), random.randint(0, 2)))):
        _ask_about(visit, one)
    if not visit.turns:
        _stray(visit)
    if random.random() < 0.12:
        _aside(visit, small_talk.occasion(random, random.choice(("thanks", "goodbye", "night"))))
    return system_prompt(random, visit.who, visit.lines), visit.turns


def _something(random: Random) -> Told:
    make = random.choices(tuple(TELLING), tuple(TELLING.values()))[0]
    return make(random)


def _any_told_fact(random: Random) -> Told:
    return told_fact(random, _fact(random))


def _fact(random: Random) -> Fact:
    """A fact of the tables about anybody but places."""
    while True:
        fact = really(random, any_fact(random))
        if fact.relation.value == "name" and random.random() < 0.06:
            fact = replace(fact, value=draw(accented, random, held_out=False))
        if fact.owner.kind != "place":
            return fact


TELLING: Final[dict[Callable[[Random], Told], float]] = {
    _any_told_fact: 30,
    told_of_somebody: 22,
    told_event: 18,
    told_condition: 24,
    ages: 3,
    towns: 3,
    told_denial: 2,
}


def _remember(visit: Visit) -> None:
    one = _something(visit.random)
    if visit.admits(one):
        visit.known.append(one)
        visit.lines.append(one.said)


def _tell(visit: Visit) -> None:
    """One thing, or two in one message."""
    random = visit.random
    several = (
        two_told_of(random)
        if random.random() < 0.15
        else [_something(random) for _ in range(random.choice((1, 1, 1, 2, 3)))]
    )
    fresh: list[Told] = []
    for one in several:
        if visit.admits(one) and one.joins(fresh):
            fresh.append(visit.typed(one))
    if fresh:
        _told(visit, fresh)


def _tell_in_short(visit: Visit) -> None:
    """Who one is, as people put it in a hurry: "Leo, 16, from Vienna"."""
    random = visit.random
    keys = ["name", "age", random.choice(("town", "origin")), random.choice(("job", "like", "studies", "hobby"))]
    facts = [really(random, fact_about(random, BY_KEY[key], ME)) for key in keys[: random.choice((2, 3, 3, 4))]]
    if random.random() < 0.5:  # people come from towns as well as from lands
        facts = [replace(one, value=a_town(random)) if one.relation.key == "origin" else one for one in facts]
    fresh = [visit.typed(told_fact(random, fact)) for fact in facts]
    if all(visit.admits(one) for one in fresh):
        _told(visit, fresh, in_short(random, facts))


def _told(visit: Visit, fresh: list[Told], message: str = "") -> None:
    random = visit.random
    visit.known += fresh
    if not (visit.in_haste or visit.shouts or visit.settled) and random.random() < ALSO_REMEMBERED:
        visit.lines += [one.said for one in fresh]
    if len(fresh) == 1:
        one = fresh[0]
        visit.say(led(random, casual(one.said, random)), LastAnswer("told", one.thanked(random), one.clause, one.short))
        if one.at_once and random.random() < 0.5:
            visit.answer(*random.choice(one.at_once), one)
        return
    clause = listing(fresh)
    visit.say(
        message or led(random, at_once(random, [one.said for one in fresh])),
        LastAnswer("told", f"Got it: {clause}.", clause),
    )


def _ask(visit: Visit) -> None:
    if visit.known:
        _ask_about(visit, visit.random.choice(visit.known))
    else:
        _miss(visit)


def _ask_about(visit: Visit, one: Told) -> None:
    spoken_of = visit.last is not None and visit.last.clause == one.clause
    if spoken_of and one.at_once and visit.random.random() < PRONOUNS:
        visit.answer(*visit.random.choice(one.at_once), one)
    elif one.asked:
        visit.answer(*visit.random.choice(one.asked), one)


def _miss(visit: Visit) -> None:
    """Something that was not told; then it is, often in a word."""
    random = visit.random
    fact = _fact(random)
    fact = fact.in_haste if visit.in_haste else fact
    key, *_ = sorted(keys_of(fact), key=lambda text: "/" not in text)
    if not fact.relation.ask or any(key in one.keys or f"about {fact.owner.name}" in one.keys for one in visit.known):
        return
    visit.settled = True
    visit.say(casual(fact.asked_otherwise(random), random), LastAnswer("missing", fact.ignorance))
    one = told_fact(random, fact)
    if random.random() < 0.5 and visit.admits(one) and not visit.shouts:
        visit.known.append(one)
        visit.say(
            casual(completed(random, fact), random), LastAnswer("told", fact.thanked(random), one.clause, one.short)
        )
        if random.random() < 0.6:
            _ask_about(visit, one)


def _amend(visit: Visit) -> None:
    """A fact that is told and taken back: in one breath, or when it has been said or asked."""
    random = visit.random
    if visit.shouts:
        return
    older = _fact(random)
    older = older.in_haste if visit.in_haste else older
    if not older.relation.ask or not visit.admits(told_fact(random, older)):
        return
    newer = other_value(random, older)
    newer = newer.in_haste if visit.in_haste else newer
    one = told_fact(random, newer)
    if not visit.admits(one):
        return
    if random.random() < 0.3:
        visit.say(in_one_breath(random, older, newer), LastAnswer("told", newer.thanked(random), one.clause, one.short))
    else:
        _told(visit, [told_fact(random, older)])
        visit.known.pop()
        if random.random() < 0.4:
            visit.say(casual(older.asked(random), random), LastAnswer("fact", older.answer, older.clause))
        said = amended(random, older, newer)
        if random.random() < 0.15:
            visit.say(random.choice(WRONG), LastAnswer("other", random.choice(TELL_ME_RIGHT)))
            said = completed(random, newer)
        visit.say(casual(said, random), LastAnswer("told", newer.correction, one.clause, one.short))
    visit.known.append(one)
    if random.random() < 0.7:
        _ask_about(visit, one)


def _both(visit: Visit) -> None:
    """Two things in one message: a statement and a question, or two questions."""
    random = visit.random
    if random.random() < 0.5 and len(visit.known) > 1:
        (first, answer), (second, other) = (
            random.choice(one.asked or ((f"Do you know that {one.said}", one.answer),))
            for one in random.sample(visit.known, 2)
        )
        joint = random.choice((" ", " And ", " and ")) if first[-1] in "?!." else " "
        second = small(second) if "nd " in joint and inside(second) != second else second
        visit.say(f"{first}{joint}{second}", LastAnswer("other", f"{answer} {other}"))
        return
    one = visit.typed(_something(random))
    if visit.admits(one):
        visit.known.append(one)
        asked, answer = random.choice((identity.own_thing(random), identity.exchange(random, visit.who)))
        said = f"{one.said.rstrip('.!')}. {asked}"
        visit.say(led(random, said), LastAnswer("other", f"{one.thanked(random)} {answer}"))


def _list_all(visit: Visit) -> None:
    known = [one for one in visit.known if one.clause.startswith("you")]
    answer = f"I remember that {listing(known)}." if known else NOTHING_KNOWN
    if len(known) == len(visit.known):
        visit.settled = True
        visit.say(casual(visit.random.choice(ALL), visit.random), LastAnswer("other", answer))


def _follow(visit: Visit) -> None:
    if visit.last:
        said, answer = follow_up(visit.random, visit.last)
        visit.say(said, replace(visit.last, text=answer))


def _chain(visit: Visit) -> None:
    if visit.random.random() < 0.75:
        for exchange in chains.chain(visit.random):
            _aside(visit, exchange)
        return
    exchanges, fact = chains.favourite(visit.random)
    one = told_fact(visit.random, fact)
    if not (visit.in_haste or visit.shouts) and visit.admits(one):
        for exchange in exchanges:
            _aside(visit, exchange)
        visit.known.append(one)
        visit.last = LastAnswer("told", exchanges[-1][1], one.clause, one.short)


def _forget(visit: Visit) -> None:
    """The person wants something to be forgotten, which a command does."""
    if visit.known:
        one = visit.random.choice(visit.known)
        said = visit.random.choice(FORGETTING).format(inside(one.said).rstrip(".!"))
        visit.say(casual(said, visit.random), LastAnswer("other", FORGOTTEN))


def _stray(visit: Visit) -> None:
    """Something that has nothing to do with what was told."""
    random = visit.random
    exchanges: tuple[Callable[[], tuple[str, str]], ...] = (
        lambda: asides.exchange(random),
        lambda: made_of_parts.exchange(random),
        lambda: abilities.exchange(random),
        lambda: abilities.exchange(random),
        lambda: small_talk.exchange(random),
        lambda: identity.exchange(random, visit.who),
        lambda: passing.exchange(random, visit.who),
        lambda: howto.exchange(random),
        lambda: remarks.exchange(random),
        lambda: over_again.exchange(random),
    )
    _aside(visit, random.choice(exchanges)())


def _gap(visit: Visit) -> None:
    said, answer = gaps.exchange(visit.random)
    visit.say(said, LastAnswer("gap", answer))


def _aside(visit: Visit, exchange: tuple[str, str]) -> None:
    said, answer = exchange
    if answer in JOKES and any(answer == given for _, given in visit.turns):
        return
    visit.say(said, LastAnswer("joke" if answer in JOKES else "other", answer))


TURNS: Final[dict[Callable[[Visit], None], float]] = {
    _ask: 26,
    _tell: 13,
    _tell_in_short: 2,
    _stray: 24,
    _follow: 12,
    _amend: 9,
    _miss: 6,
    _list_all: 5,
    _chain: 6,
    _gap: 1.5,
    _forget: 1,
    _both: 6,
}
