"""What OpenAI's Responses API says, in the words of its chat completions and back; nothing is kept in between.

Pure. Does not know who answers, nor how an answer streams. Source: OpenAI's API reference, "Responses".
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from typing import Any, Final

from forge_ai.api.openai.responses_tools import chat_choice, chat_tools, grouped_name, names_in_groups
from forge_ai.engines.answers.usage_sum import counted
from forge_ai.errors import BadInput, EmptyPrompt

# They refer to what a server has kept, or to work of its own.
KEPT: Final = ("previous_response_id", "conversation", "prompt", "background")
SAME: Final = ("temperature", "top_p", "parallel_tool_calls", "user", "metadata")


def chat_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """A request in the shape of a chat completion's. Raises :class:`BadInput`."""
    for name in KEPT:
        if fields.get(name):
            raise BadInput(f'"{name}" is not understood here: nothing is kept.', hint="Send the whole conversation.")
    found = {name: fields[name] for name in SAME if fields.get(name) is not None}
    found |= {"model": fields.get("model"), "stream": fields.get("stream")}
    found["messages"] = list(_messages(fields))
    if fields.get("max_output_tokens") is not None:
        found["max_tokens"] = fields["max_output_tokens"]
    if form := _form(fields.get("text")):
        found["response_format"] = form
    if fields.get("tools"):
        found["tools"] = chat_tools(_list(fields["tools"], "tools"))
        found["tool_choice"] = chat_choice(fields.get("tool_choice") or "auto")
    return found | ({"stream_options": {"include_usage": True}} if found["stream"] is True else {})


def _messages(fields: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    asked = fields.get("input")
    if not asked:
        raise EmptyPrompt('The request has no "input".', hint='Send "input": "some text".')
    if fields.get("instructions"):
        yield {"role": "system", "content": fields["instructions"]}
    if isinstance(asked, str):
        yield {"role": "user", "content": asked}
        return
    calls: list[Any] = []  # those of one turn are one message
    for item in _list(asked, "input"):
        for message in _item(item):
            if calls and message.get("tool_calls"):
                calls += message["tool_calls"]
                continue
            calls = message.get("tool_calls") or []
            yield message


def _item(item: object) -> Iterator[dict[str, Any]]:
    """The message that one item of the input is; what a model thought before is left out."""
    if not isinstance(item, Mapping):
        raise BadInput('An item of "input" must be an object.')
    kind = item.get("type") or "message"
    if kind == "message":
        yield {"role": item.get("role"), "content": _content(item.get("content"))}
    elif kind == "function_call":
        name = grouped_name(item.get("namespace"), item.get("name"))
        function = {"name": name, "arguments": item.get("arguments") or "{}"}
        call = {"id": item.get("call_id"), "type": "function", "function": function}
        yield {"role": "assistant", "content": None, "tool_calls": [call]}
    elif kind == "function_call_output":
        yield {"role": "tool", "tool_call_id": item.get("call_id"), "content": _content(item.get("output"))}
    elif kind != "reasoning":
        raise BadInput(f"An item of type {str(kind)[:40]!a} is not understood here.")


def _content(content: object) -> object:
    """Text as it is, parts one by one; parts that are text alone become one text, which every template takes."""
    if isinstance(content, str):
        return content
    parts = [_part(part) for part in _list(content, "content")]
    if all(part["type"] == "text" for part in parts):
        return "".join(part["text"] for part in parts)
    return parts


def _part(part: object) -> dict[str, Any]:
    fields = part if isinstance(part, Mapping) else {}
    text = fields.get("refusal") if fields.get("type") == "refusal" else fields.get("text")
    if fields.get("type") in ("input_text", "output_text", "text", "refusal") and isinstance(text, str):
        return {"type": "text", "text": text}
    if fields.get("type") == "input_image" and isinstance(fields.get("image_url"), str):
        return {"type": "image_url", "image_url": {"url": fields["image_url"]}}
    raise BadInput("A part of the content is neither text nor an image by its address.")


def _form(text: object) -> dict[str, Any] | None:
    wanted = text.get("format") if isinstance(text, Mapping) else None
    if not isinstance(wanted, Mapping) or wanted.get("type") == "text":
        return None
    if wanted.get("type") != "json_schema":
        return {"type": wanted.get("type")}
    return {"type": "json_schema", "json_schema": {name: value for name, value in wanted.items() if name != "type"}}


def _list(value: object, name: str) -> list[Any]:
    if not isinstance(value, list):
        raise BadInput(f'"{name}" must be text or a list.' if name != "tools" else '"tools" must be a list.')
    return value


class Said:
    """One response while it comes about: what every form of it has in common. ``asked`` is the request."""

    def __init__(self, asked: Mapping[str, Any], model: str, created_at: int) -> None:
        self.identity = new_identity("resp")
        self._asked = asked
        self._model = model
        self._created_at = created_at
        self._grouped = names_in_groups(asked.get("tools"))

    def begun(self) -> dict[str, Any]:
        """The response before anything is said."""
        return self._told("in_progress", [], {})

    def whole(self, answer: Mapping[str, Any], output: list[dict[str, Any]] | None = None) -> dict[str, Any]:
        """The response of a whole answer of a chat completion. ``output`` is what has been told of it already."""
        choice = (answer.get("choices") or [{}])[0]
        cut = choice.get("finish_reason") == "length"
        found = self._items(choice.get("message") or {}) if output is None else output
        told = self._told("incomplete" if cut else "completed", found, answer.get("usage") or {})
        return told | {"incomplete_details": {"reason": "max_output_tokens"} if cut else None}

    def call_item(self, call: Mapping[str, Any]) -> dict[str, Any]:
        """The call of a tool that is complete."""
        item = call_item(new_identity("fc"), call)
        return item | self._grouped.get(item["name"], {})

    def failed(self, error: Mapping[str, Any]) -> dict[str, Any]:
        """The response that was broken off."""
        told = {"code": "server_error", "message": error["message"]}
        return {**self._told("failed", [], {}), "error": told}

    def _items(self, message: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What a whole answer consists of: words, if there are any, and the calls of tools."""
        text, calls = message.get("content") or "", message.get("tool_calls") or ()
        said = [message_item(new_identity("msg"), text)] if text or not calls else []
        return [*said, *(self.call_item(call) for call in calls)]

    def _told(self, status: str, output: list[dict[str, Any]], usage: Mapping[str, Any]) -> dict[str, Any]:
        asked = self._asked
        return {
            "id": self.identity,
            "object": "response",
            "created_at": self._created_at,
            "status": status,
            "error": None,
            "incomplete_details": None,
            "instructions": asked.get("instructions"),
            "max_output_tokens": asked.get("max_output_tokens"),
            "metadata": asked.get("metadata") or {},
            "model": self._model,
            "output": output,
            "parallel_tool_calls": asked.get("parallel_tool_calls") is not False,
            "previous_response_id": None,
            "store": False,
            "temperature": asked.get("temperature"),
            "text": asked.get("text") or {"format": {"type": "text"}},
            "tool_choice": asked.get("tool_choice") or "auto",
            "tools": asked.get("tools") or [],
            "top_p": asked.get("top_p"),
            "truncation": "disabled",
            "usage": _usage(usage) if usage else None,
        }


def message_item(identity: str, text: str) -> dict[str, Any]:
    """Words that are complete."""
    return {
        "id": identity,
        "type": "message",
        "status": "completed",
        "role": "assistant",
        "content": [text_part(text)],
    }


def text_part(text: str) -> dict[str, Any]:
    """Words as the content of a message."""
    return {"type": "output_text", "text": text, "annotations": [], "logprobs": []}


def call_item(identity: str, call: Mapping[str, Any]) -> dict[str, Any]:
    """The call of a tool that is complete."""
    function = call.get("function") or {}
    return {
        "id": identity,
        "type": "function_call",
        "status": "completed",
        "call_id": call.get("id") or identity,
        "name": function.get("name") or "",
        "arguments": function.get("arguments") or "{}",
    }


def new_identity(kind: str) -> str:
    """A name that nothing else has."""
    return f"{kind}_{secrets.token_hex(16)}"


def _usage(usage: Mapping[str, Any]) -> dict[str, Any]:
    read, made = counted(usage, "prompt_tokens"), counted(usage, "completion_tokens")
    kept = counted(usage.get("prompt_tokens_details"), "cached_tokens")
    return {
        "input_tokens": read,
        "input_tokens_details": {"cached_tokens": kept},
        "output_tokens": made,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": read + made,
    }
