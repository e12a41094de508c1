from __future__ import annotations

import pytest

from forge_ai.assistant.offers import OwnOffers, UpstreamOffers
from forge_ai.errors import BadName, UnknownModel
from forge_ai.models.personality_changes import save_personality
from forge_ai.models.store import ModelStore
from forge_ai.paths import Home
from forge_ai.protocol.conversations.personality import Personality
from tests.nodes import put_model


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    put_model(home)
    found = ModelStore(Home(home))
    for name in ("alice", "starter"):
        save_personality(found, found.find("my_model"), Personality(name), None)
    return found


@pytest.fixture
def own(store):
    return OwnOffers(store, "my_pc", "my_model")


def test_the_default_model_comes_first(store):
    assert OwnOffers(store, "my_pc", "my_model").names() == ["my_model", "starter"]
    assert OwnOffers(store, "my_pc", "starter").names() == ["starter", "my_model"]


def test_a_personality_that_is_named_like_a_model_is_hidden_by_it(own):
    assert [one.name for one in own.personalities()] == ["alice", "bob"]
    assert own.choose("starter").personality is None
    assert own.choose("my_model/starter").personality.name == "starter"


@pytest.mark.parametrize("asked", ["", "default", "my_model", "my_pc", "my_pc/", "my_pc/my_model", "my_pc/default"])
def test_the_default_model_is_meant(own, asked):
    chosen = own.choose(asked)
    assert (chosen.model, chosen.personality) == ("my_model", None)


@pytest.mark.parametrize(("asked", "model"), [("alice", "my_model"), ("my_pc/alice", "my_model"), ("bob", "starter")])
def test_a_personality_is_meant_by_its_name(own, asked, model):
    chosen = own.choose(asked)
    assert (chosen.model, chosen.name) == (model, asked.rpartition("/")[2])


@pytest.mark.parametrize("asked", ["dave", "my_pc/dave", "my_model/dave", "other/alice"])
def test_a_name_that_nothing_has_is_an_unknown_model(own, asked):
    with pytest.raises(UnknownModel):
        own.choose(asked)


@pytest.mark.parametrize("asked", ["alcie", "my_pc/alcie", "my_model/alcie"])
def test_who_asks_for_a_name_that_nothing_has_is_told_those_that_there_are(own, asked):
    with pytest.raises(UnknownModel) as refused:
        own.choose(asked)
    assert refused.value.message.endswith("(there is: my_model, starter; personalities: alice, bob).")
    assert refused.value.hint.startswith("Did you mean alice? ")


def test_only_a_models_own_name_is_at_hand(own):
    for name in ("", "default", "my_model", "starter"):
        assert own.at_hand(name) == own.choose(name)
    assert {own.at_hand(name) for name in ("alice", "my_pc/my_model", "dave")} == {None}


def test_only_models_of_this_device_have_files_here(own, store):
    assert own.stored("my_model") == store.find("my_model")
    assert UpstreamOffers("my_pc", "my_model").stored("my_model") is None
    with pytest.raises(UnknownModel):
        own.stored("dave")


def test_another_server_is_asked_for_whatever_it_may_have():
    offers = UpstreamOffers("my_pc", "llama3.2")
    assert (offers.names(), offers.personalities()) == (["llama3.2"], [])
    assert {offers.choose(name).model for name in ("", "default", "my_pc", "my_pc/llama3.2")} == {"llama3.2"}
    assert offers.choose("qwen3:70b").model == "qwen3:70b"
    assert offers.at_hand("my_pc/qwen3:70b") == offers.choose("qwen3:70b")
    with pytest.raises(BadName):
        offers.choose("two\nlines")
