"""The first sentences of items, categories, years and quarters, and which records count."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.pages.items_page import index_losses, view_category
from generator.pages.ranking_page import view_ranking
from generator.pages.record_counts import counting, other_words, record_words
from generator.pages.summary_sentences import loss_sentence, year_sentence
from generator.score.result import YearResult
from generator.score.year import score_year
from generator.words.result_words import item_words
from tests.pages.test_record_page import effect_of  # noqa: F401  (placeholder, removed below)
