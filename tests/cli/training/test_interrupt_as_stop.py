from __future__ import annotations

import os
import signal

import pytest

from forge_ai.cli.training.unfinished import interrupt_as_stop


def press_ctrl_c():
    os.kill(os.getpid(), signal.SIGINT)


def test_the_first_ctrl_c_asks_for_an_orderly_end_and_the_second_ends_at_once(capsys):
    with pytest.raises(KeyboardInterrupt), interrupt_as_stop("Saving ...") as stop:
        press_ctrl_c()
        assert stop.is_set()
        assert "Saving ..." in capsys.readouterr().err
        press_ctrl_c()
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_before_anything_has_begun_ctrl_c_ends_at_once_and_says_so(capsys):
    with pytest.raises(KeyboardInterrupt), interrupt_as_stop(begun=lambda: False):
        press_ctrl_c()
    assert capsys.readouterr().err == "\nStopped before the first step.\n"
