from __future__ import annotations

from random import Random

from forge_ai.training.lessons.assistant.persona import NOBODY
from forge_ai.training.lessons.conversations.visit import MOST_KNOWN, Visit, at_once, in_short, inside, led, listing
from forge_ai.training.lessons.exchanges.follow_ups import LastAnswer
from forge_ai.training.lessons.facts.fact import BY_KEY, Fact
from forge_ai.training.lessons.facts.owners import ME
from forge_ai.training.lessons.telling.told import Told

BEN, ANN = (
    Told(frozenset({name}), f"My friend {name} sings.", f"your friend {name} sings", ()) for name in ("Ben", "Ann")
)


def _visit(seed: int, *, in_haste: bool = False) -> Visit:
    return Visit(Random(seed), NOBODY, in_haste)


def test_a_question_is_mostly_asked_once():
    visit = _visit(1)
    for _ in range(20):
        visit.answer("Who sings?", "Your friend Ben sings.", BEN)
    assert 1 <= len(visit.turns) < 12
    assert visit.last == LastAnswer("fact", "Your friend Ben sings.", BEN.clause, "")


def test_what_is_known_is_not_told_again_and_no_more_than_a_node_remembers():
    visit = _visit(1)
    assert visit.admits(BEN)
    visit.known.append(BEN)
    assert not visit.admits(BEN)
    assert visit.admits(ANN)
    visit.known += [BEN] * (MOST_KNOWN - 1)
    assert not visit.admits(ANN)


def test_who_types_in_haste_uses_no_capitals():
    visit = _visit(1, in_haste=True)
    visit.say("Who is Ben?", LastAnswer("other", "Ben."))
    assert visit.turns[0][0] == visit.turns[0][0].lower()
    assert visit.typed(BEN).clause == "your friend ben sings"


def test_who_shouts_uses_nothing_but_capitals():
    visit = _visit(1)
    visit.shouts = True
    visit.say("Who is Ben?", LastAnswer("other", "Ben."))
    assert visit.turns[0][0] == "WHO IS BEN?"
    assert visit.typed(BEN).clause == "your friend BEN sings"


def test_the_length_grows_with_every_exchange():
    visit = _visit(1)
    before = visit.length
    visit.say("Hi.", LastAnswer("other", "Hello."))
    assert visit.length > before


def test_statements_are_joined_with_small_letters_but_names_keep_theirs():
    texts = {at_once(Random(seed), [BEN.said, ANN.said, "Ida sings."]) for seed in range(200)}
    assert "My friend Ben sings. My friend Ann sings. Ida sings." in texts
    assert any("and my friend Ann sings and Ida sings" in text for text in texts)
    assert inside("My dog") == "my dog"
    assert inside("Ida sings") == "Ida sings"


def test_a_lead_comes_before_what_is_told():
    texts = {led(Random(seed), BEN.said) for seed in range(400)}
    assert {
        BEN.said,
        "By the way, my friend Ben sings.",
        "Hi! My friend Ben sings.",
        "So my friend Ben sings.",
    } <= texts


def test_all_clauses_are_listed():
    assert listing([BEN]) == BEN.clause
    assert listing([BEN, ANN, BEN]) == f"{BEN.clause}, {ANN.clause} and {BEN.clause}"


def test_who_one_is_may_be_said_with_hardly_a_word():
    facts = [Fact(BY_KEY[key], ME, value) for key, value in (("name", "Leo"), ("age", "16"), ("origin", "Vienna"))]
    texts = {in_short(Random(seed), facts) for seed in range(600)}
    assert "Leo, 16, from Vienna" in texts
    assert all("Leo" in text and "16" in text and "Vienna" in text for text in texts)
