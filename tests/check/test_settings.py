"""What a site must say of itself once and for all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from generator.check.settings import check_settings, suggest_authority
from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from tests.site.sample import as_published, read_district


@pytest.mark.parametrize(
    ("base", "tag"),
    [
        ("https://kaohe.example/shili/", "tag:kaohe.example,2015:shili"),
        ("https://KAOHE.example:8443/", "tag:kaohe.example,2015:kaohe"),
        ("http://考核.example/区 级/", "tag:xn--wxvo34c.example,2015:%E5%8C%BA%20%E7%BA%A7"),
        ("https://a..b/", "tag:a..b,2015:kaohe"),
        ("https://[a/", "tag:localhost,2015:kaohe"),
        ("不是地址", "tag:localhost,2015:%E4%B8%8D%E6%98%AF%E5%9C%B0%E5%9D%80"),
    ],
)
def test_the_proposed_authority_follows_from_the_address_and_is_accepted(base: str, tag: str) -> None:
    assert suggest_authority(base, "2015") == tag
    settings = "office: a\nlead: a\ndistrict: b\ntitle: c\nbase_url: https://a.example/\ndemo: true\n"
    text = f"{settings}feed_authority: {tag}\n"
    corpus, problems = read_corpus(MemoryTree({"data/site.yml": text.encode()}))
    assert problems == []
    assert corpus.site is not None
    assert corpus.site.feed_authority == tag


def test_what_is_written_once_is_asked_for_with_the_line_to_write() -> None:
    corpus = read_district()
    assert corpus.site is not None
    assert list(check_settings(corpus)) == []
    bare = replace(corpus, site=replace(corpus.site, feed_authority="", repository=""))
    authority, repository = check_settings(bare)
    assert (authority.code, authority.severity) == ("KH372", "warning")
    assert "feed_authority: tag:kaohe.example,2015:xiaohe；" in authority.hint
    assert (repository.code, repository.severity) == ("KH373", "warning")
    authority, _ = check_settings(as_published(bare, "2015"))
    assert authority.severity == "error", "with the first news it must be there"
