from forge_ai.api.node.chat_page import show_chat_page
from forge_ai.web import page


def test_a_package_that_is_replaced_while_a_node_runs_changes_nothing_of_its_page(monkeypatch, tmp_path):
    whole = page.page()
    page.page.cache_clear()
    page.security_policy.cache_clear()
    monkeypatch.setattr(page, "_PARTS", tmp_path)
    answer = show_chat_page()
    assert answer.body == whole
    assert "script-src 'sha256-" in answer.headers["Content-Security-Policy"]
