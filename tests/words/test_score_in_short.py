"""得分这样算: three short sentences, from whichever scheme; first on the method's page, one press from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from generator.read.corpus_reader import read_corpus
from generator.read.tree import MemoryTree
from generator.rules.corpus import Corpus
from generator.rules.scheme_basis import OpenQuestion
from generator.site.page_files import list_articles
from generator.words.score_in_short import score_in_short
from tests.rules.kind_samples import SAMPLES, YEAR
from tests.schemes.given_project import PROJECTS, read_project
from tests.shown import unmarked
from tests.site.sample import open_district, read_district


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_district()


def test_of_points_taken_off_and_votes(corpus: Corpus) -> None:
    made_of, ways, together = score_in_short(corpus.schemes[2015])
    assert made_of == "满分 100 分：作风效能评估考核 90 分（2 个类别、3 个单项），千人评议 10 分。"
    assert ways == (
        "作风效能评估考核按各单项的标准扣分，一个单项最多扣到它的分值；千人评议由各方面代表投票，满意率越高，扣得越少。"
    )
    assert together == "从 100 分里减去全部扣分，就是得分。"


@pytest.mark.parametrize(
    ("project", "words"),
    [
        ("bianban-eval-rank", ("履职效能采用目标责任制考核的得分；", "各部分的分数合起来，就是得分，再按一票否决")),
        (
            "gov-website-2019",
            ("加分指标另外最多加 30 分", "从满分里减去全部扣分，再加上加分，就是得分，再按计入条件"),
        ),
        ("shicheng-river-2018", ("综合奖扣分加分不设上限（2 个单项）", "共性目标、职责目标按各单项的标准扣分")),
        ("uk-fhrs", ("食品卫生最多记 80 分（3 个单项）。", "有问题的按标准记分。", "分数越低越好。")),
        ("water-targets", ("目标完成按各单项的标准得分，一个单项最多得到它的分值；",)),
        ("zhejiang-zongzhi-2010", ("满分 1000 分：综治工作 1000 分（6 个类别、26 个单项）",)),
    ],
)
def test_every_kind_of_part_is_told_by_its_own_words(project: str, words: tuple[str, ...]) -> None:
    (scheme,) = read_project(project)[0].schemes.values()
    said = "".join(score_in_short(scheme))
    assert [part for part in words if part not in said] == []


@pytest.mark.parametrize("project", PROJECTS)
def test_there_are_three_sentences_whatever_the_scheme(project: str) -> None:
    (scheme,) = read_project(project)[0].schemes.values()
    said = score_in_short(scheme)
    assert [words.count("。") for words in said] == [1, 1, 1]
    assert max(map(len, said)) < 90


def test_figures_follow_the_scheme_and_what_is_open_is_not_told(corpus: Corpus) -> None:
    scheme = corpus.schemes[2015]
    other = replace(scheme, full_marks=Decimal(50))
    assert score_in_short(other)[2] == "从 50 分里减去全部扣分，就是得分。"
    assert score_in_short(replace(scheme, open=(OpenQuestion("ranking/ties", "并列怎样排"),))) == ()


def test_it_stands_first_on_its_page_and_is_one_press_from_home_and_units(corpus: Corpus) -> None:
    pages = {found.url: found.body for found in list_articles(open_district(corpus))}
    method = pages["2015/method.html"]
    first = method[method.index("</h1>") :]
    assert re.match(
        r'</h1>\s*<section class="kh-short" aria-labelledby="short"><h2 id="short">得分这样算</h2>', first
    )
    said = unmarked(first)
    for words in score_in_short(corpus.schemes[2015]):
        assert said.index(words) < said.index("所有数字")
    for url in ("index.html", "2015/units/minzheng.html"):
        lead = re.search(r'<p class="kh-lead[^>]*>得 .*?</p>|<p class="kh-lead kh-glance">.*?</p>', pages[url])
        assert lead is not None, url
        assert '2015/method.html#short">得分这样算</a>' in lead[0]


@pytest.mark.parametrize(
    ("sample", "words"),
    [
        ("scaled-best", "样例部分与其他单位比较折算以后，各部分的分数合起来，就是得分。"),
        ("times-part", "从 100 分里减去全部扣分，就是得分，再按系数的规定调整。"),
        ("beyond-capped", "从满分里减去全部扣分，再加上加分，就是得分，再按打折的规定调整。"),
        ("voided-earned", "各部分的分数合起来，就是得分，再按类别的规定调整。"),
    ],
)
def test_what_is_done_to_the_points_of_a_part_names_that_part(sample: str, words: str) -> None:
    tree = MemoryTree({path: text.encode() for path, text in SAMPLES[sample].items()})
    assert score_in_short(read_corpus(tree)[0].schemes[YEAR])[2] == words


def test_a_part_that_takes_other_units_scores_says_so() -> None:
    tree = MemoryTree({path: text.encode() for path, text in SAMPLES["part-of-units"].items()})
    assert "样例部分所辖各镇在其余部分的得分率的平均" in score_in_short(read_corpus(tree)[0].schemes[YEAR])[1]
