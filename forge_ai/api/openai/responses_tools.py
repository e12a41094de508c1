"""The tools of a request of OpenAI's Responses API in the words of its chat completions, and the names of their calls.

Pure. Groups of tools ("namespaces", in which Codex puts those of its MCP servers) are told to the model one by one,
with the group's name before theirs. Does not know who carries a tool out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from forge_ai.errors import BadInput

_BETWEEN: Final = "__"


def chat_tools(tools: list[Any]) -> list[dict[str, Any]]:
    """Those that the asker carries out. Others that stand beside them, such as a search, the model is not told of.

    Raises :class:`BadInput` where there are no others, or something that is no tool.
    """
    if not all(isinstance(tool, Mapping) for tool in tools):
        raise BadInput('Each of "tools" must be an object.')
    own = [{**tool, "name": grouped_name(group, tool.get("name"))} for group, tool in _functions(tools)]
    if not own:
        raise _no_tools()
    return [{"type": "function", "function": {key: it for key, it in tool.items() if key != "type"}} for tool in own]


def chat_choice(choice: object) -> object:
    """Which tool must be called. Raises :class:`BadInput` for one that a server would have to carry out."""
    if not isinstance(choice, Mapping) or choice.get("type") == "allowed_tools":
        return choice
    if choice.get("type") == "function":
        return {"type": "function", "function": {"name": choice.get("name")}}
    raise _no_tools()


def grouped_name(group: object, name: object) -> object:
    """The name by which the model knows a tool."""
    return f"{group}{_BETWEEN}{name}" if isinstance(group, str) and group else name


def names_in_groups(tools: object) -> dict[object, dict[str, Any]]:
    """What a call says of the tool that the model calls by that name; nothing for tools that are in no group."""
    listed = [tool for tool in tools if isinstance(tool, Mapping)] if isinstance(tools, list) else []
    return {
        grouped_name(group, tool.get("name")): {"name": tool.get("name"), "namespace": group}
        for group, tool in _functions(listed)
        if group and isinstance(tool.get("name"), str)
    }


def _functions(tools: list[Mapping[str, Any]]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The functions, each with its group, which is mostly none."""
    for tool in tools:
        if tool.get("type") == "function":
            yield "", tool
        elif (
            tool.get("type") == "namespace"
            and isinstance(tool.get("tools"), list)
            and isinstance(tool.get("name"), str)
        ):
            within = [one for one in tool["tools"] if isinstance(one, Mapping) and one.get("type") == "function"]
            yield from ((tool["name"], one) for one in within)


def _no_tools() -> BadInput:
    return BadInput("A node has no tools of its own.", hint='Give tools of type "function", and carry them out.')
