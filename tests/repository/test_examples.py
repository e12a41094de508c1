"""Every command in the documents is one that the program takes, and every import in them leads somewhere."""

from __future__ import annotations

import ast
import importlib
import re
import shlex
import textwrap

import click
import pytest
import typer

from forge_ai import comms, errors
from forge_ai.cli.main import app
from tests.repository.file_map import ROOT

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *(ROOT / "docs" / "decisions").glob("*.md")]
FENCE = re.compile(r"```(\w*)\n(.*?)```|((?:^ {4}.*\n)+)", re.DOTALL | re.MULTILINE)
BEFORE = re.compile(r"(?:\w+=\S+ |\S+ \"[^\"]*\" \| )*(?:\.venv/bin/)?forge-ai ")  # variables, a pipe, a path
BENCHMARKS = sorted(path.stem for path in (ROOT / "benchmarks").glob("[a-z]*.py"))
LEARNING = {"training"}  # this one asks PyTorch for a GPU before it begins
PROGRAM = typer.main.get_command(app)


def blocks():
    for page in PAGES:
        for language, fenced, indented in FENCE.findall(page.read_text(encoding="utf-8")):
            yield page.name, language, fenced or textwrap.dedent(indented)


def whole_commands():
    """The lines that a person would type as they stand; what the program prints is indented."""
    for page, language, text in blocks():
        for line in text.splitlines() if language in ("", "bash") else ():
            if before := BEFORE.match(line):
                yield page, line[before.end() :]


def sentences():
    for page in PAGES:
        yield page.name, FENCE.sub("", page.read_text(encoding="utf-8"))
    for path in (ROOT / "forge_ai").rglob("*.py"):
        code = path.read_text(encoding="utf-8")
        for node in ast.walk(ast.parse(code)) if "forge-ai" in code else ():
            if isinstance(node, ast.JoinedStr):
                yield path.name, "".join(part.value if isinstance(part, ast.Constant) else "X" for part in node.values)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value


def mentioned_commands():
    """What stands in a sentence: the command and options of it, not always with all that it wants."""
    for page, text in sentences():
        for words in re.findall(r"`forge-ai ([a-z][^`]*)`", text):
            yield page, " ".join(words.split())


def resolved(words):
    """The command that these words begin with, the words after it, and the context of its parent."""
    command, context, rest = PROGRAM, None, list(words)
    while True:
        if not isinstance(command, click.Group) or not rest or rest[0] == "--help":
            return command, rest, context
        context = click.Context(command, info_name="forge-ai", parent=context)
        if command.name == "converse":  # what names no subcommand is a conversation
            rest = rest if rest[0] in command.commands else ["talk", *rest]
        _, command, rest = command.resolve_command(context, rest)


@pytest.mark.parametrize(("page", "line"), sorted(set(whole_commands())))
def test_a_command_in_a_document_is_understood(page, line):
    command, rest, parent = resolved(shlex.split(line, comments=True))
    with command.make_context(command.name, rest, parent=parent):
        pass


@pytest.mark.parametrize(("page", "words"), sorted(set(mentioned_commands())))
def test_a_command_that_is_mentioned_is_there_with_its_options(page, words):
    *first, last = shlex.split(words)
    for alternative in last.split("|"):
        command, rest, _ = resolved([*first, alternative])
        known = {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}
        assert {word for word in rest if word.startswith("--")} <= known | {"--help", "--version"}


def all_commands(command=PROGRAM, names=()):
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from all_commands(below, (*names, name))
    elif not command.hidden:
        yield names


def is_told(text, family, command):
    """In a page about its family, the name of a command is enough."""
    return f"forge-ai {family}" in text and re.search(rf"\b{command}\b", text)


def test_every_command_stands_in_a_document():
    pages = [page.read_text(encoding="utf-8") for page in PAGES if page.name not in ("ARCHITECTURE.md", "CHANGELOG.md")]
    missing = [names for names in all_commands() if not any(is_told(text, names[0], names[-1]) for text in pages)]
    assert missing == []


OTHER_PAGES = {"browser.md", "lab.md", "settings.md"}  # about other things, with a command or two


def test_a_page_about_commands_says_where_all_their_options_are():
    pages = {page.name: page.read_text(encoding="utf-8") for page in (ROOT / "docs").glob("*.md")}
    about = {name for name, text in pages.items() if text.count("```bash") and "forge-ai" in text} - OTHER_PAGES
    assert not [name for name in about if "--help`" not in pages[name]]


def test_there_are_commands_in_the_documents():
    assert len(set(whole_commands())) > 50
    assert len(set(mentioned_commands())) > 100


def test_every_import_in_the_documents_leads_somewhere():
    for page, language, text in blocks():
        for node in ast.walk(ast.parse(text)) if language == "python" else ():
            if isinstance(node, ast.ImportFrom) and str(node.module).startswith("forge_ai"):
                module = importlib.import_module(node.module)
                assert all(hasattr(module, name.name) for name in node.names), (page, ast.unparse(node))


def test_the_page_for_python_names_everything_that_is_published():
    page = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
    methods = [name for name in dir(comms.EnigmaNode) if not name.startswith("_")]
    assert [name for name in (*comms.__all__, *methods, "settings") if f"`{name}`" not in page] == []
    classes = re.findall(r"`([A-Z][a-z]\w+)`", page)
    assert [name for name in classes if name not in comms.__all__ and not hasattr(errors, name)] == []


@pytest.mark.parametrize(
    "benchmark", [pytest.param(name, marks=[pytest.mark.train] if name in LEARNING else []) for name in BENCHMARKS]
)
def test_a_benchmark_finds_what_it_imports(benchmark):
    importlib.import_module(f"benchmarks.{benchmark}")
