from __future__ import annotations

import pytest

from tests.memory.devices import Device


@pytest.fixture
def device(tmp_path):
    made = Device(tmp_path, "my_pi")
    yield made
    made.memory.close()


@pytest.fixture
def other(tmp_path):
    made = Device(tmp_path, "my_pc")
    yield made
    made.memory.close()
