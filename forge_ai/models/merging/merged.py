"""Models of the store merged into a further one, with a manifest that names its parents.

Does not know the arithmetic (`arithmetic`) nor the files (`files`).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from forge_ai.errors import BadInput
from forge_ai.models.describe import ModelNotes, describe_model, write_manifest
from forge_ai.models.lineage import LINEAGE_KEY, common_base, line_of, weights_id
from forge_ai.models.manifest import WEIGHTS_FILE
from forge_ai.models.merging.arithmetic import MergePlan
from forge_ai.models.merging.files import Parent, check_alike, merge_files
from forge_ai.models.progress import Progress, silent
from forge_ai.models.store import ModelStore, StoredModel


def add_merged(
    store: ModelStore,
    name: str,
    parents: Sequence[str],
    plan: MergePlan,
    *,
    replace: bool = False,
    progress: Progress = silent,
) -> StoredModel:
    """Merge models of the store into the model ``name``.

    Raises :class:`BadInput` with the reason why they cannot be merged, :class:`AlreadyThere`, :class:`UnknownModel`,
    :class:`StorageFault`; nothing is changed then.
    """
    models = [store.find(parent) for parent in parents]
    plan.check(len(models))
    files = [Parent(model.name, model.weights) for model in models]
    check_alike(files)
    origin = _common_origin(models)
    base = _at_hand(store, origin) if plan.needs_base else None
    provenance = _provenance(models, plan, origin)
    with store.adding(name, replace=replace) as folder:
        merge_files(
            files, base.weights if base else None, plan, folder / WEIGHTS_FILE,
            name=name, provenance=json.dumps(provenance, indent=2), progress=progress,
        )  # fmt: skip
        first = models[0].manifest
        notes = ModelNotes(f"merged from {', '.join(parents)}", first.system_prompt, first.licence, provenance)
        write_manifest(folder, describe_model(name, folder, notes))
    return store.find(name)


def _common_origin(models: Sequence[StoredModel]) -> str:
    origin = common_base([model.manifest for model in models])
    if origin is None:
        names = " and ".join(model.name for model in models)
        raise BadInput(
            f"{names} have different origins: their numbers mean different things, and the mean of them means nothing.",
            hint="Train each of them from the same base (forge-ai train NAME --base MODEL), then merge.",
        )
    return origin


def _at_hand(store: ModelStore, origin: str) -> StoredModel:
    found = next((model for model in store.models() if weights_id(model.manifest) == origin), None)
    if found is None:
        raise BadInput(
            "The base that these models come from is not on this device, and this method needs it.",
            hint="Bring it here (forge-ai models copy or import), or use --method average.",
        )
    return found


def _provenance(models: Sequence[StoredModel], plan: MergePlan, origin: str) -> dict[str, Any]:
    first = line_of(models[0].manifest)
    return {
        "merged_from": [{"name": model.name, "sha256": weights_id(model.manifest)} for model in models],
        "method": plan.method,
        "weights": list(plan.weights) or None,
        **({"keep": plan.keep, "scale": plan.scale, "seed": plan.seed} if plan.needs_base else {}),
        LINEAGE_KEY: list(first[first.index(origin) :]),
    }
