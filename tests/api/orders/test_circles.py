"""Two nodes that are each other's engine."""

from __future__ import annotations

from forge_ai.testing.scripted_engine import ScriptedEngine, refuse
from tests.guarded_node import HERE, guarded_node

CHAT = "/v1/chat/completions"
ASKED = {"messages": [{"role": "user", "content": "Hello"}]}


def test_a_question_that_goes_in_circles_is_ended_with_a_clear_error(tmp_path):
    with ScriptedEngine() as engine, guarded_node(tmp_path, model="scripted", upstream=engine.url) as node:
        own = node.services.identity.local_key
        assert node.ask("POST", CHAT, ASKED, key=own, source=HERE).status == 200
        assert engine.asked[-1].headers["X-ForgeAI-Hop"] == "1"
        reply = node.ask("POST", CHAT, ASKED, key=own, source=HERE, headers={"X-ForgeAI-Hop": "2"})
        assert (reply.status, engine.asked[-1].headers["X-ForgeAI-Hop"]) == (200, "3")
        reply = node.ask("POST", CHAT, ASKED, key=own, source=HERE, headers={"X-ForgeAI-Hop": "3"})
        assert (reply.status, reply.code) == (508, "routed_in_circles")
        engine.replies.append(refuse(508, "in circles"))
        assert node.ask("POST", CHAT, ASKED, key=own, source=HERE).status >= 500
