"""How a model is to be loaded: context, slots and threads out of its header, the person's wishes and the machine.

Pure: does not know how the plan is carried out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from forge_ai.limits import GIB, MIB
from forge_ai.models.gguf.header import GgufHeader

CACHE_BYTES: Final = 1 * GIB  # what the attention caches of all slots may take together
MOST_CONTEXT: Final = 32_768  # unless a person asks for more: a header may claim millions, and buffers grow with them
SMALL_MODEL_BYTES: Final = 48 * MIB  # below this, one token's threads wait longer for each other than they compute
MOST_SHARING: Final = 8  # threads that share a small model's batch: more were slower
DEFAULT_CONTEXT: Final = 2_048
PROMPT_PART: Final = 64  # tokens of a prompt read in one go: a stop waits for its end; fewer cost half of the speed
VECTOR_TOKENS: Final = 512  # a text that becomes a vector is read in one go, so this is as long as it may be


@dataclass(frozen=True, slots=True)
class LlamaOptions:
    """A person's wishes; zero leaves the choice to ForgeAI, and -1 GPU layers are as many as fit."""

    context: int = 0
    slots: int = 9  # eight for one device, and one that another finds free
    threads: int = 0
    gpu_layers: int = -1


@dataclass(frozen=True, slots=True)
class LoadPlan:
    """What the engine is started with. `pool` is the number of tokens that all slots remember together.

    `threads` compute a token of one answer, `batch_threads` those of many and a prompt's. `part` is how many tokens of
    a prompt are read in one go, where the processor reads them. `talks_last`: the threads that speak HTTP wait for the
    computing one, for waking them costs as much as a token.
    """

    context: int
    slots: int
    pool: int
    shared: bool
    threads: int
    batch_threads: int
    gpu_layers: int
    part: int = PROMPT_PART
    talks_last: bool = False


def plan_load(header: GgufHeader, options: LlamaOptions, threads: int) -> LoadPlan:
    """Give every slot its own full context if that fits into memory; else let them share what does fit."""
    room = CACHE_BYTES // max(1, header.cache_bytes_per_token)
    context = _context(header, options, room)
    shared = context * options.slots > room
    pool = max(context, room) if shared else context * options.slots
    small = header.file_size < SMALL_MODEL_BYTES
    computing = options.threads or (1 if small else threads)
    together = options.threads or (min(MOST_SHARING, (threads + 1) // 2) if small else threads)
    alone = small and together == 1
    part = max(PROMPT_PART, options.slots)  # each step has a token of every slot
    return LoadPlan(context, options.slots, pool, shared, computing, together, options.gpu_layers, part, alone)


def plan_vectors(header: GgufHeader, options: LlamaOptions, threads: int) -> LoadPlan:
    """The same for an engine that makes vectors and writes nothing."""
    context = min(options.context or VECTOR_TOKENS, VECTOR_TOKENS)
    of_each_slot = -(-VECTOR_TOKENS // options.slots)  # llama.cpp's mean wants a part that the slots divide evenly
    part = of_each_slot * options.slots
    return replace(plan_load(header, replace(options, context=context), threads), part=part)


def _context(header: GgufHeader, options: LlamaOptions, room: int) -> int:
    trained = header.context_length or DEFAULT_CONTEXT
    if options.context:
        return min(options.context, trained)
    return max(1, min(trained, MOST_CONTEXT, room))
