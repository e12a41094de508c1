"""What becomes of a finished training: a model in the store, or a personality beside the model that it was learned on.

Does not know how it was trained.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from forge_ai.models.store import ModelStore
from forge_ai.settings import Settings

if TYPE_CHECKING:
    from forge_ai.training.train import TrainingPlan

KEPT = ("model.gguf", "model.safetensors", "config.json", "generation_config.json", "tokenizer.json")
KEPT_TOO = ("tokenizer_config.json", "loss.csv", "loss.png", "training.json", "sample.jsonl")


def put_beside(settings: Settings, plan: TrainingPlan, model: str, description: str, system: str) -> None:
    """Make the adapter of a finished training a personality of the model that it was learned on."""
    from forge_ai.cli.models.personas import add_personality
    from forge_ai.protocol.conversations.personality import Personality
    from forge_ai.training.files.outcome import ADAPTER

    store = ModelStore(settings.folders)
    made = Personality(plan.name, system, description or "trained on this device")
    add_personality(store, store.find(model), made, plan.folder / ADAPTER)
    store.throw_away(plan.folder)


def put_into_store(
    settings: Settings, plan: TrainingPlan, description: str, system: str, *, replace: bool = False
) -> None:
    """Put the model of a finished training into the store, with all files that belong to it.

    Raises :class:`AlreadyThere` without ``replace`` where a model of that name has come meanwhile; the training stays.
    """
    from forge_ai.models.describe import ModelNotes, describe_model, write_manifest

    provenance = json.loads((plan.folder / "training.json").read_bytes())
    notes = ModelNotes(description or "trained on this device", system, plan.licence, provenance)
    store = ModelStore(settings.folders)
    with store.adding(plan.name, replace=replace) as staging:
        for file in (*KEPT, *KEPT_TOO):
            if (plan.folder / file).exists():
                shutil.copyfile(plan.folder / file, staging / file)
        write_manifest(staging, describe_model(plan.name, staging, notes))
    store.throw_away(plan.folder)
