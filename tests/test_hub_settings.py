from __future__ import annotations

import os
from contextlib import suppress

import pytest

from forge_ai.errors import BadSettings
from forge_ai.hub_settings import read_hub_settings


@pytest.mark.parametrize("key", ["a\r\nX-Injected: 1", "ключ", "a\x00b"])
def test_a_token_that_would_break_a_header_is_refused_and_not_shown(key):
    with pytest.raises(BadSettings, match="token of the hub") as refused:
        read_hub_settings({"HF_TOKEN": key})
    assert key not in refused.value.message


@pytest.mark.skipif(os.geteuid() != 0, reason="SKIPPED: only root may run a program as somebody else")
def test_a_user_without_a_folder_of_their_own_may_still_pull():
    """As in a container that runs under a number: there is no cache then, and no token, and nothing fails."""
    child = os.fork()
    if child == 0:
        os.environ.pop("HOME", None)
        os.setuid(54_321)
        with suppress(BaseException):
            os._exit(int(read_hub_settings({}).token != ""))
        os._exit(2)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
