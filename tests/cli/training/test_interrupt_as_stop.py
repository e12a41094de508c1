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


def close_the_terminal():
    os.kill(os.getpid(), signal.SIGHUP)


@pytest.fixture
def hangup():
    """What becomes of a closed terminal before and after a test: it ends the program."""
    old = signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    signal.signal(signal.SIGHUP, old)


@pytest.mark.usefixtures("hangup")
def test_a_closed_terminal_asks_for_an_orderly_end_which_a_second_word_of_it_does_not_disturb():
    with interrupt_as_stop() as stop:
        close_the_terminal()
        assert stop.is_set()
        close_the_terminal()
    close_the_terminal()


@pytest.mark.usefixtures("hangup")
def test_who_wants_to_outlive_the_terminal_does():
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    with interrupt_as_stop() as stop:
        close_the_terminal()
        assert not stop.is_set()


@pytest.mark.usefixtures("hangup")
def test_a_terminal_that_stays_open_changes_nothing():
    with interrupt_as_stop():
        pass
    assert signal.getsignal(signal.SIGHUP) is signal.SIG_DFL


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
