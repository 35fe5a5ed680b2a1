"""What a worker needs, imported once in the process from which workers are forked."""

import pyarrow
import pyarrow.csv
import pyarrow.parquet  # noqa: F401

import generator.gather.lots  # noqa: F401
