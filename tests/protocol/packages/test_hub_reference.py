from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forge_ai.errors import BadInput, UnknownModel
from forge_ai.protocol.packages.hub_reference import HubReference, choose_file, read_reference

FILES = ["m-Q4_K_M.gguf", "m-Q4_K_S.gguf", "sub/m-q8_0.gguf", "mmproj-F16.gguf", "README.md"]


@pytest.mark.parametrize(
    "prefix", ["", "hf.co/", "https://hf.co/", "huggingface.co/", "https://huggingface.co/", "hf://"]
)
def test_a_model_can_be_named_in_every_usual_way(prefix: str) -> None:
    assert read_reference(prefix + "org/repo:Q4_K_M") == HubReference("org", "repo", "Q4_K_M")
    assert read_reference(prefix + "org/repo@v1.0") == HubReference("org", "repo", "", "v1.0")


@pytest.mark.parametrize(
    "text", ["", "repo", "a/b/c", "../b", "a/..b", "a/b:", "a /b", "a/b?x=1", "a/b#c", "org/re..po"]
)
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        read_reference(text)


@given(st.text(max_size=60))
def test_any_text_is_a_reference_or_one_named_error(text: str) -> None:
    try:
        read_reference(text)
    except BadInput:
        pass


@pytest.mark.parametrize(
    ("tag", "file"),
    [("", "m-Q4_K_M.gguf"), ("q4_k_s", "m-Q4_K_S.gguf"), ("Q8_0", "sub/m-q8_0.gguf"), ("Q4_K_M", "m-Q4_K_M.gguf")],
)
def test_a_tag_chooses_a_file_by_whole_words(tag: str, file: str) -> None:
    assert choose_file(HubReference("o", "r", tag), FILES) == file


@pytest.mark.parametrize("tag", ["Q4_K", "K_M", "Q9"])
def test_a_part_of_a_word_chooses_nothing(tag: str) -> None:
    with pytest.raises(UnknownModel):
        choose_file(HubReference("o", "r", tag), FILES)


def test_a_repository_with_one_file_needs_no_tag() -> None:
    assert choose_file(HubReference("o", "r"), ["weights.gguf"]) == "weights.gguf"


def test_a_repository_without_gguf_says_so() -> None:
    with pytest.raises(UnknownModel, match="no GGUF"):
        choose_file(HubReference("o", "r"), ["model.safetensors"])
