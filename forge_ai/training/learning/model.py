"""A Llama of the chosen shape as transformers knows it, and how its loss is computed cheaply.

Logits are made only where something is learned. On a CPU attention is written as three plain steps, which at the
lengths of chats is several times as fast backwards as the fused kernel. Does not know about data, steps or files.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from forge_ai.training.learning.shape import Shape
from forge_ai.training.tokens.tokenizer import BEGIN_TEXT_ID, END_MESSAGE_ID

if TYPE_CHECKING:
    import torch

    from forge_ai.training.tokens.batches import Batch

PLAIN_ATTENTION: Final = "forge_ai_plain"
ROPE_THETA: Final = 10_000.0
NORM_EPSILON: Final = 1e-5


def new_model(shape: Shape, seed: int) -> Any:
    """A ``LlamaForCausalLM`` with fresh weights; the same seed gives the same ones."""
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=shape.vocabulary,
        hidden_size=shape.width,
        intermediate_size=shape.feed_forward,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.heads,
        max_position_embeddings=shape.context,
        rms_norm_eps=NORM_EPSILON,
        rope_theta=ROPE_THETA,
        tie_word_embeddings=True,
        bos_token_id=BEGIN_TEXT_ID,
        pad_token_id=BEGIN_TEXT_ID,
        eos_token_id=END_MESSAGE_ID,
    )
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return LlamaForCausalLM(config)


def prepare(model: Any, device: str) -> None:
    """Move the model to the device, ready to learn there with the attention that is fastest on it."""
    model.to(device)
    model.train()
    if device == "cpu":
        _register_plain_attention()
        model.set_attn_implementation(PLAIN_ATTENTION)


def restore_attention(model: Any) -> None:
    """Give the model the attention that every transformers has."""
    model.set_attn_implementation("sdpa")


def loss_of(model: Any, batch: Batch, device: str, *, half: bool) -> torch.Tensor:
    """The cross-entropy summed over what is learned in the batch, in nats."""
    import torch

    ids, positions, targets = (
        torch.from_numpy(part).to(device) for part in (batch.ids, batch.positions, batch.targets)
    )
    with torch.autocast(device, torch.bfloat16, enabled=half):
        hidden = model.model(input_ids=ids, use_cache=False).last_hidden_state
        logits = model.lm_head(hidden.reshape(-1, hidden.shape[-1])[positions])
    return torch.nn.functional.cross_entropy(logits.float(), targets, reduction="sum")


def knows_half(device: str) -> bool:
    """Whether bfloat16 is computed by the hardware there, rather than imitated."""
    import torch

    if device != "cpu":
        return torch.cuda.is_bf16_supported()
    questions = ("_is_avx512_bf16_supported", "_is_amx_tile_supported")
    return any(getattr(torch.cpu, question, bool)() for question in questions)


def best_device() -> str:
    """``cuda`` where there is one, else ``cpu``."""
    import torch

    return "cuda" if torch.cuda.is_available() else "cpu"


def _register_plain_attention() -> None:
    from transformers import AttentionInterface, AttentionMaskInterface

    AttentionInterface.register(PLAIN_ATTENTION, _plain_attention)
    AttentionMaskInterface.register(PLAIN_ATTENTION, _no_mask)


def _no_mask(*_: object, **__: object) -> None:
    """Rows are padded on the right only, so causality alone keeps padding out of what is learned."""


_causal: dict[tuple[int, object], torch.Tensor] = {}


def _plain_attention(
    module: Any,
    query: torch.Tensor,
    key: torch.Tensor,
    value: torch.Tensor,
    attention_mask: object,
    scaling: float,
    dropout: float = 0.0,
    **_: object,
) -> tuple[torch.Tensor, None]:
    """Causal attention as two batched products around a softmax."""
    import torch

    del module, attention_mask, dropout
    rows, heads, length, width = query.shape
    kind = torch.bfloat16 if torch.is_autocast_enabled("cpu") else query.dtype
    query, key, value = (part.reshape(rows * heads, length, width).to(kind) for part in (query, key, value))
    weights = torch.baddbmm(_causality(length, kind), query, key.transpose(1, 2), alpha=scaling).softmax(-1)
    mixed = torch.bmm(weights, value).view(rows, heads, length, width)
    return mixed.transpose(1, 2).contiguous(), None


def _causality(length: int, kind: torch.dtype) -> torch.Tensor:
    """Nothing for the past, minus infinity for the future; made once a length."""
    import torch

    found = _causal.get((length, kind))
    if found is None:
        found = _causal[length, kind] = torch.full((length, length), float("-inf"), dtype=kind).triu(1)
    return found
