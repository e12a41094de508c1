"""The official Ollama client works with a node as it is; only the address and the key are ours."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from ollama import AsyncClient, Client, ResponseError

from forge_ai.comms import EnigmaNode
from forge_ai.models.personality_changes import save_personality
from forge_ai.models.store import SHIPPED
from forge_ai.protocol.conversations.personality import Personality
from forge_ai.protocol.trust.rights import FRESH
from forge_ai.testing.script import Cut, Endless, Reply, Say
from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.nodes import owner, put_model, serving

HELLO = [{"role": "user", "content": "Hello"}]
COLD = {"temperature": 0, "num_predict": 8, "seed": 1}


@pytest.fixture(scope="module")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EnigmaNode]:
    home = tmp_path_factory.mktemp("pc")
    put_model(home)
    with serving(home) as node:
        yield node


@pytest.fixture
def client(node: EnigmaNode) -> Iterator[Client]:
    with Client(f"http://127.0.0.1:{node.port}", headers=owner(node), trust_env=False) as client:
        yield client


@pytest.fixture
def scripted(tmp_path: Path) -> Iterator[tuple[Client, ScriptedEngine]]:
    """A client of a node whose engine follows a script."""
    with (
        ScriptedEngine(models=("scripted",)) as engine,
        serving(tmp_path, model="scripted", upstream=engine.url, stall_seconds=5.0) as node,
        Client(f"http://127.0.0.1:{node.port}", headers=owner(node), trust_env=False) as client,
    ):
        yield client, engine


def test_a_chat_comes_whole(client: Client) -> None:
    answer = client.chat("my_model", HELLO, options=COLD)
    assert answer.message.role == "assistant"
    assert answer.message.content
    assert (answer.model, answer.done, answer.done_reason) == ("my_model", True, "length")
    assert answer.eval_count == 8
    assert answer.prompt_eval_count > 0
    assert answer.total_duration > 0
    assert answer.eval_duration > 0


def test_a_chat_comes_piece_by_piece_and_says_the_same(client: Client) -> None:
    whole = client.chat("my_model", HELLO, options=COLD)
    pieces = list(client.chat("my_model:latest", HELLO, stream=True, options=COLD))
    assert "".join(piece.message.content for piece in pieces) == whole.message.content
    assert [piece.done for piece in pieces] == [False] * (len(pieces) - 1) + [True]
    assert pieces[-1].eval_count == 8
    assert pieces[-1].done_reason == "length"
    assert all(piece.created_at for piece in pieces)


def test_a_prompt_is_answered_whole_and_piece_by_piece(client: Client) -> None:
    whole = client.generate("my_model", "Hello", system="Be kind.", options=COLD)
    pieces = list(client.generate("my_model", "Hello", system="Be kind.", options=COLD, stream=True))
    assert whole.response == "".join(piece.response for piece in pieces)
    assert whole.eval_count == 8


def test_a_raw_prompt_is_continued_without_a_chat_around_it(client: Client) -> None:
    raw = client.generate("my_model", "Hello", raw=True, options=COLD)
    assert raw.prompt_eval_count < client.generate("my_model", "Hello", options=COLD).prompt_eval_count


def test_the_same_client_works_without_blocking(node: EnigmaNode) -> None:
    async def ask() -> str:
        client = AsyncClient(f"http://127.0.0.1:{node.port}", headers=owner(node), trust_env=False)
        pieces = [piece async for piece in await client.chat("my_model", HELLO, stream=True, options=COLD)]
        await client.close()
        return "".join(piece.message.content for piece in pieces)

    assert asyncio.run(ask())


def test_models_are_listed_shown_and_seen_running(client: Client) -> None:
    client.chat("my_model", HELLO, options=COLD)
    names = [model.model for model in client.list().models]
    assert names[0] == "my_model"
    assert ("starter" in names) == (SHIPPED / "starter").is_dir()
    mine = client.list().models[0]
    assert len(mine.digest) == 64
    assert mine.size > 1000
    assert mine.details.format == "gguf"
    shown = client.show("my_model")
    assert shown.details.family == "llama"
    assert shown.modelinfo["general.architecture"] == "llama"
    assert shown.modelinfo["llama.context_length"] > 0
    assert "completion" in shown.capabilities
    assert [model.model for model in client.ps().models] == ["my_model"]
    assert client.ps().models[0].context_length > 0
    assert client.ps().models[0].expires_at > datetime.now(UTC) + timedelta(days=365)


def test_how_probable_each_token_was_is_told(client: Client) -> None:
    whole = client.chat("my_model", HELLO, logprobs=True, top_logprobs=2, options=COLD)
    assert (len(whole.logprobs), len(whole.logprobs[0].top_logprobs)) == (8, 2)
    stream = client.generate("my_model", "Hello", logprobs=True, stream=True, options=COLD)
    told = [one for part in stream for one in part.logprobs or ()]
    assert len(told) == 8
    assert all(one.logprob <= 0 for one in told)
    with pytest.raises(ResponseError, match="do not go together"):
        client.generate("my_model", "Hello", raw=True, logprobs=True)


def test_a_personality_is_a_model_of_its_own_to_programs(client: Client, node: EnigmaNode) -> None:
    """Two names with one digest are one model to them: they ask for the first, whichever the person chose."""
    personality = Personality("nora", system_prompt="You are {name}, a sailor.")
    save_personality(node.services.store, node.services.store.find("my_model"), personality, None)
    listed = {model.model: model for model in client.list().models}
    assert listed["nora"].details.parent_model == "my_model"
    assert len({listed["nora"].digest, listed["my_model"].digest}) == 2
    assert len(listed["nora"].digest) == 64
    shown = {name: client._client.post("/api/show", json={"model": name}).json() for name in ("nora", "my_model")}
    assert shown["nora"]["system"] == "You are nora, a sailor."
    assert not shown["my_model"]["system"]


def test_texts_become_vectors(client: Client) -> None:
    many = client.embed("my_model", ["one", "two"])
    assert len(many.embeddings) == 2
    assert len(client.embed("my_model", "one").embeddings) == 1
    assert client.embed("my_model", "one " * 5_000).embeddings[0]  # it loses its end, as at Ollama
    with pytest.raises(ResponseError, match="longer than my_model can read"):
        client.embed("my_model", "one " * 5_000, truncate=False)
    assert client.embed("my_model", []).embeddings == []
    assert client.embeddings("my_model", "one").embedding == pytest.approx(many.embeddings[0], abs=0.01)


def test_its_programs_find_somebody_at_home(client: Client) -> None:
    assert client._client.head("/").status_code == 200


def test_a_request_without_words_loads_the_model(client: Client) -> None:
    assert client.chat("my_model").done_reason == "load"
    assert client.generate("my_model").done_reason == "load"


@pytest.mark.parametrize("nothing", [0, "0", "0s", 0.0])
def test_a_request_without_words_and_without_time_puts_the_model_to_sleep(client: Client, nothing: object) -> None:
    for ask in (client.chat, client.generate):
        client.chat("my_model")
        assert ask("my_model", keep_alive=nothing).done_reason == "unload"
        assert client.ps().models == []
    assert client.chat("my_model", keep_alive="5m").done_reason == "load"


LONG = [
    {"role": "system", "content": "Be kind."},
    *({"role": role, "content": f"{number} words " * 60} for number in range(9) for role in ("user", "assistant")),
    {"role": "user", "content": "Hello"},
]


def test_a_chat_that_is_longer_than_the_model_reads_goes_on_without_its_beginning(client: Client) -> None:
    whole = client.chat("my_model", LONG, options=COLD)
    pieces = client.chat("my_model", LONG, options=COLD, stream=True)
    assert whole.message.content
    assert "".join(piece.message.content for piece in pieces) == whole.message.content


def test_what_is_too_long_by_itself_and_what_shall_not_be_cut_is_refused(client: Client) -> None:
    with pytest.raises(ResponseError, match="tokens"):
        client.chat("my_model", [{"role": "user", "content": "word " * 5000}])
    with pytest.raises(ResponseError, match="tokens"):
        list(client.chat("my_model", [{"role": "user", "content": "word " * 5000}], stream=True))
    with pytest.raises(ResponseError, match="tokens"):
        client._request_raw("POST", "/api/chat", json={"model": "my_model", "messages": LONG, "truncate": False})


ODD = {"model": "my_model", "messages": HELLO, "format": 7}
NOBODY = {"model": "my_model", "messages": [{"role": {"name": "user"}, "content": "Hi"}]}
WRONG = [
    (404, "no model 'absent'", lambda client: client.chat("absent", HELLO)),
    (404, "no model 'absent'", lambda client: list(client.chat("absent", HELLO, stream=True))),
    (404, "no model 'absent'", lambda client: client.show("absent")),
    (404, "no model 'absent'", lambda client: client.embed("absent", "x")),
    (404, "models come and go as packages", lambda client: client.pull("absent")),
    (404, "models come and go as packages", lambda client: list(client.push("my_model", stream=True))),
    (404, "models come and go as packages", lambda client: client.create("new", from_="my_model")),
    (404, "models come and go as packages", lambda client: client.create_blob(__file__)),
    (404, "models come and go as packages", lambda client: client.copy("my_model", "new")),
    (404, "models come and go as packages", lambda client: client.delete("my_model")),
    (400, "vectors of 128 numbers", lambda client: client.embed("my_model", "x", dimensions=16)),
    (400, "not understood", lambda client: client.generate("my_model", "x", suffix="y")),
    (400, '"format"', lambda client: client._request_raw("POST", "/api/chat", json=ODD)),
    (400, "role", lambda client: client._request_raw("POST", "/api/chat", json=NOBODY)),
]


@pytest.fixture
def asker(node: EnigmaNode) -> Iterator[Client]:
    """A program with a key of its own, which has no right to manage anything."""
    key = node.services.registry.add_program("notebook", FRESH)[1]
    with Client(f"http://127.0.0.1:{node.port}", headers={"Authorization": f"Bearer {key}"}, trust_env=False) as client:
        yield client
    node.services.registry.remove("notebook")


@pytest.mark.parametrize(("status", "words", "ask"), WRONG)
def test_errors_have_ollamas_shape(asker: Client, status: int, words: str, ask: object) -> None:
    with pytest.raises(ResponseError, match=words) as caught:
        ask(asker)  # type: ignore[operator]
    assert caught.value.status_code == status
    assert isinstance(caught.value.error, str)


def test_a_stranger_is_told_so_in_the_same_shape(node: EnigmaNode) -> None:
    with Client(f"http://127.0.0.1:{node.port}", trust_env=False) as stranger, pytest.raises(ResponseError) as caught:
        stranger.list()
    assert caught.value.status_code == 401
    assert isinstance(caught.value.error, str)


def test_an_engine_that_dies_in_the_middle_ends_the_stream_with_an_error(
    scripted: tuple[Client, ScriptedEngine],
) -> None:
    client, engine = scripted
    engine.replies.append(Reply((Say("one "), Cut())))
    heard: list[str] = []
    with pytest.raises(ResponseError, match="ended"):
        heard.extend(piece.message.content for piece in client.chat("scripted", HELLO, stream=True))
    assert heard == ["one "]
    assert client.chat("scripted", HELLO).message.content == "Hello there."


def test_options_and_formats_reach_the_engine(scripted: tuple[Client, ScriptedEngine]) -> None:
    client, engine = scripted
    schema = {"type": "object", "properties": {"name": {"type": "string"}}}
    options = {"temperature": 0.5, "top_k": 3, "num_predict": 5, "stop": ["."], "num_ctx": 4096}
    client.chat("scripted", HELLO, options=options, format=schema)
    asked = engine.asked[-1].fields
    assert {"temperature": 0.5, "top_k": 3, "max_tokens": 5, "stop": ["."]}.items() <= asked.items()
    assert asked["response_format"]["json_schema"]["schema"] == schema
    assert "num_ctx" not in asked


def test_calls_of_tools_go_both_ways(scripted: tuple[Client, ScriptedEngine]) -> None:
    client, engine = scripted

    def weather(city: str) -> str:
        """The weather of a city."""
        return city

    call = {"id": "x", "type": "function", "function": {"name": "weather", "arguments": '{"city": "Oslo"}'}}
    for stream in (False, True):
        engine.replies.append(Reply(tool_calls=(call,), finish_reason="tool_calls"))
        found = client.chat("scripted", HELLO, tools=[weather], stream=stream)
        said = [found] if not stream else [piece for piece in found if piece.message.tool_calls]
        (called,) = said[0].message.tool_calls
        assert (called.function.name, dict(called.function.arguments)) == ("weather", {"city": "Oslo"})
    answered = [*HELLO, said[0].message, {"role": "tool", "tool_name": "weather", "content": "rain"}]
    client.chat("scripted", answered)
    assistant, tool = engine.asked[-1].fields["messages"][-2:]
    assert assistant["tool_calls"][0]["id"] == tool["tool_call_id"]
    assert assistant["tool_calls"][0]["function"]["arguments"] == '{"city": "Oslo"}'


def test_the_node_introduces_itself_and_remembers_as_in_every_chat(scripted: tuple[Client, ScriptedEngine]) -> None:
    client, engine = scripted
    client.chat("scripted", [{"role": "user", "content": "Remember that my dog is called Rex."}])
    client.chat("scripted", [{"role": "user", "content": "What is my dog called?"}])
    system = engine.asked[-1].fields["messages"][0]
    assert system["role"] == "system"
    assert "Rex" in system["content"]


def test_a_client_that_leaves_frees_the_engine(scripted: tuple[Client, ScriptedEngine]) -> None:
    client, engine = scripted
    engine.replies.append(Reply((Endless(),)))
    pieces = client.chat("scripted", HELLO, stream=True)
    assert next(pieces).message.content == "on and "
    pieces.close()
    assert engine.left.wait(30)
