"""A strict reader of the TMDL that the project writes: what it does not know is an error, and so is a wrong indent.

https://learn.microsoft.com/analysis-services/tmdl/tmdl-overview
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

BI = Path(__file__).parents[2] / "bi"
DEFINITION = BI / "powerbi/send.SemanticModel/definition"

# Kind of object -> what it may have: properties with a value, marks without one, objects in it.
_KNOWN: dict[str, tuple[set[str], set[str], set[str]]] = {
    "": (set(), set(), {"database", "model", "ref", "expression", "relationship", "table"}),
    "database": ({"compatibilityLevel"}, set(), set()),
    "model": ({"culture", "defaultPowerBIDataSourceVersion", "sourceQueryCulture"}, set(), set()),
    "ref": (set(), set(), set()),
    "expression": ({"lineageTag"}, set(), set()),
    "relationship": ({"fromColumn", "toColumn"}, set(), set()),
    "table": ({"lineageTag"}, set(), {"measure", "column", "partition"}),
    "measure": ({"formatString", "displayFolder", "lineageTag"}, set(), {"annotation"}),
    "annotation": (set(), set(), set()),
    "column": (
        {"dataType", "formatString", "lineageTag", "summarizeBy", "sourceColumn", "sortByColumn"},
        {"isHidden", "isKey"},
        set(),
    ),
    "partition": ({"mode"}, set(), set()),
}
_NAME = re.compile(r"'(?:[^']|'')+'|[A-Za-z_][\w-]*|[0-9a-f]{8}-[0-9a-f-]{27}")


@dataclass
class Node:
    """An object: `value` is what follows `=`."""

    kind: str
    name: str = ""
    value: str = ""
    about: str = ""
    properties: dict[str, str] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)

    def all(self, kind: str) -> list[Node]:
        """Objects of a kind directly in it."""
        return [each for each in self.children if each.kind == kind]


def parse(text: str) -> Node:
    """The objects of a file.

    Raises:
        ValueError: something stands there that TMDL, or this reader, does not know.

    """
    root = Node("")
    path: list[tuple[int, Node]] = [(-1, root)]
    about: list[str] = []
    lines = iter(enumerate(text.split("\n"), start=1))
    for number, line in lines:
        if not line.strip():
            continue
        depth = len(line) - len(line.lstrip("\t"))
        said = line[depth:]
        if said.startswith("/// "):
            about.append(said[4:])
            continue
        if said != said.strip():
            raise ValueError(f"line {number}: spaces at an end")
        while path[-1][0] >= depth:
            path.pop()
        at, parent = path[-1]
        if depth != at + 1:
            raise ValueError(f"line {number}: indented by {depth}, in what is indented by {at}")
        properties, marks, objects = _KNOWN[parent.kind]
        word = re.match(r"\w+", said)
        kind = word[0] if word else said
        if kind in objects:
            made = _object(kind, said[len(kind) :].strip(), number)
            made.about, about = "\n".join(about), []
            parent.children.append(made)
            path.append((depth, made))
        elif parent.kind == "partition" and said == "source =":
            parent.properties["source"] = _indented(lines, depth + 2)
        elif about:
            raise ValueError(f"line {number}: a description of nothing")
        elif said in marks:
            parent.properties[said] = "true"
        elif (pair := said.split(": ", 1))[0] in properties and len(pair) == 2 and pair[1]:
            if pair[0] in parent.properties:
                raise ValueError(f"line {number}: {pair[0]} twice")
            parent.properties[pair[0]] = pair[1]
        else:
            raise ValueError(f"line {number}: {parent.kind or 'a file'} has no {said!r}")
    return root


def _object(kind: str, rest: str, number: int) -> Node:
    if kind == "database" and not rest:
        return Node(kind)
    if kind == "ref":
        kind_of, _, rest = rest.partition(" ")
        if kind_of != "table":
            raise ValueError(f"line {number}: a reference to a {kind_of}")
    found = _NAME.match(rest)
    after = rest[found.end() :] if found else rest
    if not found or (after and not after.startswith(" = ")):
        raise ValueError(f"line {number}: no name in {rest!r}")
    return Node(kind, unquoted(found[0]), after.removeprefix(" = "))


def _indented(lines: object, depth: int) -> str:
    """The lines of an expression, up to the end of the file: partitions come last."""
    found = []
    for number, line in lines:  # type: ignore[attr-defined]
        if line.strip():
            if not line.startswith("\t" * depth):
                raise ValueError(f"line {number}: the expression ends too soon")
            found.append(line.strip())
    return "\n".join(found)


def unquoted(name: str) -> str:
    """A name without its quotes."""
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def tables_of() -> dict[str, Node]:
    """The tables of the model, by name."""
    found = [parse(path.read_text(encoding="utf-8")) for path in (DEFINITION / "tables").glob("*.tmdl")]
    return {table.name: table for file in found for table in file.all("table")}
