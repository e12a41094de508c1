"""What a node says of its load: which models it has, which of them are awake, how free and how fast they are.

Pure: does not know how the numbers are measured, nor how the report travels. A stranger's report is parsed here, once.
See `docs/specs/load-v1.md`.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from forge_ai.errors import BadName, PeerFault
from forge_ai.limits import REPORTED_MODELS
from forge_ai.protocol.values.names import check_name, check_offered_model
from forge_ai.protocol.values.whole_number import is_version, is_whole

VERSION: Final = 1
_MOST: Final = 2**63


class ModelState(StrEnum):
    """Whether a model can answer: now, soon, when it has been loaded, or not at all."""

    READY = "ready"
    LOADING = "loading"
    COLD = "cold"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class ModelLoad:
    """One model of a node. Zero means unknown; ``seconds_since_token`` is None when it has not made one yet.

    ``free`` slots can begin an answer at once, ``queued`` answers wait for one.
    """

    name: str
    state: ModelState
    parameters: int = 0
    context: int = 0
    slots: int = 0
    free: int = 0
    queued: int = 0
    tokens_per_second: float = 0.0
    seconds_since_token: float | None = None

    def to_json(self) -> dict[str, Any]:
        """The model as it stands in a report; what is unknown is left out."""
        numbers = {
            "parameters": self.parameters,
            "context": self.context,
            "tokens_per_second": self.tokens_per_second,
            "seconds_since_token": self.seconds_since_token,
        }
        known = {name: value for name, value in numbers.items() if value}
        counts = {"slots": self.slots, "free": self.free, "queued": self.queued} if self.slots else {}
        return {"name": self.name, "state": self.state.value, **known, **counts}


@dataclass(frozen=True, slots=True)
class LoadReport:
    """A node and its models, the default one first."""

    node: str
    models: tuple[ModelLoad, ...]

    def to_json(self) -> dict[str, Any]:
        """The report as it travels."""
        return {"version": VERSION, "node": self.node, "models": [model.to_json() for model in self.models]}

    def model(self, wished: str = "") -> ModelLoad | None:
        """The wished model, or the default one; None when there is none that can answer.

        A personality is wished for by its own name, or by its node's or model's before it: ``alice``, ``my_pc/alice``.
        """
        owner, _, own = wished.partition("/")
        names = {wished, own} if owner in {self.node, *(model.name for model in self.models)} else {wished}
        found = next((model for model in self.models if not wished or model.name in names), None)
        return None if found is None or found.state is ModelState.BROKEN else found


def read_report(found: object, address: str) -> LoadReport:
    """Parse what answered at ``address``. Raises :class:`PeerFault` when it is no report."""
    if (
        not isinstance(found, Mapping)
        or not is_version(found.get("version"), VERSION)
        or not isinstance(found.get("node"), str)
        or not isinstance(found.get("models"), list)
    ):
        raise PeerFault(f"The node at {address} does not tell its load as this version does.")
    try:
        models = tuple(_read_model(entry) for entry in found["models"][:REPORTED_MODELS])
        return LoadReport(check_name(found["node"], "node name"), models)
    except (BadName, ValueError, TypeError, KeyError, AttributeError, OverflowError) as error:
        raise PeerFault(f"The node at {address} tells a load that makes no sense.") from error


def _read_model(entry: Mapping[str, Any]) -> ModelLoad:
    age = entry.get("seconds_since_token")
    return ModelLoad(
        name=check_offered_model(entry["name"]),
        state=ModelState(entry["state"]),
        parameters=_count(entry.get("parameters", 0)),
        context=_count(entry.get("context", 0)),
        slots=_count(entry.get("slots", 0)),
        free=_count(entry.get("free", 0)),
        queued=_count(entry.get("queued", 0)),
        tokens_per_second=_measure(entry.get("tokens_per_second", 0.0)),
        seconds_since_token=None if age is None else _measure(age),
    )


def _count(value: object) -> int:
    if not is_whole(value) or not 0 <= value < _MOST:
        raise ValueError("not a count")
    return value


def _measure(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value) or value < 0:
        raise ValueError("not a measure")
    return float(value)
