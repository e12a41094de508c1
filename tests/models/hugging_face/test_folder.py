from __future__ import annotations

import json
import os
import struct
import tracemalloc
from pathlib import Path
from typing import Any

import gguf
import numpy as np
import pytest

from forge_ai.errors import BadInput, Damaged, ForgeError, ModelBroken
from forge_ai.limits import SAFETENSORS_PARTS, TOKENIZER_BYTES, TOKENIZER_VALUES
from forge_ai.models.gguf.header import read_header
from forge_ai.models.hugging_face.folder import convert, is_hf_folder
from forge_ai.models.hugging_face.import_folder import import_hf_folder
from forge_ai.models.hugging_face.safetensors_file import read_tensors
from tests.models.stick import everything_below, store_at

CONFIG: dict[str, Any] = {
    "architectures": ["LlamaForCausalLM"],
    "hidden_size": 32,
    "intermediate_size": 64,
    "num_hidden_layers": 1,
    "num_attention_heads": 2,
    "num_key_value_heads": 1,
    "max_position_embeddings": 128,
    "vocab_size": 12,
    "rms_norm_eps": 1e-5,
    "rope_theta": 10000.0,
    "tie_word_embeddings": True,
}
TOKENIZER: dict[str, Any] = {
    "model": {"type": "BPE", "vocab": {"a": 1, "b": 2, "ab": 3}, "merges": ["a b"]},
    "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": False, "use_regex": True},
    "added_tokens": [
        {"id": 0, "content": "<|end|>", "special": True},
        {"id": 4, "content": "<tool>", "special": False},
    ],
}
SHAPES = {
    "model.embed_tokens.weight": (12, 32),
    "model.norm.weight": (32,),
    "model.layers.0.input_layernorm.weight": (32,),
    "model.layers.0.post_attention_layernorm.weight": (32,),
    "model.layers.0.self_attn.q_proj.weight": (32, 32),
    "model.layers.0.self_attn.k_proj.weight": (16, 32),
    "model.layers.0.self_attn.v_proj.weight": (16, 32),
    "model.layers.0.self_attn.o_proj.weight": (32, 32),
    "model.layers.0.mlp.gate_proj.weight": (64, 32),
    "model.layers.0.mlp.up_proj.weight": (64, 32),
    "model.layers.0.mlp.down_proj.weight": (32, 64),
}


def write_safetensors(path: Path, tensors: dict[str, np.ndarray], kind: str) -> None:
    table, data = {}, bytearray()
    for name, numbers in tensors.items():
        raw = as_stored(numbers, kind)
        table[name] = {"dtype": kind, "shape": list(numbers.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    head = json.dumps(table).encode()
    path.write_bytes(struct.pack("<Q", len(head)) + head + bytes(data))


def as_stored(numbers: np.ndarray, kind: str) -> bytes:
    if kind == "BF16":
        return (numbers.astype(np.float32).view(np.uint32) >> 16).astype(np.uint16).tobytes()
    return numbers.astype({"F32": np.float32, "F16": np.float16}[kind]).tobytes()


@pytest.fixture
def weights() -> dict[str, np.ndarray]:
    chance = np.random.default_rng(1)
    return {name: np.round(chance.standard_normal(shape) * 8).astype(np.float32) / 8 for name, shape in SHAPES.items()}


@pytest.fixture
def folder(tmp_path: Path, weights: dict[str, np.ndarray]) -> Path:
    folder = tmp_path / "Tiny Llama"
    folder.mkdir()
    (folder / "config.json").write_text(json.dumps(CONFIG))
    (folder / "tokenizer.json").write_text(json.dumps(TOKENIZER))
    (folder / "tokenizer_config.json").write_text(json.dumps({"eos_token": "<|end|>", "chat_template": "{{ x }}"}))
    write_safetensors(folder / "model.safetensors", weights, "F32")
    return folder


@pytest.mark.parametrize("kind", ["F32", "F16", "BF16"])
def test_every_number_arrives_in_its_own_format(
    folder: Path, tmp_path: Path, weights: dict[str, np.ndarray], kind: str
) -> None:
    write_safetensors(folder / "model.safetensors", weights, kind)
    convert(folder, tmp_path / "out.gguf", "tiny")
    tensors = {tensor.name: tensor for tensor in gguf.GGUFReader(tmp_path / "out.gguf").tensors}
    assert len(tensors) == len(weights)
    assert tensors["blk.0.ffn_up.weight"].tensor_type.name == kind
    assert tensors["blk.0.attn_norm.weight"].tensor_type.name == "F32"
    for mine, theirs in [("token_embd", "model.embed_tokens"), ("blk.0.ffn_down", "model.layers.0.mlp.down_proj")]:
        tensor = tensors[f"{mine}.weight"]
        numbers = gguf.quants.dequantize(tensor.data, tensor.tensor_type)
        assert np.array_equal(numbers, weights[f"{theirs}.weight"])
    norm = tensors["blk.0.ffn_norm.weight"].data
    assert np.array_equal(norm, weights["model.layers.0.post_attention_layernorm.weight"])


def test_a_file_that_is_cut_while_it_is_read_is_called_that(folder: Path, tmp_path: Path) -> None:
    file = folder / "model.safetensors"

    def cut(*_: object) -> None:
        os.truncate(file, file.stat().st_size // 2)

    with pytest.raises(Damaged, match="became shorter"):
        convert(folder, tmp_path / "model.gguf", "mine", cut)


def turned_in_halves(rows: np.ndarray, angle: float) -> np.ndarray:
    """One head's vector turned as transformers does it: number i with number i + half."""
    half = len(rows) // 2
    first, second = rows[:half], rows[half:]
    cosine, sine = np.cos(angle * np.arange(1, half + 1)), np.sin(angle * np.arange(1, half + 1))
    return np.concatenate([first * cosine - second * sine, second * cosine + first * sine])


def turned_in_neighbours(rows: np.ndarray, angle: float) -> np.ndarray:
    """The same as llama.cpp does it: number 2i with number 2i + 1."""
    half = len(rows) // 2
    first, second = rows[::2], rows[1::2]
    cosine, sine = np.cos(angle * np.arange(1, half + 1)), np.sin(angle * np.arange(1, half + 1))
    return np.stack([first * cosine - second * sine, second * cosine + first * sine], axis=1).reshape(-1)


def test_queries_meet_keys_as_before_under_the_other_order_of_rows(
    folder: Path, tmp_path: Path, weights: dict[str, np.ndarray]
) -> None:
    convert(folder, tmp_path / "out.gguf", "tiny")
    tensors = {tensor.name: tensor.data for tensor in gguf.GGUFReader(tmp_path / "out.gguf").tensors}
    vector = np.random.default_rng(2).standard_normal(32)
    query, key = weights["model.layers.0.self_attn.q_proj.weight"], weights["model.layers.0.self_attn.k_proj.weight"]
    for head in range(2):
        rows = slice(16 * head, 16 * head + 16)
        before = turned_in_halves(query[rows] @ vector, 0.3) @ turned_in_halves(key @ vector, 0.1)
        mine = tensors["blk.0.attn_q.weight"][rows] @ vector
        after = turned_in_neighbours(mine, 0.3) @ turned_in_neighbours(tensors["blk.0.attn_k.weight"] @ vector, 0.1)
        assert after == pytest.approx(before)


def test_the_words_and_the_shape_arrive(folder: Path, tmp_path: Path) -> None:
    convert(folder, tmp_path / "out.gguf", "tiny")
    fields = gguf.GGUFReader(tmp_path / "out.gguf").fields
    tokens = fields["tokenizer.ggml.tokens"].contents()
    assert tokens[:6] == ["<|end|>", "a", "b", "ab", "<tool>", "[PAD5]"]
    assert len(tokens) == 12
    assert fields["tokenizer.ggml.token_type"].contents()[:6] == [3, 1, 1, 1, 4, 5]
    assert fields["tokenizer.ggml.merges"].contents() == ["a b"]
    assert fields["tokenizer.ggml.pre"].contents() == "gpt-2"
    assert fields["tokenizer.ggml.eos_token_id"].contents() == 0
    header = read_header(tmp_path / "out.gguf")
    assert (header.context_length, header.layers, header.chat_template) == (128, 1, "{{ x }}")


def test_a_folder_becomes_a_model_of_the_store(folder: Path, tmp_path: Path) -> None:
    store = store_at(tmp_path / "home")
    assert is_hf_folder(folder)
    model = import_hf_folder(store, folder)
    assert model.name == "Tiny-Llama"
    assert {file.path for file in model.manifest.files} == {"model.gguf", "Modelfile"}


def test_weights_in_several_files_are_joined(folder: Path, tmp_path: Path, weights: dict[str, np.ndarray]) -> None:
    (folder / "model.safetensors").unlink()
    names = list(weights)
    write_safetensors(folder / "model-1.safetensors", {name: weights[name] for name in names[:4]}, "F32")
    write_safetensors(folder / "model-2.safetensors", {name: weights[name] for name in names[4:]}, "F32")
    convert(folder, tmp_path / "out.gguf", "tiny")
    assert len(gguf.GGUFReader(tmp_path / "out.gguf").tensors) == len(weights)


HALVES = ((0, "<|end|>"), (4, "\ud800"))
SPLIT = {"type": "Split", "pattern": {"Regex": "x"}}


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("config.json", {"architectures": ["GPT2LMHeadModel"]}),
        ("config.json", {"rope_scaling": {"rope_type": "llama3", "factor": 8}}),
        ("config.json", {"rope_parameters": {"rope_type": "yarn"}}),
        ("config.json", {"num_hidden_layers": 2}),
        ("config.json", {"num_hidden_layers": 0}),
        ("config.json", {"tie_word_embeddings": False}),
        ("config.json", {"vocab_size": 3}),
        ("config.json", {"hidden_size": "many"}),
        ("config.json", {"num_attention_heads": 0}),
        ("config.json", {"num_attention_heads": 5}),
        ("config.json", {"num_attention_heads": 0, "num_key_value_heads": 1, "head_dim": 16}),
        ("config.json", {"num_hidden_layers": 10**12}),
        ("config.json", {"vocab_size": 10**12}),
        ("config.json", {"vocab_size": float("inf")}),
        ("config.json", {"hidden_size": 33}),
        ("config.json", {"intermediate_size": 63}),
        ("config.json", {"architectures": 5}),
        ("config.json", {"rope_scaling": ["yarn"]}),
        ("tokenizer.json", {"added_tokens": [{"id": at, "content": word, "special": True} for at, word in HALVES]}),
        ("tokenizer.json", {"pre_tokenizer": {"type": "Sequence", "pretokenizers": [SPLIT, {"type": "ByteLevel"}]}}),
        ("tokenizer.json", {"pre_tokenizer": None}),
        ("tokenizer.json", {"model": {"type": "Unigram", "vocab": []}}),
        ("tokenizer.json", {"added_tokens": [{"id": 9, "content": "far", "special": True}]}),
        ("tokenizer.json", {"model": 5}),
    ],
)
def test_what_cannot_be_converted_is_named_and_leaves_nothing(
    folder: Path, tmp_path: Path, file: str, change: Any
) -> None:
    (folder / file).write_text(json.dumps(json.loads((folder / file).read_text()) | change))
    with pytest.raises((BadInput, ModelBroken)):
        import_hf_folder(store_at(tmp_path / "home"), folder)
    assert everything_below(tmp_path / "home" / "models") == everything_below(tmp_path / "home" / "staging") == set()


def test_a_tokenizer_of_tiny_values_is_refused_before_it_fills_the_memory(folder: Path, tmp_path: Path) -> None:
    data = b'{"model": [' + b"[]," * TOKENIZER_VALUES + b"0]}"
    (folder / "tokenizer.json").write_bytes(data)
    tracemalloc.start()
    with pytest.raises(ModelBroken, match="too many values"):
        import_hf_folder(store_at(tmp_path / "home"), folder)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < TOKENIZER_BYTES + 4 * len(data)


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff" * 8, struct.pack("<Q", 10**15) + b"{}", struct.pack("<Q", 2) + b"[]", struct.pack("<Q", 1) + b"{"]
    + [
        struct.pack("<Q", len(text)) + text + bytes(8)
        for text in (
            b'{"a": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]}}',
            b'{"a": {"dtype": "F32", "shape": [1, 9], "data_offsets": [0, 36]}}',
            b'{"a": {"dtype": "F32", "shape": [-2], "data_offsets": [0, -8]}}',
            b'{"a": {"dtype": "F32", "shape": [true], "data_offsets": [0, 4]}}',
            b'{"a": {"dtype": "F32", "shape": [3], "data_offsets": [0, 8]}}',
            b'{"a": {"dtype": ["F32"], "shape": [2], "data_offsets": [0, 8]}}',
            b'{"a": 1}',
        )
    ],
)
def test_safetensors_that_lie_are_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.safetensors").write_bytes(data)
    with pytest.raises(ForgeError):
        read_tensors(tmp_path / "x.safetensors")


@pytest.mark.parametrize("tiny", [b"[],", b"0,"])
def test_a_header_of_millions_of_tiny_values_is_refused_before_it_is_unpacked(tmp_path: Path, tiny: bytes) -> None:
    header = b'{"x": [' + tiny * (SAFETENSORS_PARTS + 1) + b"0]}"
    (tmp_path / "x.safetensors").write_bytes(struct.pack("<Q", len(header)) + header)
    with pytest.raises(ModelBroken, match="too many values"):
        read_tensors(tmp_path / "x.safetensors")
