"""Which line of a YAML file a fault is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml

_PATH = re.compile(r"^(?:Value error, )?([a-z_]\w*(?:\.[a-z_]\w*)+):")
_QUOTED = re.compile(r"'([^']+)'")


def line_of(text: str, place: Sequence[int | str], message: str) -> int:
    """The line (from 1) nearest to a fault.

    Args:
        text: the YAML file, known to be valid.
        place: keys and positions that lead to the fault, as Pydantic gives them; what is not in the file is skipped.
        message: a dotted path at its start leads further, and the first name in quotes that stands there is it.

    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is None:
        return 1
    line = node.start_mark.line
    path = _PATH.match(message)
    for step in (*place, *(path[1].split(".") if path else ())):
        for key, value in _children(node):
            if key.value == str(step):
                node, line = value, key.start_mark.line
                break
    for name in _QUOTED.findall(message):
        for found in _scalars(node):
            if found.value == name:
                return int(found.start_mark.line) + 1
    return int(line) + 1


def _children(node: yaml.Node) -> list[tuple[yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        return list(node.value)
    if isinstance(node, yaml.SequenceNode):
        return [(yaml.ScalarNode("", str(i), item.start_mark), item) for i, item in enumerate(node.value)]
    return []


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for key, value in _children(node):
        if isinstance(node, yaml.MappingNode):
            yield from _scalars(key)
        yield from _scalars(value)
