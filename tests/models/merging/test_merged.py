from __future__ import annotations

import json
import struct
import tracemalloc
from dataclasses import replace

import gguf
import numpy as np
import pytest

from forge_ai.errors import AlreadyThere, BadInput, StorageFault
from forge_ai.limits import LINEAGE_STEPS
from forge_ai.models.describe import write_manifest
from forge_ai.models.gguf.header import read_header
from forge_ai.models.lineage import common_base, line_of, weights_id
from forge_ai.models.manifest import Manifest, ModelFile
from forge_ai.models.merging.arithmetic import METHODS, MergePlan
from forge_ai.models.merging.merged import add_merged
from forge_ai.models.verify import verify_model
from forge_ai.testing.random_model import Shape
from tests.disks import files_of_at_most
from tests.models.stick import SMALLEST, add_model, store_at

OTHER = replace(SMALLEST, width=64)


def add_child(store, name, base, seed, shape=SMALLEST):
    """A model that says it was trained on from another."""
    manifest = add_model(store, name, seed, shape)
    line = list(line_of(store.find(base).manifest))
    write_manifest(store.find(name).folder, replace(manifest, provenance={"lineage": line}))


@pytest.fixture
def store(tmp_path):
    store = store_at(tmp_path / "home")
    add_model(store, "base", 1)
    add_child(store, "a", "base", 2)
    add_child(store, "b", "base", 3)
    add_model(store, "stranger", 4)
    return store


def numbers(model):
    tensors = gguf.GGUFReader(model.weights).tensors
    return {tensor.name: gguf.quants.dequantize(tensor.data, tensor.tensor_type) for tensor in tensors}


@pytest.mark.parametrize("method", METHODS)
def test_a_merged_model_is_whole_and_names_its_parents(store, method):
    weights = (1.0, 1.0) if method == "weighted" else ()
    model = add_merged(store, "both", ["a", "b"], MergePlan(method, weights))
    verify_model(model)
    told = json.loads(gguf.GGUFReader(model.weights).get_field("forge_ai.provenance").contents())
    assert told == json.loads(json.dumps(dict(model.manifest.provenance)))
    assert [parent["name"] for parent in told["merged_from"]] == ["a", "b"]
    assert told["method"] == method
    assert read_header(model.weights).name == "both"
    assert model.manifest.provenance["lineage"] == [weights_id(store.find("base").manifest)]


def test_the_numbers_are_the_mean_and_everything_else_is_the_first_parents(store):
    model = add_merged(store, "both", ["a", "b"], MergePlan())
    a, b, both = (numbers(store.find(name)) for name in ("a", "b", "both"))
    for name, merged in both.items():
        assert np.allclose(merged, (a[name] + b[name]) / 2, atol=2e-3), name
    first, fields = gguf.GGUFReader(store.find("a").weights), gguf.GGUFReader(model.weights)
    own = {"general.name", "general.file_type", "general.quantization_version", "forge_ai.provenance"}
    for key in first.fields.keys() - own:
        if not key.startswith("GGUF."):
            assert fields.get_field(key).contents() == first.get_field(key).contents(), key


def test_merging_a_model_with_itself_changes_no_number(store):
    add_merged(store, "same", ["a", "a"], MergePlan())
    before, after = numbers(store.find("a")), numbers(store.find("same"))
    assert all(np.array_equal(before[name], after[name]) for name in before)


def test_a_merged_model_can_be_merged_again(store):
    add_merged(store, "both", ["a", "b"], MergePlan())
    again = add_merged(store, "again", ["both", "a"], MergePlan("task-arithmetic"))
    assert again.manifest.provenance["lineage"] == [weights_id(store.find("base").manifest)]


def test_models_of_different_origin_are_refused(store):
    with pytest.raises(BadInput, match="a and stranger have different origins"):
        add_merged(store, "both", ["a", "stranger"], MergePlan())
    assert not store.knows("both")


def test_other_shapes_and_other_words_are_refused_with_the_reason(store):
    add_child(store, "wide", "base", 5, OTHER)
    with pytest.raises(BadInput, match=r"a and wide cannot be merged: .* has the shape"):
        add_merged(store, "both", ["a", "wide"], MergePlan())
    add_child(store, "deep", "base", 5, replace(SMALLEST, layers=2))
    with pytest.raises(BadInput, match="other layers"):
        add_merged(store, "both", ["a", "deep"], MergePlan())


def test_clashing_tokenizers_are_refused(store):
    add_child(store, "reworded", "base", 6)
    path = store.find("reworded").weights
    swapped = path.read_bytes().replace(struct.pack("<Q", 3) + b"ing", struct.pack("<Q", 3) + b"gni", 1)
    path.write_bytes(swapped)
    with pytest.raises(BadInput, match="different words"):
        add_merged(store, "both", ["a", "reworded"], MergePlan())


def test_a_method_that_needs_the_base_says_so_when_it_is_not_here(store):
    store.remove("base")
    assert add_merged(store, "both", ["a", "b"], MergePlan()).name == "both"
    with pytest.raises(BadInput, match="base that these models come from is not on this device"):
        add_merged(store, "more", ["a", "b"], MergePlan("ties"))


def test_a_taken_name_and_a_full_disk_leave_everything_as_it_was(store):
    before = numbers(store.find("a"))
    with pytest.raises(AlreadyThere):
        add_merged(store, "a", ["a", "b"], MergePlan())
    with files_of_at_most(20_000), pytest.raises(StorageFault):
        add_merged(store, "a", ["a", "b"], MergePlan(), replace=True)
    assert all(np.array_equal(before[name], number) for name, number in numbers(store.find("a")).items())


def test_memory_stays_below_the_size_of_the_models(tmp_path):
    store = store_at(tmp_path / "home")
    shape = Shape(layers=24, width=128, feed_forward=384, heads=2, heads_kv=2, vocabulary=300, precision="F32")
    add_model(store, "base", 1, shape)
    add_child(store, "a", "base", 2, shape)
    add_child(store, "b", "base", 3, shape)
    size = store.find("a").weights.stat().st_size
    tracemalloc.start()
    add_merged(store, "both", ["a", "b"], MergePlan("ties"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 0.75 * size, (peak, size)


def manifest(*line, own="0"):
    files = (ModelFile("model.gguf", 1, own * 64),)
    return Manifest("m", "llama", 1, 1, "F16", files=files, provenance={"lineage": [each * 64 for each in line]})


def test_the_nearest_common_ancestor_is_found():
    assert common_base([manifest("b", "c", own="a"), manifest("c", own="d")]) == "c" * 64
    assert common_base([manifest("c", own="a"), manifest(own="c")]) == "c" * 64
    assert common_base([manifest(own="a"), manifest(own="b")]) is None


def test_a_lineage_has_an_end():
    endless = replace(manifest(own="a"), provenance={"lineage": [f"{number:064x}" for number in range(1000)]})
    assert len(line_of(endless)) == LINEAGE_STEPS


def test_a_lineage_that_is_nonsense_counts_as_none():
    odd = replace(manifest(own="a"), provenance={"lineage": [1, None, "x", {"a": 1}], "quantised_from": 7})
    assert line_of(odd) == ("a" * 64,)
    assert line_of(replace(odd, provenance={"lineage": "a" * 64})) == ("a" * 64,)
