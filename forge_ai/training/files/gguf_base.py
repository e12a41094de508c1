"""A trained Llama and its vocabulary read back out of its GGUF file, to be trained further.

Undoes what `gguf_file` does; weights that were stored with 8 bits come back as near as that allows. Only files that
training wrote can be read back: a vocabulary of another kind would be learned wrongly. Does not know what comes next.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from forge_ai.models.gguf.header import read_header
from forge_ai.training.files.gguf_file import gguf_name, rotated_rows
from forge_ai.training.learning.model import new_model
from forge_ai.training.learning.shape import Shape
from forge_ai.training.tokens.tokenizer import PRE_TOKENIZER, ChatTokenizer, tokenizer_of

if TYPE_CHECKING:
    import gguf
    import numpy as np
    from numpy.typing import NDArray


def read_gguf(path: Path) -> tuple[Any, ChatTokenizer]:
    """The model with the file's weights, and its vocabulary.

    Raises :class:`ModelBroken` for a damaged file, ValueError or KeyError for one that training did not write.
    """
    import gguf

    read_header(path)  # the bounds, before a library believes the file
    reader = gguf.GGUFReader(path)
    tokenizer = _tokenizer(reader)
    shape = _shape(reader, tokenizer.vocabulary)
    if shape.parameters != sum(int(tensor.n_elements) for tensor in reader.tensors):
        raise ValueError("the weights do not fit the header")  # before memory is taken for what it claims
    model = new_model(shape, seed=0)
    _fill(model, {tensor.name: tensor for tensor in reader.tensors})
    return model, tokenizer


def _tokenizer(reader: gguf.GGUFReader) -> ChatTokenizer:
    if _field(reader, "tokenizer.ggml.pre") != PRE_TOKENIZER:
        raise ValueError("the vocabulary is cut in another way")
    words, merges = _field(reader, "tokenizer.ggml.tokens"), _field(reader, "tokenizer.ggml.merges")
    return tokenizer_of(words, [merge.split(" ", 1) for merge in merges])


def _shape(reader: gguf.GGUFReader, vocabulary: int) -> Shape:
    def number(key: str) -> int:
        return int(_field(reader, f"llama.{key}"))

    return Shape(
        width=number("embedding_length"),
        layers=number("block_count"),
        heads=number("attention.head_count"),
        feed_forward=number("feed_forward_length"),
        vocabulary=vocabulary,
        context=number("context_length"),
    )


def _field(reader: gguf.GGUFReader, key: str) -> Any:
    return reader.fields[key].contents()


def _fill(model: Any, tensors: dict[str, Any]) -> None:
    import torch

    names = {gguf_name(name): weight for name, weight in model.model.named_parameters()}
    if set(names) != set(tensors):
        raise ValueError("the weights are not those of a Llama of this shape")
    heads = model.config.num_attention_heads
    with torch.no_grad():
        for name, weight in names.items():
            weight.copy_(torch.from_numpy(_weights(tensors[name], heads)))


def _weights(tensor: Any, heads: int) -> NDArray[np.float32]:
    import gguf
    import numpy as np

    numbers = np.array(gguf.quants.dequantize(tensor.data, tensor.tensor_type), dtype=np.float32)
    return rotated_rows(numbers, heads) if tensor.name.endswith(("attn_q.weight", "attn_k.weight")) else numbers
