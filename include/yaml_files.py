"""YAML files: our own, and those that people write, whose faults are told with file, line and entry."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_origin

import yaml
from pydantic import (
    AfterValidator,
    AllowInfNan,
    BaseModel,
    ConfigDict,
    StrictFloat,
    TypeAdapter,
    ValidationError,
)

from include.errors import ConfigError

Read = TypeVar("Read")

# The parser in C where PyYAML has it: as safe, ten times as fast.
_SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_PATH = re.compile(r"^([a-z_]\w*(?:\.[a-z_]\w*)+):")
_QUOTED = re.compile(r"'([^']+)'")


# A number as people write one: neither `yes`, which YAML reads as true, nor `.nan`.
Number = Annotated[StrictFloat, AllowInfNan(False)]


class Strict(BaseModel):
    """Entries of a file: they stay as they were read, and one that has no meaning is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def once(entry: str = "") -> AfterValidator:
    """For a list of a file: no two of its members are equal, or have the same value of `entry`."""

    def check(members: Sequence[Any]) -> Sequence[Any]:
        counted = Counter(getattr(member, entry) if entry else member for member in members)
        if twice := sorted(str(value) for value, times in counted.items() if times > 1):
            raise ValueError(
                f"{' '.join(filter(None, [entry, ', '.join(twice)]))} stands here more than once"
            )
        return members

    return AfterValidator(check)


class _Twice(yaml.MarkedYAMLError):
    """An entry stands twice in one place, and YAML would leave all but the last out."""


class _EachOnce:
    """For a loader: an entry that stands twice in one place is a fault."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        known = set[str]()
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in known:
                raise _Twice(problem=key.value, problem_mark=key.start_mark)
            known.add(key.value)
        made: dict[Hashable, Any] = super().construct_mapping(node, deep)  # type: ignore[misc]
        return made


class _People(_EachOnce, _SAFE):  # type: ignore[misc, valid-type]
    """Reads what people write."""


class _PeopleText(_EachOnce, yaml.BaseLoader):
    """Reads what people write; dates and numbers stay text."""


def load(path: Path) -> Any:
    """What a file of our own holds."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_SAFE)  # noqa: S506 - safe in either form


def parsed(path: Path, *, as_text: bool = False) -> tuple[str, Any]:
    """The text of a file that people write, and what it holds.

    Args:
        path: the file.
        as_text: dates and numbers stay as they are written.

    Raises:
        FileNotFoundError: there is none.
        ConfigError: nothing can be read from it, whatever that makes a library say.

    """
    try:
        text = path.read_text(encoding="utf-8")
        return text, yaml.load(text, Loader=_PeopleText if as_text else _People)  # noqa: S506 - all are safe
    except FileNotFoundError:
        raise
    except _Twice as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ConfigError(
            f"{path}: line {line}: {error.problem} stands a second time in one place. Keep one of them."
        ) from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f" at line {mark.line + 1}" if mark else ""
        raise ConfigError(f"{path} is not valid YAML{where}. Check its indentation and colons.") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path} is not text in UTF-8. Save it with that encoding.") from None
    except ValueError:
        raise ConfigError(f"{path} holds a date or a number that is none, such as 2025-02-30.") from None
    except Exception as error:
        raise ConfigError(f"{path} cannot be read ({type(error).__name__}).") from None


def settings(path: Path) -> tuple[str, dict[str, Any]]:
    """The text of a file of settings, and its entries. Raises as `parsed` does, and `ConfigError` where it has none."""
    text, entries = parsed(path)
    if not isinstance(entries, dict):
        raise ConfigError(f"{path} holds no settings: it must have lines such as 'name: …'.")
    return text, entries


def read(path: Path, model: type[Read], beside: Mapping[str, Any] | None = None) -> Read:
    """What a file that people write holds, as its model has it.

    Args:
        path: the file. An empty one holds no entries.
        model: a Pydantic model, or a list of one.
        beside: entries of the model that stand elsewhere, and not in the file.

    Raises:
        FileNotFoundError: there is none.
        ConfigError: it cannot be read, or is not as the model has it: all its faults, each with line and entry.

    """
    if beside:
        text, entries = settings(path)
        if name := next((name for name in beside if name in entries), None):
            raise ConfigError(
                f"{path}: line {line_of(text, [name])}: {name} has no meaning here; it stands elsewhere."
            )
        content: Any = {**entries, **beside}
    else:
        text, content = parsed(path)
        if content is None:
            content = [] if get_origin(model) is list else {}
    try:
        return TypeAdapter(model).validate_python(content)
    except ValidationError as error:
        raise ConfigError(f"{path}: {_faults_of(text, error, TypeAdapter(model))}.") from None


def words_of(error: ValidationError) -> list[str]:
    """What a model has to say, without what it found: that may hold what must not be told."""
    return [fault["msg"].removeprefix("Value error, ") for fault in error.errors(include_url=False)]


def line_of(text: str, place: Sequence[int | str]) -> int:
    """The line (from 1) of an entry of a YAML text, or of the last part of its path that is there."""
    return _line_and_entry(text, place, "")[0]


def _faults_of(text: str, error: ValidationError, model: TypeAdapter[Any]) -> str:
    sentences = []
    for fault, words in zip(error.errors(include_url=False), words_of(error), strict=True):
        place = fault["loc"]
        if fault["type"] in ("union_tag_invalid", "union_tag_not_found"):
            # Of what kind an entry is stands in it, and its settings follow from that.
            place = (*place, "kind")
            expected = fault["ctx"].get("expected_tags")
            words = f"should be one of {expected}" if expected else "is missing"
        if fault["type"] == "extra_forbidden":
            known = _known(model.json_schema(), place[:-1])
            close = get_close_matches(str(place[-1]), known, n=1)
            besides = f"is it {close[0]}?" if close else f"what has: {', '.join(known)}"
            words = f"has no meaning here; {besides}"
        line, entry = _line_and_entry(text, place, words)
        # Pydantic also counts what is not in the file, such as the kind that an entry was taken for.
        if fault["type"] in ("missing", "union_tag_not_found"):
            entry = (*entry, place[-1])
        sentences.append(f"line {line}: {'.'.join(map(str, entry or place))}: {words.removesuffix('.')}")
    return "; ".join(sentences)


def _known(schema: dict[str, Any], place: Sequence[int | str]) -> list[str]:
    """The entries that have a meaning at a place of a file, by the schema of its model."""

    def resolved(part: dict[str, Any]) -> list[dict[str, Any]]:
        if "$ref" in part:
            part = schema["$defs"][part["$ref"].rsplit("/", 1)[-1]]
        each = [*part.get("anyOf", ()), *part.get("oneOf", ())]
        return [one_of for one in each for one_of in resolved(one)] if each else [part]

    schemas = resolved(schema)
    for step in place:
        below = [
            part["items"] if isinstance(step, int) else part.get("properties", {}).get(step)
            for part in schemas
            if not isinstance(step, int) or "items" in part
        ]
        # The kind that an entry was taken for is a step that is not in the file.
        schemas = [one_of for part in below if part for one_of in resolved(part)] or schemas
    return sorted({name for part in schemas for name in part.get("properties", {})})


def _line_and_entry(text: str, place: Sequence[int | str], message: str) -> tuple[int, tuple[int | str, ...]]:
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
