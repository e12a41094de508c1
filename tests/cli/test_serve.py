"""`forge-ai serve`: what a person is told who starts a second node."""

from __future__ import annotations

from forge_ai.cli.serve import who_holds
from tests.nodes import put_model, serving


def test_the_own_node_that_holds_a_port_is_named_and_another_program_is_not(tmp_path):
    put_model(tmp_path)
    with serving(tmp_path, "my_pc") as node:
        assert who_holds(node.port, node.services) == "your node my_pc"
        assert who_holds(1, node.services) == "another program"
