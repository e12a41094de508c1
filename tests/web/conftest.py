import pytest

from tests.nodes import serving
from tests.web.browser import browsing


@pytest.fixture
def node(tmp_path, engine):
    """A node whose answers come from the test's own ``engine``."""
    with serving(tmp_path / "pc", "my_pc", model="scripted", upstream=engine.url) as node:
        yield node


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    """One for all tests of a module: each node has a port of its own, and what a browser stores belongs to one port."""
    with browsing(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser
