"""The process beside this one: it answers, refuses, ends when it is no longer needed, and is missed when gone."""

from __future__ import annotations

import gc
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

import pytest

from generator.model.problem import UserError
from generator.model.worker import Worker, WorkRefused

SAMPLE = "tests.model.sample_worker"


def is_there(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_questions_are_answered_one_after_the_other_whatever_their_length() -> None:
    worker = Worker(SAMPLE, b"> ")
    assert worker.ask("甲".encode()) == b"> " + "甲".encode()[::-1]
    assert worker.ask(b"") == b"> "
    long = os.urandom(3_000_000)
    assert worker.ask(long) == b"> " + long[::-1]
    worker.close()


def test_a_refusal_is_told_and_the_next_question_answered() -> None:
    worker = Worker(SAMPLE)
    with pytest.raises(WorkRefused, match="这句答不了"):
        worker.ask(b"refuse")
    assert worker.ask(b"ab") == b"ba"
    worker.close()


def test_what_ends_in_the_middle_is_said_and_begun_anew() -> None:
    worker = Worker(SAMPLE)
    with pytest.raises(UserError, match="中途停止"):
        worker.ask(b"end")
    assert worker.ask(b"ab") == b"ba"
    worker.close()


def test_what_ends_before_it_reads_its_opening_is_said_too() -> None:
    worker = Worker("tests.model.no_such_worker", os.urandom(1_000_000))
    with pytest.raises(UserError, match="中途停止"):
        worker.ask(b"ab")


def test_an_answer_that_nobody_waited_for_is_not_taken_for_that_to_the_next_question() -> None:
    worker = Worker(SAMPLE)
    process = int(worker.ask(b"process"))

    def interrupt(_: int, __: FrameType | None) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        with pytest.raises(KeyboardInterrupt):
            worker.ask(b"sleep")
    finally:
        signal.signal(signal.SIGALRM, before)
    assert not is_there(process)
    assert worker.ask(b"ab") == b"ba"
    worker.close()


def test_the_process_begins_with_the_first_question_and_ends_with_its_object() -> None:
    worker = Worker(SAMPLE)
    process = int(worker.ask(b"process"))
    assert worker.ask(b"process") == str(process).encode()
    worker.close()
    assert not is_there(process)
    process = int(worker.ask(b"process"))
    assert is_there(process)
    del worker
    gc.collect()
    assert not is_there(process)


def test_an_interruption_is_for_whoever_asks() -> None:
    worker = Worker(SAMPLE)
    os.kill(int(worker.ask(b"process")), signal.SIGINT)
    time.sleep(0.05)
    assert worker.ask(b"ab") == b"ba"
    worker.close()


def test_nothing_of_the_environment_is_handed_on_that_could_change_a_result(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TZ", "LANG", "LC_ALL", "PYTHONPATH", "SOURCE_DATE_EPOCH"):
        monkeypatch.setenv(name, "C")
    worker = Worker(SAMPLE)
    seen = set(json.loads(worker.ask(b"environment")))
    worker.close()
    assert not seen & {"TZ", "LANG", "LC_ALL", "PYTHONPATH", "SOURCE_DATE_EPOCH"}


def test_what_holds_the_pipe_open_does_not_keep_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.model.worker._PATIENCE", 0.2)
    worker = Worker(SAMPLE)
    process = int(worker.ask(b"process"))
    holding = os.fork()
    if holding == 0:
        time.sleep(60)
        os._exit(0)
    worker.close()
    assert not is_there(process)
    os.kill(holding, signal.SIGKILL)
    os.waitpid(holding, 0)


KILLED = """
import os, signal, sys, threading
from generator.model.worker import Worker
worker = Worker("tests.model.sample_worker", b"x" * int(sys.argv[1]))
if sys.argv[1] == "0":
    worker.ask(b"ab")
threading.Timer(0.3, os.kill, (os.getpid(), signal.SIGKILL)).start()
worker.ask(b"late")
"""


@pytest.mark.parametrize("opening", ["0", "3"])
def test_where_whoever_asks_is_killed_the_process_ends_without_a_word(opening: str) -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", KILLED, opening], cwd=root, stderr=subprocess.PIPE) as asking:
        _, said = asking.communicate(timeout=60)  # it ends when the worker, too, has closed its own
        assert asking.returncode == -signal.SIGKILL
    assert said.decode() == ""
