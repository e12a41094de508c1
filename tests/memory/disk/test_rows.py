from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forge_ai.memory.device_memory import open_memory
from forge_ai.memory.disk import rows
from forge_ai.protocol.memory.records import winner
from tests.protocol.memory.memories import records


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(versions=st.lists(records(st.just(b"identity----")), min_size=1, max_size=6))
def test_the_merge_in_sql_is_the_merge_of_the_protocol(versions, tmp_path_factory):
    expected = versions[0]
    for version in versions:
        expected = winner(expected, version)
    with open_memory(tmp_path_factory.getbasetemp() / "rows") as memory, memory.database.writing() as connection:
        connection.execute("DELETE FROM records")
        rows.merge(connection, versions)
        assert list(rows.select(connection)) == [expected]
        assert rows.merge(connection, versions) == 0
