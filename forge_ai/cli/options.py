"""Options of commands: those that many have, and a whole list of them as the fields of one dataclass.

Does not know the commands.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import MISSING, Field, fields
from functools import wraps
from typing import Annotated, Any, get_type_hints

import typer

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Command = Callable[..., None]


def with_options(kind: type[Any]) -> Callable[[Command], Command]:
    """Decorates a command whose first parameter is a ``kind``, a dataclass: Typer sees an option for each field.

    The fields are annotated as Typer wants it. Their options stand after the command's own in its help.
    """

    def grouped(command: Command) -> Command:
        names = [field.name for field in fields(kind)]
        _, *own = inspect.signature(command, eval_str=True).parameters.values()

        @wraps(command)
        def run(**given: Any) -> None:
            command(kind(**{name: given.pop(name) for name in names}), **given)

        parameters = [*own, *_parameters(kind)]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
        run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
        return run

    return grouped


def _parameters(kind: type[Any]) -> list[inspect.Parameter]:
    hints = get_type_hints(kind, include_extras=True)
    return [
        inspect.Parameter(
            field.name, inspect.Parameter.KEYWORD_ONLY, default=_default(field), annotation=hints[field.name]
        )
        for field in fields(kind)
    ]


def _default(field: Field[Any]) -> Any:
    return inspect.Parameter.empty if field.default is MISSING else field.default
