"""What a training on several devices is to do, and the state in which it can be gone on from.

After every round the state is one safetensors file, written whole or not at all. Does not know networks or Flower.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Final

from forge_ai.errors import BadInput, BadName, Damaged
from forge_ai.paths import storage_faults, write_whole
from forge_ai.protocol.values.names import check_name
from forge_ai.training.learning.adapter import AdapterShape
from forge_ai.training.together.learner import Assignment
from forge_ai.training.together.rounds import Shared, Strategy

FILE: Final = "shared.safetensors"
LARGEST_SEED: Final = 2**32 - 1  # what every library that draws by chance takes
_WEIGHT: Final = "weight."
_MOMENTUM: Final = "momentum."
_WORDS: Final = "forge_ai"


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """The training as its coordinator was asked for it. ``base`` is the name, ``base_id`` the hash of its weights."""

    name: str
    base: str
    base_id: str
    rounds: int = 5
    seconds: float = 120.0
    steps: int = 0
    min_devices: int = 2
    strategy: Strategy = field(default_factory=Strategy)
    adapter: AdapterShape | None = None
    seed: int = 1

    def check(self) -> None:
        """Raise :class:`BadInput` for a plan that makes no sense."""
        self.strategy.check()
        if self.adapter:
            self.adapter.check()
        self.task().check()
        if self.min_devices < 1:
            raise BadInput("A training has at least one device.")
        if not 0 <= self.seed <= LARGEST_SEED:
            raise BadInput(f"A seed is a whole number from 0 to {LARGEST_SEED}.")

    @property
    def fingerprint(self) -> str:
        """What must be the same for everybody who takes part, and for a start that goes on."""
        words = [self.base_id, asdict(self.adapter) if self.adapter else None, self.seed]
        return hashlib.sha256(json.dumps(words).encode()).hexdigest()

    def task(self) -> Assignment:
        """What every device does in a round."""
        return Assignment(1, self.rounds, self.seconds, self.steps)

    def briefing(self) -> dict[str, Any]:
        """What a device is told when it enters."""
        return {**asdict(self), "fingerprint": self.fingerprint}


def read_briefing(found: Mapping[str, Any]) -> TeamPlan:
    """The plan in a coordinator's briefing. Raises :class:`BadInput`."""
    try:
        shape, strategy = found["adapter"], found["strategy"]
        plan = TeamPlan(
            check_name(str(found["name"]), "model"), check_name(str(found["base"]), "model"),
            str(found["base_id"]), int(found["rounds"]),
            float(found["seconds"]), int(found["steps"]), int(found["min_devices"]),
            Strategy(strategy["method"], float(strategy["outer_rate"]), float(strategy["momentum"])),
            AdapterShape(int(shape["rank"]), float(shape["alpha"])) if shape else None, int(found["seed"]),
        )  # fmt: skip
    except (KeyError, TypeError, ValueError, OverflowError, BadName) as error:
        raise BadInput(
            "The coordinator's plan cannot be understood.", hint="Use the same version everywhere."
        ) from error
    plan.check()
    return plan


@dataclass(frozen=True, slots=True)
class TeamState:
    """Where a training stands after ``done`` rounds; ``tokens`` that were learned so far, and who was left out."""

    done: int
    shared: Shared
    tokens: int = 0
    left_out: Sequence[Mapping[str, Any]] = ()


def save_state(folder: Path, plan: TeamPlan, state: TeamState) -> None:
    """Replace the folder's state, or raise :class:`StorageFault` and leave the old one as it was."""
    import numpy as np
    from safetensors.numpy import save

    words = {
        "fingerprint": plan.fingerprint, "done": state.done, "tokens": state.tokens, "left_out": list(state.left_out),
    }  # fmt: skip
    tensors = {_WEIGHT + name: part for name, part in state.shared.weights.items()}
    tensors |= {_MOMENTUM + name: part for name, part in state.shared.momentum.items()}
    whole = {name: np.ascontiguousarray(part, np.float32) for name, part in tensors.items()}
    write_whole(folder / FILE, save(whole, metadata={_WORDS: json.dumps(words)}))


def load_state(folder: Path, plan: TeamPlan) -> TeamState | None:
    """What was saved there; ``None`` when nothing was. Raises :class:`BadInput` when it is another training's."""
    from safetensors import SafetensorError, safe_open

    path = folder / FILE
    with storage_faults(path):
        if not path.exists():
            return None
    try:
        with safe_open(path, framework="np") as opened:
            words = json.loads((opened.metadata() or {})[_WORDS])
            tensors = {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118
        state = TeamState(
            int(words["done"]),
            Shared(_below(tensors, _WEIGHT), _below(tensors, _MOMENTUM)),
            int(words["tokens"]),
            words["left_out"],
        )
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise Damaged(f"The state {path} cannot be read.", hint="Begin anew with --replace.") from error
    if words["fingerprint"] != plan.fingerprint:
        raise BadInput(
            f"The unfinished training of {plan.name} had another base or another adapter.",
            hint="Give the same options as before, or --replace to begin anew.",
        )
    return state


def _below(tensors: Mapping[str, Any], beginning: str) -> dict[str, Any]:
    return {name.removeprefix(beginning): part for name, part in tensors.items() if name.startswith(beginning)}
