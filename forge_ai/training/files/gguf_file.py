"""A trained Llama as one GGUF file that llama.cpp, Ollama and ForgeAI's engine run.

The query and key rows are put in the order in which llama.cpp turns pairs. The output layer is the embedding and is
not written twice. Does not know how the model was trained; what is told about it comes in as :class:`About`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from forge_ai.paths import flush_file, flush_folder, storage_faults
from forge_ai.training.tokens.tokenizer import (
    BEGIN_TEXT_ID,
    CHAT_TEMPLATE,
    END_MESSAGE_ID,
    PRE_TOKENIZER,
    SPECIALS,
    ChatTokenizer,
)

if TYPE_CHECKING:
    import gguf
    import numpy as np
    from numpy.typing import NDArray

Precision = Literal["F32", "F16", "BF16", "Q8_0"]
_BLOCK_NAMES = {
    "input_layernorm": "attn_norm",
    "post_attention_layernorm": "ffn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


@dataclass(frozen=True, slots=True)
class About:
    """What a model file says about itself: its name, its licence, and where it came from as JSON."""

    name: str
    licence: str
    provenance: str


def write_gguf(path: Path, model: Any, tokenizer: ChatTokenizer, about: About, precision: Precision) -> None:
    """Write the model, whole or not at all; :class:`StorageFault` when the disk does not take it."""
    with gguf_writer(path) as writer:
        _describe(writer, model, about, precision)
        _write_words(writer, tokenizer)
        for name, weights in _tensors(model):
            add_tensor(writer, name, weights, precision)


@contextmanager
def gguf_writer(path: Path) -> Iterator[gguf.GGUFWriter]:
    """A writer for a Llama's file, which has its name once the block has ended well and all is on the disk.

    Raises :class:`StorageFault` when the disk does not take it; what stood there before stays then, as after any crash.
    """
    import gguf

    part = path.with_name(f".{path.name}.part")
    try:
        with storage_faults(path):
            writer = gguf.GGUFWriter(part, "llama")
            try:
                yield writer
                writer.write_header_to_file()
                writer.write_kv_data_to_file()
                writer.write_tensors_to_file()
            finally:
                writer.close()
            flush_file(part)
            part.replace(path)
            flush_folder(path.parent)
    finally:
        with suppress(OSError):
            part.unlink()


def _describe(writer: gguf.GGUFWriter, model: Any, about: About, precision: Precision) -> None:
    import gguf

    kinds = {"F32": "ALL_F32", "F16": "MOSTLY_F16", "BF16": "MOSTLY_BF16", "Q8_0": "MOSTLY_Q8_0"}
    config = model.config
    writer.add_name(about.name)
    writer.add_license(about.licence)
    writer.add_description("A small assistant trained with ForgeAI.")
    writer.add_string("forge_ai.provenance", about.provenance)
    writer.add_file_type(getattr(gguf.LlamaFileType, kinds[precision]))
    writer.add_quantization_version(gguf.GGML_QUANT_VERSION)
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_rope_dimension_count(config.hidden_size // config.num_attention_heads)
    writer.add_rope_freq_base(_rope_theta(config))
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_vocab_size(config.vocab_size)


def _rope_theta(config: Any) -> float:
    """Its place in the configuration moved with transformers 5."""
    parameters = getattr(config, "rope_parameters", None) or {}
    return float(parameters.get("rope_theta") or config.rope_theta)


def _write_words(writer: gguf.GGUFWriter, tokenizer: ChatTokenizer) -> None:
    from gguf import TokenType

    vocabulary: dict[str, int] = tokenizer.raw.get_vocab()
    words = sorted(vocabulary, key=lambda word: vocabulary[word])
    merges = json.loads(tokenizer.raw.to_str())["model"]["merges"]
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre(PRE_TOKENIZER)
    writer.add_token_list(words)
    writer.add_token_types([TokenType.CONTROL if word in SPECIALS else TokenType.NORMAL for word in words])
    writer.add_token_merges([merge if isinstance(merge, str) else " ".join(merge) for merge in merges])
    writer.add_bos_token_id(BEGIN_TEXT_ID)
    writer.add_eos_token_id(END_MESSAGE_ID)
    writer.add_pad_token_id(BEGIN_TEXT_ID)
    writer.add_add_bos_token(False)
    writer.add_add_space_prefix(False)
    writer.add_chat_template(CHAT_TEMPLATE)


def _tensors(model: Any) -> Iterator[tuple[str, NDArray[np.float32]]]:
    heads = model.config.num_attention_heads
    for name, weight in model.model.named_parameters():
        weights = weight.detach().float().cpu().numpy()
        turned = name.endswith(("q_proj.weight", "k_proj.weight"))
        yield gguf_name(name), paired(weights, heads) if turned else weights


def gguf_name(name: str) -> str:
    """llama.cpp's name for one of transformers' tensors."""
    if name == "embed_tokens.weight":
        return "token_embd.weight"
    if name == "norm.weight":
        return "output_norm.weight"
    _, layer, part = name.removesuffix(".weight").split(".", 2)
    return f"blk.{layer}.{_BLOCK_NAMES[part]}.weight"


def paired(weights: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """Rows reordered from two halves a head, as transformers turns them, to neighbours, as llama.cpp does."""
    rows, columns = weights.shape
    halves = weights.reshape(heads, 2, rows // heads // 2, columns)
    return halves.swapaxes(1, 2).reshape(rows, columns)


def rotated_rows(weights: NDArray[np.float32], heads: int) -> NDArray[np.float32]:
    """What :func:`paired` did, undone."""
    rows, columns = weights.shape
    pairs = weights.reshape(heads, rows // heads // 2, 2, columns)
    return pairs.swapaxes(1, 2).reshape(rows, columns)


def add_tensor(writer: gguf.GGUFWriter, name: str, weights: NDArray[np.float32], precision: Precision) -> None:
    """Add a tensor. Norms stay in full precision; matrices take the file's."""
    import gguf

    if weights.ndim == 1 or precision == "F32":
        writer.add_tensor(name, weights)
        return
    kind = gguf.GGMLQuantizationType[precision]
    writer.add_tensor(name, gguf.quants.quantize(weights, kind), raw_dtype=kind)
