"""The options of every command that lets a brain answer: who answers, with which model, and what is kept.

Does not know the commands.
"""

from __future__ import annotations

from typing import Annotated

import typer

from forge_ai.cli import completion

On = Annotated[
    str | None,
    typer.Option(
        "--on", help="Let this paired device answer, or the node at this address.", autocompletion=completion.devices
    ),
]
Here = Annotated[bool, typer.Option("--here", help="Let this device alone answer; nothing is sent to another one.")]
NoFailover = Annotated[
    bool, typer.Option("--no-failover", help="When the brain that answers fails, end with an error.")
]
Speaker = Annotated[
    str | None, typer.Option("--model", "-m", help="The model that answers.", autocompletion=completion.speakers)
]
System = Annotated[str | None, typer.Option("--system", help="System prompt: who the model is to be.")]
Temperature = Annotated[
    float | None,
    typer.Option("--temperature", min=0.0, max=5.0, help="0 is repeatable (default: as the personality says, else 0)."),
]
Private = Annotated[bool, typer.Option("--private", help="Keep nothing of what is said, and look nothing up.")]
