"""A deeper model that begins where a shallower one stands: it says the same at first, and has room to learn more.

Each new layer is a copy of the one below it whose outputs are nought, so that it adds nothing until it has learned
something (the identity growth of bert2BERT, Chen et al. 2021, and of LLaMA Pro, Wu et al. 2024). Does not know how
the deeper model learns.
"""

from __future__ import annotations

import copy
from typing import Any

from forge_ai.errors import BadInput


def deepen(model: Any, layers: int) -> Any:
    """A ``LlamaForCausalLM`` with that many layers that gives the logits of `model`; the same model if it has them.

    New layers are spread evenly over the depth. Raises :class:`BadInput` when the model is deeper already.
    """
    from transformers import LlamaForCausalLM

    present = model.config.num_hidden_layers
    if layers < present:
        raise BadInput(f"The model has {present} layers; learning on cannot take any away.", hint="Ask for more.")
    if layers == present:
        return model
    config = copy.deepcopy(model.config)
    config.num_hidden_layers = layers
    config.layer_types = None
    deeper = LlamaForCausalLM(config)
    sources = [number * present // layers for number in range(layers)]
    weights = {name: weight for name, weight in model.state_dict().items() if not name.startswith("model.layers.")}
    for number, source in enumerate(sources):
        grown = number > 0 and sources[number - 1] == source
        weights |= _layer(model.model.layers[source].state_dict(), number, silent=grown)
    deeper.load_state_dict(weights)
    return deeper


def _layer(weights: dict[str, Any], number: int, *, silent: bool) -> dict[str, Any]:
    """A layer's weights under that number; a silent one adds nothing to what passes through it."""
    outputs = ("self_attn.o_proj.weight", "mlp.down_proj.weight")
    return {
        f"model.layers.{number}.{name}": weight.new_zeros(weight.shape) if silent and name in outputs else weight
        for name, weight in weights.items()
    }
