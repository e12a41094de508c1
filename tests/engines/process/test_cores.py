"""Cores are counted once, and one is left to everybody else."""

from __future__ import annotations

from pathlib import Path

import pytest

from forge_ai.engines.process.cores import allowed_cores, computing_threads, real_cores


def test_there_is_always_a_thread() -> None:
    assert computing_threads() >= 1


def test_two_processors_of_one_core_count_once(tmp_path: Path) -> None:
    for processor, siblings in enumerate(("0,2", "1,3", "0,2", "1,3")):
        folder = tmp_path / f"cpu{processor}" / "topology"
        folder.mkdir(parents=True)
        (folder / "thread_siblings_list").write_text(siblings + "\n")
    assert real_cores({0, 1, 2, 3}, tmp_path) == 2
    assert real_cores({0, 2}, tmp_path) == 1


def test_processors_of_unknown_build_count_each(tmp_path: Path) -> None:
    assert real_cores({0, 1, 5}, tmp_path) == 3


@pytest.mark.parametrize(
    ("quota", "cores"),
    [("200000 100000", 2), ("150000 100000", 1), ("50000 100000", 1), ("max 100000", 10**6), ("", 10**6)],
)
def test_a_containers_limit_is_kept(tmp_path: Path, quota: str, cores: int) -> None:
    (tmp_path / "cpu.max").write_text(quota)
    assert allowed_cores(tmp_path / "cpu.max") == cores
    assert allowed_cores(tmp_path / "none") == 10**6
