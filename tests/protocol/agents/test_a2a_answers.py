from __future__ import annotations

from forge_ai.protocol.agents.a2a import read_call
from forge_ai.protocol.agents.a2a_answers import Thread, answer_whole, task_begins, task_ends, task_says
from tests.protocol.agents.test_a2a import new, old

THREAD = Thread("c", "t", "m")
ONE, OTHER = read_call(new()), read_call(old())


def test_a_message_has_the_shape_of_its_version():
    assert answer_whole(ONE, THREAD, "Hi.")["result"] == {
        "message": {"messageId": "m", "contextId": "c", "role": "ROLE_AGENT", "parts": [{"text": "Hi."}]}
    }
    assert answer_whole(OTHER, THREAD, "Hi.")["result"]["kind"] == "message"


def test_a_task_has_the_shape_of_its_version_from_its_beginning_to_its_end():
    begun = [task_begins(call, THREAD, "now")["result"] for call in (ONE, OTHER)]
    assert begun[0]["task"]["status"]["state"] == "TASK_STATE_WORKING"
    assert (begun[1]["kind"], begun[1]["status"]["state"]) == ("task", "working")
    said = [task_says(call, THREAD, "Hi.", first=False)["result"] for call in (ONE, OTHER)]
    assert said[0]["artifactUpdate"]["artifact"]["parts"] == [{"text": "Hi."}]
    assert (said[1]["kind"], said[1]["append"]) == ("artifact-update", True)
    assert task_ends(OTHER, THREAD, "now")["result"]["final"] is True


def test_a_task_that_failed_says_why():
    failed = task_ends(ONE, THREAD, "now", "broken")["result"]["statusUpdate"]["status"]
    assert (failed["state"], failed["message"]["parts"]) == ("TASK_STATE_FAILED", [{"text": "broken"}])
