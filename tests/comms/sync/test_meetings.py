from __future__ import annotations

from forge_ai.comms import EnigmaNode
from forge_ai.memory.facts import Told
from tests.nodes import let_in, put_model, serving, settings_for


def texts(node):
    return {record.text for record in node.services.memory.facts.listed()}


def test_paired_nodes_that_are_both_on_keep_each_other_equal(tmp_path, eventually):
    for name in ("pc", "pi"):
        put_model(tmp_path / name)
    with serving(tmp_path / "pc", "my_pc") as pc:
        with EnigmaNode("my_pi", settings=settings_for(tmp_path / "pi", sync="asked")) as pairing:
            let_in(pairing, pc)
        with serving(tmp_path / "pi", "my_pi") as pi:
            pi.services.memory.facts.remember("My dog is called Rex.", Told())
            eventually(lambda: "My dog is called Rex." in texts(pc))
            pc.services.memory.facts.remember("My cat is called Tom.", Told())
            eventually(lambda: "My cat is called Tom." in texts(pi))


def test_a_device_that_was_never_let_in_is_not_met(tmp_path):
    put_model(tmp_path / "pc")
    with serving(tmp_path / "pc", "my_pc") as pc:
        pc._hosting._meetings._look_around()
        assert pc._hosting._meetings._meetings == {}
