"""Weights and tasks as Flower's messages, and back: float16 on the way, float32 on both sides.

Whatever arrives is checked, for it may come from a stranger. Does not know who sends it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, Final

from flwr.app import DEFAULT_TTL, Array, ArrayRecord, ConfigRecord, Message, MetricRecord, RecordDict
from google.protobuf.message import DecodeError  # type: ignore[import-untyped]  # its types are a package of their own

from forge_ai.errors import BadMessage
from forge_ai.training.together.learner import Assignment, Learned

if TYPE_CHECKING:
    from forge_ai.training.together.rounds import Arrays

ARRAYS: Final = "arrays"
TASK: Final = "task"
CREATED: Final = 4_102_444_800.0  # the year 2100: the time at which every message claims to be made
RESULT: Final = "result"
BASE: Final = "base"
# All that Flower's parsers raise for a message that is none: also MemoryError, for an array that claims to be larger
# than the memory, and RecursionError, for JSON in JSON in JSON.
UNREADABLE: Final = (
    *(ValueError, TypeError, LookupError, AttributeError, EOFError, ArithmeticError, MemoryError, RecursionError),
    DecodeError,
)


def packed(arrays: Arrays) -> ArrayRecord:
    """Arrays by name as they travel, in float16."""
    import numpy as np

    return ArrayRecord({name: Array(part.astype(np.float16)) for name, part in arrays.items()})


def unpacked(record: Mapping[str, Any]) -> dict[str, Any]:
    """Arrays by name as they are computed with, in float32. Raises :class:`BadMessage` for anything else."""
    import numpy as np

    try:
        return {name: array.numpy().astype(np.float32) for name, array in record.items()}
    except UNREADABLE as error:
        raise BadMessage("Arrays of a training cannot be read.") from error


def make_timeless(message: Message) -> None:
    """Give a message the same time as all others: Flower drops old ones, and clocks that differ make any age."""
    message.metadata.__dict__.update(_created_at=CREATED, _ttl=DEFAULT_TTL)


def assignment(arrays: ArrayRecord, task: Assignment, base: str) -> RecordDict:
    """The content of a message that gives a device its task: the shared weights, and for how long to learn."""
    return RecordDict({ARRAYS: arrays, TASK: ConfigRecord({**asdict(task), BASE: base})})


def read_assignment(content: RecordDict, base: str) -> tuple[dict[str, Any], Assignment]:
    """The weights and the task in such a message, for a device that has ``base``.

    Raises :class:`BadMessage` when it cannot be read or is about another base, :class:`BadInput` for a task that never
    ends.
    """
    try:
        words = dict(content[TASK])
        if words.pop(BASE) != base:
            raise BadMessage("The training goes on from another base than the one here.")
        task = Assignment(int(words["round"]), int(words["rounds"]), float(words["seconds"]), int(words["steps"]))
        task.check()
        return unpacked(content[ARRAYS]), task
    except UNREADABLE as error:
        raise BadMessage("The coordinator's message cannot be understood.") from error


def result(learned: Learned, base: str) -> RecordDict:
    """The content of a device's reply: its change, and how much it learned."""
    numbers = MetricRecord({"steps": learned.steps, "tokens": learned.tokens, "loss": learned.loss})
    return RecordDict({ARRAYS: packed(learned.change), RESULT: numbers, TASK: ConfigRecord({BASE: base})})


def read_result(content: RecordDict, base: str) -> tuple[dict[str, Any], int, float]:
    """The change in a reply, the number of tokens that it was learned from, and the loss. Raises BadMessage."""
    try:
        if content[TASK][BASE] != base:
            raise BadMessage("it learned on another base")
        numbers = content[RESULT]
        tokens = int(numbers["tokens"])
        if not 0 < tokens < 1 << 40:
            raise BadMessage("it tells an impossible number of tokens")
        return unpacked(content[ARRAYS]), tokens, float(numbers["loss"])
    except UNREADABLE as error:
        raise BadMessage("its message cannot be understood") from error
