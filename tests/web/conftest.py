import pytest

from forge_ai.testing.scripted_engine import ScriptedEngine
from tests.nodes import serving
from tests.web.browser import browsing


@pytest.fixture
def engine():
    """An engine that says what a test tells it to."""
    with ScriptedEngine() as engine:
        yield engine


@pytest.fixture
def node(tmp_path, engine):
    """A node whose answers come from ``engine``."""
    with serving(tmp_path / "pc", "my_pc", model="scripted", upstream=engine.url) as node:
        yield node


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """One for all tests of a module: each node has a port of its own, and what a browser stores belongs to one port."""
    with browsing(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser
