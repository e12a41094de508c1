"""A streamed answer folded into a whole one, in the shape that the OpenAI API gives to a request without a stream.

Pure. Engines are always asked for a stream, because only a stream shows that they still work and lets them notice when
who asked has gone: while other answers are being written, llama.cpp never looks whether the client of a whole answer is
still there.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from forge_ai.engines.answers.usage_sum import Count, in_all
from forge_ai.errors import EngineFault
from forge_ai.limits import ANSWER_BODY_BYTES
from forge_ai.protocol.values.whole_number import is_whole

STREAM_ORDER: Final[Mapping[str, Any]] = {"stream": True, "stream_options": {"include_usage": True}}
_TOOL_CALLS: Final = 128
_CHOICES: Final = 128


class Fold:
    """Takes the chunks of a stream in order, by default of one answer.

    `finished` is true once every choice has said why it ended.
    """

    def __init__(self, count: Count | None = None) -> None:
        self._count = count or Count()
        self._usages: list[Mapping[str, Any]] = []
        self._frame: dict[str, Any] = {}
        self._choices: dict[int, dict[str, Any]] = {}
        self._size = 0

    @property
    def finished(self) -> bool:
        """Whether every choice that was begun has a finish reason."""
        return bool(self._choices) and all(choice["finish_reason"] for choice in self._choices.values())

    def add(self, chunk: Mapping[str, Any], size: int = 0) -> None:
        """Fold in one chunk of `size` bytes. Raises :class:`EngineFault` when the answer grows too large."""
        self._size += size
        if self._size > 8 * ANSWER_BODY_BYTES:  # chunks weigh more than what they add
            raise EngineFault("The engine's answer is too large.", hint="Ask for fewer tokens.")
        plain = {key: value for key, value in chunk.items() if key not in ("choices", "prompt_progress")}
        self._frame.update({key: value for key, value in plain.items() if value is not None})
        if isinstance(chunk.get("usage"), dict):
            self._usages = [*self._usages[-self._count.answers :], chunk["usage"]]
        choices = chunk.get("choices")
        for part in choices if isinstance(choices, list) else ():
            if isinstance(part, dict):
                self._add_choice(part)

    def whole(self) -> dict[str, Any]:
        """The answer as one object."""
        kind = str(self._frame.get("object", "")).removesuffix(".chunk")
        choices = [self._choices[index] for index in sorted(self._choices)]
        for choice in choices:
            message = choice.get("message")
            if message and message["content"] is None and "tool_calls" not in message:
                message["content"] = ""
        usage = {"usage": in_all(self._usages, self._count)} if self._usages else {}
        return {**self._frame, **usage, "object": kind, "choices": choices}

    def _add_choice(self, part: Mapping[str, Any]) -> None:
        index = part.get("index", 0)
        if not is_whole(index) or not 0 <= index < _CHOICES:
            return
        choice = self._choices.setdefault(index, {"index": index, "finish_reason": None})
        choice["finish_reason"] = part.get("finish_reason") or choice["finish_reason"]
        if isinstance(part.get("logprobs"), dict):
            _extend(choice.setdefault("logprobs", {}), part["logprobs"])
        if isinstance(part.get("text"), str):
            choice["text"] = choice.get("text", "") + part["text"]
        if isinstance(part.get("delta"), dict):
            _add_delta(choice.setdefault("message", {"role": "assistant", "content": None}), part["delta"])


def _add_delta(message: dict[str, Any], delta: Mapping[str, Any]) -> None:
    for key, value in delta.items():
        if key == "tool_calls":
            _add_tool_calls(message.setdefault(key, []), value if isinstance(value, list) else [])
        elif key == "role":
            message["role"] = value or message["role"]
        elif isinstance(value, str):
            message[key] = (message.get(key) or "") + value


def _add_tool_calls(calls: list[dict[str, Any]], parts: list[Any]) -> None:
    for part in parts:
        index = part.get("index", len(calls)) if isinstance(part, dict) else None
        if not is_whole(index) or not 0 <= index <= min(len(calls), _TOOL_CALLS):
            continue
        if index == len(calls):
            calls.append({"id": "", "type": "function", "function": {"name": "", "arguments": ""}})
        _add_tool_call(calls[index], part)


def _add_tool_call(call: dict[str, Any], part: Mapping[str, Any]) -> None:
    call["id"] = part.get("id") or call["id"]
    function = part.get("function")
    if isinstance(function, dict):
        for key in ("name", "arguments"):
            call["function"][key] += str(function.get(key) or "")


def _extend(whole: dict[str, Any], part: Mapping[str, Any]) -> None:
    for key, value in part.items():
        if isinstance(value, list):
            whole[key] = [*whole.get(key, ()), *value]
