import struct

import gguf
import pytest

from forge_ai.errors import ModelBroken
from forge_ai.training.files.base import load_base
from forge_ai.training.files.gguf_file import About, write_gguf

pytestmark = pytest.mark.train
TEXT = "My dog is called Rex.\n<|im_end|> Café?"


def written(trained, folder, precision):
    model, tokenizer = load_base(trained)
    write_gguf(folder / "model.gguf", model, tokenizer, About("test", "MIT", "{}"), precision)
    return model, tokenizer


@pytest.mark.parametrize(("precision", "tolerance"), [("F32", 0.0), ("F16", 1e-3), ("Q8_0", 0.02)])
def test_a_gguf_alone_gives_its_weights_back(trained, tmp_path, precision, tolerance):
    model, tokenizer = written(trained, tmp_path, precision)
    again, words = load_base(tmp_path)
    for (name, weight), (same, found) in zip(model.named_parameters(), again.named_parameters(), strict=True):
        assert name == same
        assert (weight - found).abs().max() <= tolerance * weight.abs().max()
    assert words.raw.get_vocab() == tokenizer.raw.get_vocab()
    assert words.text(TEXT).ids.tolist() == tokenizer.text(TEXT).ids.tolist()
    assert words.raw.decode(words.text(TEXT).ids.tolist()) == TEXT


def test_the_shipped_starter_can_be_trained_further():
    from forge_ai.models.store import SHIPPED, STARTER

    model, tokenizer = load_base(SHIPPED / STARTER)
    assert model.config.vocab_size == tokenizer.vocabulary == 2048


def test_a_foreign_gguf_is_one_clear_error(trained, tmp_path):
    written(trained, tmp_path, "F32")
    path = tmp_path / "model.gguf"
    path.write_bytes(path.read_bytes().replace(b"gpt-2", b"qwen2"))
    assert gguf.GGUFReader(path)
    with pytest.raises(ModelBroken, match="ForgeAI did not train it"):
        load_base(tmp_path)


def test_a_cut_gguf_is_one_clear_error(trained, tmp_path):
    written(trained, tmp_path, "F32")
    path = tmp_path / "model.gguf"
    path.write_bytes(path.read_bytes()[:-1000])
    with pytest.raises(ModelBroken, match="cannot be trained further"):
        load_base(tmp_path)


def test_a_header_that_claims_a_billion_layers_takes_no_memory(trained, tmp_path):
    model, _ = written(trained, tmp_path, "F32")
    path = tmp_path / "model.gguf"
    key, kind = b"llama.block_count", 4
    true, claimed = (key + struct.pack("<II", kind, count) for count in (model.config.num_hidden_layers, 10**9))
    assert true in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(true, claimed))
    with pytest.raises(ModelBroken, match="cannot be trained further"):
        load_base(tmp_path)
