from __future__ import annotations

import os
import signal
from contextlib import suppress

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


def test_what_a_library_makes_of_it_while_it_is_loaded_ends_as_well():
    with pytest.raises(KeyboardInterrupt), interrupt_as_stop(begun=lambda: False) as stop:
        with suppress(KeyboardInterrupt):
            press_ctrl_c()
        assert stop.is_set()
        raise ImportError


def test_an_error_without_ctrl_c_stays_what_it_is():
    with pytest.raises(ImportError), interrupt_as_stop():
        raise ImportError


def test_before_anything_has_begun_ctrl_c_ends_at_once_and_says_so(capsys):
    with pytest.raises(KeyboardInterrupt), interrupt_as_stop(begun=lambda: False):
        press_ctrl_c()
    assert capsys.readouterr().err == "\nStopped before the first step.\n"
