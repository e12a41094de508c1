"""The name of a model on a hub, such as ``hf.co/org/repo:Q4_K_M``, and which of its files that means.

Does not know how a hub is asked.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from forge_ai.errors import BadInput, UnknownModel
from forge_ai.protocol.values.names import shown

_PREFIX: Final = re.compile(r"(?:hf://|(?:https://)?(?:hf\.co|huggingface\.co)/)")
_PART: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,95}"
_REFERENCE: Final = re.compile(
    rf"(?P<owner>{_PART})/(?P<repo>{_PART})(?:@(?P<revision>{_PART}))?(?::(?P<tag>{_PART}))?"
)
_SPLIT: Final = re.compile(r"-\d{5}-of-\d{5}\.gguf$")
_LIKED: Final = ("Q4_K_M", "Q4_0", "Q8_0", "Q4_K_S", "Q5_K_M", "Q6_K", "F16", "BF16")


@dataclass(frozen=True, slots=True)
class HubReference:
    """A repository, one of its revisions, and the words that choose a file, "" for the usual choice."""

    owner: str
    repo: str
    tag: str = ""
    revision: str = "main"

    @property
    def path(self) -> str:
        """The repository as a hub writes it."""
        return f"{self.owner}/{self.repo}"

    def __str__(self) -> str:
        return f"hf.co/{self.path}" + (f":{self.tag}" if self.tag else "")


def is_on_a_hub(text: str) -> bool:
    """Whether somebody who wrote this means a model on a hub."""
    return _PREFIX.match(text) is not None


def read_reference(text: str) -> HubReference:
    """Parse ``[hf.co/]owner/repo[@revision][:tag]``. Raises :class:`BadInput`."""
    found = _REFERENCE.fullmatch(_PREFIX.sub("", text, count=1))
    if not found or ".." in text:
        hint = "Write it like hf.co/org/repo:Q4_K_M, where the part after the colon may be left out."
        raise BadInput(f"{shown(text)} is not a model on a hub.", hint=hint)
    return HubReference(found["owner"], found["repo"], found["tag"] or "", found["revision"] or "main")


def choose_file(reference: HubReference, paths: Sequence[str]) -> str:
    """The one GGUF file that is meant. Raises :class:`UnknownModel`, naming what there is, or :class:`BadInput`."""
    weights = sorted(path for path in paths if path.lower().endswith(".gguf") and "mmproj" not in path.lower())
    if not weights:
        hint = "Look for a repository with GGUF files, or download it and import the folder."
        raise UnknownModel(f"{reference} has no GGUF files.", hint=hint)
    for tag in [reference.tag] if reference.tag else _LIKED:
        matching = [path for path in weights if _carries(path, tag)]
        if matching:
            return _whole(reference, min(matching, key=len))
    if len(weights) == 1 and not reference.tag:
        return _whole(reference, weights[0])
    known = ", ".join(weights[:20])
    raise UnknownModel(f"{reference} has no such file.", hint=f"There is: {known}. Name a part of one after a colon.")


def _carries(path: str, tag: str) -> bool:
    """Whether the tag is a whole word of the file's name: ``Q4_K`` does not mean ``Q4_K_M``."""
    return re.search(rf"(?<![A-Za-z0-9_]){re.escape(tag)}(?![A-Za-z0-9_])", path, re.IGNORECASE) is not None


def _whole(reference: HubReference, path: str) -> str:
    if _SPLIT.search(path):
        hint = "Choose a smaller one with :TAG, or download the parts and join them with llama.cpp's gguf-split."
        raise BadInput(f"{reference} is split into several files, and a model here is one.", hint=hint)
    return path
