from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest

from forge_ai.errors import AlreadyThere, Damaged, ModelBroken, StorageFault, UnknownModel
from forge_ai.models.import_gguf import import_from_ollama, import_gguf
from forge_ai.models.store import ModelStore
from forge_ai.testing.random_model import write_random_model
from tests.models.stick import SMALLEST, everything_below, store_at


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return store_at(tmp_path / "home")


def test_a_bare_gguf_becomes_a_model_that_is_named_after_its_file(store: ModelStore, tmp_path: Path) -> None:
    path = write_random_model(tmp_path / "Llama-3.2 (1B).gguf", SMALLEST, name="Random One")
    model = import_gguf(store, path)
    assert model.name == "Llama-3.2-1B"
    assert model.weights.read_bytes() == path.read_bytes()
    assert model.manifest.architecture == "llama"
    assert model.manifest.description == "Random One"
    assert "Modelfile" in {file.path for file in model.manifest.files}


def test_a_file_whose_name_is_no_unicode_comes_in_too(store: ModelStore, tmp_path: Path) -> None:
    try:
        path = write_random_model(Path(os.fsdecode(bytes(tmp_path) + b"/caf\xe9.gguf")), SMALLEST)
    except OSError:
        pytest.skip("SKIPPED: this disk takes no such name")
    assert import_gguf(store, path, name="cafe").manifest.provenance == {"source": "file caf?.gguf"}


def test_a_name_can_be_given(store: ModelStore, tmp_path: Path) -> None:
    path = write_random_model(tmp_path / "модель.gguf", SMALLEST)
    assert import_gguf(store, path).name == "model"
    assert import_gguf(store, path, name="mine").name == "mine"
    with pytest.raises(AlreadyThere):
        import_gguf(store, path)
    assert import_gguf(store, path, replace=True).name == "model"


def test_a_broken_gguf_leaves_nothing(store: ModelStore, tmp_path: Path) -> None:
    path = write_random_model(tmp_path / "x.gguf", SMALLEST)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ModelBroken):
        import_gguf(store, path)
    with pytest.raises(StorageFault):
        import_gguf(store, tmp_path / "absent.gguf")
    assert everything_below(tmp_path / "home" / "models") == everything_below(tmp_path / "home" / "staging") == set()


@pytest.fixture
def ollama(tmp_path: Path) -> Path:
    """An Ollama folder with the model ``tiny:1b``."""
    root = tmp_path / "ollama"
    weights = write_random_model(tmp_path / "w.gguf", SMALLEST).read_bytes()
    parts = {"model": weights, "system": b"Be brief.", "license": b"MIT License\nlong text", "params": b"{}"}
    layers = []
    (root / "blobs").mkdir(parents=True)
    for kind, data in parts.items():
        digest = hashlib.sha256(data).hexdigest()
        (root / "blobs" / f"sha256-{digest}").write_bytes(data)
        layer = {"mediaType": f"application/vnd.ollama.image.{kind}", "digest": f"sha256:{digest}", "size": len(data)}
        layers.append(layer)
    place = root / "manifests" / "registry.ollama.ai" / "library" / "tiny" / "1b"
    place.parent.mkdir(parents=True)
    place.write_text(json.dumps({"schemaVersion": 2, "layers": layers}))
    return root


def test_a_model_comes_out_of_an_ollama_store_with_its_words(store: ModelStore, ollama: Path) -> None:
    model = import_from_ollama(store, ollama, "tiny:1b")
    assert model.name == "tiny-1b"
    assert model.manifest.system_prompt == "Be brief."
    assert model.manifest.licence == "MIT License"
    assert {file.path for file in model.manifest.files} == {"model.gguf", "Modelfile"}


def test_a_rotten_blob_is_noticed_by_its_own_name(store: ModelStore, ollama: Path) -> None:
    largest = max((ollama / "blobs").iterdir(), key=lambda path: path.stat().st_size)
    data = bytearray(largest.read_bytes())
    data[-1] ^= 1
    largest.write_bytes(data)
    with pytest.raises(Damaged):
        import_from_ollama(store, ollama, "tiny:1b")
    assert store.models() == []


@pytest.mark.parametrize("reference", ["tiny", "absent:1b", "../../tiny:1b", "a/b/c/d:x", "", "tiny:../1b"])
def test_what_ollama_does_not_have_is_said(store: ModelStore, ollama: Path, reference: str) -> None:
    with pytest.raises(UnknownModel):
        import_from_ollama(store, ollama, reference)


LAYER = '{"mediaType": "application/vnd.ollama.image.model", "digest": "sha256:%s", "size": 1e999}' % ("0" * 64)


@pytest.mark.parametrize(
    "text", ["{", "[]", '{"layers": [1]}', '{"layers": []}', "[" * 100_000, f'{{"layers": [{LAYER}]}}']
)
def test_a_broken_manifest_of_ollama_is_named(store: ModelStore, ollama: Path, text: str) -> None:
    (ollama / "manifests" / "registry.ollama.ai" / "library" / "tiny" / "1b").write_text(text)
    with pytest.raises(Damaged, match="manifest"):
        import_from_ollama(store, ollama, "tiny:1b")
