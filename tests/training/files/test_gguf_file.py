import json
import subprocess
import sys
from pathlib import Path

import pytest

from forge_ai.errors import StorageFault
from forge_ai.training.files.base import load_base
from forge_ai.training.files.gguf_file import About, write_gguf
from tests.disks import files_of_at_most

pytestmark = pytest.mark.train

CHILD = Path(__file__).with_name("llama_child.py")
TOKENS = 16
QUESTIONS = (
    ("My dog is called Rex.", "What is my dog called?"),
    ("My boat is called Molly.", "What is my boat called?"),
    ("My car is called Zebulon 12.", "What is my street called?"),
    ("", "Grüße, 世界! <|im_end|> tab\there"),
)


def prompts_of(folder):
    from transformers import AutoTokenizer

    words = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    chats = [[{"role": "system", "content": told}, {"role": "user", "content": asked}] for told, asked in QUESTIONS]
    return [words.apply_chat_template(chat, tokenize=False, add_generation_prompt=True) for chat in chats]


def said_by_transformers(folder, prompts):
    from transformers import AutoModelForCausalLM, AutoTokenizer

    words = AutoTokenizer.from_pretrained(folder, local_files_only=True)
    model = AutoModelForCausalLM.from_pretrained(folder, local_files_only=True).eval()
    for prompt in prompts:
        ids = words(prompt, add_special_tokens=False, return_tensors="pt").input_ids
        yield model.generate(ids, max_new_tokens=TOKENS, do_sample=False)[0, ids.shape[1] :].tolist()


def said_by_llama(path, prompts):
    command = [sys.executable, str(CHILD), str(path), json.dumps(prompts), str(TOKENS)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.parametrize("precision", ["F32", "F16"])
def test_llama_cpp_says_token_for_token_what_transformers_says(trained, tmp_path, precision):
    model, tokenizer = load_base(trained)
    write_gguf(tmp_path / "model.gguf", model, tokenizer, About("rex", "MIT", "{}"), precision)
    prompts = prompts_of(trained)
    ours = list(said_by_transformers(trained, prompts))
    assert len({tuple(answer) for answer in ours}) > 1
    assert said_by_llama(tmp_path / "model.gguf", prompts) == ours


def fields_of(path):
    from gguf import GGUFReader

    return {name: field.contents() for name, field in GGUFReader(path).fields.items()}


def test_the_file_says_what_it_is_and_where_it_came_from(trained):
    fields = fields_of(trained / "model.gguf")
    provenance = json.loads(fields["forge_ai.provenance"])
    assert fields["general.name"] == "rex"
    assert fields["general.license"] == "MIT"
    assert provenance["data"][0]["name"] == "chats.jsonl"
    assert len(provenance["data"][0]["sha256"]) == 64
    assert provenance["steps"] == 60
    assert "add_generation_prompt" in fields["tokenizer.chat_template"]
    assert fields["tokenizer.ggml.eos_token_id"] == 2
    assert fields["tokenizer.ggml.add_bos_token"] is False
    assert fields["tokenizer.ggml.token_type"][:4] == [3, 3, 3, 1]


@pytest.mark.parametrize(("precision", "bits"), [("F32", 32), ("F16", 16), ("BF16", 16), ("Q8_0", 8.5)])
def test_each_precision_takes_its_bits_and_keeps_the_weights(trained, tmp_path, precision, bits):
    from gguf import GGUFReader
    from gguf.quants import dequantize

    model, tokenizer = load_base(trained)
    write_gguf(tmp_path / "model.gguf", model, tokenizer, About("rex", "MIT", "{}"), precision)
    tensors = {tensor.name: tensor for tensor in GGUFReader(tmp_path / "model.gguf").tensors}
    embedding = tensors["token_embd.weight"]
    expected = model.model.embed_tokens.weight.detach().numpy()
    assert embedding.n_bytes * 8 == expected.size * bits
    assert abs(dequantize(embedding.data, embedding.tensor_type) - expected).max() < 0.02
    assert "output.weight" not in tensors


def test_a_folder_that_takes_no_file_is_the_storages_fault(trained, tmp_path):
    model, tokenizer = load_base(trained)
    with pytest.raises(StorageFault):
        write_gguf(tmp_path / "missing" / "model.gguf", model, tokenizer, About("rex", "MIT", "{}"), "F16")


def test_a_disk_that_fills_up_leaves_the_model_that_was_there(trained, tmp_path):
    model, tokenizer = load_base(trained)
    path = tmp_path / "model.gguf"
    path.write_bytes(b"the model of yesterday")
    with pytest.raises(StorageFault), files_of_at_most(100_000):
        write_gguf(path, model, tokenizer, About("rex", "MIT", "{}"), "F16")
    assert path.read_bytes() == b"the model of yesterday"
    assert [file.name for file in tmp_path.iterdir()] == ["model.gguf"]
