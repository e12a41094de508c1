"""Two devices with engines that follow scripts: who answers, who goes on, and what is told."""

from __future__ import annotations

import pytest

from forge_ai.assistant.messages import GO_ON
from forge_ai.clock import SystemClock
from forge_ai.comms import EnigmaNode
from forge_ai.engines.engine import GenerationOptions
from forge_ai.errors import BadInput, EngineDied, NoBrain, NotAllowed, Unreachable
from forge_ai.protocol.values.chat import Message
from forge_ai.testing.scripted_engine import Cut, Reply, Say, ScriptedEngine, refuse
from tests.nodes import let_in, serving, settings_for

PATIENT = {"look_seconds": 1.5, "header_seconds": 10.0}
HELLO = [Message("user", "Tell me of the sea.")]


def scripted(home, engine, **options):
    return settings_for(home, model="scripted", upstream=engine.url, sync="asked", **PATIENT | options)


@pytest.fixture
def far():
    with ScriptedEngine() as engine:
        yield engine


@pytest.fixture
def near():
    with ScriptedEngine(otherwise=Reply((Say("Near"), Say(" words.")))) as engine:
        yield engine


@pytest.fixture
def pc(tmp_path, far):
    with serving(tmp_path / "pc", "my_pc", model="scripted", upstream=far.url, sync="asked") as node:
        node.services.vitals.token("scripted")  # or the first look would take the first line of the script as a proof
        yield node


@pytest.fixture
def pi(tmp_path, near, pc):
    with EnigmaNode("my_pi", settings=scripted(tmp_path / "pi", near)) as node:
        let_in(node, pc)
        yield node


def hear(node, **wishes):
    told = []
    brain = node.brain(tell=told.append, **wishes)
    text = "".join(piece.text for piece in brain.stream(HELLO, GenerationOptions(max_tokens=50)))
    return text, [(part.name, part.at) for part in brain.spoken], told


def test_what_cannot_be_sent_is_refused_before_anybody_is_asked(pi, far, near):
    with pytest.raises(BadInput, match="no text"):
        pi.ask("caf\udce9")
    with pytest.raises(BadInput, match="temperature"):
        pi.ask("Hello", GenerationOptions(temperature=float("nan")))
    assert (far.asked, near.asked) == ([], [])


def test_the_strong_brain_answers_when_it_is_there(pi, near):
    answer = pi.ask("Hello")
    assert (answer, answer.brain, answer.spoken[0].model) == ("Hello there.", "my_pc", "scripted")
    assert near.asked == []


def test_the_own_brain_answers_when_nobody_else_is_there(pi, pc):
    pc.stop()
    clock = SystemClock()
    assert pi.ask("Hello").brain == "my_pi"
    begun = clock.steady()
    assert "".join(pi.stream("Hello")) == "Near words."
    assert clock.steady() - begun < PATIENT["look_seconds"], "who was away a moment ago is not waited for"


def test_the_next_brain_goes_on_in_the_middle_of_an_answer(pi, far, near):
    far.replies.append(Reply((Say("The sea "), Say("is deep "), Cut())))
    near.replies.append(Reply((Say("and"), Say(" wide."))))
    text, spoken, told = hear(pi)
    assert text == "The sea is deep and wide."
    assert spoken == [("my_pc", 0), ("my_pi", 16)]
    assert len(told) == 1
    assert told[0].endswith("my_pi goes on.]")
    assert [entry["content"] for entry in near.asked[-1].fields["messages"]][-2:] == ["The sea is deep", GO_ON]
    assert near.asked[-1].fields["max_tokens"] == 48


def test_an_answer_that_only_repeats_itself_is_stopped_and_nobody_else_is_asked(pi, far, near):
    far.replies.append(Reply((Say("I will"), *[Say(" sing")] * 900)))
    told = []
    pieces = list(pi.brain(tell=told.append).stream(HELLO, GenerationOptions()))
    assert len("".join(piece.text for piece in pieces)) < 400
    assert pieces[-1].finish_reason == "circling"
    assert told == ["[It only repeats itself: stopped.]"]
    assert near.asked == []


def test_an_answer_that_begins_anew_is_not_said_twice(pi, far, near):
    far.replies.append(Reply((Say("The sea is deep "), Cut())))
    near.replies.append(Reply((Say("The sea is"), Say(" deep and"), Say(" wide."))))
    assert hear(pi)[0] == "The sea is deep and wide."


def test_without_failover_the_answer_ends_with_a_clear_error(pi, far, near):
    far.replies.append(Reply((Say("The sea "), Cut())))
    with pytest.raises(EngineDied):
        hear(pi, may_go_on=False)
    assert near.asked == []


def test_what_the_peer_refused_is_not_asked_again_anywhere(pi, far, near):
    far.replies.append(refuse(400, "bad temperature"))
    with pytest.raises(BadInput, match="bad temperature"):
        hear(pi)
    assert near.asked == []
    assert len([asked for asked in far.asked if asked.path.endswith("/chat/completions")]) == 1


def test_two_brains_that_fail_one_after_the_other_are_one_error(pi, far, near):
    far.replies.append(Reply((Say("The sea "), Cut())))
    near.replies.append(Reply((Cut(),)))
    with pytest.raises(NoBrain, match=r"my_pc: .* my_pi: "):
        hear(pi)


def test_a_peer_that_answers_500_is_passed_over(pi, far):
    far.replies.append(refuse(500, "oops"))
    assert hear(pi)[:2] == ("Near words.", [("my_pi", 0)])


def test_a_busy_peer_is_passed_over_while_there_is_another(pi, far):
    far.replies.append(refuse(503, "all slots are taken"))
    assert hear(pi)[1] == [("my_pi", 0)]


def test_a_busy_peer_that_was_named_is_waited_for_and_it_is_told(pi, far):
    far.replies.append(refuse(503, "all slots are taken"))
    text, spoken, told = hear(pi, on="my_pc")
    assert (text, spoken) == ("Hello there.", [("my_pc", 0)])
    assert "Asking again" in told[0]


def test_a_peer_without_the_wished_model_is_not_asked(tmp_path, pc, far):
    with ScriptedEngine(models=("other",)) as own:
        settings = settings_for(tmp_path / "pi", name="my_pi", model="other", upstream=own.url, sync="asked", **PATIENT)
        with EnigmaNode(settings=settings) as node:
            let_in(node, pc)
            assert node.ask("Hello", model="other").brain == "my_pi"
    assert far.asked == []


def test_the_order_of_the_settings_counts(tmp_path, pc, near):
    with EnigmaNode("my_pi", settings=scripted(tmp_path / "pi", near, brains="here,my_pc")) as node:
        let_in(node, pc)
        assert node.ask("Hello").brain == "my_pi"


def test_a_conversation_may_stay_here_from_some_point_on(pi, far):
    brain = pi.brain()
    assert "".join(piece.text for piece in brain.stream(HELLO, GenerationOptions())) == "Hello there."
    brain.stay_here()
    count = len(far.asked)
    assert "".join(piece.text for piece in brain.stream(HELLO, GenerationOptions())) == "Near words."
    assert (brain.name, len(far.asked)) == ("my_pi", count)


def test_nothing_is_sent_away_when_the_settings_say_so(tmp_path, pc, far, near):
    with EnigmaNode("my_pi", settings=scripted(tmp_path / "pi", near, never_away=True)) as node:
        let_in(node, pc)
        assert node.ask("Hello").brain == "my_pi"
        with pytest.raises(BadInput, match="FORGE_AI_NEVER_AWAY"):
            node.ask("Hello", on="my_pc")
    assert far.asked == []


def test_a_name_that_is_nearly_that_of_a_paired_device_is_suggested_and_how_to_see_the_others(pi, pc):
    name = pc.name[:-1] + "_"
    with pytest.raises(Unreachable, match="No paired device and no host") as raised:
        pi.ask("Hello", on=name)
    assert f"Did you mean {pc.name}?" in raised.value.hint
    assert "`forge-ai nodes` shows the nodes around here" in raised.value.hint


def test_a_device_without_the_right_to_ask_is_told_that(pi, pc):
    pc.services.registry.give_rights(pi.name, frozenset())
    with pytest.raises(NotAllowed, match="has no right to ask here"):
        pi.ask("Hello", on=pc.name)


def test_a_named_peer_that_is_off_is_told_by_name(pi, pc):
    pc.stop()
    with pytest.raises(Unreachable, match="my_pc does not answer"):
        pi.ask("Hello", on="my_pc")


def test_leaving_an_answer_stops_the_compute(pi, far):
    from forge_ai.testing.scripted_engine import Endless

    far.replies.append(Reply((Endless(),)))
    pieces = pi.stream("Hello")
    next(pieces)
    pieces.close()
    assert far.left.wait(30)
