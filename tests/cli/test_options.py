from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from forge_ai.cli.options import with_options


@dataclass(frozen=True, slots=True)
class Sizes:
    width: Annotated[int, typer.Option("--width", "-w", min=1, help="How wide.")]
    depth: Annotated[float | None, typer.Option(help="How deep.")] = None


@with_options(Sizes)
def box(
    sizes: Sizes,
    name: Annotated[str, typer.Argument(help="Whose box.")],
    loud: Annotated[bool, typer.Option("--loud")] = False,
) -> None:
    """A box."""
    typer.echo(f"{name} {sizes} {loud}")


@pytest.fixture
def run():
    app = typer.Typer()
    app.command()(box)
    return lambda *words: CliRunner().invoke(app, words)


def test_each_field_is_an_option(run):
    assert run("Ada", "-w", "3", "--depth", "0.5").output == f"Ada {Sizes(3, 0.5)} False\n"
    assert run("--loud", "--width", "3", "Ada").output == f"Ada {Sizes(3)} True\n"


def test_a_field_without_a_default_has_to_be_given(run):
    assert "--width" in run("Ada").output
    assert run("Ada").exit_code == 2


def test_a_field_keeps_its_bounds_and_its_help(run):
    assert run("Ada", "-w", "0").exit_code == 2
    shown = run("--help").output
    assert [word in shown for word in ("A box.", "How wide.", "How deep.", "Whose box.")] == [True] * 4
