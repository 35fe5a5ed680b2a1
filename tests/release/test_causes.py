"""Why a correction moved what it moved, within the period that it corrects."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from generator.release.causes import compare_correction
from generator.release.ledger import read_ledger
from tests.release.publishing import kaohe, publish
from tests.release.repository import Repo, first_quarter, record_quarter


def causes(repo: Repo, correction: str) -> dict[str, list[tuple[str, Decimal | None, Decimal | None]]]:
    ledger = read_ledger(repo.opened, repo.head)
    found = compare_correction(repo.opened, ledger, correction)
    assert found is not None
    return {
        move.unit: [(cause.path.rpartition("/")[2], cause.delta, cause.absorbed) for cause in move.causes]
        for move in found.moves
    }


def test_the_causes_are_those_of_the_period_not_of_the_whole_year(tmp_path: Path) -> None:
    """minzheng loses 0.4 in the first quarter and, to the second, 1 for three times 0.4: the cap is met later."""
    repo = first_quarter(tmp_path / "project")
    repo.git("config", "user.name", "李 复核")
    repo.git("config", "user.email", "li@kaohe.example")
    publish(repo, "2015-q1", "2015-04-10")
    record_quarter(repo, 2)
    publish(repo, "2015-q2", "2015-07-10")
    path = "data/deductions/2015/window/0310-minzheng.yml"
    repo.write(path, (repo.root / path).read_text("utf-8") + "revoked: {date: 2015-07-15, reasons: 事后查明在岗}\n")
    for name in ("2015-q1", "2015-q2"):
        assert kaohe(repo, "correct", name, "--reason", "撤销", "--date", "2015-07-16", "--yes") == 0
    repo.commit("撤销并更正", "2015-07-16")
    assert causes(repo, "2015-q1-c1")["minzheng"] == [("0310-minzheng.yml", Decimal("0.4"), Decimal(0))]
    assert causes(repo, "2015-q2-c1")["minzheng"] == [("0310-minzheng.yml", Decimal("0.2"), Decimal("-0.2"))]


def test_a_second_correction_starts_from_the_first(told: Repo, tmp_path: Path) -> None:
    repo = told.copy(tmp_path / "copy")
    path = "data/deductions/2015/hotline/0305-jiaoyu.yml"
    repo.write(path, (repo.root / path).read_text("utf-8") + "revoked: {date: 2016-02-01, reasons: 重复登记}\n")
    for name in ("2015-q1", "2015-q2", "2015-notice", "2015-final"):
        assert kaohe(repo, "correct", name, "--reason", "撤销", "--date", "2016-02-02", "--yes") == 0
    repo.commit("撤销并更正", "2016-02-02")
    assert causes(repo, "2015-q1-c1")["jiaoyu"] == [("0305-jiaoyu.yml", Decimal("0.5"), Decimal(0))]
    assert causes(repo, "2015-q1-c2")["jiaoyu"] == [("0305-jiaoyu.yml", Decimal(1), Decimal(0))]
    assert kaohe(repo, "verify") == 0


def test_what_the_ledger_does_not_know_has_no_causes(told: Repo) -> None:
    ledger = read_ledger(told.opened, told.head)
    assert compare_correction(told.opened, ledger, "gone") is None
