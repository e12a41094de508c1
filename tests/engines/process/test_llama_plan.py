"""The plan fits the model, the wishes and the machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from forge_ai.engines.process.llama_plan import (
    CACHE_BYTES,
    MOST_CONTEXT,
    PROMPT_PART,
    VECTOR_TOKENS,
    LlamaOptions,
    plan_load,
    plan_vectors,
)
from forge_ai.limits import MIB
from forge_ai.models.gguf.header import GgufHeader, read_header


@pytest.fixture
def header(tiny_model: Path) -> GgufHeader:
    return read_header(tiny_model)


def test_every_slot_of_a_small_model_has_the_whole_context(header: GgufHeader) -> None:
    plan = plan_load(header, LlamaOptions(slots=8), 4)
    assert (plan.context, plan.pool, plan.shared) == (1024, 8 * 1024, False)


@pytest.mark.parametrize(("slots", "part"), [(9, PROMPT_PART), (256, 256)])
def test_what_is_computed_in_one_go_has_room_for_a_token_of_every_slot(
    header: GgufHeader, slots: int, part: int
) -> None:
    assert plan_load(header, LlamaOptions(slots=slots), 4).part == part


def test_the_slots_of_a_large_model_share_what_fits(header: GgufHeader) -> None:
    large = replace(header, context_length=8192, cache_bytes_per_token=128 * 1024)
    plan = plan_load(large, LlamaOptions(slots=8), 4)
    assert plan.shared
    assert plan.context == 8192
    assert plan.pool == CACHE_BYTES // (128 * 1024)


def test_a_boastful_context_is_cut_to_what_fits(header: GgufHeader) -> None:
    boast = replace(header, context_length=2**40)
    assert plan_load(boast, LlamaOptions(), 4).context == MOST_CONTEXT
    heavy = replace(boast, cache_bytes_per_token=MIB)
    plan = plan_load(heavy, LlamaOptions(), 4)
    assert plan.context == plan.pool == CACHE_BYTES // MIB


def test_a_wish_goes_beyond_the_room_but_not_beyond_the_training(header: GgufHeader) -> None:
    heavy = replace(header, context_length=100_000, cache_bytes_per_token=MIB)
    plan = plan_load(heavy, LlamaOptions(context=50_000), 4)
    assert (plan.context, plan.pool, plan.shared) == (50_000, 50_000, True)
    assert plan_load(header, LlamaOptions(context=50_000), 4).context == header.context_length


def test_a_header_without_a_context_gets_a_modest_one(header: GgufHeader) -> None:
    plan = plan_load(replace(header, context_length=0, cache_bytes_per_token=0), LlamaOptions(), 4)
    assert 0 < plan.context <= 4096


def test_a_small_model_computes_on_one_thread_unless_told_otherwise(header: GgufHeader) -> None:
    assert plan_load(header, LlamaOptions(), 7).threads == 1
    assert plan_load(header, LlamaOptions(threads=3), 7).threads == 3
    assert plan_load(replace(header, file_size=500 * MIB), LlamaOptions(), 7).threads == 7


@pytest.mark.parametrize(("computing", "together"), [(1, 1), (2, 1), (3, 2), (7, 4), (15, 8), (63, 8)])
def test_a_small_model_answers_many_at_once_on_half_of_the_cores(
    header: GgufHeader, computing: int, together: int
) -> None:
    assert plan_load(header, LlamaOptions(), computing).batch_threads == together
    assert plan_load(header, LlamaOptions(threads=3), computing).batch_threads == 3
    assert plan_load(replace(header, file_size=500 * MIB), LlamaOptions(), computing).batch_threads == computing


def test_talk_waits_where_one_thread_computes_a_small_model_and_nowhere_else(header: GgufHeader) -> None:
    assert plan_load(header, LlamaOptions(), 1).talks_last
    assert not plan_load(header, LlamaOptions(), 7).talks_last, "it could not tell who computes"
    assert not plan_load(header, LlamaOptions(threads=3), 1).talks_last
    assert not plan_load(replace(header, file_size=500 * MIB), LlamaOptions(), 1).talks_last


def test_a_prompt_is_read_in_parts_and_a_text_that_becomes_a_vector_in_one_go(header: GgufHeader) -> None:
    assert plan_load(header, LlamaOptions(), 4).part == PROMPT_PART
    plan = plan_vectors(header, LlamaOptions(slots=2), 4)
    assert (plan.context, plan.part, plan.pool) == (VECTOR_TOKENS, VECTOR_TOKENS, 2 * VECTOR_TOKENS)
    assert plan_vectors(header, LlamaOptions(context=100), 4).context == 100
    part = plan_vectors(header, LlamaOptions(slots=9), 4).part
    assert (part >= VECTOR_TOKENS, part % 9) == (True, 0)
