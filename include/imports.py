"""Modules that take long to import, and that what imports them may never use."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _StandIn(ModuleType):
    """Becomes the module when it is first asked for one of its names."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what Python itself looks for in any module
            raise AttributeError(name)
        return getattr(import_module(self.__name__), name)


@contextmanager
def put_off(*modules: str) -> Iterator[None]:
    """Whoever imports one of these modules meanwhile gets it when they first use it. Others import it as ever."""
    stand_ins = {name: _StandIn(name) for name in modules if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]
