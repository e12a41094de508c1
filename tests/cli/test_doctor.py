from __future__ import annotations

from dataclasses import replace

import pytest

from forge_ai.cli.doctor import check_folder, check_settings
from forge_ai.errors import ForgeError
from forge_ai.identity.device_key import open_identity
from tests.disks import disk_of, fill


@pytest.mark.parametrize(("mode", "verdict"), [(0o600, "ok"), (0o755, "warning")])
def test_a_disk_on_which_everybody_may_read_the_keys_is_told(settings, mode, verdict):
    (open_identity(settings.folders).folder / "key.pem").chmod(mode)
    found = check_folder(settings)
    assert ("other users" in found.detail) == (verdict == "warning")


def test_a_full_disk_is_told_as_one(home, settings):
    with disk_of(home, "1m"):
        settings.folders.create()
        fill(home)
        found = check_folder(settings)
    assert (found.verdict, found.detail) == ("failed", f"{home}: the disk is full")
    assert found.hint.startswith("Free some space")


def test_a_setting_that_is_misspelled_is_told(settings, monkeypatch):
    assert check_settings(settings).verdict == "ok"
    monkeypatch.setenv("FORGE_AI_MODLE", "alice")
    found = check_settings(settings)
    assert (found.verdict, found.detail) == ("warning", "no such variable: FORGE_AI_MODLE")
    assert found.hint.startswith("Did you mean FORGE_AI_MODEL? ")


@pytest.mark.parametrize(("wrong", "told"), [("join_key", "24 at least"), ("embedding_model", "no model 'rex'")])
def test_a_key_or_a_model_that_is_none_is_told(settings, wrong, told):
    with pytest.raises(ForgeError, match=told):
        check_settings(replace(settings, **{wrong: "rex"}))


def test_a_brain_that_is_no_paired_device_is_told(settings):
    assert check_settings(replace(settings, brains="here, TEST_NODE")).verdict == "ok"
    assert check_settings(replace(settings, brains="my_pcc, here")).detail.endswith("no paired device: my_pcc")
