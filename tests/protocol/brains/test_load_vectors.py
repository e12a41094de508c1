"""The published test vectors of docs/specs/load-v1.md are what the code does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from forge_ai.errors import PeerFault
from forge_ai.protocol.brains.load_report import read_report

AT = "192.168.1.9:5000"
FILE = Path(__file__).parents[1] / "vectors" / "load-v1.json"
VECTORS = json.loads(FILE.read_text(encoding="utf-8"))


def why(case):
    return case["why"]


@pytest.mark.parametrize("case", VECTORS["reports"], ids=why)
def test_a_report_is_read_and_written_as_the_vector_says(case):
    report = read_report(case["report"], AT)
    assert report.to_json() == {"version": 1, "node": "my_pc", "models": case["models"]}
    assert read_report(report.to_json(), AT) == report


@pytest.mark.parametrize("case", VECTORS["refused"], ids=why)
def test_a_report_that_is_none_is_refused(case):
    with pytest.raises(PeerFault):
        read_report(case["report"], AT)


def test_the_brain_that_answers_is_the_vectors():
    report = read_report(VECTORS["chosen"]["report"], AT)
    for case in VECTORS["chosen"]["wishes"]:
        found = report.model(case["wished"])
        assert (found.name if found else None) == case["model"], case["wished"]
