"""Earlier text that is learned again beside the new, so that a model which goes on elsewhere forgets less.

The sample of what a model learned lies in its folder when the owner said so, and travels in its package then. Does not
know where the model goes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from forge_ai.errors import BadInput
from forge_ai.limits import REPLAY_SAMPLE_BYTES
from forge_ai.paths import storage_faults, write_whole
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.texts.reading import Document
from forge_ai.training.texts.source import Source, read_files
from forge_ai.training.tokens.tokenizer import Row

SAMPLE: Final = "sample.jsonl"


def read_sample(folder: Path, more: Sequence[Path], name: str) -> Source:
    """The earlier text: files that were named, or else the sample that the model in ``folder`` carries.

    Raises :class:`BadInput` when there is neither, :class:`BadData` for what cannot be read.
    """
    if more:
        return read_files(more)
    with storage_faults(folder):
        carries = (folder / SAMPLE).is_file()
    if not carries:
        raise BadInput(
            f"{name} carries no sample of its earlier text, so there is nothing to replay.",
            hint="Train it with --keep-sample, or name earlier text: --replay-data notes.txt",
        )
    return read_files([folder / SAMPLE])


def write_sample(folder: Path, documents: Sequence[Document], seed: int) -> None:
    """Leave documents drawn by chance in the folder, as many as fit."""
    import numpy as np

    lines: list[str] = []
    left = REPLAY_SAMPLE_BYTES
    for index in np.random.default_rng((seed, 11)).permutation(len(documents)):
        line = json.dumps(_entry(documents[index]), ensure_ascii=False)
        left -= len(line.encode()) + 1
        if left >= 0:
            lines.append(line)
    write_whole(folder / SAMPLE, ("\n".join(lines) + "\n").encode())


def with_replay(new: Sequence[Row], old: Sequence[Row], share: float, seed: int) -> list[Row]:
    """The new rows and so many of the old that these are that share of all tokens, repeated where there are too few."""
    import numpy as np

    chance = np.random.default_rng((seed, 13))
    wanted = share / (1 - share) * sum(len(row) for row in new)
    mixed = [*new]
    while wanted > 0 and old:
        for index in chance.permutation(len(old)):
            if wanted <= 0:
                break
            mixed.append(old[index])
            wanted -= len(old[index])
    return mixed


def check_share(share: float) -> None:
    """Raise :class:`BadInput` for a share of replay that leaves no room for the new text."""
    if not 0 <= share <= 0.9:
        raise BadInput("--replay is a share of the text, from 0 to 0.9.", hint="A quarter is a good one: --replay 0.25")


def _entry(document: Document) -> dict[str, object]:
    if isinstance(document, Conversation):
        return {"messages": [{"role": message.role, "content": message.content} for message in document.messages]}
    return {"text": document}
