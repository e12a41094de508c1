from __future__ import annotations

from forge_ai.assistant.contexts import Contexts, Visit


def test_contexts_make_room_for_one_another():
    contexts = Contexts(most=2)
    for number in range(3):
        contexts.add("me", str(number), "hi", "ho")
    assert contexts.turns("me", "0") == []
    for _ in range(100):
        contexts.add("me", "2", "hi", "ho")
    assert len(contexts.turns("me", "2")) == 40
    assert contexts.turns("you", "2") == []


def test_one_visitor_does_not_make_the_others_contexts_forgotten():
    contexts = Contexts(most=4, most_of_one=2)
    contexts.add("me", "mine", "hi", "ho")
    for number in range(10):
        contexts.add("greedy", str(number), "hi", "ho")
    assert contexts.turns("me", "mine")
    assert contexts.turns("greedy", "9")
    assert not contexts.turns("greedy", "7")


def test_a_message_comes_with_what_was_said_before_it_in_its_context():
    contexts = Contexts()
    Visit(contexts, "me", "kitchen", "My name is Jo.").keep("Hello Jo.")
    said = [message["content"] for message in Visit(contexts, "me", "kitchen", "Who am I?").messages(0)]
    assert said == ["My name is Jo.", "Hello Jo.", "Who am I?"]
    for elsewhere in (Visit(contexts, "me", "", "Who am I?"), Visit(contexts, "you", "kitchen", "Who am I?")):
        assert [message["content"] for message in elsewhere.messages(0)] == ["Who am I?"]


def test_a_context_shrinks_until_the_message_stands_alone():
    contexts = Contexts()
    for number in range(10):
        Visit(contexts, "me", "kitchen", f"{number} " + "word " * 100).keep("yes " * 100)
    visit = Visit(contexts, "me", "kitchen", "And now?")
    lengths = [len(visit.messages(0))]
    while visit.narrow():
        lengths.append(len(visit.messages(0)))
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[-1] == 1


def test_a_message_without_a_context_is_not_kept():
    contexts = Contexts()
    Visit(contexts, "me", "", "hi").keep("ho")
    assert contexts.turns("me", "") == []
