"""`forge-ai serve`: what a person is told who starts a second node."""

from __future__ import annotations

import gc
from concurrent.futures import ThreadPoolExecutor

from forge_ai.cli.serve import run_server, who_holds
from forge_ai.comms import EnigmaNode
from tests.nodes import put_model, serving, settings_for


def test_the_own_node_that_holds_a_port_is_named_and_another_program_is_not(tmp_path):
    put_model(tmp_path)
    with serving(tmp_path, "my_pc") as node:
        assert who_holds(node.port, node.services) == "your node my_pc"
        assert who_holds(1, node.services) == "another program"


def test_what_a_serving_node_is_made_of_is_not_searched_for_garbage(tmp_path, eventually):
    put_model(tmp_path)
    node = EnigmaNode("my_pc", settings=settings_for(tmp_path))

    def looked_at_and_stopped():
        try:
            return eventually(gc.get_freeze_count)
        finally:
            node.stop()

    gc.unfreeze()
    try:
        with ThreadPoolExecutor(1) as beside:
            kept = beside.submit(looked_at_and_stopped)
            run_server(node)
            assert kept.result() > 10_000
    finally:
        gc.unfreeze()
