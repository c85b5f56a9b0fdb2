"""What a long step is at, told in the log each half minute: nobody has to guess whether it works or hangs.

A step is logged by `logged`; the loops in it name what they are at by `over` or `at`, which cost nothing by themselves.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager

log = logging.getLogger(__name__)

SECONDS = 30.0
_at = ""


def at(what: str) -> None:
    """Note what is worked on now."""
    global _at
    _at = what


def over(doing: str, names: Collection[str]) -> Iterator[str]:
    """The names, one after another, each noted as the one that is worked on.

    Args:
        doing: what is done with each, such as `reading`.
        names: of tables or files; never anything of a person.

    """
    for number, name in enumerate(names, start=1):
        at(f"{doing} {name} ({number} of {len(names)})")
        yield name


@contextmanager
def logged(step: str, every: float = SECONDS) -> Iterator[None]:
    """Say in the log, again and again while a step takes, what it is at.

    Args:
        step: its name.
        every: seconds between two lines.

    """
    began, ended = time.monotonic(), threading.Event()

    def tell() -> None:
        while not ended.wait(every):
            log.info("%s, after %d s: %s", step, time.monotonic() - began, _at or "at work")

    at("")
    teller = threading.Thread(target=tell, name=f"progress of {step}", daemon=True)
    teller.start()
    try:
        yield
    finally:
        ended.set()
        teller.join()
