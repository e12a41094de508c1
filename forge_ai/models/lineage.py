"""Where a model comes from: the chain of weights that it was trained on from, and whether two chains meet.

Weights are named by the SHA-256 of their GGUF file. Does not know whether the models fit in shape.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from forge_ai.limits import LINEAGE_STEPS
from forge_ai.models.manifest import WEIGHTS_FILE, Manifest

LINEAGE_KEY: Final = "lineage"
_HASH: Final = re.compile(r"[0-9a-f]{64}")


def weights_id(manifest: Manifest) -> str:
    """The name of a model's weights; "" when its manifest lists none."""
    return next((file.sha256 for file in manifest.files if file.path == WEIGHTS_FILE), "")


def same_weights(manifest: Manifest) -> list[str]:
    """A model's own weights, and those that they were made smaller from: what fits the ones fits the others."""
    larger = manifest.provenance.get("quantised_from")
    return _hashes([weights_id(manifest), larger.get("sha256") if isinstance(larger, Mapping) else ""])


def line_of(manifest: Manifest) -> tuple[str, ...]:
    """A model's own weights and all that it came from, the nearest first."""
    listed = manifest.provenance.get(LINEAGE_KEY)
    found = [*same_weights(manifest), *_hashes(listed if isinstance(listed, list) else [])]
    return tuple(dict.fromkeys(found))[:LINEAGE_STEPS]


def common_base(manifests: Sequence[Manifest]) -> str | None:
    """The nearest weights that all of these models come from, or are; ``None`` when they have nothing in common."""
    others = [set(line_of(manifest)) for manifest in manifests[1:]]
    return next((each for each in line_of(manifests[0]) if all(each in other for other in others)), None)


def _hashes(found: Sequence[Any]) -> list[str]:
    return [each for each in found if isinstance(each, str) and _HASH.fullmatch(each)]
