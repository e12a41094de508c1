"""Weights that came from elsewhere become a model of the store: named, described, with a Modelfile.

Does not know where they come from: a file, another program's folder or a hub.
"""

from __future__ import annotations

import re
from pathlib import Path

from forge_ai.models.describe import ModelNotes, describe_model, write_manifest
from forge_ai.models.gguf.header import read_header
from forge_ai.models.manifest import WEIGHTS_FILE, ModelFile
from forge_ai.models.modelfile import modelfile
from forge_ai.paths import write_whole
from forge_ai.protocol.packages.package import MODELFILE_ENTRY
from forge_ai.protocol.values.names import is_name, name_from

_OTHERWISE = "model"


def adopt(folder: Path, name: str, notes: ModelNotes, weights: ModelFile) -> None:
    """Complete the model in ``folder``, whose weights lie there and are measured. Raises :class:`ModelBroken`."""
    header = read_header(folder / WEIGHTS_FILE)
    bare = describe_model(name, folder, notes, [weights])
    write_whole(folder / MODELFILE_ENTRY, modelfile(bare, header.chat_template), mode=0o644)
    write_manifest(folder, describe_model(name, folder, notes, [weights]))


def model_name(text: str) -> str:
    """The nearest name that a model can have to a file's or a hub's; dots, as in ``llama3.2``, stay."""
    dotted = re.sub(r"[^A-Za-z0-9._-]+", "-", text).strip("-_.")
    return dotted if is_name(dotted) else name_from(text, _OTHERWISE)
