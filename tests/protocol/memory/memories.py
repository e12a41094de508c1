"""Records for the tests of the exchange, from Hypothesis."""

from __future__ import annotations

from hypothesis import strategies as st

from forge_ai.protocol.memory.records import Kind, Record, State, details_text, forgotten
from forge_ai.protocol.memory.version_vector import Entry

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
identities = st.binary(min_size=12, max_size=12)
origins = st.binary(min_size=8, max_size=8)
stamps = st.integers(0, 1 << 60)
vectors = st.dictionaries(
    origins, st.builds(Entry, st.integers(1, 1 << 50), st.binary(min_size=8, max_size=8)), max_size=5
)


@st.composite
def records(draw, identity=identities, kinds=tuple(Kind)):
    record = Record(
        draw(identity),
        int(draw(st.sampled_from(kinds))),
        int(draw(st.sampled_from([State.ACTIVE, State.SUPERSEDED, State.PENDING]))),
        draw(stamps),
        draw(origins),
        draw(st.integers(1, 1 << 50)),
        draw(st.sampled_from(["", "ab12"])),
        draw(texts),
        details_text(draw(st.dictionaries(st.sampled_from(["by", "role"]), texts, max_size=2))),
    )
    return forgotten(record) if draw(st.booleans()) else record


def told(number, text="My dog is called Rex.", origin=b"\x00\x01device"):
    return Record(number.to_bytes(12, "big"), Kind.FACT, State.ACTIVE, number << 16, origin, number, "", text, "")
