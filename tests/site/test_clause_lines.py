"""After a clause of the notice stands what became of it, without a word of the notice changed."""

from __future__ import annotations

from generator.site.clause_lines import add_accounts, without_accounts

HTML = '<h2><a id="o-1"></a>一、<em>要求</em></h2>\n<p><a id="o-2"></a>飞行检查。</p>\n<p><a id="o-3"></a>其他。</p>'
ACCOUNTS = {"2015-41": {"o-1": "<div>一</div>", "o-2": "<div>二</div>"}}


def test_an_account_follows_the_paragraph_of_its_clause() -> None:
    made = add_accounts(HTML, "notice/2015-41/o.md", ACCOUNTS)
    assert "飞行检查。</p>\n<!--became--><div>二</div><!--/became-->\n<p>" in made
    assert "要求</em></h2>\n<!--became--><div>一</div>" in made
    assert without_accounts(made) == HTML


def test_other_pages_and_notices_stay_as_they_are() -> None:
    assert add_accounts(HTML, "guide/o.md", ACCOUNTS) == HTML
    assert add_accounts(HTML, "notice/2014-1/o.md", ACCOUNTS) == HTML
