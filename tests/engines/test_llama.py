"""The real llama.cpp in its child process, on a tiny model with random weights."""

from __future__ import annotations

import json
import os
import signal
import socket
import struct
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx2
import pytest

from forge_ai.engines import llama
from forge_ai.engines.answers.event_stream import read_events
from forge_ai.engines.answers.folding import STREAM_ORDER, Fold
from forge_ai.engines.engine import Endpoint, EngineState, GenerationOptions, Piece
from forge_ai.engines.llama import LlamaEngine, LlamaOptions
from forge_ai.engines.openai_client import DONE
from forge_ai.engines.process.llama_plan import PROMPT_PART
from forge_ai.errors import BadInput, EngineDied, ModelBroken, ModelWouldNotLoad, PromptTooLong
from forge_ai.protocol.conversations.markers import defuse
from forge_ai.protocol.values.chat import Message
from forge_ai.testing.manual_clock import ManualClock
from tests.engines.conftest import MakeEngine, wait_until

HELLO = [Message("user", "hello")]
FIVE = GenerationOptions(max_tokens=5, temperature=0.0)
LONG = GenerationOptions(max_tokens=100_000)


def text_of(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces)


def is_gone(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return True
    return state == "Z"


def first_words(engine: LlamaEngine) -> None:
    stream = engine.stream(HELLO, LONG)
    next(stream)
    stream.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists a process's threads")
def test_a_prompt_of_a_small_model_is_read_on_half_of_the_cores(
    monkeypatch: pytest.MonkeyPatch, make_engine: MakeEngine, tiny_model: Path
) -> None:
    counted = []
    for computing in (1, 15):
        monkeypatch.setattr(llama, "computing_threads", lambda cores=computing: cores)
        engine = make_engine(tiny_model)
        first_words(engine)
        counted.append(len(list(Path(f"/proc/{engine.pid}/task").iterdir())))
    assert counted[1] - counted[0] == 7


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has abstract names")
def test_the_engine_answers_by_name_too_and_to_nobody_without_its_key(
    make_engine: MakeEngine, tiny_model: Path
) -> None:
    endpoint = make_engine(tiny_model).endpoint()
    with_key = "".join(f"{name}: {value}\r\n" for name, value in endpoint.headers.items())
    assert [_status_by_name(endpoint.socket, headers) for headers in (with_key, "")] == [b"200", b"401"]


def _status_by_name(name: str, headers: str) -> bytes:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(f"\0{name}")
        connection.sendall(f"GET /props HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{headers}\r\n".encode())
        return connection.recv(100).split()[1]


def test_the_most_slots_and_more_threads_than_processors_answer_as_well(tiny_model: Path) -> None:
    engine = LlamaEngine(tiny_model, "tiny", LlamaOptions(slots=256, threads=1_024))
    try:
        first_words(engine)
    finally:
        engine.close()


def busy_slots(endpoint: Endpoint) -> int:
    url = endpoint.base_url.removesuffix("/v1") + "/slots"
    slots = httpx2.get(url, headers=dict(endpoint.headers), trust_env=False, timeout=60).json()
    return sum(slot["is_processing"] for slot in slots)


def read_tokens(endpoint: Endpoint) -> int:
    """How many tokens the only slot had read, as the engine counts, when it let go; asking holds it up a little."""
    url = endpoint.base_url.removesuffix("/v1") + "/slots"
    with httpx2.Client(headers=dict(endpoint.headers), trust_env=False, timeout=60) as client:
        while (slot := client.get(url).json()[0])["is_processing"]:
            threading.Event().wait(0.2)
    return int(slot["n_prompt_tokens"])


def test_an_answer_streams_and_ends_with_a_reason_and_the_usage(tiny_model: Path, make_engine: MakeEngine) -> None:
    pieces = list(make_engine(tiny_model).stream(HELLO, FIVE))
    assert len(text_of(pieces)) == 5
    assert [piece.finish_reason for piece in pieces if piece.finish_reason] == ["length"]
    usage = next(piece.usage for piece in pieces if piece.usage)
    assert usage.completion_tokens == 5
    assert usage.prompt_tokens > 5


def test_the_same_question_at_temperature_zero_gets_the_same_answer(tiny_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(tiny_model)
    assert text_of(list(engine.stream(HELLO, FIVE))) == text_of(list(engine.stream(HELLO, FIVE)))


def test_a_stop_word_ends_the_answer_and_is_not_part_of_it(tiny_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(tiny_model)
    whole = text_of(list(engine.stream(HELLO, GenerationOptions(max_tokens=12, temperature=0.0))))
    stop = whole[6:8]
    pieces = list(engine.stream(HELLO, GenerationOptions(max_tokens=12, temperature=0.0, stop=(stop,))))
    assert text_of(pieces) == whole[: whole.index(stop)]
    assert [piece.finish_reason for piece in pieces if piece.finish_reason] == ["stop"]


def test_sixteen_streams_run_side_by_side(tiny_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(tiny_model, slots=16)
    engine.endpoint()
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: text_of(list(engine.stream(HELLO, FIVE))), range(16)))
    assert [len(answer) for answer in answers] == [5] * 16


@pytest.mark.parametrize("slots", [1, 4, LlamaOptions().slots, 14])
def test_a_text_becomes_a_vector_of_unit_length(tiny_model: Path, make_engine: MakeEngine, slots: int) -> None:
    engine = make_engine(tiny_model, slots=slots)
    first, second, again = engine.embed(["a dog", "something else entirely", "a dog"])
    assert len(first) == 128
    assert sum(number * number for number in first) == pytest.approx(1.0, abs=1e-3)
    assert first == pytest.approx(again, abs=1e-3)
    assert first != pytest.approx(second, abs=1e-2)
    assert engine.embed([]) == []


def test_closing_the_stream_frees_the_slot(talkative_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(talkative_model, slots=1, show_slots=True)
    stream = engine.stream(HELLO, LONG)
    while not next(stream).text:
        pass
    assert busy_slots(engine.endpoint()) == 1
    stream.close()
    assert wait_until(lambda: busy_slots(engine.endpoint()) == 0, 10)


@pytest.mark.parametrize("streaming", [True, False])
def test_leaving_while_the_prompt_is_read_frees_the_slot(
    slow_model: Path, make_engine: MakeEngine, *, streaming: bool
) -> None:
    endpoint = make_engine(slow_model, slots=1, show_slots=True).endpoint()
    address = httpx2.URL(endpoint.base_url)
    order = {"prompt": "word " * 700, "max_tokens": 1, "stream": streaming, "cache_prompt": False}
    body = json.dumps(order).encode()
    head = f"POST /v1/completions HTTP/1.1\r\nHost: x\r\nContent-Length: {len(body)}\r\n"
    head += f"Authorization: {endpoint.headers['Authorization']}\r\nContent-Type: application/json\r\n\r\n"
    with socket.create_connection((address.host, address.port or 0)) as connection:
        connection.sendall(head.encode() + body)
        assert wait_until(lambda: busy_slots(endpoint) == 1)
    assert wait_until(lambda: busy_slots(endpoint) == 0)


def test_a_stop_during_the_prompt_ends_the_compute_with_the_part_that_is_read(
    slow_model: Path, make_engine: MakeEngine
) -> None:
    endpoint = make_engine(slow_model, slots=1, show_slots=True).endpoint()
    order = {"prompt": "word " * 700, "max_tokens": 1, **STREAM_ORDER, **endpoint.stream_fields, "cache_prompt": False}
    url, headers = f"{endpoint.base_url}/completions", dict(endpoint.headers)
    with httpx2.stream("POST", url, json=order, headers=headers, trust_env=False, timeout=60) as response:
        begun = json.loads(next(read_events(response.iter_raw())))["prompt_progress"]
    assert begun["total"] > 2500
    assert begun["processed"] <= PROMPT_PART
    assert 0 < read_tokens(endpoint) < 8 * PROMPT_PART


def test_texts_become_vectors_in_a_child_of_their_own(tiny_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(tiny_model)
    vectors = engine.for_vectors()
    assert vectors is engine.for_vectors()
    assert vectors.describe().state is EngineState.COLD
    whole, longer = engine.embed(["word " * 30, "word " * 90])
    assert vectors.describe().state is EngineState.READY
    assert engine.describe().state is EngineState.COLD
    assert vectors.embed(["word " * 30])[0] == pytest.approx(whole, abs=1e-3)
    assert whole != longer, "a text of more tokens than a part of a prompt is read whole"
    engine.close()
    assert vectors.ready() is None


def test_a_stream_that_was_left_is_noticed_while_others_talk(talkative_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(talkative_model, slots=2, show_slots=True)
    talking, leaving = engine.stream(HELLO, LONG), engine.stream([Message("user", "word " * 300)], LONG)
    next(talking)
    next(leaving)
    leaving.close()
    assert any(busy_slots(engine.endpoint()) == 1 for _ in talking)
    talking.close()


@pytest.mark.parametrize(
    ("path", "order"),
    [
        ("chat/completions", {"messages": [{"role": "user", "content": "hi"}], "logprobs": True, "top_logprobs": 1}),
        ("chat/completions", {"messages": [{"role": "user", "content": "hi"}], "n": 2}),
        ("completions", {"prompt": "hi"}),
    ],
)
def test_a_folded_stream_is_the_whole_answer(
    tiny_model: Path, make_engine: MakeEngine, path: str, order: dict[str, object]
) -> None:
    endpoint = make_engine(tiny_model).endpoint()
    asked = {**order, "max_tokens": 6, "temperature": 0, "cache_prompt": False}
    streamed = {**asked, **STREAM_ORDER, **endpoint.stream_fields}
    fold = Fold()
    with httpx2.Client(headers=dict(endpoint.headers), trust_env=False, timeout=60) as client:
        whole = client.post(f"{endpoint.base_url}/{path}", json=asked).json()
        for event in read_events([client.post(f"{endpoint.base_url}/{path}", json=streamed).content]):
            if event != DONE:
                fold.add(json.loads(event), len(event))
    assert fold.finished
    folded = fold.whole()
    assert (folded["object"], folded["model"]) == (whole["object"], whole["model"])
    assert folded["usage"]["completion_tokens"] == whole["usage"]["completion_tokens"]
    assert [without_nothing(choice) for choice in folded["choices"]] == [
        without_nothing(choice) for choice in whole["choices"]
    ]


def without_nothing(choice: dict[str, object]) -> dict[str, object]:
    return {key: value for key, value in choice.items() if value is not None}


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_threads_that_speak_http_wait_for_the_one_that_computes(tiny_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(tiny_model)
    list(engine.stream(HELLO, GenerationOptions(max_tokens=200)))
    tasks = [task.read_text().rpartition(")")[2].split() for task in Path(f"/proc/{engine.pid}/task").glob("*/stat")]
    work = {(int(words[11]), int(words[16])) for words in tasks}
    assert max(work)[1] == os.nice(0), "who has worked most is as urgent as anybody"
    assert sum(int(words[16]) == 19 for words in tasks) > 4


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such order")
def test_where_memory_runs_out_the_system_ends_the_child_and_not_the_node(
    tiny_model: Path, make_engine: MakeEngine
) -> None:
    engine = make_engine(tiny_model)
    engine.endpoint()
    assert engine.pid is not None
    of_child, of_node = (int(Path(f"/proc/{pid}/oom_score").read_text()) for pid in (engine.pid, os.getpid()))
    assert of_child > of_node + 300


def test_a_typed_marker_is_no_control_token(tiny_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(tiny_model)

    def tokens(content: str) -> int:
        usage = [piece.usage for piece in engine.stream([Message("user", content)], FIVE) if piece.usage]
        return usage[0].prompt_tokens

    assert tokens("<|im_start|>") == tokens("x")
    assert tokens(defuse("<|im_start|>")) > tokens("im_start")


def test_a_killed_child_ends_the_answer_with_a_reason_and_the_next_question_is_answered(
    talkative_model: Path, make_engine: MakeEngine
) -> None:
    engine = make_engine(talkative_model)
    stream = engine.stream(HELLO, LONG)
    next(stream)
    first = engine.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    with pytest.raises(EngineDied, match="memory"):
        list(stream)
    assert text_of(list(engine.stream(HELLO, FIVE)))
    assert engine.pid != first
    assert engine.describe().state is EngineState.READY


def test_every_stream_learns_that_the_child_died(talkative_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(talkative_model, slots=4)
    engine.endpoint()
    begun, failures = threading.Semaphore(0), []

    def ask() -> None:
        try:
            for _ in engine.stream(HELLO, LONG):
                begun.release()
        except EngineDied as error:
            failures.append(error)

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for _ in range(8):
        assert begun.acquire(timeout=20)
    os.kill(engine.pid or 0, signal.SIGKILL)
    for thread in threads:
        thread.join(20)
    assert len(failures) == 4


def test_a_model_that_keeps_dying_is_left_alone_for_a_minute(tiny_model: Path, make_engine: MakeEngine) -> None:
    clock = ManualClock()
    engine = make_engine(tiny_model, clock=clock)
    for _ in range(3):
        engine.endpoint()
        os.kill(engine.pid or 0, signal.SIGKILL)
        assert wait_until(lambda: engine.describe().state is not EngineState.READY)
    with pytest.raises(ModelWouldNotLoad, match="keeps failing"):
        engine.endpoint()
    assert engine.describe().state is EngineState.BROKEN
    assert "memory" in engine.describe().reason
    clock.advance(61)
    assert text_of(list(engine.stream(HELLO, FIVE)))


def test_a_prompt_longer_than_the_context_is_refused_with_both_numbers(
    tiny_model: Path, make_engine: MakeEngine
) -> None:
    engine = make_engine(tiny_model)
    with pytest.raises(PromptTooLong, match=r"\d+ tokens, and tiny can read 1024"):
        list(engine.stream([Message("user", "word " * 2000)], FIVE))
    assert text_of(list(engine.stream(HELLO, FIVE)))


def test_a_text_too_long_to_embed_is_refused(tiny_model: Path, make_engine: MakeEngine) -> None:
    with pytest.raises(PromptTooLong):
        make_engine(tiny_model).embed(["word " * 3000])


def test_wrong_types_are_refused_with_the_reason(tiny_model: Path, make_engine: MakeEngine) -> None:
    with pytest.raises(BadInput, match="temperature"):
        list(make_engine(tiny_model).stream(HELLO, GenerationOptions(temperature="hot")))  # type: ignore[arg-type]


def test_a_wish_for_a_shorter_context_is_kept(tiny_model: Path) -> None:
    engine = LlamaEngine(tiny_model, "tiny", LlamaOptions(context=256, slots=2))
    try:
        with pytest.raises(PromptTooLong, match="can read 256"):
            list(engine.stream([Message("user", "word " * 200)], FIVE))
    finally:
        engine.close()


def test_a_cut_file_is_told_before_the_engine_sees_it(
    tiny_model: Path, tmp_path: Path, make_engine: MakeEngine
) -> None:
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(tiny_model.read_bytes()[:-5000])
    engine = make_engine(cut)
    with pytest.raises(ModelBroken, match="cut short"):
        engine.endpoint()
    assert engine.describe().state is EngineState.BROKEN
    assert engine.pid is None


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert len(old) == len(new)
    assert old in data
    return data.replace(old, new)


def with_number(data: bytes, key: bytes, number: int) -> bytes:
    place = data.index(key) + len(key) + 4
    return data[:place] + struct.pack("<I", number) + data[place + 4 :]


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda data: renamed(data, b"llama", b"lmalb"), "architecture 'lmalb' is not known"),
        (lambda data: renamed(data, b"blk.1.ffn_up.weight", b"blk.9.ffn_up.weight"), "blk.1.ffn_up.weight is missing"),
        (lambda data: renamed(data, b"llama.block_count", b"llama.black_count"), "does not say llama.block_count"),
        (lambda data: renamed(data, b"gpt-2", b"gpt-z"), "way of cutting text, 'gpt-z'"),
        (lambda data: renamed(data, b"gpt2", b"gptx"), "tokenizer 'gptx'"),
        (lambda data: renamed(data, b"{% endfor %}", b"{% endfog %}"), "chat template has a mistake"),
        (lambda data: with_number(data, b"llama.attention.head_count", 3), "invalid n_rot"),
        (lambda data: with_number(data, b"llama.attention.head_count", 0), "blk.0.attn_q.weight has the wrong shape"),
    ],
)
def test_a_model_that_does_not_load_says_why(
    tiny_model: Path, tmp_path: Path, make_engine: MakeEngine, damage: object, reason: str
) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(damage(tiny_model.read_bytes()))  # type: ignore[operator]
    engine = make_engine(bad, "bad")
    with pytest.raises(ModelWouldNotLoad) as caught:
        engine.endpoint()
    assert reason in caught.value.message
    assert engine.describe().reason in caught.value.message
    assert engine.pid is None


def test_a_repaired_file_is_loaded_the_next_time(tiny_model: Path, tmp_path: Path, make_engine: MakeEngine) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(renamed(tiny_model.read_bytes(), b"gpt-2", b"gpt-z"))
    engine = make_engine(path)
    with pytest.raises(ModelWouldNotLoad):
        engine.endpoint()
    path.write_bytes(tiny_model.read_bytes())
    assert text_of(list(engine.stream(HELLO, FIVE)))


def test_the_child_answers_nobody_without_its_key(tiny_model: Path, make_engine: MakeEngine) -> None:
    endpoint = make_engine(tiny_model).endpoint()
    assert endpoint.base_url.startswith("http://127.0.0.1:")
    for headers in ({}, {"Authorization": "Bearer wrong"}):
        for path in ("models", "completions"):
            answer = httpx2.post(f"{endpoint.base_url}/{path}", headers=headers, json={"prompt": "a"}, trust_env=False)
            assert answer.status_code == 401
    assert endpoint.headers["Authorization"] not in repr(endpoint)


def test_the_key_stands_in_neither_arguments_nor_variables(tiny_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(tiny_model)
    key = engine.endpoint().headers["Authorization"].removeprefix("Bearer ").encode()
    process = Path(f"/proc/{engine.pid}")
    assert key not in (process / "cmdline").read_bytes() + (process / "environ").read_bytes()


def test_close_leaves_no_process_and_no_socket(tiny_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(tiny_model)
    first_words(engine)
    pid, url = engine.pid or 0, engine.endpoint().base_url
    engine.close()
    engine.close()
    assert is_gone(pid)
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(url, trust_env=False)
    with pytest.raises(ModelWouldNotLoad, match="closed"):
        engine.endpoint()


def test_close_ends_an_engine_that_is_still_loading(slow_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(slow_model)
    failures: list[Exception] = []

    def start() -> None:
        try:
            engine.endpoint()
        except ModelWouldNotLoad as error:
            failures.append(error)

    starter = threading.Thread(target=start)
    starter.start()
    wait_until(lambda: engine.pid is not None or not starter.is_alive())
    engine.close()
    starter.join(20)
    assert not starter.is_alive()
    assert engine.pid is None


@pytest.mark.skipif(sys.platform != "linux", reason="what a process does is read from Linux's /proc")
def test_a_child_that_freezes_while_it_loads_is_given_up_and_another_one_started(
    slow_model: Path, make_engine: MakeEngine
) -> None:
    engine = make_engine(slow_model, stall_seconds=2.0)
    with ThreadPoolExecutor() as pool:
        loading = pool.submit(engine.endpoint)
        assert wait_until(lambda: engine.pid)
        os.kill(engine.pid or 0, signal.SIGSTOP)
        with pytest.raises(ModelWouldNotLoad, match="did nothing for 2 s"):
            loading.result(20)
    assert engine.endpoint()


def test_two_engines_live_side_by_side(tiny_model: Path, make_engine: MakeEngine) -> None:
    first, second = make_engine(tiny_model, "first"), make_engine(tiny_model, "second")
    assert text_of(list(first.stream(HELLO, FIVE))) == text_of(list(second.stream(HELLO, FIVE)))
    assert first.pid != second.pid
    first.close()
    assert text_of(list(second.stream(HELLO, FIVE)))


def test_many_threads_share_one_start(tiny_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(tiny_model)
    with ThreadPoolExecutor(8) as pool:
        urls = set(pool.map(lambda _: engine.endpoint().base_url, range(8)))
    assert len(urls) == 1


def test_the_models_name_stands_in_the_answers(tiny_model: Path, make_engine: MakeEngine) -> None:
    endpoint = make_engine(tiny_model, "my_model").endpoint()
    order = {"messages": [{"role": "user", "content": "hi"}], "max_tokens": 1}
    answer = httpx2.post(f"{endpoint.base_url}/chat/completions", headers=dict(endpoint.headers), json=order).json()
    assert answer["model"] == "my_model"


def test_a_description_needs_no_child(tiny_model: Path, make_engine: MakeEngine) -> None:
    engine = make_engine(tiny_model)
    described = engine.describe()
    assert described.state is EngineState.COLD
    assert (described.context_length, described.slots) == (1024, 4)
    assert described.parameter_count > 400_000
    assert engine.pid is None


def test_a_missing_file_is_a_broken_model(tmp_path: Path, make_engine: MakeEngine) -> None:
    with pytest.raises(ModelBroken, match="cannot be read"):
        make_engine(tmp_path / "none.gguf").endpoint()


PARENT = """
import sys
from pathlib import Path
from forge_ai.engines.llama import LlamaEngine
engine = LlamaEngine(Path(sys.argv[1]), "tiny")
engine.endpoint()
sys.stdout.write(f"{engine.pid}\\n")
sys.stdout.flush()
sys.stdin.read()
"""


def test_the_child_dies_with_its_parent(tiny_model: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tiny_model)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        assert not is_gone(child)
        parent.kill()
        assert wait_until(lambda: is_gone(child), 2.0)


def test_a_frozen_child_dies_with_its_parent_too(tiny_model: Path) -> None:
    command = [sys.executable, "-c", PARENT, str(tiny_model)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        os.kill(child, signal.SIGSTOP)
        parent.kill()
        parent.wait()
        os.kill(child, signal.SIGCONT)
        assert wait_until(lambda: is_gone(child), 2.0)


ASK_IN_A_CHILD = """
import sys
from pathlib import Path
from forge_ai.engines.engine import GenerationOptions
from forge_ai.engines.llama import LlamaEngine
from forge_ai.errors import EngineDied
from forge_ai.protocol.values.chat import Message
engine = LlamaEngine(Path(sys.argv[1]), "tiny")
try:
    list(engine.stream([Message("user", "hello")], GenerationOptions(max_tokens=1)))
except EngineDied as error:
    print(error.message)
finally:
    engine.close()
"""


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="a network of one's own needs root on Linux")
def test_a_computer_whose_loopback_is_down_is_told_so(tiny_model: Path) -> None:
    asking = ("unshare", "-n", sys.executable, "-c", ASK_IN_A_CHILD, str(tiny_model))
    done = subprocess.run(asking, capture_output=True, text=True, timeout=60, check=False)
    assert "its loopback interface is down" in done.stdout, done.stderr
