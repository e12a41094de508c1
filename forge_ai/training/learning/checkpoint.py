"""One safetensors file that holds a training run: weights, optimizer memory, and where it stands as JSON in the header.

Being one file it is whole or absent. It is written under a temporary name, forced to the disk and renamed, so the
checkpoint before it stays until then. Nothing is ever unpickled. Does not know what the tensors mean.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from forge_ai.errors import Damaged
from forge_ai.paths import storage_faults, write_whole
from forge_ai.protocol.values.whole_number import is_version
from forge_ai.training.learning.schedule import Spent
from forge_ai.training.tokens.batches import Position

if TYPE_CHECKING:
    import torch

FILE: Final = "checkpoint.safetensors"
VERSION: Final = 1
_STANDING: Final = "forge_ai"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a run stands: what it has used, where its data goes on, what it saw, and what it was asked to do."""

    fingerprint: str
    spent: Spent = field(default_factory=Spent)
    position: Position = field(default_factory=Position)
    points: tuple[tuple[float, ...], ...] = ()


def save_checkpoint(folder: Path, standing: Standing, tensors: dict[str, torch.Tensor]) -> None:
    """Replace the folder's checkpoint, or raise :class:`StorageFault` and leave the old one as it was."""
    from safetensors.torch import save

    words = json.dumps({"version": VERSION, **asdict(standing)})
    kept = {name: tensor.detach().cpu().contiguous() for name, tensor in tensors.items()}
    write_whole(folder / FILE, save(kept, metadata={_STANDING: words}))


def load_checkpoint(folder: Path) -> tuple[Standing, dict[str, torch.Tensor]] | None:
    """What was saved there; ``None`` when nothing was; :class:`Damaged` when it cannot be read."""
    path = folder / FILE
    with storage_faults(path):
        if not path.exists():
            return None
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(path, framework="pt") as opened:
            standing = _standing(json.loads((opened.metadata() or {})[_STANDING]))
            return standing, {name: opened.get_tensor(name) for name in opened.keys()}  # noqa: SIM118
    except (SafetensorError, KeyError, TypeError, ValueError) as error:
        raise Damaged(f"The checkpoint {path} cannot be read.", hint="Train without --resume to start anew.") from error


def _standing(words: dict[str, object]) -> Standing:
    if not is_version(words.pop("version"), VERSION):
        raise ValueError("another version of the checkpoint")
    points = words["points"]
    if not isinstance(points, list):
        raise TypeError("points are a list")
    return Standing(
        fingerprint=str(words["fingerprint"]),
        spent=Spent(**words["spent"]),  # type: ignore[arg-type]
        position=Position(**words["position"]),  # type: ignore[arg-type]
        points=tuple(tuple(point) for point in points),
    )
