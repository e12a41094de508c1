"""Words that come through stdin, also where it is closed."""

from __future__ import annotations

import pytest

from tests.programs import FORGE, run


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ("chat --here", 0, "Goodbye."),
        ("memory import -", 2, "error: No facts were found in -."),
        ("pair 127.0.0.1:9 --code -", 4, "error: Nobody answers at 127.0.0.1:9."),
    ],
)
def test_a_command_whose_stdin_is_closed_finds_nothing_typed(tmp_path, words, code, said):
    done = run(("sh", "-c", f"{' '.join(FORGE)} {words} <&-"), tmp_path)
    assert "Traceback" not in done.stderr
    assert (done.returncode, said in done.stderr) == (code, True), done.stderr
