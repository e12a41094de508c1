"""The vocabulary of a Hugging Face folder, in the words of a GGUF header.

Does not know weights. Only byte-level BPE is understood; how text is cut before it must be one of the ways that
llama.cpp knows by name, because a wrong cut makes a model quietly worse.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from forge_ai.errors import BadInput, ModelBroken
from forge_ai.limits import TOKENIZER_BYTES, TOKENIZER_VALUES
from forge_ai.paths import open_file, storage_faults
from forge_ai.protocol.values.json_values import unpacks_to_too_much

if TYPE_CHECKING:
    import gguf

HINT: Final = "Take the model's GGUF file instead; most models have one: forge-ai models pull hf.co/ORG/REPO"
_NUMBERS: Final = {r"\p{N}{1,3}": "llama-bpe", r"\p{N}": "qwen2"}
_MODERN: Final = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|NUMBERS| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
_SPLITS: Final = {_MODERN.replace("NUMBERS", numbers): name for numbers, name in _NUMBERS.items()}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything that a GGUF header says about words."""

    cut: str
    tokens: list[str]
    control: frozenset[int]
    extra: frozenset[int]
    merges: list[str]
    ids: Mapping[str, int]
    adds_begin: bool
    chat_template: str

    def write(self, writer: gguf.GGUFWriter, size: int) -> None:
        """Add the words to a header, filled up to ``size``, the rows of the embedding."""
        from gguf import TokenType

        kinds = [self._kind(number) for number in range(len(self.tokens))]
        missing = range(len(self.tokens), size)
        writer.add_tokenizer_model("gpt2")
        writer.add_tokenizer_pre(self.cut)
        writer.add_token_list([*self.tokens, *(f"[PAD{number}]" for number in missing)])
        writer.add_token_types([*kinds, *(TokenType.UNUSED for _ in missing)])
        writer.add_token_merges(self.merges)
        for role, number in self.ids.items():
            getattr(writer, f"add_{role}_token_id")(number)
        writer.add_add_bos_token(self.adds_begin)
        if self.chat_template:
            writer.add_chat_template(self.chat_template)

    def _kind(self, number: int) -> int:
        from gguf import TokenType

        if number in self.control:
            return int(TokenType.CONTROL)
        return int(TokenType.USER_DEFINED if number in self.extra else TokenType.NORMAL)


def read_vocabulary(folder: Path) -> Vocabulary:
    """Read `tokenizer.json` and its companions. Raises :class:`BadInput` for kinds that cannot be converted."""
    whole, settings = read_json(folder / "tokenizer.json"), read_json(folder / "tokenizer_config.json", needed=False)
    try:
        model = whole["model"]
        words: dict[str, int] = dict(model["vocab"])
        added = whole.get("added_tokens") or []
        words |= {token["content"]: token["id"] for token in added}
        special = frozenset(token["id"] for token in added if token["special"])
        vocabulary = Vocabulary(
            cut=_cut(model, whole.get("pre_tokenizer") or {}),
            tokens=_in_order(words),
            control=special,
            extra=frozenset(token["id"] for token in added) - special,
            merges=[merge if isinstance(merge, str) else " ".join(merge) for merge in model["merges"]],
            ids=_ids(words, settings),
            adds_begin=bool(settings.get("add_bos_token", False)),
            chat_template=_chat_template(folder, settings),
        )
        "".join([*vocabulary.tokens, *vocabulary.merges, vocabulary.chat_template]).encode()  # no half characters
        return vocabulary
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ModelBroken(f"The tokenizer.json of this model cannot be read: {error}.") from error


def read_json(path: Path, *, needed: bool = True) -> dict[str, Any]:
    """One JSON object of the folder. Raises :class:`ModelBroken`."""
    if not needed and not path.is_file():
        return {}
    with storage_faults(path), open_file(path) as file:
        data = file.read(TOKENIZER_BYTES)
    if unpacks_to_too_much(data, TOKENIZER_VALUES, TOKENIZER_VALUES):
        raise ModelBroken(f"{path.name} cannot be read: it holds too many values.")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise ModelBroken(f"{path.name} cannot be read: {error}.") from error
    if not isinstance(found, dict):
        raise ModelBroken(f"{path.name} is not a JSON object.")
    return found


def _cut(model: Mapping[str, Any], before: Mapping[str, Any]) -> str:
    """llama.cpp's name for the way in which text is cut into words."""
    steps = before.get("pretokenizers", [before])
    kinds = [step.get("type") for step in steps]
    if model["type"] == "BPE" and kinds == ["ByteLevel"] and steps[0].get("use_regex", True):
        return "gpt-2"
    if model["type"] == "BPE" and kinds == ["Digits", "ByteLevel"] and steps[0].get("individual_digits"):
        return "smollm"
    if model["type"] == "BPE" and kinds == ["Split", "ByteLevel"]:
        name = _SPLITS.get(steps[0].get("pattern", {}).get("Regex", ""))
        if name:
            return name
    raise BadInput(f"The vocabulary of this model ({model['type']}, {kinds}) cannot be converted here.", hint=HINT)


def _in_order(words: Mapping[str, int]) -> list[str]:
    tokens = sorted(words, key=lambda word: words[word])
    if [words[token] for token in tokens] != list(range(len(tokens))):
        raise ValueError("the numbers of its tokens have gaps")
    return tokens


def _ids(words: Mapping[str, int], settings: Mapping[str, Any]) -> dict[str, int]:
    found = {}
    for role in ("bos", "eos", "pad"):
        token = settings.get(f"{role}_token")
        word = token.get("content") if isinstance(token, dict) else token
        if word in words:
            found[role] = words[str(word)]
    return found


def _chat_template(folder: Path, settings: Mapping[str, Any]) -> str:
    beside = folder / "chat_template.jinja"
    if beside.is_file():
        with storage_faults(beside):
            return beside.read_text("utf-8")
    template = settings.get("chat_template", "")
    return template if isinstance(template, str) else ""
