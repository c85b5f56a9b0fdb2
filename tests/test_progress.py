"""A long step says in its log what it is at, and a short one says nothing of the kind."""

from __future__ import annotations

import logging
import re
import time

from include import progress


def wait_for_lines(caplog, number):
    until = time.monotonic() + 60
    while len(caplog.records) < number and time.monotonic() < until:
        time.sleep(0.01)
    assert len(caplog.records) >= number


def test_a_long_step_tells_again_and_again_which_table_of_how_many_it_is_at(caplog):
    caplog.set_level(logging.INFO)
    with progress.logged("land", every=0.05):
        for name in progress.over("reading", ["person", "plan"]):
            if name == "plan":
                wait_for_lines(caplog, 2)
    assert re.fullmatch(r"land, after \d+ s: reading plan \(2 of 2\)", caplog.records[-1].message)


def test_a_short_step_tells_nothing_and_its_teller_is_gone(caplog):
    caplog.set_level(logging.INFO)
    with progress.logged("land"):
        progress.at("reading person (1 of 33)")
    assert caplog.records == []
    with progress.logged("validate", every=0.01):
        wait_for_lines(caplog, 1)
    assert caplog.records[0].message.endswith(": at work"), (
        "what the step before was at is no news of this one"
    )


def test_lines_come_at_least_each_half_minute():
    assert progress.SECONDS <= 30
