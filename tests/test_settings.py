from __future__ import annotations

import re
from contextlib import chdir
from pathlib import Path

import pytest

import forge_ai
from forge_ai.errors import BadSettings
from forge_ai.settings import read_settings
from forge_ai.settings_table import TABLE


def test_without_variables_every_setting_has_its_default():
    settings = read_settings({})
    assert (settings.port, settings.host, settings.model) == (5000, "0.0.0.0", "starter")  # noqa: S104 - compared, not bound
    assert settings.home.is_absolute()


def test_a_variable_wins_over_the_default_and_an_option_over_the_variable():
    assert read_settings({"FORGE_AI_PORT": "6000"}).port == 6000
    assert read_settings({"FORGE_AI_PORT": "6000"}, port=7000).port == 7000
    assert read_settings({"FORGE_AI_PORT": "6000"}, port=None).port == 6000


def test_the_home_folder_may_begin_with_a_tilde():
    assert read_settings({"FORGE_AI_HOME": "~/forge"}).home == Path.home() / "forge"


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("FORGE_AI_PORT", "x"),
        ("FORGE_AI_PORT", "70000"),
        ("FORGE_AI_SLOTS", "0"),
        ("FORGE_AI_STALL_SECONDS", "-1"),
        ("FORGE_AI_HOSTS", "my-pc.example.org, http://my-pc"),
        ("FORGE_AI_HOSTS", "my-pc:5000"),
    ],
)
def test_an_impossible_value_is_named_with_its_variable(variable, value):
    with pytest.raises(BadSettings, match=re.escape(f"{variable}='{value}'")):
        read_settings({variable: value})


@pytest.mark.parametrize("key", ["a\r\nX-Injected: 1", "ключ", "a\x00b"])
def test_a_key_that_would_break_a_header_is_refused_and_not_shown(key):
    with pytest.raises(BadSettings, match=r"FORGE_AI_UPSTREAM_KEY=\(secret\)") as refused:
        read_settings({"FORGE_AI_UPSTREAM_KEY": key})
    assert key not in refused.value.message
    assert read_settings({"FORGE_AI_UPSTREAM_KEY": "sk-1\r\n"}).upstream_key == "sk-1"


def test_a_number_that_is_none_is_refused_in_words():
    for variable, words in (("FORGE_AI_SLOTS", "a whole number from 1 to 256"), ("FORGE_AI_STALL_SECONDS", "seconds")):
        with pytest.raises(BadSettings, match=words) as refused:
            read_settings({variable: "lots of it " * 1000})
        assert len(refused.value.message) < 200


def test_the_folder_of_nobody_is_refused():
    with pytest.raises(BadSettings, match="nobody of that name"):
        read_settings({"FORGE_AI_HOME": "~nobody-of-this-name/forge"})


def test_a_folder_that_begins_in_one_that_is_gone_is_refused(tmp_path):
    (tmp_path / "gone").mkdir()
    with chdir(tmp_path / "gone"):
        (tmp_path / "gone").rmdir()
        with pytest.raises(BadSettings, match="is gone"):
            read_settings({"FORGE_AI_HOME": "forge"})
        assert read_settings({"FORGE_AI_HOME": "/forge"}).home == Path("/forge")


def test_every_setting_is_explained():
    assert all(row.help.endswith(".") and row.variable.startswith("FORGE_AI_") for row in TABLE)


def test_every_setting_is_read_by_somebody():
    code = "".join(path.read_text(encoding="utf-8") for path in Path(forge_ai.__file__).parent.rglob("*.py"))
    assert [row.field for row in TABLE if f"settings.{row.field}" not in code and f"self.{row.field}" not in code] == []
