"""Chats as messengers export them, WhatsApp's text and Telegram's JSON, as conversations from both sides.

Which of them the model shall be cannot be seen, so each of the two who say most is the assistant once, or whoever the
person names, and whatever others say is said to it. A day is a conversation; a long one is several. Pure: does not know
about files or tokens.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from forge_ai.errors import BadData
from forge_ai.protocol.values.chat import Message
from forge_ai.protocol.values.names import shown, visible
from forge_ai.training.texts.conversation import Conversation
from forge_ai.training.texts.notices import MARK, typed

LONGEST: Final = 1_500  # characters of a conversation: what is beyond a model's context would not be learned
_LISTED: Final = 12
_NAME_SHOWN: Final = 40  # letters
_TWO: Final = "Export a chat in which two people write, one after the other."
_TELEGRAM: Final = '"from_id"'
_DAY: Final = r"\d{1,4}\u200f?[./-][ \u200f]?\d{1,2}\u200f?[./-][ \u200f]?\d{1,4}"
_TIME: Final = r"\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
_BETWEEN: Final = r"[^\d\n\[\]]{1,12}"  # a comma or a space, " klo " in Finland, the half of the day in Korea
_HEAD: Final = re.compile(
    rf"[{MARK}\u200f]?\[?(?:(?P<day>{_DAY}){_BETWEEN}{_TIME}|{_TIME}{_BETWEEN}(?P<later_day>{_DAY}))"
    rf"[^\d\n\[\]-]{{0,8}}(?:\]| [-\u2013]) (?:(?P<who>[^:{MARK}]{{1,60}}): )?(?P<text>.*)"
)


@dataclass(frozen=True, slots=True)
class _Said:
    who: str
    day: str
    text: str
    name: str


def exported(text: str, file: str, speaker: str = "") -> list[Conversation] | None:
    """The conversations of a messenger's export; ``None`` when the text is none.

    ``speaker`` is whom the model shall speak as, by the name or the beginning of it. Raises :class:`BadData`, with
    ``file`` in it, when nobody is called so, or when nobody answers anybody in what Telegram exported.
    """
    is_telegram = _TELEGRAM in text
    chats = [_spoken(chat) for chat in (_telegram(text) if is_telegram else [list(_whatsapp(text))])]
    names = {one.who: one.name for chat in chats for one in chat}
    wanted = _called(speaker, names, file) if speaker and len(names) > 1 else ""
    found = [conversation for chat in chats for conversation in _conversations(chat, wanted)]
    if names and not found and (is_telegram or wanted):
        raise BadData(f"{shown(file)}: in this chat nobody answers anybody. {_present(names)}", hint=_TWO)
    return found or None


def _spoken(chat: Sequence[_Said]) -> list[_Said]:
    """What people say in words."""
    said = [replace(one, text=typed(one.text)) for one in chat if one.who]
    return [one for one in said if one.text]


def _called(speaker: str, names: Mapping[str, str], file: str) -> str:
    """Who is meant by a name, or by the beginning of one that only one of them has."""
    wish = speaker.casefold().strip()
    found = [who for who, name in names.items() if name.casefold() == wish]
    found = found or [who for who, name in names.items() if name.casefold().startswith(wish)]
    if len(found) != 1:
        those = f"{len(found)} people are" if found else "nobody is"
        raise BadData(f"{shown(file)}: {those} called {visible(speaker)!r} in this chat.", hint=_present(names))
    return found[0]


def _present(names: Mapping[str, str]) -> str:
    """Who writes in a chat, as far as that fits into a line."""
    few = [visible(name)[:_NAME_SHOWN] for name in list(names.values())[:_LISTED]]
    return f"Who writes there: {', '.join(few)}{', ...' if len(names) > _LISTED else ''}."


def _whatsapp(text: str) -> Iterator[_Said]:
    """What is said in it; nothing when the text does not begin as a chat does."""
    said: _Said | None = None
    for line in text.strip().splitlines():
        found = _HEAD.fullmatch(line)
        if found:
            if said:
                yield said
            who = found["who"] or ""
            said = _Said(who, found["day"] or found["later_day"], found["text"], who)
        elif said is None:
            return
        else:
            said = replace(said, text=f"{said.text}\n{line}")
    if said:
        yield said


def _telegram(text: str) -> list[list[_Said]]:
    """One chat, or all of them."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        return []
    if not isinstance(whole, dict):
        return []
    chats = whole.get("chats")
    listed = chats.get("list") if isinstance(chats, dict) else None
    return [list(_messages(chat)) for chat in (listed if isinstance(listed, list) else [whole])]


def _messages(chat: object) -> Iterator[_Said]:
    messages = chat.get("messages") if isinstance(chat, dict) else None
    for one in messages if isinstance(messages, list) else ():
        if isinstance(one, dict) and one.get("type") == "message" and one.get("from_id"):
            who = str(one["from_id"])
            yield _Said(who, str(one.get("date", ""))[:10], _plain(one.get("text")), str(one.get("from") or who))


def _plain(text: Any) -> str:
    """Words that are text, or a list of text and of pieces with a look of their own."""
    pieces = text if isinstance(text, list) else [text]
    words = [piece.get("text") if isinstance(piece, dict) else piece for piece in pieces]
    return "".join(word for word in words if isinstance(word, str))


def _conversations(said: Sequence[_Said], wanted: str) -> Iterator[Conversation]:
    """Those of one chat, from the side of who is ``wanted``, or of the two who say most."""
    if len({one.who for one in said}) < 2:
        return
    most = Counter[str]()
    for one in said:
        most[one.who] += len(one.text)
    for _, day in groupby(said, key=lambda one: one.day):
        of_the_day = list(day)
        for who in [wanted] if wanted else [often for often, _ in most.most_common(2)]:
            yield from _from_one_side(of_the_day, who)


def _from_one_side(said: Sequence[_Said], who: str) -> Iterator[Conversation]:
    """What ``who`` says, each time as an answer, with what was said to it before."""
    turns: list[Message] = []
    for is_answer, row in groupby(said, key=lambda one: one.who == who):
        text = "\n".join(one.text for one in row)
        if is_answer and not turns:
            continue
        turns.append(Message("assistant" if is_answer else "user", text))
        if is_answer and sum(len(turn.content) for turn in turns) > LONGEST:
            yield Conversation(tuple(turns), "")
            turns = []
    answered = turns if turns and turns[-1].role == "assistant" else turns[:-1]
    if answered:
        yield Conversation(tuple(answered), "")
