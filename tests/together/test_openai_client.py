"""The official OpenAI client, unchanged, against a node with a real engine."""

from __future__ import annotations

import openai
import pytest

from forge_ai.protocol.trust.rights import FRESH
from tests.nodes import put_model, serving

HELLO = [{"role": "user", "content": "Hello"}]


@pytest.fixture(scope="module")
def client(tmp_path_factory):
    home = tmp_path_factory.mktemp("pc")
    put_model(home)
    with (
        serving(home) as node,
        openai.OpenAI(base_url=f"http://127.0.0.1:{node.port}/v1", api_key=key_for(node), max_retries=0) as client,
    ):
        yield client


def key_for(node):
    return node.services.registry.add_program("notebook", FRESH)[1]


def test_it_lists_the_models(client):
    assert "my_model" in [model.id for model in client.models.list()]


def test_it_gets_a_whole_answer_with_usage(client):
    answer = client.chat.completions.create(model="my_model", messages=HELLO, max_tokens=5, temperature=0)
    assert answer.choices[0].message.content
    assert answer.choices[0].finish_reason == "length"
    assert answer.usage.completion_tokens == 5
    assert answer.model == "my_model"


def test_it_knows_the_id_of_a_request_that_was_answered_and_of_one_that_was_refused(client):
    answer = client.chat.completions.create(model="my_model", messages=HELLO, max_tokens=1)
    assert answer._request_id.startswith("req_")
    with pytest.raises(openai.NotFoundError) as refused:
        client.chat.completions.create(model="nothing", messages=HELLO)
    assert refused.value.request_id.startswith("req_")
    assert refused.value.request_id == refused.value.body["request_id"] != answer._request_id
    with client.chat.completions.with_streaming_response.create(
        model="my_model", messages=HELLO, max_tokens=1, stream=True
    ) as stream:
        assert stream.headers["x-request-id"].startswith("req_")


def test_it_streams_an_answer_to_its_end(client):
    chunks = list(
        client.chat.completions.create(
            model="my_model",
            messages=HELLO,
            max_tokens=5,
            temperature=0,
            stream=True,
            stream_options={"include_usage": True},
        )
    )
    text = "".join(chunk.choices[0].delta.content or "" for chunk in chunks if chunk.choices)
    reasons = [chunk.choices[0].finish_reason for chunk in chunks if chunk.choices]
    assert text
    assert reasons[-1] == "length"
    assert chunks[-1].usage.completion_tokens == 5


def test_it_gets_an_answer_in_a_demanded_shape(client):
    schema = {"type": "object", "properties": {"ok": {"type": "boolean"}}, "required": ["ok"]}
    answer = client.chat.completions.create(
        model="my_model",
        messages=HELLO,
        max_tokens=40,
        temperature=0,
        response_format={"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}},
    )
    assert answer.choices[0].message.content.lstrip().startswith("{")


def test_it_continues_plain_text(client):
    assert client.completions.create(model="my_model", prompt="Once", max_tokens=4).choices[0].text


def test_it_gets_vectors(client):
    found = client.embeddings.create(model="my_model", input=["one", "two"])
    assert len(found.data) == 2
    assert len(found.data[0].embedding) == 128


def test_an_unknown_model_is_its_not_found_error(client):
    with pytest.raises(openai.NotFoundError, match="no model 'gpt-9'"):
        client.chat.completions.create(model="gpt-9", messages=HELLO)


def test_a_prompt_that_is_too_long_is_its_bad_request_error(client):
    with pytest.raises(openai.BadRequestError) as caught:
        client.chat.completions.create(model="my_model", messages=[{"role": "user", "content": "word " * 5000}])
    assert caught.value.code == "context_length_exceeded"


@pytest.mark.parametrize(("wished", "told"), [({}, 0), ({"top_logprobs": 0}, 0), ({"top_logprobs": 2}, 2)])
def test_a_chat_tells_how_probable_each_token_was_and_as_many_others_as_are_wished(client, wished, told):
    wish = {"model": "my_model", "messages": [{"role": "user", "content": "Hello"}], "max_tokens": 3, "logprobs": True}
    whole = client.chat.completions.create(**wish, **wished).choices[0].logprobs.content
    stream = client.chat.completions.create(**wish, **wished, stream=True)
    parts = [one for chunk in stream for choice in chunk.choices if choice.logprobs for one in choice.logprobs.content]
    for found in (whole, parts):
        assert [len(one.top_logprobs) for one in found] == [told] * 3
        assert all(one.logprob <= 0 for one in found)


def test_probabilities_of_a_continued_text_have_its_own_shape(client):
    wish = {"model": "my_model", "prompt": "Once", "max_tokens": 3, "temperature": 0, "logprobs": 2}
    whole = client.completions.create(**wish).choices[0]
    found = whole.logprobs
    assert "".join(found.tokens) == whole.text
    assert [len(numbers) for numbers in (found.token_logprobs, found.top_logprobs, found.text_offset)] == [3, 3, 3]
    assert all(probability <= 0 for probability in found.token_logprobs)
    assert found.tokens[0] in found.top_logprobs[0]
    alone = client.completions.create(**{**wish, "logprobs": 0}).choices[0].logprobs
    assert (alone.token_logprobs, alone.top_logprobs) == (found.token_logprobs, [{}, {}, {}])
    chunks = [chunk.choices[0] for chunk in client.completions.create(**wish, stream=True) if chunk.choices]
    parts = [chunk.logprobs for chunk in chunks if chunk.logprobs]
    assert [token for part in parts for token in part.tokens] == found.tokens
    assert [offset for part in parts for offset in part.text_offset] == found.text_offset


def test_several_answers_are_counted_together(client):
    wish = {"model": "my_model", "messages": HELLO, "max_tokens": 3, "temperature": 0, "n": 3}
    one = client.chat.completions.create(**{**wish, "n": 1}).usage
    whole = client.chat.completions.create(**wish)
    assert [choice.index for choice in whole.choices] == [0, 1, 2]
    assert (whole.usage.prompt_tokens, whole.usage.completion_tokens) == (one.prompt_tokens, 9)
    assert whole.usage.total_tokens == one.prompt_tokens + 9
    chunks = list(client.chat.completions.create(**wish, stream=True, stream_options={"include_usage": True}))
    assert [chunk.usage.completion_tokens for chunk in chunks if chunk.usage] == [9]
    assert (chunks[-1].choices, chunks[-1].usage.prompt_tokens) == ([], one.prompt_tokens)


def test_several_prompts_are_counted_together(client):
    wish = {"model": "my_model", "max_tokens": 3, "temperature": 0}
    each = [client.completions.create(prompt=text, **wish).usage.prompt_tokens for text in ("Once", "It was late")]
    usage = client.completions.create(prompt=["Once", "It was late"], n=2, **wish).usage
    assert (usage.prompt_tokens, usage.completion_tokens) == (sum(each), 12)


def test_vectors_of_another_length_than_the_model_makes_are_refused(client):
    assert len(client.embeddings.create(model="my_model", input="one", dimensions=128).data[0].embedding) == 128
    with pytest.raises(openai.BadRequestError, match="vectors of 128 numbers"):
        client.embeddings.create(model="my_model", input="one", dimensions=16)


@pytest.mark.parametrize("wish", [{"suffix": "the end"}, {"echo": True}, {"best_of": 3}])
def test_what_the_engine_would_pass_over_in_silence_is_refused(client, wish):
    with pytest.raises(openai.BadRequestError, match="is not understood here"):
        client.completions.create(model="my_model", prompt="Once", max_tokens=2, **wish)


TOOL = {"type": "function", "function": {"name": "look", "parameters": {"type": "object", "properties": {}}}}


@pytest.mark.parametrize("choice", ["required", {"type": "function", "function": {"name": "look"}}])
def test_a_model_that_knows_no_tools_is_not_made_to_call_one(client, choice):
    """The engine would answer in words, and frameworks would ask again and again."""
    wish = {"model": "my_model", "messages": HELLO, "max_tokens": 2, "tools": [TOOL]}
    with pytest.raises(openai.BadRequestError, match="its chat template knows none"):
        client.chat.completions.create(**wish, tool_choice=choice)
    assert client.chat.completions.create(**wish, tool_choice="auto").choices[0].message.content


def test_an_image_for_a_model_that_reads_text_alone_is_a_bad_request(client):
    """Not a fault of the server, which the client would ask for again."""
    picture = {"type": "image_url", "image_url": {"url": "data:image/png;base64,iVBORw0KGgo="}}
    with pytest.raises(openai.BadRequestError, match="image input is not supported"):
        client.chat.completions.create(model="my_model", messages=[{"role": "user", "content": [picture]}])


def test_a_model_says_since_when_it_is_there(client):
    assert all(model.created > 1_700_000_000 for model in client.models.list())


@pytest.mark.parametrize("wrong", ["", "/v1/v1"])
def test_a_base_url_that_is_not_quite_right_is_told_so(client, wrong):
    """Not as a right that the key lacks."""
    address = str(client.base_url).removesuffix("/v1/")
    lost = client.with_options(base_url=address + wrong)
    with pytest.raises(openai.NotFoundError) as caught:
        lost.chat.completions.create(model="my_model", messages=HELLO)
    assert "/v1/chat/completions." in caught.value.body["message"]


def test_a_response_comes_whole(client):
    found = client.responses.create(model="my_model", input="Hello", max_output_tokens=5, temperature=0)
    said = client.chat.completions.create(model="my_model", messages=HELLO, max_tokens=5, temperature=0)
    assert found.output_text == said.choices[0].message.content
    assert (found.status, found.incomplete_details.reason) == ("incomplete", "max_output_tokens")
    assert found.usage.output_tokens == 5
    assert found.usage.input_tokens == said.usage.prompt_tokens
    assert found.created_at > 1_700_000_000


def test_a_response_comes_piece_by_piece_and_says_the_same(client):
    wish = {"model": "my_model", "input": "Hello", "max_output_tokens": 5, "temperature": 0}
    whole = client.responses.create(**wish)
    events = list(client.responses.create(**wish, stream=True))
    assert [event.type for event in events[:2]] == ["response.created", "response.in_progress"]
    assert "".join(event.delta for event in events if event.type.endswith("text.delta")) == whole.output_text
    assert (events[-1].type, events[-1].response.output_text) == ("response.incomplete", whole.output_text)


def test_a_response_goes_on_with_what_was_said(client):
    first = client.responses.create(model="my_model", input="Hello", max_output_tokens=5)
    more = [{"role": "user", "content": "Hello"}, *first.output, {"role": "user", "content": "And?"}]
    assert client.responses.create(model="my_model", input=more, max_output_tokens=5).output_text


def test_nothing_of_a_response_is_kept(client):
    with pytest.raises(openai.NotFoundError, match="nothing of a response is kept"):
        client.responses.retrieve("resp_1")
    with pytest.raises(openai.BadRequestError, match="nothing is kept"):
        client.responses.create(model="my_model", input="Hello", previous_response_id="resp_1")


def test_a_refused_response_is_the_clients_own_error(client):
    with pytest.raises(openai.NotFoundError, match="no model 'gpt-9'"):
        client.responses.create(model="gpt-9", input="Hello", stream=True)
