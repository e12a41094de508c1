"""`forge-ai models` as a person uses it: models in and out of a device."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from forge_ai.cli.models.model_travel import bytes_of, import_path
from forge_ai.errors import BadInput, StorageFault
from forge_ai.models.progress import silent
from forge_ai.testing.random_model import TINY, write_random_model
from tests.models.stick import store_at
from tests.nodes import put_model
from tests.programs import EXAMPLE, FORGE, program, run


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("home")
    put_model(folder)
    return folder


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def models(home, *words, **more):
    return run((*FORGE, "models", *words), home, **more)


def test_the_published_commands_carry_a_model_from_device_to_device(home, stick, tmp_path):
    out = run((*EXAMPLE, "--export", "my_model", f"{stick}/"), home)
    assert out.stdout.strip() == str(stick / "my_model_package.zip"), out.stderr
    assert "safe to unplug" in out.stderr
    back = run((*EXAMPLE, "--import-model", str(stick / "my_model_package.zip")), tmp_path / "pi")
    assert back.stdout.strip() == "my_model", back.stderr


def test_the_published_snippet_works(home, stick):
    snippet = f"""
from forge_ai.comms import ModelExporter

# Export
ModelExporter.export_model("my_model", "{stick}/")

# Import
ModelExporter.import_model("{stick}/my_model_package.zip")
"""
    done = run((sys.executable, "-c", snippet), home)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in stick.iterdir()] == ["my_model_package.zip"]


def test_a_smaller_model_in_volumes_arrives_and_answers(home, stick, tmp_path):
    out = models(home, "export", "my_model", str(stick), "--quantize", "q4_0", "--split", "200k")
    assert out.stdout.strip().endswith("my_model_package.zip.001"), out.stderr
    pi = tmp_path / "pi"
    back = models(pi, "import", str(stick / "my_model_package.zip"), "--name", "small")
    assert back.stdout.strip() == "small", back.stderr
    assert "not signed" in back.stderr
    assert json.loads(models(pi, "show", "small", "--json").stdout)["quantisation"] == "Q4_0"
    done = run((*FORGE, "ask", "Hello", "--max-tokens", "4", "--json", "--model", "small"), pi, FORGE_AI_THREADS="1")
    assert json.loads(done.stdout)["tokens"] == 4, done.stderr


def test_a_second_import_says_that_it_was_here(home, stick, tmp_path):
    models(home, "export", "my_model", str(stick))
    for words in ("checked", "here already"):
        done = models(tmp_path / "pi", "import", str(stick / "my_model_package.zip"))
        assert words in done.stderr
        assert done.returncode == 0


def test_a_bare_gguf_is_imported_quantized_verified_and_removed(tmp_path):
    pi = tmp_path / "pi"
    weights = write_random_model(tmp_path / "weights.gguf", TINY)
    assert models(pi, "import", str(weights)).stdout == "weights\n"
    assert models(pi, "quantize", "weights", "q8_0").stdout == "weights-q8_0\n"
    assert {"weights: whole", "weights-q8_0: whole"} <= set(models(pi, "verify").stdout.splitlines())
    assert models(pi, "remove", "weights", "--yes").returncode == 0


def test_who_takes_the_one_file_of_a_stick_for_the_other_is_told_which_command_takes_it(home, stick):
    models(home, "export", "my_model", str(stick), "--with-memories")
    memories, package = stick / "memories.json", stick / "my_model_package.zip"
    wrong = models(home, "import", str(memories))
    assert (wrong.returncode, f"hint: Take them in: forge-ai memory import {memories}\n" in wrong.stderr) == (2, True)
    wrong = run((*FORGE, "memory", "import", str(package)), home)
    assert (wrong.returncode, f"hint: Bring it in: forge-ai models import {package}\n" in wrong.stderr) == (2, True)


def test_a_model_is_copied_from_a_running_node(home, tmp_path):
    pi = tmp_path / "pi"
    with program((*FORGE, "serve", "--name", "my_pc", "--port", "0", "--model", "my_model"), home) as (
        process,
        address,
    ):
        assert models(pi, "copy", "my_model", address).returncode == 5
        first = models(pi, "copy", "my_model", address, FORGE_AI_CODE=process.code)
        assert (first.stdout, "checked" in first.stderr) == ("my_model\n", True), first.stderr
        again = models(pi, "copy", "my_model", "my_pc")
        assert (again.stdout, "here already" in again.stderr) == ("my_model\n", True), again.stderr
        assert models(pi, "copy", "nothing", "my_pc").returncode == 3
    assert models(pi, "copy", "my_model", "my_pc", "--name", "other").returncode == 4


def test_one_stick_carries_the_model_and_the_memories(home, stick, tmp_path):
    assert run((*FORGE, "memory", "add", "My dog is called Rex."), home).returncode == 0
    out = models(home, "export", "my_model", str(stick), "--with-memories")
    assert sorted(path.name for path in stick.iterdir()) == ["memories.json", "my_model_package.zip"], out.stderr
    assert "warning: whoever holds that file can read it." in out.stderr
    pi = tmp_path / "pi"
    back = models(pi, "import", str(stick / "my_model_package.zip"))
    assert f"forge-ai memory import {stick / 'memories.json'}" in back.stderr
    assert run((*FORGE, "memory", "import", str(stick / "memories.json")), pi).returncode == 0
    assert "Rex" in run((*FORGE, "memory", "list"), pi).stdout


def test_a_signed_package_says_whose_it_is(home, stick, tmp_path):
    assert models(home, "export", "my_model", str(stick), "--sign", FORGE_AI_NAME="my_pc").returncode == 0
    package = str(stick / "my_model_package.zip")
    assert "signed by this device" in models(home, "import", package).stderr
    assert "signed by my_pc" in (done := models(tmp_path / "pi", "import", package)).stderr
    assert "does not know" in done.stderr


def test_rot_is_found_by_verify(tmp_path):
    pi = tmp_path / "pi"
    put_model(pi, "good")
    put_model(pi, "rotten")
    put_model(pi, "lost")
    weights = pi / "models" / "rotten" / "model.gguf"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x7f")
    (pi / "models" / "lost" / "manifest.json").write_text("{")
    done = models(pi, "verify")
    assert {"good: whole", "lost: damaged", "rotten: damaged"} <= set(done.stdout.splitlines())
    assert "model.gguf is damaged" in done.stderr
    assert done.returncode == 7
    assert models(pi, "verify", "good").returncode == 0
    told = models(pi, "verify", "rotten", "good", "--json")
    assert told.returncode == 7
    assert "model.gguf is damaged" in told.stderr
    bad, good = json.loads(told.stdout)
    assert (bad["name"], bad["whole"], "model.gguf is damaged" in bad["problem"]) == ("rotten", False, True)
    assert good == {"name": "good", "whole": True, "problem": None}


@pytest.mark.parametrize(
    ("words", "code", "line"),
    [
        (("export", "my_model", "/nowhere/at/all"), 7, "there is no such file or folder"),
        (("export", "my_model", ".", "--quantize", "q1"), 2, "'q1' is not a kind"),
        (("export", "my_model", ".", "--split", "many"), 2, "'many' is not a size"),
        (("import", "/nowhere/x_package.zip"), 3, "There is no package"),
        (("import", "tests"), 3, "tests is a folder, and no model.\nhint: Name the package itself. Such as /media"),
        (("import", "README.md"), 7, "not a model package"),
        (("import", "ollama:nothing"), 3, "Ollama has no model"),
        (("pull", "not a reference"), 2, "is not a model on a hub"),
        (("pull", "README.md"), 2, "is on this device.\nhint: Bring it in: forge-ai models import README.md"),
        (("import", "hf.co/org/repo:Q4_K_M"), 2, "hint: Fetch it: forge-ai models pull hf.co/org/repo:Q4_K_M"),
    ],
)
def test_what_cannot_be_done_is_one_line_a_hint_and_an_exit_code(home, words, code, line):
    done = models(home, *words, OLLAMA_MODELS="/nowhere")
    assert done.returncode == code, done.stderr
    assert line in done.stderr
    assert "hint: " in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("text", "size"), [("4g", 4 * 10**9), ("650 MB", 650 * 10**6), ("1.5G", 15 * 10**8), ("7", 7)])
def test_sizes_are_read_as_people_write_them(text, size):
    assert bytes_of(text) == size


@pytest.mark.parametrize("text", ["", "g", "-1", "0", "4x", "1e9"])
def test_what_is_no_size_is_refused(text):
    with pytest.raises(BadInput):
        bytes_of(text)


def test_who_copies_without_saying_from_where_is_told_in_the_words_of_the_page(home):
    assert "Missing argument 'DEVICE'." in models(home, "copy", "my_model").stderr


def test_the_page_about_packages_names_only_commands_that_exist():
    page = (Path(__file__).parents[3] / "docs" / "packages.md").read_text()
    known = run((*FORGE, "models", "--help"), Path("/nonexistent")).stdout
    for line in page.splitlines():
        if line.strip().startswith("forge-ai models "):
            assert line.split()[2] in known


def test_text_in_the_place_of_a_models_path_is_one_clear_line(tmp_path):
    with pytest.raises(StorageFault):
        import_path(store_at(tmp_path), Path("please import my model " * 100), "", silent, replace=False)
