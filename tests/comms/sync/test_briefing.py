from forge_ai.comms import EnigmaNode
from tests.nodes import let_in, put_model, serving, settings_for
from tests.programs import FORGE, run


def remembered(node):
    return [fact.text for fact in node.services.memory.facts.listed()]


def paired(pi_home, pc, **options):
    put_model(pi_home)
    with EnigmaNode("my_pi", settings=settings_for(pi_home, **options)) as pi:
        let_in(pi, pc)


def test_a_fact_told_while_nobody_was_connected_is_known_to_whoever_is_asked_next(tmp_path):
    put_model(tmp_path / "pc")
    with serving(tmp_path / "pc") as pc:
        paired(tmp_path / "pi", pc)
        run((*FORGE, "memory", "add", "My dog is called Rex."), tmp_path / "pi")
        run((*FORGE, "ask", "--on", "my_pc", "--max-tokens", "2", "Hello"), tmp_path / "pi")
        assert "My dog is called Rex." in remembered(pc)


def test_who_wants_to_sync_by_hand_is_not_overruled(tmp_path):
    put_model(tmp_path / "pc")
    with serving(tmp_path / "pc") as pc:
        paired(tmp_path / "pi", pc, sync="asked")
        run((*FORGE, "memory", "add", "My dog is called Rex."), tmp_path / "pi", FORGE_AI_SYNC="asked")
        run((*FORGE, "ask", "--on", "my_pc", "--max-tokens", "2", "Hello"), tmp_path / "pi", FORGE_AI_SYNC="asked")
        assert not remembered(pc)
