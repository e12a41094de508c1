"""What Ollama's API says, in OpenAI's words and back: requests, and answers whole or piece by piece.

Pure. Does not know who answers, nor what time it is. Source: Ollama's `docs/api.md`.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from forge_ai.engines.answers.folding import Fold
from forge_ai.engines.answers.usage_sum import counted
from forge_ai.errors import BadInput
from forge_ai.protocol.values.optional_fields import object_in, switch_in, text_in
from forge_ai.protocol.values.whole_number import is_whole

_LATEST: Final = ":latest"  # Ollama's names carry a tag; ours have none
_SAMPLING: Final = (
    *("temperature", "top_p", "top_k", "min_p", "typical_p", "repeat_last_n", "repeat_penalty"),
    *("presence_penalty", "frequency_penalty", "seed", "stop"),
)
_UNKNOWN: Final = ("suffix", "template", "context")
_NO_TIME: Final = re.compile(r"[-+]?0+(\.0*)?(ns|us|ms|s|m|h)?")
_NANO: Final = 1_000_000_000
_LONGEST_MS: Final = 1e12
_MOST_ALTERNATIVES: Final = 20  # at Ollama, too
_EFFORTS: Final = ("low", "medium", "high")
_NAMED: Final = 'Send "model": "starter".'


def model_in(fields: Mapping[str, Any]) -> str:
    """The model that a request names, without Ollama's tag; older clients say ``name``."""
    name = text_in(fields, "model", _NAMED) or text_in(fields, "name", _NAMED)
    return name.removesuffix(_LATEST)


def streams(fields: Mapping[str, Any]) -> bool:
    """Whether the answer comes piece by piece: so it does unless that was declined. Raises :class:`BadInput`."""
    return switch_in(fields, "stream", usual=True, hint='Send "stream": false for one answer in one piece.')


def wishes_rest(fields: Mapping[str, Any]) -> bool:
    """Whether the model need not stay awake: a number of seconds, or a time such as "0s", that is none."""
    wish = fields.get("keep_alive")
    if isinstance(wish, str):
        return _NO_TIME.fullmatch(wish) is not None
    return isinstance(wish, int | float) and not isinstance(wish, bool) and wish == 0


def chat_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A request for a chat in the shape of OpenAI's. Raises :class:`BadInput`."""
    messages = [] if fields.get("messages") is None else fields["messages"]
    if not isinstance(messages, list) or not all(isinstance(message, Mapping) for message in messages):
        raise BadInput('"messages" must be a list of objects.', hint='Send [{"role": "user", "content": "..."}].')
    tools = {"tools": fields["tools"]} if fields.get("tools") else {}
    return {**_common(fields), **tools, "messages": list(_messages(messages))}


def prompt_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A request for one answer: as a chat, or with ``prompt`` when it is raw. Raises :class:`BadInput`."""
    for name in _UNKNOWN:
        if fields.get(name):
            raise BadInput(f'"{name}" is not understood here.', hint="Use /api/chat with messages.")
    prompt = text_in(fields, "prompt", 'Send "prompt": "some text".')
    if fields.get("raw") is True:
        if fields.get("logprobs"):
            raise BadInput('"logprobs" and "raw" do not go together here.', hint="Use /api/chat with messages.")
        return {**_common(fields), "prompt": prompt}
    system = [{"role": "system", "content": fields["system"]}] if fields.get("system") else []
    said = {"role": "user", "content": prompt, "images": fields.get("images")}
    return {**_common(fields), "messages": list(_messages([*system, said]))}


def _common(fields: Mapping[str, Any]) -> dict[str, Any]:
    stream = streams(fields)
    found: dict[str, Any] = {"model": model_in(fields), "stream": stream, **_sampling(fields)}
    if stream:
        found["stream_options"] = {"include_usage": True}
    if fields.get("format"):
        found["response_format"] = _format(fields["format"])
    if switch_in(fields, "logprobs", usual=False):
        found |= {"logprobs": True, "top_logprobs": _alternatives(fields.get("top_logprobs"))}
    return found | _thinking(fields.get("think"))


def _thinking(wished: object) -> dict[str, Any]:
    """Whether a model thinks before it speaks, and for some how much."""
    if wished is None:
        return {}
    if isinstance(wished, bool):
        return {"chat_template_kwargs": {"enable_thinking": wished}}
    if wished in _EFFORTS:
        return {"chat_template_kwargs": {"enable_thinking": True, "reasoning_effort": wished}}
    raise BadInput('"think" must be true, false, "low", "medium" or "high".')


def _alternatives(wished: object) -> int:
    """Of how many other words the probability is told beside that of each word."""
    if wished is None:
        return 0
    if not is_whole(wished) or not 0 <= wished <= _MOST_ALTERNATIVES:
        raise BadInput(f'"top_logprobs" must be from 0 to {_MOST_ALTERNATIVES}.')
    return wished


def _sampling(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The options that have to do with this answer; how a model is loaded is the node's own business."""
    options = object_in(fields, "options", 'For example {"temperature": 0}.')
    found = {name: options[name] for name in _SAMPLING if options.get(name) is not None}
    most = _most_tokens(options.get("num_predict"))
    return found | ({"max_tokens": most} if most > 0 else {})


def _most_tokens(wished: object) -> int:
    """Ollama takes a number with a fraction for the whole one below it; 0 and less mean as many as there are."""
    if wished is None:
        return 0
    if isinstance(wished, bool) or not isinstance(wished, int | float) or not math.isfinite(wished):
        raise BadInput('"num_predict" must be a number.', hint="Leave it out for an answer of any length.")
    return int(wished)


def _format(wanted: object) -> dict[str, Any]:
    if wanted == "json":
        return {"type": "json_object"}
    if isinstance(wanted, Mapping):
        return {"type": "json_schema", "json_schema": {"name": "answer", "strict": True, "schema": dict(wanted)}}
    raise BadInput('"format" must be "json" or a JSON schema.')


def _messages(messages: Sequence[Mapping[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same messages. Calls of tools have no ids there: answers follow them in order, so they are numbered."""
    open_calls: list[str] = []
    for number, message in enumerate(messages):
        said: dict[str, Any] = {"role": message.get("role"), "content": _content(message)}
        calls = message.get("tool_calls")
        if isinstance(calls, list) and calls:
            said["tool_calls"] = [_call(call, f"call_{number}_{index}") for index, call in enumerate(calls)]
            open_calls = [call["id"] for call in said["tool_calls"]]
        if message.get("role") == "tool" and open_calls:
            said["tool_call_id"] = open_calls.pop(0)
        yield said


def _content(message: Mapping[str, Any]) -> object:
    text, images = message.get("content") or "", message.get("images")
    if not isinstance(images, list) or not images:
        return text
    pictures = [{"type": "image_url", "image_url": {"url": f"data:image/png;base64,{image}"}} for image in images]
    return [{"type": "text", "text": text}, *pictures]


def _call(call: object, identity: str) -> dict[str, Any]:
    function = call.get("function") if isinstance(call, Mapping) else None
    if not isinstance(function, Mapping):
        raise BadInput('A call of a tool needs a "function".')
    arguments = json.dumps(function.get("arguments") or {})
    return {"id": identity, "type": "function", "function": {"name": function.get("name"), "arguments": arguments}}


class Telling:
    """One answer as Ollama tells it. ``key`` is "message" for chats and "response" for prompts."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._fold = Fold()

    def piece(self, chunk: Mapping[str, Any]) -> dict[str, Any] | None:
        """What one chunk of a stream adds; None when it only counts."""
        self._fold.add(chunk)
        choices = chunk.get("choices")
        first = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], Mapping) else {}
        delta = first.get("delta")
        said = delta if isinstance(delta, Mapping) else {"content": first.get("text")}
        text, thought = said.get("content") or "", said.get("reasoning_content") or ""
        logprobs = _logprobs(first)
        return {**self._said(text, thought), "done": False, **logprobs} if text or thought or logprobs else None

    def ending(self, seconds: float) -> list[dict[str, Any]]:
        """What comes after the last chunk: the calls of tools, if any, and the sums."""
        calls = _calls(self._message())
        called = (
            [{"message": {"role": "assistant", "content": "", "tool_calls": calls}, "done": False}] if calls else []
        )
        return [*called, {**self._said("", ""), **self._sums(self._fold.whole(), seconds)}]

    def whole(self, answer: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        """A whole answer of OpenAI's shape."""
        choices = answer.get("choices") or [{}]
        message = choices[0].get("message") or {"content": choices[0].get("text")}
        said = self._said(message.get("content") or "", message.get("reasoning_content") or "")
        if calls := _calls(message):
            said["message"]["tool_calls"] = calls
        return {**said, **self._sums(answer, seconds), **_logprobs(choices[0])}

    def _message(self) -> Mapping[str, Any]:
        choices = self._fold.whole()["choices"]
        return choices[0].get("message") or {} if choices else {}

    def _said(self, text: str, thought: str) -> dict[str, Any]:
        thinking = {"thinking": thought} if thought else {}
        if self._key == "message":
            return {"message": {"role": "assistant", "content": text, **thinking}}
        return {"response": text, **thinking}

    @staticmethod
    def _sums(answer: Mapping[str, Any], seconds: float) -> dict[str, Any]:
        choices, usage, timings = (answer.get(key) for key in ("choices", "usage", "timings"))
        reason = choices[0].get("finish_reason") if choices else None
        total = round(seconds * _NANO)
        reading = _nanoseconds(timings, "prompt_ms")
        return {
            "done": True,
            "done_reason": "length" if reason == "length" else "stop",
            "total_duration": total,
            "load_duration": 0,
            "prompt_eval_count": counted(usage, "prompt_tokens"),
            "prompt_eval_duration": reading,
            "eval_count": counted(usage, "completion_tokens"),
            "eval_duration": _nanoseconds(timings, "predicted_ms") or max(0, total - reading),
        }


def _logprobs(choice: Mapping[str, Any]) -> dict[str, Any]:
    """How probable each token of a choice was, where that was asked for; both APIs write it alike."""
    told = choice.get("logprobs")
    content = told.get("content") if isinstance(told, Mapping) else None
    return {"logprobs": content} if isinstance(content, list) and content else {}


def _nanoseconds(timings: object, name: str) -> int:
    """A time that an engine has taken; 0 where it tells none."""
    found = timings.get(name) if isinstance(timings, Mapping) else None
    if isinstance(found, bool) or not isinstance(found, int | float) or not 0 <= found < _LONGEST_MS:
        return 0
    return round(found * _NANO / 1000)


def _calls(message: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"function": {"name": call["function"]["name"], "arguments": _arguments(call["function"]["arguments"])}}
        for call in message.get("tool_calls") or ()
    ]


def _arguments(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return {"": text}  # a small model's idea of JSON; nothing is lost
