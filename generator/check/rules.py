"""All rules across records."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from generator.check.amendment_rules import check_amendments
from generator.check.appeals import check_appeals
from generator.check.appraisal_rules import check_appraisals
from generator.check.beginning import check_beginning
from generator.check.deduction_rules import check_deductions
from generator.check.document_rules import check_documents
from generator.check.entry_rules import check_entries
from generator.check.event_rules import check_events, check_evidence
from generator.check.everyday_words import check_everyday_words
from generator.check.fact_rules import check_facts
from generator.check.file_names import check_file_names
from generator.check.import_rules import check_imports
from generator.check.in_force import check_in_force
from generator.check.inapplicable_rules import check_inapplicable
from generator.check.index_rules import INDEX_RULES, check_no_index, is_index
from generator.check.indicator_rules import check_indicators
from generator.check.mapping_rules import check_mappings
from generator.check.measure_rules import check_measures
from generator.check.needed_measures import check_needed
from generator.check.own_items import check_own_items
from generator.check.part_year_rules import check_part_years
from generator.check.privacy import check_privacy
from generator.check.publication_rules import check_corrections, check_publications
from generator.check.punctuation import check_punctuation
from generator.check.register_rules import check_registers
from generator.check.samples import check_samples
from generator.check.scheme_rules import check_schemes
from generator.check.score_rules import check_scores
from generator.check.settings import check_settings
from generator.check.taken_figures import check_taken_figures
from generator.check.undecided import check_undecided
from generator.check.unit_rules import (
    check_committers,
    check_lead,
    check_names,
    check_site,
    check_years,
)
from generator.check.working_days import check_holidays
from generator.model.problem import Problem
from generator.model.unread import where_read
from generator.rules.corpus import Corpus

Rule = Callable[[Corpus], Iterable[Problem]]
RULES: tuple[Rule, ...] = (
    check_no_index,
    check_beginning,
    check_site,
    check_settings,
    check_everyday_words,
    check_lead,
    check_names,
    check_years,
    check_committers,
    check_schemes,
    check_undecided,
    check_own_items,
    check_in_force,
    check_part_years,
    check_samples,
    check_taken_figures,
    check_holidays,
    check_deductions,
    check_facts,
    check_scores,
    check_file_names,
    check_events,
    check_evidence,
    check_appeals,
    check_appraisals,
    check_measures,
    check_needed,
    check_imports,
    check_mappings,
    check_inapplicable,
    check_amendments,
    check_registers,
    check_entries,
    check_indicators,
    check_publications,
    check_corrections,
    check_documents,
    check_privacy,
    check_punctuation,
)


def check_corpus(corpus: Corpus, rules: Sequence[Rule] = RULES) -> list[Problem]:
    """Every problem across the records of `corpus`, or those that `rules` find, in order of place.

    Of a file with problems of its own, what could be read is checked as any other: what a rule asks for must be
    there, or the rule says nothing (`where_read`). An index above districts has rules of its own.
    """
    whole = corpus.with_partial()
    rules = INDEX_RULES if is_index(whole) else rules
    return sorted(problem for rule in rules for problem in where_read(rule)(whole))
