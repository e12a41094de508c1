"""A streamed chat completion as the events of OpenAI's Responses API.

Pure. Does not know over what the events are sent. Words go out as they come; the calls of tools when they are complete.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from forge_ai.api.openai.responses_words import Said, message_item, new_identity, text_part
from forge_ai.engines.answers.folding import Fold


class Telling:
    """Takes the chunks of a stream in order, and gives the events that each of them becomes, as bytes."""

    def __init__(self, said: Said) -> None:
        self._said = said
        self._fold = Fold()
        self._text = ""
        self._message = ""
        self._output: list[dict[str, Any]] = []
        self._count = 0

    def beginning(self) -> bytes:
        """What comes before anything is said."""
        begun = self._said.begun()
        return self._event("response.created", response=begun) + self._event("response.in_progress", response=begun)

    def piece(self, chunk: Mapping[str, Any]) -> bytes:
        """What one chunk adds; nothing when it only counts."""
        self._fold.add(chunk)
        choices = chunk.get("choices")
        first = choices[0] if isinstance(choices, list) and choices and isinstance(choices[0], Mapping) else {}
        delta = first.get("delta")
        text = delta.get("content") if isinstance(delta, Mapping) else None
        if not isinstance(text, str) or not text:
            return b""
        opened = b"" if self._message else self._open()
        self._text += text
        return opened + self._word("response.output_text.delta", delta=text, logprobs=[])

    def ending(self) -> bytes:
        """What comes after the last chunk: the end of the words, the calls of tools, and the whole response."""
        answer = self._fold.whole()
        calls = (answer["choices"][0].get("message") or {}).get("tool_calls") or () if answer["choices"] else ()
        opened = b"" if self._message or calls else self._open()
        closed = self._close() if self._message else b""
        called = b"".join(self._call(call) for call in calls)
        whole = self._said.whole(answer, self._output)
        return opened + closed + called + self._event(f"response.{whole['status']}", response=whole)

    def failure(self, error: Mapping[str, Any]) -> bytes:
        """What comes when the answer is broken off."""
        return self._event("response.failed", response=self._said.failed(error))

    def _open(self) -> bytes:
        self._message = new_identity("msg")
        begun = {**message_item(self._message, ""), "status": "in_progress", "content": []}
        added = self._event("response.output_item.added", output_index=0, item=begun)
        return added + self._word("response.content_part.added", part=text_part(""))

    def _close(self) -> bytes:
        whole = message_item(self._message, self._text)
        self._output.append(whole)
        return (
            self._word("response.output_text.done", text=self._text, logprobs=[])
            + self._word("response.content_part.done", part=text_part(self._text))
            + self._event("response.output_item.done", output_index=0, item=whole)
        )

    def _call(self, call: Mapping[str, Any]) -> bytes:
        item, index = self._said.call_item(call), len(self._output)
        self._output.append(item)
        place: dict[str, Any] = {"output_index": index, "item_id": item["id"]}
        begun = {**item, "status": "in_progress", "arguments": ""}
        words = item["arguments"]
        return (
            self._event("response.output_item.added", output_index=index, item=begun)
            + self._event("response.function_call_arguments.delta", **place, delta=words)
            + self._event("response.function_call_arguments.done", **place, name=item["name"], arguments=words)
            + self._event("response.output_item.done", output_index=index, item=item)
        )

    def _word(self, kind: str, **more: Any) -> bytes:
        return self._event(kind, item_id=self._message, output_index=0, content_index=0, **more)

    def _event(self, kind: str, **more: Any) -> bytes:
        number, self._count = self._count, self._count + 1
        told = {"type": kind, "sequence_number": number, **more}
        return f"event: {kind}\ndata: {json.dumps(told)}\n\n".encode()
