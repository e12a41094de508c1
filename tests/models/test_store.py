from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from functools import partial

import pytest

from forge_ai.errors import AlreadyThere, BadName, Damaged, UnknownModel
from forge_ai.models.describe import describe_file, write_manifest
from forge_ai.models.manifest import Manifest, read_manifest
from forge_ai.models.store import ModelStore
from forge_ai.paths import Home


@pytest.fixture
def store(home, tmp_path):
    return ModelStore(Home(home), tmp_path / "shipped")


def fill(folder, name, text=b"weights"):
    (folder / "model.gguf").write_bytes(text)
    file = describe_file(folder, "model.gguf")
    write_manifest(folder, Manifest(name, "llama", 10, 128, "F32", files=(file,)))


def add(store, name, text=b"weights", *, replace=False):
    with store.adding(name, replace=replace) as folder:
        fill(folder, name, text)


def test_an_added_model_is_found_by_name(store):
    add(store, "mine")
    assert store.find("mine").weights.read_bytes() == b"weights"
    assert [model.name for model in store.models()] == ["mine"]


def test_a_model_is_invisible_until_it_is_complete(store, home):
    with store.adding("mine") as folder:
        fill(folder, "mine")
        assert store.models() == []
    assert list((home / "staging").iterdir()) == []


def test_a_failed_addition_leaves_nothing(store, home):
    with pytest.raises(RuntimeError, match="pulled"), store.adding("mine") as folder:
        fill(folder, "mine")
        raise RuntimeError("the plug is pulled")
    assert store.models() == []
    assert list((home / "staging").iterdir()) == []


def test_a_folder_without_a_manifest_never_becomes_a_model(store):
    with pytest.raises(FileNotFoundError), store.adding("mine"):
        pass
    assert store.models() == []


def test_a_taken_name_is_refused_before_the_work_begins(store):
    add(store, "mine")
    with pytest.raises(AlreadyThere), store.adding("mine"):
        pytest.fail("the work began")


def test_a_model_is_replaced_only_on_demand(store):
    add(store, "mine")
    add(store, "mine", b"better", replace=True)
    assert store.find("mine").weights.read_bytes() == b"better"


@pytest.mark.parametrize("way", ["adding", "arriving"])
def test_a_model_that_came_while_another_was_made_stays(store, home, way):
    begin = store.adding if way == "adding" else partial(store.arriving, key="key")
    with pytest.raises(AlreadyThere, match="Meanwhile another program has put mine there"), begin("mine") as folder:
        fill(folder, "mine")
        add(store, "mine", b"fetched for hours")
    assert store.find("mine").weights.read_bytes() == b"fetched for hours"
    assert len(list((home / "staging").iterdir())) == (way == "arriving"), "what has arrived waits for --replace"


def test_a_model_that_has_changed_is_read_again(store):
    add(store, "mine", b"one")
    first, stamp = store.find("mine"), store.stamp("mine")
    assert store.find("mine") is first
    assert store.stamp("mine") == stamp
    add(store, "mine", b"other", replace=True)
    assert store.stamp("mine") != stamp
    assert store.find("mine").manifest.files[0].size == 5
    write_manifest(first.folder, Manifest("mine", "llama", 10, 128, "F32", description="new"))
    assert store.find("mine").manifest.description == "new"
    store.remove("mine")
    assert store.stamp("mine") is None


def test_a_manifest_that_is_damaged_later_is_noticed(store, home):
    add(store, "mine")
    assert store.find("mine").name == "mine"
    (home / "models" / "mine" / "manifest.json").write_text("{")
    with pytest.raises(Damaged):
        store.find("mine")


def test_an_unknown_model_is_told_with_the_known_ones(store):
    add(store, "mine")
    with pytest.raises(UnknownModel, match="there is: mine"):
        store.find("other")


def test_the_model_that_was_meant_is_suggested(store):
    add(store, "my_model")
    with pytest.raises(UnknownModel) as raised:
        store.find("my_modle")
    assert raised.value.hint.startswith("Did you mean my_model? ")


def test_a_name_cannot_climb_out_of_the_store(store):
    with pytest.raises(BadName):
        store.find("../mine")


@pytest.mark.parametrize("change", [{"name": "a/b"}, {"parameters": 10**400}, {"format": "x" * 10_000}])
def test_a_manifest_with_impossible_values_is_damaged_and_does_not_hide_the_others(store, home, change):
    add(store, "good")
    add(store, "bad")
    file = home / "models" / "bad" / "manifest.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | change))
    assert [model.name for model in store.models()] == ["good"]
    with pytest.raises(Damaged) as found:
        store.find("bad")
    assert len(found.value.message) < 300


def test_a_model_that_is_removed_while_all_are_listed_does_not_hide_the_others(store, home):
    add(store, "good")
    add(store, "bad")
    file = home / "models" / "bad" / "manifest.json"

    def remove(event, arguments):
        if event == "open" and str(arguments[0]) == str(file):
            file.unlink(missing_ok=True)

    child = os.fork()
    if child == 0:
        sys.addaudithook(remove)
        with suppress(BaseException):
            os._exit(int([model.name for model in store.models()] != ["good"]))
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_model_is_known_while_another_takes_its_place(store, home):
    add(store, "mine")
    (home / "models" / "mine").replace(home / "staging" / "mine.replaced")
    assert store.knows("mine")


def test_a_model_that_steps_aside_between_two_looks_is_found(store, home):
    """Nothing is aside when that is looked at, and nothing in its place a moment later."""
    add(store, "mine")
    places = [home / "models" / "mine", home / "limbo", home / "staging" / "mine.replaced"]

    def step_aside(event, arguments):
        if event == "os.listdir" and str(arguments[0]) == str(home / "staging") and len(places) > 1:
            places.pop(0).replace(places[0])

    child = os.fork()
    if child == 0:
        sys.addaudithook(step_aside)
        with suppress(BaseException):
            os._exit(int(store.find("mine").name != "mine"))
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


def test_a_damaged_manifest_is_named_and_does_not_hide_the_others(store, home):
    add(store, "good")
    add(store, "bad")
    (home / "models" / "bad" / "manifest.json").write_text("{")
    assert [model.name for model in store.models()] == ["good"]
    with pytest.raises(Damaged):
        store.find("bad")


def test_a_removed_model_is_gone(store, home):
    add(store, "mine")
    store.remove("mine")
    assert store.models() == []
    assert list((home / "staging").iterdir()) == []


def test_a_model_of_a_restored_backup_without_empty_folders_can_be_removed(store, home):
    add(store, "mine")
    (home / "staging").rmdir()
    store.remove("mine")
    assert store.models() == []


def test_a_shipped_model_can_be_hidden_but_not_removed(store, tmp_path):
    (tmp_path / "shipped" / "starter").mkdir(parents=True)
    fill(tmp_path / "shipped" / "starter", "starter")
    with pytest.raises(UnknownModel, match="ships with ForgeAI"):
        store.remove("starter")
    with pytest.raises(AlreadyThere, match="comes with ForgeAI"):
        add(store, "starter", b"own")
    add(store, "starter", b"own", replace=True)
    assert store.find("starter").weights.read_bytes() == b"own"
    assert len(store.models()) == 1


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"{}", b'{"files": 3}', b'{"name": "../x", "files": []}', b"\xff", b"[" * 100_000]
    + [Manifest("x", "llama", -1, 1, "F32").to_bytes(), Manifest("x", "llama", 1, 1, "F32", format=2).to_bytes()],
)
def test_anything_but_a_manifest_is_one_named_error(text):
    with pytest.raises(Damaged):
        read_manifest(text)


def test_a_manifest_survives_being_written_and_read():
    manifest = Manifest("x", "llama", 1, 2, "Q8_0", "MIT", "d", "s", {"steps": 3})
    assert read_manifest(manifest.to_bytes()) == manifest


@pytest.mark.parametrize("name", ["\0", "../models/small", "", "a" * 300, "CON"])
def test_what_can_be_no_name_is_not_looked_for(store, name):
    add(store, "small")
    assert store.stamp(name) is None
    assert not store.knows(name)
