"""A small GGUF with random weights, made on the spot for tests and benchmarks.

Knows nothing of engines or stores: it writes one file. The words such a model says mean nothing, but everything
around them is real: a Llama architecture, a byte-level BPE vocabulary with merges, ChatML's control tokens and chat
template. Only letters and spaces have weight in the output layer, so its text is plain ASCII and it never ends an
answer by itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import gguf
    import numpy as np

CONTROL_TOKENS = ("<|endoftext|>", "<|im_start|>", "<|im_end|>")
CHAT_TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)
_WORD_PIECES = (
    "th",
    "the",
    "in",
    "ing",
    "er",
    "an",
    "and",
    "on",
    "re",
    "at",
    "en",
    "ed",
    "or",
    "is",
    "it",
    "ou",
    "you",
    "st",
    "al",
)


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the model is; the parameter count follows from it."""

    layers: int = 2
    width: int = 128
    feed_forward: int = 384
    heads: int = 4
    heads_kv: int = 2
    vocabulary: int = 384
    context: int = 1024
    precision: Literal["F32", "F16", "Q8_0"] = "F16"
    seed: int = 1


TINY = Shape()
SMALL = Shape(
    layers=6, width=320, feed_forward=896, heads=5, heads_kv=5, vocabulary=4096, context=2048, precision="Q8_0"
)
ABOUT_135_MILLION = Shape(
    layers=30, width=576, feed_forward=1536, heads=9, heads_kv=3, vocabulary=24576, context=8192, precision="Q8_0"
)


def write_random_model(path: Path, shape: Shape = TINY, *, name: str = "random", seed: int | None = None) -> Path:
    """Write the model to `path` and return the path; the same shape and seed give the same bytes."""
    import gguf
    import numpy as np

    writer = gguf.GGUFWriter(path, "llama")
    _describe(writer, shape, name)
    _write_vocabulary(writer, shape)
    _write_weights(writer, shape, np.random.default_rng(shape.seed if seed is None else seed))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def _describe(writer: gguf.GGUFWriter, shape: Shape, name: str) -> None:
    import gguf

    writer.add_name(name)
    writer.add_license("MIT")
    writer.add_file_type(
        getattr(gguf.LlamaFileType, {"F32": "ALL_F32", "F16": "MOSTLY_F16", "Q8_0": "MOSTLY_Q8_0"}[shape.precision])
    )
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads_kv)
    writer.add_rope_dimension_count(shape.width // shape.heads)
    writer.add_layer_norm_rms_eps(1e-5)
    writer.add_vocab_size(shape.vocabulary)


def _write_vocabulary(writer: gguf.GGUFWriter, shape: Shape) -> None:
    from gguf import TokenType

    plain = [*_byte_letters(), *_WORD_PIECES]
    filler = [f"[unused{number}]" for number in range(shape.vocabulary - len(plain) - len(CONTROL_TOKENS))]
    tokens = [*CONTROL_TOKENS, *plain, *filler]
    kinds = (
        [TokenType.CONTROL] * len(CONTROL_TOKENS) + [TokenType.NORMAL] * len(plain) + [TokenType.UNUSED] * len(filler)
    )
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("gpt-2")
    writer.add_token_list(tokens)
    writer.add_token_types(kinds)
    writer.add_token_merges([f"{piece[:-1]} {piece[-1]}" for piece in _WORD_PIECES if piece[:-1] in plain])
    writer.add_bos_token_id(0)
    writer.add_eos_token_id(2)
    writer.add_pad_token_id(0)
    writer.add_add_bos_token(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def _byte_letters() -> list[str]:
    """The printable letter that stands for each byte value in byte-level BPE vocabularies."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    hidden = iter(range(0x100, 0x200))
    return [chr(byte if byte in printable else next(hidden)) for byte in range(256)]


def _write_weights(writer: gguf.GGUFWriter, shape: Shape, chance: np.random.Generator) -> None:
    import numpy as np

    head, one = shape.width // shape.heads, np.ones(shape.width, dtype=np.float32)

    def matrix(name: str, rows: int, columns: int, spread: float = 0.0) -> None:
        weights = chance.standard_normal((rows, columns), dtype=np.float32) * np.float32(spread or columns**-0.5)
        _add_matrix(writer, name, weights, shape)

    matrix("token_embd.weight", shape.vocabulary, shape.width, spread=1.0)
    for layer in range(shape.layers):
        block = f"blk.{layer}"
        writer.add_tensor(f"{block}.attn_norm.weight", one)
        writer.add_tensor(f"{block}.ffn_norm.weight", one)
        matrix(f"{block}.attn_q.weight", shape.width, shape.width)
        matrix(f"{block}.attn_k.weight", head * shape.heads_kv, shape.width)
        matrix(f"{block}.attn_v.weight", head * shape.heads_kv, shape.width)
        matrix(f"{block}.attn_output.weight", shape.width, shape.width)
        matrix(f"{block}.ffn_gate.weight", shape.feed_forward, shape.width)
        matrix(f"{block}.ffn_up.weight", shape.feed_forward, shape.width)
        matrix(f"{block}.ffn_down.weight", shape.width, shape.feed_forward)
    writer.add_tensor("output_norm.weight", one)
    _add_matrix(writer, "output.weight", _speech(shape, chance), shape)


def _speech(shape: Shape, chance: np.random.Generator) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """The output layer: weight for letters and the space only, nothing for control tokens and odd bytes."""
    import numpy as np

    letters = _byte_letters()
    spoken = [len(CONTROL_TOKENS) + letters.index(letters[ord(letter)]) for letter in "abcdefghijklmnopqrstuvwxyz "]
    weights = np.zeros((shape.vocabulary, shape.width), dtype=np.float32)
    weights[spoken] = chance.standard_normal((len(spoken), shape.width), dtype=np.float32)
    return weights


def _add_matrix(
    writer: gguf.GGUFWriter,
    name: str,
    weights: np.ndarray[tuple[int, ...], np.dtype[np.float32]],
    shape: Shape,
) -> None:
    import gguf
    import numpy as np

    if shape.precision == "Q8_0":
        packed = gguf.quants.quantize(weights, gguf.GGMLQuantizationType.Q8_0)
        writer.add_tensor(name, packed, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    else:
        writer.add_tensor(name, weights.astype(np.float16 if shape.precision == "F16" else np.float32))
