from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from forge_ai.protocol.trust.host_and_origin import comes_from_another_site, host_is_ours, read_host

OWN = ("my_pc", "desktop", "pc.example.net")


@pytest.mark.parametrize(
    "host",
    [
        "localhost:5000",
        "LOCALHOST",
        "127.0.0.1:5000",
        "[::1]:5000",
        "192.168.1.100:5000",
        "10.0.0.7",
        "172.20.1.1:5001",
        "169.254.3.4",
        "100.101.102.103:5000",
        "[fe80::1]:5000",
        "[fe80::1%4]:5000",
        "[fe80::1%25eth0]",
        "[fd12::9]",
        "[::ffff:192.168.1.100]:5000",
        "my_pc:5000",
        "desktop.local:5000",
        "Desktop.lan",
        "pc.example.net",
        "203.0.113.7:5000",
    ],
)
def test_hosts_that_can_only_mean_this_node_pass(host: str) -> None:
    assert host_is_ours(host, OWN, "203.0.113.7")


@pytest.mark.parametrize(
    "host",
    [
        "",
        "evil.example",
        "evil.example:5000",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "192.168.1.100.nip.io",
        "my_pc.evil.example",
        "8.8.8.8",
        "0.0.0.0:5000",
        "[::]:5000",
        "2130706433",
        "0x7f.1",
        "127.1",
        "localhost:0",
        "localhost:99999",
        "localhost:5000:5000",
        "local host",
        "user@localhost",
        "localhost/",
        "[localhost]",
        "[2606:4700::1%eth0]",
        "[fe80::1%]",
        "[fe80::1%evil.example/]",
        "evil.example%4",
        "[::1",
        "localhost\r\nX: y",
        "a" * 5000,
    ],
)
def test_every_other_host_is_refused(host: str) -> None:
    assert not host_is_ours(host, OWN, "192.168.1.100")


@given(text=st.text(max_size=60))
@example(".")
@example("..:80")
def test_any_text_is_a_host_or_none(text: str) -> None:
    found = read_host(text)
    assert found is None or found.name


def headers(**values: str) -> dict[str, str]:
    return {"host": "localhost:5000", **{name.replace("_", "-"): value for name, value in values.items()}}


@pytest.mark.parametrize(
    "found",
    [
        headers(),
        headers(origin="http://localhost:5000"),
        headers(sec_fetch_site="same-origin"),
        headers(sec_fetch_site="none", sec_fetch_mode="navigate"),
        headers(sec_fetch_site="cross-site", sec_fetch_mode="navigate", sec_fetch_dest="document"),
    ],
)
def test_the_nodes_own_pages_programs_and_plain_links_pass(found: dict[str, str]) -> None:
    assert not comes_from_another_site(found, "http")


@pytest.mark.parametrize(
    "found",
    [
        headers(origin="https://evil.example"),
        headers(origin="null"),
        headers(origin=""),
        headers(origin="http://localhost"),
        headers(origin="http://localhost:5001"),
        headers(origin="https://localhost:5000"),
        headers(origin="http://localhost:5000.evil.example"),
        headers(origin="http://evil@localhost:5000"),
        headers(sec_fetch_site="cross-site"),
        headers(sec_fetch_site="same-site", sec_fetch_mode="cors"),
        headers(sec_fetch_site="cross-site", sec_fetch_mode="navigate", sec_fetch_dest="iframe"),
        headers(origin="null", sec_fetch_site="cross-site", sec_fetch_mode="navigate", sec_fetch_dest="document"),
    ],
)
def test_requests_that_another_sites_page_made_are_told_apart(found: dict[str, str]) -> None:
    assert comes_from_another_site(found, "http")


@given(origin=st.text(max_size=60), host=st.text(max_size=60))
def test_any_origin_is_judged(origin: str, host: str) -> None:
    comes_from_another_site({"origin": origin, "host": host}, "https")
