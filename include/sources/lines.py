"""What is wrong in a YAML file, with the line and the entry that it is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import yaml
from pydantic import ValidationError

_PATH = re.compile(r"^(?:Value error, )?([a-z_]\w*(?:\.[a-z_]\w*)+):")
_QUOTED = re.compile(r"'([^']+)'")


def faults_of(text: str, error: ValidationError) -> str:
    """Each fault of a YAML file with its line and entry, in one sentence.

    Args:
        text: the file, known to be valid YAML.
        error: what its model has to say.

    """
    sentences = []
    for fault in error.errors(include_url=False):
        place, words = fault["loc"], fault["msg"]
        if fault["type"] in ("union_tag_invalid", "union_tag_not_found"):
            # Of what kind an entry is stands in it, and its settings follow from that.
            place = (*place, "kind")
            expected = fault["ctx"].get("expected_tags")
            words = f"should be one of {expected}" if expected else "is missing"
        line, known = _found(text, place, words)
        # Pydantic also counts what is not in the file, such as the kind that an entry was taken for.
        entry = known if fault["type"] not in ("missing", "union_tag_not_found") else (*known, place[-1])
        sentences.append(f"line {line}: {'.'.join(map(str, entry or place))}: {words}")
    return "; ".join(sentences)


def _found(text: str, place: Sequence[int | str], message: str) -> tuple[int, tuple[int | str, ...]]:
    """The line (from 1) nearest to a fault, and those of the keys and positions of `place` that are in the file.

    A dotted path at the start of the message leads further, and the first name in quotes that stands there is it.
    """
    node = yaml.compose(text, Loader=yaml.SafeLoader)
    if node is None:
        return 1, ()
    line, known = node.start_mark.line, []
    path = _PATH.match(message)
    further = path[1].split(".") if path else ()
    for number, step in enumerate((*place, *further)):
        for key, value in _children(node):
            if key.value == str(step):
                node, line = value, key.start_mark.line
                if number < len(place):
                    known.append(step)
                break
    for name in _QUOTED.findall(message):
        for found in _scalars(node):
            if found.value == name:
                return int(found.start_mark.line) + 1, tuple(known)
    return int(line) + 1, tuple(known)


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
