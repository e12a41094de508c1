"""A person's text as something to learn from: chats, dialogues and JSON become conversations, the rest stays text.

What it is is seen from the content. ``Q:`` begins a new conversation each time; between ``User:`` and ``AI:`` an empty
line before the next ``User:`` does. Pure: text in, values or one named error out. Does not know about files or tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from forge_ai.errors import BadData
from forge_ai.protocol.values.chat import Message, Role
from forge_ai.protocol.values.names import shown
from forge_ai.training.texts.chat_export import exported
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.texts.json_lines import conversations_from_json, looks_like_json

Document = Conversation | str
_SPEAKERS: Final[dict[str, Role]] = {
    "q": "user",
    "question": "user",
    "user": "user",
    "human": "user",
    "you": "user",
    "a": "assistant",
    "answer": "assistant",
    "ai": "assistant",
    "assistant": "assistant",
    "bot": "assistant",
    "system": "system",
}
_TURN: Final = re.compile(rf"({'|'.join(_SPEAKERS)})[ \t]*:[ \t]*(.*)", re.IGNORECASE | re.DOTALL)
_RULE: Final = re.compile(r"\s*[-=*]{3,}\s*")


@dataclass(slots=True)
class _Turn:
    role: Role
    lines: list[str]
    number: int
    opens: bool


def read_text(text: str, name: str) -> list[Document]:
    """Everything to learn from in one text; ``name`` stands in errors. Raises :class:`BadData`."""
    return read_as(text, name, "")[0]


def read_as(text: str, name: str, speaker: str) -> tuple[list[Document], bool]:
    """The same; and whether it is a messenger's chat, in which the model speaks as ``speaker``."""
    if "\x00" in text:
        raise BadData(f"{shown(name)} is not text: it holds zero bytes.")
    if not text.strip():
        raise BadData(f"{shown(name)} is empty.")
    if (chat := exported(text, name, speaker)) is not None:
        return list(chat), True
    return list(_unchatted(text, name)), False


def _unchatted(text: str, name: str) -> Iterator[Document]:
    if looks_like_json(text, name):
        return conversations_from_json(text, name)
    turns = list(_turns(text))
    if turns and {turn.role for turn in turns} >= {"user", "assistant"}:
        return _conversations(turns, name)
    return iter([text.strip()])


def _turns(text: str) -> Iterator[_Turn]:
    """The turns of a dialogue; none when the text does not begin with one."""
    turn: _Turn | None = None
    gap = True
    for number, line in enumerate(text.splitlines(), 1):
        if _RULE.fullmatch(line) or not line.strip():
            gap = True
            if turn:
                turn.lines.append("")
            continue
        found = _TURN.match(line)
        if found:
            if turn:
                yield turn
            word = found[1].lower()
            turn = _Turn(_SPEAKERS[word], [found[2]], number, gap or word in {"q", "question"})
        elif turn is None:
            return
        else:
            turn.lines.append(line)
        gap = False
    if turn:
        yield turn


def _conversations(turns: list[_Turn], name: str) -> Iterator[Conversation]:
    said: list[Message] = []
    for turn in turns:
        content = "\n".join(turn.lines).strip()
        if not content:
            raise BadData(f"{shown(name)}, line {turn.number}: nothing is said there.")
        if turn.opens and turn.role != "assistant" and said and said[-1].role != "system":
            yield _closed(said, name, turn.number)
            said = []
        said.append(Message(turn.role, content))
    yield _closed(said, name, turns[-1].number)


def _closed(said: list[Message], name: str, number: int) -> Conversation:
    if not any(message.role == "assistant" for message in said):
        raise BadData(f"{shown(name)}, before line {number + 1}: a question has no answer.")
    return Conversation(tuple(said), "")
