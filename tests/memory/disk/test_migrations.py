from __future__ import annotations

import sqlite3

from forge_ai.memory.disk.database import Database
from forge_ai.memory.disk.migrations import STEPS, statements


def test_a_database_of_any_older_version_is_brought_up_to_date(tmp_path):
    for version in range(len(STEPS) + 1):
        path = tmp_path / f"{version}.db"
        old = sqlite3.connect(path, isolation_level=None)
        for step in STEPS[:version]:
            for statement in statements(step):
                old.execute(statement)
        old.execute(f"PRAGMA user_version = {version}")
        old.close()
        database = Database(path)
        with database.reading() as connection:
            assert connection.execute("PRAGMA user_version").fetchone() == (len(STEPS),)
            assert connection.execute("SELECT count(*) FROM meanings").fetchone() == (0,)
        database.close()
