from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadName
from forge_ai.protocol.values.names import check_name, name_from, shown


@pytest.mark.parametrize("name", ["my_pc", "my_trained_model", "a", "Llama-3.2-3B.Q4_K_M", "x" * 64])
def test_an_ordinary_name_passes(name):
    assert check_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../etc",
        "a/b",
        "a\\b",
        "a b",
        "-x",
        ".hidden",
        "x" * 65,
        "x" * 300,
        "naïve",
        "名前",
        "a\0b",
        "a\n",
    ]
    + ["con", "NUL", "com1.gguf", "ends.", "a..b", "a:b"],
)
def test_a_dangerous_name_is_refused_with_a_reason(name):
    with pytest.raises(BadName, match="cannot be a model"):
        check_name(name, "model")


@given(st.text())
def test_any_text_gives_a_usable_name(text):
    assert check_name(name_from(text, "my_device"))


@given(st.text())
def test_what_is_shown_can_be_printed(text):
    assert shown(text).isprintable()
    assert shown(text).isascii()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("a b c", "Such as: a-b-c"),
        ("../x", "Such as: x"),
        ("Küche 2", "Such as: Kuche-2"),
        ("世界", "Use 1 to 64"),
        ("", "Use 1"),
    ],
)
def test_who_gives_a_name_that_is_none_is_told_the_nearest(name, hint):
    with pytest.raises(BadName) as refused:
        check_name(name)
    assert refused.value.hint.startswith(hint)
