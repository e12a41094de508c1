"""A program that waits for its end, and hears of it."""

from __future__ import annotations

import threading

from forge_ai.comms.node.termination import wait_for_end


def test_the_thread_that_a_signal_interrupts_never_waits_inside_the_event_that_is_set_at_the_end():
    waiting = []

    class Noticing(threading.Event):
        def wait(self, timeout=None):
            waiting.append(threading.current_thread())
            return super().wait(timeout)

    stopped = Noticing()
    threading.Timer(0.05, stopped.set).start()
    wait_for_end(stopped)
    assert waiting
    assert threading.main_thread() not in waiting, "interrupted there, it would leave the event locked"
