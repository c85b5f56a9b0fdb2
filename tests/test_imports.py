"""Modules that are imported when they are first used."""

import subprocess
import sys

from include.imports import put_off


def test_a_module_put_off_is_imported_when_it_is_first_used_and_others_import_it_as_ever() -> None:
    # "wave" is a module of Python's own that nothing here imports.
    said = """
import sys
from include.imports import put_off
with put_off("wave"):
    import wave as later
print("wave" in sys.modules)
print(later.Error.__name__, "wave" in sys.modules)
import wave
print(wave.Error is later.Error)
"""
    told = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True).stdout
    assert told.split() == ["False", "Error", "True", "True"]


def test_what_was_imported_before_is_not_put_off() -> None:
    with put_off("sys"):
        import sys as later
    assert later is sys


def test_great_expectations_draws_nothing_when_it_checks_a_night() -> None:
    said = """
import sys
from include.expectations.suite import suites
with suites():
    pass
print(*sorted({"altair", "jsonschema", "scipy.stats"} & {*sys.modules}), "great_expectations" in sys.modules)
"""
    told = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True).stdout
    assert told.split() == ["True"]


def test_the_collector_of_garbage_is_on_when_rules_run_and_leaves_what_was_imported_alone() -> None:
    said = """
import gc
before = gc.get_freeze_count()
from include.expectations.suite import suites
with suites():
    print(gc.isenabled(), gc.get_freeze_count() > before + 100_000)
"""
    told = subprocess.run([sys.executable, "-c", said], check=True, capture_output=True, text=True).stdout
    assert told.split() == ["True", "True"]
