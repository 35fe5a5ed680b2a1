"""The verifier that comes with a site computes anew what was scored, whatever the scheme says."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from datetime import date
from pathlib import Path
from types import ModuleType

from hypothesis import HealthCheck, Phase, given, settings

from generator.opendata.catalogue import open_data_tables
from generator.opendata.json_file import render_json
from generator.rules.corpus import Corpus
from tests.opendata.sample import SITE, make_disclosure
from tests.score.districts import corpora

ROOT = Path(__file__).parents[2]


def load_verifier() -> ModuleType:
    """The program as it is given away, before anything was counted."""
    spec = importlib.util.spec_from_file_location("verify", ROOT / "templates/verify/verify.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def drawn() -> list[Corpus]:
    """Districts of every setting, the same on every run; every other with a first day in April."""
    found: list[Corpus] = []

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow], phases=[Phase.generate])
    @given(corpora())
    def draw(corpus: Corpus) -> None:
        scheme = corpus.schemes[2015]
        if len(found) % 2:
            scheme = replace(scheme, in_force=date(2015, 4, 21), before="not-counted")
        found.append(replace(corpus, site=replace(SITE, demo=True), schemes={2015: scheme}))

    draw()
    return found


def test_every_total_and_rank_is_found_again(tmp_path: Path) -> None:
    verified = 0
    early = 0
    for number, corpus in enumerate(drawn()):
        disclosure = make_disclosure(corpus)
        if not disclosure.periods:
            continue
        folder = tmp_path / str(number) / "open-data"
        folder.mkdir(parents=True)
        for table in open_data_tables(disclosure):
            (folder / f"{table.name}.json").write_bytes(render_json(table))
        verifier = load_verifier()
        verifier.check_scores(folder.parent)
        assert verifier.FOUND["不符"] == []
        verified += len(verifier.FOUND["符合"])
        early += any(e.early for u in disclosure.latest(2015).result.units for e in u.score.effects())
    assert verified > 50
    assert early > 3
