from __future__ import annotations

import sys

from forge_ai.memory.telling.statements import told_in
from tests.memory.telling.trace import trace


def test_the_rule_that_refuses_a_sentence_is_shown_with_its_line():
    way = trace(told_in, "My boss is grumpy")
    asked = [line.strip() for line in way].index("_is_told('boss', 'grumpy', 'grumpy')")
    assert any(line.strip().startswith("= False  (own_things.py:") for line in way[asked:])
    assert "aspect_of('grumpy')" in [line.strip() for line in way[asked:]]
    assert way[0] == "told_in('My boss is grumpy')"
    assert way[-1].startswith("= ()  (statements.py:")
    assert sys.getprofile() is None
