"""From records and scheme to results that carry the steps which led to them; pure functions."""
