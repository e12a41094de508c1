from __future__ import annotations

import tracemalloc
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forge_ai.errors import AlreadyThere, BadInput, BadPackage, ForgeError, ModelBroken, UnknownPersonality
from forge_ai.limits import MIB
from forge_ai.models.describe import describe_file, write_manifest
from forge_ai.models.files.folder_lock import alone
from forge_ai.models.gguf.adapter_header import check_fit, read_adapter
from forge_ai.models.packages.contents import contents
from forge_ai.models.packages.import_package import import_package
from forge_ai.models.packages.writer import write_package
from forge_ai.models.personalities import _parsed, adapters_of, all_personalities, find_personality, personalities_of
from forge_ai.models.personality_changes import remove_personality, save_personality
from forge_ai.models.quantized import add_quantized
from forge_ai.models.verify import verify_model
from forge_ai.protocol.conversations.personality import Personality
from forge_ai.testing.random_adapter import write_random_adapter
from forge_ai.testing.random_model import TINY
from tests.models.stick import SMALLEST, add_model, store_at

ALICE = Personality("alice", "You are {name}.", "asks a lot", {"temperature": 0.5})


def sha256_of(model):
    return next(file.sha256 for file in model.manifest.files if file.path == "model.gguf")


@pytest.fixture
def store(tmp_path):
    made = store_at(tmp_path / "home")
    add_model(made)
    return made


@pytest.fixture
def adapter(tmp_path, store):
    return write_random_adapter(tmp_path / "x.gguf", sha256_of(store.find("my_model")), SMALLEST)


def with_adapter(store, adapter, name="bob"):
    model = store.find("my_model")
    made = Personality(name, adapter=f"{name}.gguf", base_sha256=sha256_of(model))
    save_personality(store, model, made, adapter)
    return made


def test_a_personality_is_kept_beside_its_model_and_the_model_stays_whole(store):
    save_personality(store, store.find("my_model"), ALICE, None)
    model = store.find("my_model")
    assert [one.personality for one in personalities_of(model)] == [ALICE]
    assert "personas/alice.json" in {file.path for file in model.manifest.files}
    verify_model(model)


def test_a_changed_personality_replaces_the_old_one_and_a_removed_one_is_gone(store, adapter):
    with_adapter(store, adapter)
    save_personality(store, store.find("my_model"), ALICE, None)
    other = replace(ALICE, description="asks nothing")
    save_personality(store, store.find("my_model"), other, None)
    assert personalities_of(store.find("my_model"))[0].personality == other
    remove_personality(store, find_personality(store, "bob"))
    assert [one.name for one in all_personalities(store)] == ["alice"]
    assert not (store.find("my_model").folder / "personas" / "bob.gguf").exists()
    verify_model(store.find("my_model"))


def test_what_another_program_added_meanwhile_is_not_lost(store):
    seen = store.find("my_model")
    save_personality(store, seen, ALICE, None)
    save_personality(store, seen, replace(ALICE, name="bob"), None)
    model = store.find("my_model")
    assert [one.name for one in personalities_of(model)] == ["alice", "bob"]
    with alone(model.folder, "changing it"), pytest.raises(AlreadyThere, match="Another program"):
        remove_personality(store, find_personality(store, "bob"))


def test_nobody_is_found_under_a_name_that_nobody_has(store):
    with pytest.raises(UnknownPersonality, match="there is: none"):
        find_personality(store, "carol")


def test_who_misspells_a_personality_is_told_which_was_meant(store):
    save_personality(store, store.find("my_model"), ALICE, None)
    with pytest.raises(UnknownPersonality) as told:
        find_personality(store, "alcie")
    assert told.value.hint.startswith("Did you mean alice? ")


def test_of_two_with_one_name_the_default_models_counts_and_the_other_is_found_by_its_model(store):
    add_model(store, "other", seed=2)
    for name in ("my_model", "other"):
        save_personality(store, store.find(name), replace(ALICE, description=name), None)
    assert find_personality(store, "alice", "other").model.name == "other"
    assert find_personality(store, "my_model/alice", "other").personality.description == "my_model"


def test_names_that_differ_in_case_only_are_one_name(store):
    save_personality(store, store.find("my_model"), ALICE, None)
    with pytest.raises(BadInput, match="case"):
        save_personality(store, store.find("my_model"), replace(ALICE, name="Alice"), None)


def test_an_adapter_comes_along_and_its_engine_number_is_its_place(store, adapter):
    for name in ("zoe", "bob"):
        with_adapter(store, adapter, name)
    assert [path.name for path in adapters_of(store.find("my_model"))] == ["bob.gguf", "zoe.gguf"]


def test_an_adapter_for_other_weights_is_refused(store, tmp_path):
    for sha256 in ("1" * 64,):
        write_random_adapter(tmp_path / "x.gguf", sha256, SMALLEST)
        with pytest.raises(ModelBroken, match="other weights"):
            with_adapter(store, tmp_path / "x.gguf")
    assert personalities_of(store.find("my_model")) == []


def test_an_adapter_of_another_shape_is_refused(store, tmp_path):
    write_random_adapter(tmp_path / "x.gguf", "", TINY)
    with pytest.raises(ModelBroken, match="does not fit"):
        with_adapter(store, tmp_path / "x.gguf")


def test_an_adapter_that_no_longer_fits_its_model_is_not_loaded(store, adapter):
    with_adapter(store, adapter)
    model = store.find("my_model")
    files = tuple(
        replace(file, sha256="2" * 64) if file.path == "model.gguf" else file for file in model.manifest.files
    )
    write_manifest(model.folder, replace(model.manifest, files=files))
    assert adapters_of(store.find("my_model")) == ()
    assert not find_personality(store, "bob").fits


@pytest.mark.parametrize("name", ["x.gguf", "model.gguf"])
def test_a_model_or_noise_is_no_adapter(store, tmp_path, name):
    (tmp_path / "x.gguf").write_bytes(b"GGUF" + bytes(100))
    path = tmp_path / "x.gguf" if name == "x.gguf" else store.find("my_model").weights
    with pytest.raises(ModelBroken):
        with_adapter(store, path)


@pytest.mark.parametrize("rank", [0, 257])
def test_an_adapter_of_an_impossible_rank_is_refused(tmp_path, rank):
    path = write_random_adapter(tmp_path / "x.gguf", "", SMALLEST, rank=rank)
    with pytest.raises(ModelBroken):
        read_adapter(path)


def test_a_cut_adapter_is_refused(tmp_path, adapter):
    adapter.write_bytes(adapter.read_bytes()[:-64])
    with pytest.raises(ModelBroken, match="cut short"):
        read_adapter(adapter)


@given(st.data())
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_damaged_adapter_fits_or_is_refused_and_nothing_else(adapter, store, tmp_path, data):
    whole = adapter.read_bytes()
    place, value = data.draw(st.integers(0, min(len(whole), 2000) - 1)), data.draw(st.integers(0, 255))
    damaged = tmp_path / "damaged.gguf"
    damaged.write_bytes(whole[:place] + bytes([value]) + whole[place + 1 :])
    try:
        assert check_fit(damaged, store.find("my_model").weights).rank <= 256
    except ModelBroken:
        pass


@pytest.mark.parametrize("alpha", [None, 0.0, -1.0, float("nan"), float("inf"), 1e9])
def test_an_adapter_says_how_much_it_counts(tmp_path, alpha):
    adapter_of_parts(tmp_path / "x.gguf", {"blk.0.ffn_down.weight": ((4, 32), (32, 4))}, alpha)
    with pytest.raises(ModelBroken, match="how much it counts"):
        read_adapter(tmp_path / "x.gguf")


@pytest.mark.parametrize("place", ["token_embd.weight", "output.weight", "", "blk"])
def test_an_adapter_changes_layers_only(tmp_path, place):
    adapter_of_parts(tmp_path / "x.gguf", {place: ((4, 32), (32, 4))}, 4.0)
    with pytest.raises(ModelBroken, match="no part of a LoRA adapter"):
        read_adapter(tmp_path / "x.gguf")


def adapter_of_parts(path, parts, alpha):
    import gguf
    import numpy as np

    writer = gguf.GGUFWriter(path, "llama")
    writer.add_type("adapter")
    writer.add_string("adapter.type", "lora")
    if alpha is not None:
        writer.add_float32("adapter.lora.alpha", alpha)
    for place, (a, b) in parts.items():
        writer.add_tensor(f"{place}.lora_a", np.zeros(a, dtype=np.float32))
        writer.add_tensor(f"{place}.lora_b", np.zeros(b, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def test_matrices_of_one_place_have_one_rank(tmp_path, store):
    adapter_of_parts(tmp_path / "x.gguf", {"blk.0.ffn_down.weight": ((4, 32), (32, 8))}, 4.0)
    with pytest.raises(ModelBroken, match="belong together"):
        check_fit(tmp_path / "x.gguf", store.find("my_model").weights)


def test_personalities_travel_in_the_package(store, adapter, tmp_path):
    with_adapter(store, adapter)
    save_personality(store, store.find("my_model"), ALICE, None)
    [package] = write_package(tmp_path, "my_model_package.zip", contents(store.find("my_model")))
    there = store_at(tmp_path / "there")
    import_package(there, package)
    assert [one.personality for one in all_personalities(there)] == [
        one.personality for one in all_personalities(store)
    ]
    assert len(adapters_of(there.find("my_model"))) == 1


def test_personalities_go_over_to_smaller_weights(tmp_path):
    store = store_at(tmp_path / "home")
    add_model(store, shape=TINY)
    adapter = write_random_adapter(tmp_path / "x.gguf", sha256_of(store.find("my_model")), TINY)
    with_adapter(store, adapter)
    smaller = add_quantized(store, "my_model", "q8_0")
    [bob] = personalities_of(smaller)
    assert bob.fits
    verify_model(smaller)


def hostile(store, tmp_path, files):
    """The package of a model whose folder holds these files below `personas`."""
    model = store.find("my_model")
    for path, data in files.items():
        place = model.folder / "personas" / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    added = tuple(describe_file(model.folder, f"personas/{path}") for path in files)
    write_manifest(model.folder, replace(model.manifest, files=(*model.manifest.files, *added)))
    [package] = write_package(tmp_path, "my_model_package.zip", contents(store.find("my_model")))
    return package


GOOD = ALICE.to_bytes()
NEEDS = replace(ALICE, adapter="a.gguf", base_sha256="1" * 64).to_bytes()


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({"alice.json": b"{}"}, "no good"),
        ({"alice.json": GOOD.replace(b"asks", b"\\u001b[2J")}, "control characters"),
        ({"bob.json": GOOD}, "says that it is"),
        ({"alice.json": NEEDS}, "is missing"),
        ({"alice.json": NEEDS, "a.gguf": b"GGUF"}, "no good"),
        ({"alice.gguf": b"GGUF"}, "belongs to no personality"),
        ({"alice.json": GOOD, "run.sh": b"#!"}, "belongs to no personality"),
        ({"alice.json": GOOD, "deep/bob.json": GOOD}, "belongs to no personality"),
        ({f"p{number}.json": GOOD.replace(b"alice", b"p%d" % number) for number in range(65)}, "64 at most"),
    ],
)
def test_an_import_takes_no_bad_personalities(store, tmp_path, files, words):
    package = hostile(store, tmp_path, files)
    there = store_at(tmp_path / "there")
    with pytest.raises(BadPackage, match=words):
        import_package(there, package)
    assert there.models() == []


def test_an_import_takes_no_adapter_for_other_weights(store, tmp_path):
    path = write_random_adapter(tmp_path / "a.gguf", "1" * 64, SMALLEST)
    package = hostile(store, tmp_path, {"alice.json": NEEDS, "a.gguf": path.read_bytes()})
    with pytest.raises(BadPackage, match="other weights"):
        import_package(store_at(tmp_path / "there"), package)


def test_a_damaged_personality_hides_itself_and_not_its_model(store):
    save_personality(store, store.find("my_model"), ALICE, None)
    model = store.find("my_model")
    (model.folder / "personas" / "alice.json").write_bytes(b"noise")
    assert personalities_of(model) == []
    with pytest.raises(ForgeError):
        verify_model(model)


def test_a_strangers_huge_file_does_not_fill_the_memory(tmp_path):
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(64 * MIB)
    tracemalloc.start()
    try:
        with pytest.raises(BadInput, match="has at most"):
            _parsed(tmp_path / "huge.json", "")
        assert tracemalloc.get_traced_memory()[1] < MIB
    finally:
        tracemalloc.stop()
