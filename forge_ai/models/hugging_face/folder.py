"""A folder as Hugging Face's transformers saves it, converted into one GGUF file. Llama's architecture only.

Does not know stores. The numbers keep their format (F32, F16 or BF16) and are copied, not computed with; only the rows
of queries and keys change places, because llama.cpp turns neighbours where transformers turns halves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forge_ai.errors import BadInput, ModelBroken
from forge_ai.models.hugging_face.config import LlamaShape, read_shape
from forge_ai.models.hugging_face.safetensors_file import StoredTensor, read_tensors
from forge_ai.models.hugging_face.tokenizer import HINT, Vocabulary, read_json, read_vocabulary
from forge_ai.models.progress import Progress, silent
from forge_ai.paths import storage_faults

if TYPE_CHECKING:
    import gguf

_ALIGNMENT: Final = 32
_OUTSIDE: Final = {
    "model.embed_tokens.weight": "token_embd.weight",
    "model.norm.weight": "output_norm.weight",
    "lm_head.weight": "output.weight",
}
_INSIDE: Final = {
    "input_layernorm": "attn_norm",
    "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k",
    "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output",
    "post_attention_layernorm": "ffn_norm",
    "mlp.gate_proj": "ffn_gate",
    "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
}


def is_hf_folder(path: Path) -> bool:
    """Whether a folder looks like a model that transformers has saved."""
    with storage_faults(path):
        return (path / "config.json").is_file() and bool(_weight_files(path))


def convert(folder: Path, target: Path, name: str, progress: Progress = silent) -> None:
    """Write the model in ``folder`` to ``target``.

    Raises :class:`BadInput` for models that cannot be converted here, :class:`ModelBroken` for damaged ones.
    """
    shape = read_shape(read_json(folder / "config.json"))
    vocabulary = read_vocabulary(folder)
    tensors = dict(_named(_all_tensors(folder), shape))
    if len(vocabulary.tokens) > shape.vocabulary:
        raise ModelBroken("The tokenizer of this model has more words than its weights.")
    with storage_faults(target):
        _write_header(target, name, shape, vocabulary, tensors)
        _append_data(target, shape, tensors, progress)


def _all_tensors(folder: Path) -> dict[str, StoredTensor]:
    found: dict[str, StoredTensor] = {}
    for path in _weight_files(folder):
        found |= read_tensors(path)
    return found


def _weight_files(folder: Path) -> list[Path]:
    """One file, or several that are numbered; other safetensors, such as a trainer's checkpoint, are not the model."""
    whole = folder / "model.safetensors"
    return [whole] if whole.is_file() else sorted(folder.glob("model-*.safetensors"))


def _named(found: Mapping[str, StoredTensor], shape: LlamaShape) -> Iterator[tuple[str, StoredTensor]]:
    """Every tensor with its GGUF name, in a fixed order. Raises :class:`BadInput` for one too many or too few.

    What `config.json` says is compared with the tensors, before anything grows with it.
    """
    wanted = {old: new for old, new in _OUTSIDE.items() if not (shape.tied and old == "lm_head.weight")}
    for layer in range(min(shape.layers, len(found))):
        for old, new in _INSIDE.items():
            wanted[f"model.layers.{layer}.{old}.weight"] = f"blk.{layer}.{new}.weight"
    strange = found.keys() - wanted.keys() - {"lm_head.weight"}
    if strange or wanted.keys() - found.keys():
        odd = min(strange or wanted.keys() - found.keys())
        raise BadInput(f"The tensor {odd!a} is one {'too many' if strange else 'too few'} for a Llama.", hint=HINT)
    for old, new in wanted.items():
        _check_extents(old, found[old], shape)
        yield new, found[old]


def _check_extents(name: str, tensor: StoredTensor, shape: LlamaShape) -> None:
    extents = shape.extents[name.removesuffix(".weight").split(".", 3)[-1] if ".layers." in name else name]
    if tensor.shape != extents:
        raise ModelBroken(f"The tensor {name!a} has the shape {tensor.shape}, and config.json speaks of {extents}.")


def _write_header(
    target: Path, name: str, shape: LlamaShape, vocabulary: Vocabulary, tensors: Mapping[str, StoredTensor]
) -> None:
    import gguf

    writer = gguf.GGUFWriter(target, "llama")
    try:
        _describe(writer, name, shape, tensors)
        vocabulary.write(writer, shape.vocabulary)
        for title, tensor in tensors.items():
            kind = gguf.GGMLQuantizationType[_written_kind(tensor)]
            writer.add_tensor_info(title, tensor.shape, _numpy_type(kind.name), _written_size(tensor), kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_ti_data_to_file()
    finally:
        writer.close()


def _describe(writer: gguf.GGUFWriter, name: str, shape: LlamaShape, tensors: Mapping[str, StoredTensor]) -> None:
    import gguf

    kinds = {"F32": "ALL_F32", "F16": "MOSTLY_F16", "BF16": "MOSTLY_BF16"}
    writer.add_name(name)
    writer.add_file_type(getattr(gguf.LlamaFileType, kinds[tensors["token_embd.weight"].kind]))
    writer.add_context_length(shape.context)
    writer.add_embedding_length(shape.width)
    writer.add_block_count(shape.layers)
    writer.add_feed_forward_length(shape.feed_forward)
    writer.add_head_count(shape.heads)
    writer.add_head_count_kv(shape.heads_kv)
    writer.add_key_length(shape.head)
    writer.add_value_length(shape.head)
    writer.add_rope_dimension_count(shape.head)
    writer.add_rope_freq_base(shape.theta)
    writer.add_layer_norm_rms_eps(shape.epsilon)
    writer.add_vocab_size(shape.vocabulary)


def _written_kind(tensor: StoredTensor) -> str:
    """Norms are written as F32, which is what llama.cpp computes them in."""
    return "F32" if len(tensor.shape) == 1 else tensor.kind


def _written_size(tensor: StoredTensor) -> int:
    return tensor.size if len(tensor.shape) > 1 else 4 * tensor.shape[0]


def _numpy_type(kind: str) -> Any:
    import numpy as np

    return {"F32": np.dtype(np.float32), "F16": np.dtype(np.float16), "BF16": np.dtype(np.uint16)}[kind]


def _append_data(target: Path, shape: LlamaShape, tensors: Mapping[str, StoredTensor], progress: Progress) -> None:
    done, total = 0, sum(tensor.size for tensor in tensors.values())
    with target.open("ab") as file:
        for title, tensor in tensors.items():
            file.write(bytes(-file.tell() % _ALIGNMENT))
            for block in _converted(title, tensor, shape):
                file.write(block)
                done += len(block)
                progress("converting", min(done, total), total)
        file.write(bytes(-file.tell() % _ALIGNMENT))


def _converted(title: str, tensor: StoredTensor, shape: LlamaShape) -> Iterator[bytes]:
    if len(tensor.shape) == 1:
        yield _as_f32(b"".join(tensor.blocks()), tensor.kind)
    elif title.endswith(("attn_q.weight", "attn_k.weight")):
        yield _paired(tensor, shape.heads if title.endswith("attn_q.weight") else shape.heads_kv)
    else:
        yield from tensor.blocks()


def _as_f32(data: bytes, kind: str) -> bytes:
    import numpy as np

    if kind == "BF16":
        return (np.frombuffer(data, np.uint16).astype(np.uint32) << 16).tobytes()
    return np.frombuffer(data, _numpy_type(kind)).astype(np.float32).tobytes()


def _paired(tensor: StoredTensor, heads: int) -> bytes:
    """Rows of each head reordered from its two halves to neighbours."""
    import numpy as np

    rows, columns = tensor.shape
    if rows % (2 * heads):
        raise ModelBroken("The rows of a query or key tensor do not fit the number of heads.")
    halves = np.frombuffer(b"".join(tensor.blocks()), _numpy_type(tensor.kind))
    return halves.reshape(heads, 2, rows // heads // 2, columns).swapaxes(1, 2).tobytes()
