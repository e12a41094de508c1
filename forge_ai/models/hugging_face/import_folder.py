"""A folder saved by Hugging Face's transformers into the store.

Does not know how it is converted (`folder`).
"""

from __future__ import annotations

from pathlib import Path

from forge_ai.models.adopt import adopt, model_name
from forge_ai.models.describe import ModelNotes, describe_file
from forge_ai.models.hugging_face.folder import convert
from forge_ai.models.manifest import WEIGHTS_FILE
from forge_ai.models.progress import Progress, silent
from forge_ai.models.store import ModelStore, StoredModel


def import_hf_folder(
    store: ModelStore, path: Path, *, name: str = "", replace: bool = False, progress: Progress = silent
) -> StoredModel:
    """Convert the model in a folder and add it as ``name``, or after the folder.

    Raises :class:`BadInput` when it cannot be converted here, :class:`ModelBroken` when it is damaged.
    """
    name = name or model_name(path.resolve().name)
    notes = ModelNotes(provenance={"source": f"Hugging Face folder {path.resolve().name}"})
    with store.adding(name, replace=replace) as folder:
        convert(path, folder / WEIGHTS_FILE, name, progress)
        adopt(folder, name, notes, describe_file(folder, WEIGHTS_FILE))
    return store.find(name)
