from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np
import pytest

from forge_ai.errors import AlreadyThere, BadInput, ModelBroken
from forge_ai.models.exporter import ModelExporter
from forge_ai.models.gguf.header import read_header
from forge_ai.models.gguf.quantize import quantize
from forge_ai.models.quantized import add_quantized
from forge_ai.testing.random_model import Shape, write_random_model
from tests.models.stick import add_model, everything_below, store_at

SHAPE = Shape(layers=1, width=64, feed_forward=96, heads=2, heads_kv=1, vocabulary=320)
LARGEST_ERROR = {"q8_0": 0.006, "q4_0": 0.13}  # of the largest number in a tensor


@pytest.fixture(params=["F32", "F16"])
def source(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    shape = Shape(layers=1, width=64, feed_forward=96, heads=2, heads_kv=1, vocabulary=320, precision=request.param)
    return write_random_model(tmp_path / "source.gguf", shape)


def numbers(tensor: gguf.ReaderTensor) -> np.ndarray:
    return gguf.quants.dequantize(tensor.data, tensor.tensor_type).astype(np.float32)


@pytest.mark.parametrize("kind", ["q8_0", "q4_0"])
def test_the_numbers_stay_near_and_the_file_becomes_smaller(source: Path, tmp_path: Path, kind: str) -> None:
    target = tmp_path / "target.gguf"
    quantize(source, target, kind)
    old, new = gguf.GGUFReader(source), gguf.GGUFReader(target)
    assert target.stat().st_size < 0.75 * source.stat().st_size
    for before, after in zip(old.tensors, new.tensors, strict=True):
        assert (before.name, list(before.shape)) == (after.name, list(after.shape))
        error = np.abs(numbers(before) - numbers(after)).max()
        assert error <= LARGEST_ERROR[kind] * np.abs(numbers(before)).max()


def test_everything_that_the_header_says_is_kept(source: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.gguf"
    quantize(source, target, "q8_0")
    old, new = gguf.GGUFReader(source), gguf.GGUFReader(target)
    changed = {"general.file_type", "general.quantization_version", "GGUF.kv_count"}
    assert old.fields.keys() - changed == new.fields.keys() - changed
    for key in old.fields.keys() - changed:
        assert old.fields[key].contents() == new.fields[key].contents()
    assert read_header(target).quantisation == "Q8_0"


def test_norms_keep_their_precision_and_the_vocabulary_eight_bits(source: Path, tmp_path: Path) -> None:
    quantize(source, tmp_path / "target.gguf", "q4_0")
    kinds = {tensor.name: tensor.tensor_type.name for tensor in gguf.GGUFReader(tmp_path / "target.gguf").tensors}
    assert kinds["token_embd.weight"] == kinds["output.weight"] == "Q8_0"
    assert kinds["output_norm.weight"] == "F32"
    assert kinds["blk.0.ffn_up.weight"] == "Q4_0"


def test_bf16_is_read_too(tmp_path: Path) -> None:
    rows = np.linspace(-1, 1, 4 * 64, dtype=np.float32).reshape(4, 64)
    writer = gguf.GGUFWriter(tmp_path / "bf16.gguf", "llama")
    kind = gguf.GGMLQuantizationType.BF16
    writer.add_tensor("blk.0.ffn_up.weight", gguf.quants.quantize(rows, kind), raw_dtype=kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    quantize(tmp_path / "bf16.gguf", tmp_path / "q8.gguf", "q8_0")
    assert np.abs(numbers(gguf.GGUFReader(tmp_path / "q8.gguf").tensors[0]) - rows).max() < 0.01


def test_small_weights_do_not_grow_again(source: Path, tmp_path: Path) -> None:
    quantize(source, tmp_path / "q4.gguf", "q4_0")
    with pytest.raises(BadInput, match="smaller"):
        quantize(tmp_path / "q4.gguf", tmp_path / "q8.gguf", "q8_0")


def test_an_unknown_kind_is_refused(source: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="q5_k"):
        quantize(source, tmp_path / "target.gguf", "q5_k")


def test_what_is_no_model_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.gguf").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(ModelBroken):
        quantize(tmp_path / "x.gguf", tmp_path / "target.gguf", "q8_0")


def test_an_export_can_be_made_smaller_on_the_way(tmp_path: Path) -> None:
    store, other, stick = store_at(tmp_path / "home"), store_at(tmp_path / "other"), tmp_path / "stick"
    stick.mkdir()
    add_model(store, shape=SHAPE)
    package = ModelExporter.export_model("my_model", stick, store=store, quantize="Q4_0")
    model = ModelExporter.import_model(package, store=other)
    assert package.name == "my_model_package.zip"
    assert model.manifest.quantisation == read_header(model.weights).quantisation == "Q4_0"
    assert model.manifest.provenance["quantised_from"]["name"] == "my_model"
    assert store.find("my_model").manifest.quantisation == "F16"
    assert everything_below(tmp_path / "home" / "staging") == set()


def test_a_smaller_twin_can_be_kept(tmp_path: Path) -> None:
    store = store_at(tmp_path / "home")
    add_model(store, shape=SHAPE)
    assert add_quantized(store, "my_model", "q8_0").name == "my_model-q8_0"
    assert [model.name for model in store.models()] == ["my_model", "my_model-q8_0"]
    with pytest.raises(AlreadyThere):
        add_quantized(store, "my_model", "q8_0")
