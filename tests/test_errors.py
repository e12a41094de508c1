from __future__ import annotations

import traceback

import forge_ai.errors
from forge_ai.errors import ForgeError, error_of_code


def kinds(kind=ForgeError):
    """Every class of the tree, the ones that other modules refine left out."""
    own = [branch for branch in kind.__subclasses__() if branch.__module__ == ForgeError.__module__]
    return [kind, *(deeper for branch in own for deeper in kinds(branch))]


def test_every_error_has_a_code_of_its_own():
    codes = [kind.code for kind in kinds()]
    assert len(set(codes)) == len(codes)
    assert all(error_of_code(kind.code) is kind for kind in kinds())
    assert error_of_code("something else") is None


def test_every_error_has_an_exit_code_and_a_status():
    assert all(1 <= kind.exit_code < 64 and 400 <= kind.http_status < 600 for kind in kinds())


def test_the_tree_in_the_docstring_names_every_class():
    missing = [kind.__name__ for kind in kinds() if kind.__name__ not in (forge_ai.errors.__doc__ or "")]
    assert missing == []


def test_a_better_hint_replaces_the_general_one():
    assert forge_ai.errors.EmptyPrompt("x").hint == forge_ai.errors.EmptyPrompt.default_hint
    assert forge_ai.errors.EmptyPrompt("x", hint="").hint == ""


def test_python_prints_the_hint_below_an_error_that_nobody_catches():
    error = forge_ai.errors.NotFound("There is no such thing.", hint="Look elsewhere.")
    assert traceback.format_exception(error)[-1] == "hint: Look elsewhere.\n"
    assert not hasattr(forge_ai.errors.NotFound("There is no such thing.", hint=""), "__notes__")
