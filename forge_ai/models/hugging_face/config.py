"""The `config.json` of a Llama in a Hugging Face folder: its shape, or why it cannot be converted.

Does not know weights nor words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from forge_ai.errors import BadInput, ModelBroken
from forge_ai.models.hugging_face.tokenizer import HINT

_ARCHITECTURES: Final = ("LlamaForCausalLM", "MistralForCausalLM")


@dataclass(frozen=True, slots=True)
class LlamaShape:
    """What `config.json` says of a Llama."""

    layers: int
    width: int
    feed_forward: int
    heads: int
    heads_kv: int
    head: int
    context: int
    vocabulary: int
    epsilon: float
    theta: float
    tied: bool

    @property
    def extents(self) -> dict[str, tuple[int, ...]]:
        """The shape of every tensor, the rows first; those of a layer under their names inside it."""
        queries, keys = self.heads * self.head, self.heads_kv * self.head
        return {
            "model.embed_tokens.weight": (self.vocabulary, self.width),
            "model.norm.weight": (self.width,),
            "lm_head.weight": (self.vocabulary, self.width),
            "input_layernorm": (self.width,),
            "self_attn.q_proj": (queries, self.width),
            "self_attn.k_proj": (keys, self.width),
            "self_attn.v_proj": (keys, self.width),
            "self_attn.o_proj": (self.width, queries),
            "post_attention_layernorm": (self.width,),
            "mlp.gate_proj": (self.feed_forward, self.width),
            "mlp.up_proj": (self.feed_forward, self.width),
            "mlp.down_proj": (self.width, self.feed_forward),
        }


def read_shape(config: Mapping[str, Any]) -> LlamaShape:
    """Raises :class:`BadInput` for what is no plain Llama, :class:`ModelBroken` for what is damaged."""
    try:
        _check_supported(config)
        heads, width = int(config["num_attention_heads"]), int(config["hidden_size"])
        parameters = config.get("rope_parameters") or {}
        return LlamaShape(
            layers=int(config["num_hidden_layers"]),
            width=width,
            feed_forward=int(config["intermediate_size"]),
            heads=heads,
            heads_kv=int(config.get("num_key_value_heads") or heads),
            head=int(config.get("head_dim") or width // heads),
            context=int(config["max_position_embeddings"]),
            vocabulary=int(config["vocab_size"]),
            epsilon=float(config["rms_norm_eps"]),
            theta=float(parameters.get("rope_theta") or config.get("rope_theta") or 10_000.0),
            tied=bool(config.get("tie_word_embeddings", False)),
        )
    except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        raise ModelBroken(f"The config.json of this model cannot be read: {error}.") from error


def _check_supported(config: Mapping[str, Any]) -> None:
    named = config.get("architectures") or ["none"]
    if named[0] not in _ARCHITECTURES:
        raise BadInput(f"Models of the architecture {named[0]!a} cannot be converted here.", hint=HINT)
    scaling = config.get("rope_scaling") or config.get("rope_parameters") or {}
    if scaling.get("rope_type", scaling.get("type", "default")) != "default":
        raise BadInput("Models with stretched positions (rope_scaling) cannot be converted here.", hint=HINT)
