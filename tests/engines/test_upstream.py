"""Another server as an engine: looked at first, then asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from forge_ai.engines.engine import EngineState, GenerationOptions
from forge_ai.engines.upstream import CHECK_AGAIN_SECONDS, UpstreamEngine, read_base_url
from forge_ai.errors import BadSettings, EngineDied, EngineFault, NotTrusted, PeerFault, UnknownModel, Unreachable
from forge_ai.protocol.values.chat import Message
from forge_ai.testing.manual_clock import ManualClock
from forge_ai.testing.scripted_engine import ScriptedEngine, refuse, say

HELLO = [Message("user", "hello")]
Make = Callable[..., UpstreamEngine]


@pytest.fixture
def make() -> Iterator[Make]:
    made: list[UpstreamEngine] = []

    def engine(url: str, key: str = "", model: str = "scripted", clock: ManualClock | None = None) -> UpstreamEngine:
        made.append(UpstreamEngine(url, key, model, clock=clock or ManualClock()))
        return made[-1]

    yield engine
    for used in made:
        used.close()


def test_an_upstream_answers_and_embeds(make: Make) -> None:
    with ScriptedEngine(api_key="secret") as server:
        engine = make(server.url, "secret")
        assert engine.describe().state is EngineState.COLD
        assert "".join(piece.text for piece in engine.stream(HELLO, GenerationOptions())) == "Hello there."
        assert engine.embed(["a"]) == [[0.6, 0.8]]
        assert engine.describe().state is EngineState.READY


def test_a_wrong_key_is_told(make: Make) -> None:
    with ScriptedEngine(api_key="secret") as server:
        engine = make(server.url, "wrong")
        with pytest.raises(NotTrusted, match="does not accept the key"):
            engine.endpoint()
        assert engine.describe().state is EngineState.BROKEN


def test_an_unknown_model_is_told_with_those_that_are_known(make: Make) -> None:
    with ScriptedEngine(models=tuple("abcdefg")) as server, pytest.raises(UnknownModel) as caught:
        make(server.url, model="z").endpoint()
    assert "a, b, c, d, e and 2 more. Choose one with --model or FORGE_AI_MODEL." in caught.value.hint


def test_nobody_is_told(make: Make) -> None:
    with pytest.raises(Unreachable, match="does not answer"):
        make("127.0.0.1:9").endpoint()


def test_a_server_of_another_kind_is_told(make: Make) -> None:
    with ScriptedEngine() as server, pytest.raises(PeerFault, match="does not speak the OpenAI API"):
        make(server.url.replace("/v1", "/other/v1")).endpoint()


def test_a_cut_answer_is_an_error(make: Make) -> None:
    with ScriptedEngine([say("a", finish_reason=None)]) as server, pytest.raises(EngineDied):
        list(make(server.url).stream(HELLO, GenerationOptions()))


def test_an_upstream_that_came_back_is_used_again(make: Make) -> None:
    with ScriptedEngine(models=("other",)) as server:
        engine = make(server.url)
        with pytest.raises(UnknownModel):
            engine.endpoint()
        server.models = ("scripted",)
        engine.endpoint()
        assert engine.describe().state is EngineState.READY


def test_the_server_is_looked_at_again_after_a_while(make: Make) -> None:
    clock = ManualClock()
    with ScriptedEngine() as server:
        engine = make(server.url, clock=clock)
        engine.endpoint()
        server.models = ()
        engine.endpoint()
        server.models = ("other",)
        engine.endpoint()
        clock.advance(CHECK_AGAIN_SECONDS + 1)
        with pytest.raises(UnknownModel):
            engine.endpoint()


def test_a_closed_engine_stays_closed(make: Make) -> None:
    engine = make("127.0.0.1:9")
    engine.close()
    with pytest.raises(EngineFault, match="closed"):
        engine.endpoint()


def test_a_refusal_is_handed_on(make: Make) -> None:
    with ScriptedEngine([refuse(500, "out of luck")]) as server, pytest.raises(EngineFault, match="out of luck"):
        list(make(server.url).stream(HELLO, GenerationOptions()))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("192.168.1.100:8000", "http://192.168.1.100:8000/v1"),
        ("http://pc.local:8000/", "http://pc.local:8000/v1"),
        ("https://example.org/v1", "https://example.org/v1"),
        ("https://example.org/api/v2/", "https://example.org/api/v2"),
        ("http://[::1]:5000", "http://[::1]:5000/v1"),
        (" localhost ", "http://localhost/v1"),
    ],
)
def test_addresses_are_read_as_people_write_them(written: str, read: str) -> None:
    assert read_base_url(written) == read


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "http://",
        "ftp://x",
        "http://x:99999",
        "http://x:0",
        "http://u:p@x",
        "http://x/?a=1",
        "http://[::1",
        "a b://c",
    ],
)
def test_what_is_no_address_is_told(bad: str) -> None:
    with pytest.raises(BadSettings):
        read_base_url(bad)
