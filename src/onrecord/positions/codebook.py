"""Whether a codebook file can be used: YAML in, `Codebook` out, or an error that says the line and what to do."""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from onrecord.errors import CodebookError
from onrecord.model import Codebook, Concept
from onrecord.positions.doubts import advise, find_doubts
from onrecord.positions.lexicon import Lexicon

MAX_BYTES = 4_000_000

LAYOUT = """\
debate: what the debate is about
concepts:
  - id: short-name
    claim: A sentence one can be for or against."""


class CodebookWarning(UserWarning):
    """A codebook that can be read but will not measure what its author means."""


def _as_text(value: Any) -> Any:
    """YAML reads ``id: 2014`` as a number; an id or a claim is text all the same."""
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else value


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Text = Annotated[str, BeforeValidator(_as_text), Field(min_length=1, pattern=r"\S")]
Texts = Annotated[list[Text], BeforeValidator(_as_list)]


class _ConceptEntry(BaseModel):
    model_config = ConfigDict(extra="forbid")

    id: Text
    claim: Text
    description: str = ""
    parent: Text | None = None
    examples_for: Texts = []
    examples_against: Texts = []
    counter_examples: Texts = []
    near: Texts = []


class _CodebookFile(BaseModel):
    model_config = ConfigDict(extra="forbid")

    debate: Text
    concepts: Annotated[list[_ConceptEntry], Field(min_length=1)]


def read_codebook(path: Path) -> Codebook:
    """The codebook of a YAML file. Warns (`CodebookWarning`) of what `find_doubts` finds.

    Raises CodebookError, with the line where there is one, for a file that cannot be read, an unknown or
    missing key, a repeated id, a parent or neighbour that does not exist, and a concept that is a topic.
    """
    codebook = parse_codebook(_read_text(path), name=str(path))
    for doubt in find_doubts(codebook):
        warnings.warn(f"{path}: {doubt.message}", CodebookWarning, stacklevel=2)
    return codebook


def parse_codebook(text: str, *, name: str = "codebook") -> Codebook:
    """The codebook in a YAML text; `name` is what errors call it."""
    tree = _parse_yaml(text, name)
    if not isinstance(tree, dict):
        raise CodebookError(
            f"{name} holds {'nothing' if tree is None else 'no keys'}",
            expected="the keys 'debate' and 'concepts'",
            next_step=f"Write it like this:\n{LAYOUT}",
        )
    try:
        entries = _CodebookFile.model_validate(tree)
    except ValidationError as error:
        raise _explain(error.errors()[0], tree, name) from None
    lines = [line_of(tree, ("concepts", index)) for index in range(len(entries.concepts))]
    _check_ids(entries.concepts, lines, name)
    _check_links(entries.concepts, lines, name)
    _check_claims(entries.concepts, lines, name)
    return Codebook(debate=entries.debate.strip(), concepts=tuple(_concept(entry) for entry in entries.concepts))


def line_of(tree: Any, place: Sequence[str | int]) -> int | None:
    """The line (from 1) of the innermost part of `place` that a parsed YAML tree still knows."""
    line = None
    node: Any = tree
    for part in place:
        try:
            marks = node.lc.item(part) if isinstance(part, int) else node.lc.key(part)
            node = node[part]
        except (AttributeError, KeyError, IndexError, TypeError):
            break
        line = marks[0] + 1
    return line


def _read_text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CodebookError(
            f"the codebook {path} cannot be read: {error.strerror}",
            expected="a YAML file",
            next_step=f"Give the path of a codebook; one looks like this:\n{LAYOUT}",
        ) from None
    if len(raw) > MAX_BYTES:
        raise CodebookError(f"{path} has {len(raw):,} bytes", expected=f"a codebook of at most {MAX_BYTES:,} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise CodebookError(
            f"{path}, line {line}: byte {raw[error.start]:#04x} is not UTF-8",
            expected="a text file in UTF-8",
            next_step="Save the file as UTF-8 in your editor.",
        ) from None


def _parse_yaml(text: str, name: str) -> Any:
    yaml = YAML(typ="rt")
    try:
        return yaml.load(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"{name}, line {mark.line + 1}" if mark else name
        problem = (error.problem or error.context or "not YAML").strip().split("\n")[0]
        raise CodebookError(
            f"{where}: {problem}",
            expected="YAML, each key once, a claim with ': ' or '#' in it set in quotes",
            next_step="Mend that line.",
        ) from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise CodebookError(f"{name} is not YAML: {str(error).splitlines()[0]}", expected=LAYOUT) from None


def _explain(error: ErrorDetails, tree: Any, name: str) -> CodebookError:
    place = error["loc"]
    line = line_of(tree, place)
    where = f"{name}, line {line}" if line else name
    key = str(place[-1]) if place else ""
    fields = _ConceptEntry if place[:1] == ("concepts",) and len(place) > 1 else _CodebookFile
    known = ", ".join(fields.model_fields)
    match error["type"]:
        case "extra_forbidden":
            return CodebookError(
                f"{where}: unknown key '{key}'",
                expected=f"one of {known}",
                next_step=f"Rename '{key}' or take it out; notes go after a '#'.",
            )
        case "missing":
            return CodebookError(
                f"{where}: the key '{key}' is missing", expected=LAYOUT, next_step=f"Add a line '{key}: ...'."
            )
        case _:
            shown = repr(error.get("input"))
            shown = shown if len(shown) < 60 else shown[:57] + "..."
            return CodebookError(
                f"{where}: '{key}' is {shown}",
                expected=error["msg"][:1].lower() + error["msg"][1:],
                next_step="Text that is also a number, a date or 'true' is set in quotes.",
            )


def _check_ids(entries: Sequence[_ConceptEntry], lines: Sequence[int | None], name: str) -> None:
    counts = Counter(entry.id for entry in entries)
    for concept_id, count in counts.items():
        if count > 1:
            places = [str(line) for entry, line in zip(entries, lines, strict=True) if entry.id == concept_id]
            raise CodebookError(
                f"{name}, lines {' and '.join(places)}: the id '{concept_id}' is used {count} times",
                expected="each id once",
                next_step="Rename all but one, or merge the concepts.",
            )


def _check_links(entries: Sequence[_ConceptEntry], lines: Sequence[int | None], name: str) -> None:
    ids = {entry.id for entry in entries}
    parents = {entry.id: entry.parent for entry in entries}
    for entry, line in zip(entries, lines, strict=True):
        for key, target in [("parent", entry.parent), *(("near", other) for other in entry.near)]:
            if target is not None and target not in ids:
                raise CodebookError(
                    f"{name}, line {line}: '{key}' of concept '{entry.id}' names '{target}', which does not exist",
                    expected=f"one of {', '.join(sorted(ids))}",
                    next_step="Mend the name or add the concept.",
                )
        above, current = {entry.id}, entry.parent
        while current is not None:
            if current in above:
                raise CodebookError(
                    f"{name}, line {line}: concept '{entry.id}' is its own parent by way of '{current}'",
                    expected="parents that end at a concept without one",
                    next_step="Take out one of the 'parent' lines.",
                )
            above.add(current)
            current = parents[current]


def _check_claims(entries: Sequence[_ConceptEntry], lines: Sequence[int | None], name: str) -> None:
    lexicon = Lexicon.load()
    for entry, line in zip(entries, lines, strict=True):
        if lexicon.claim_likeness(entry.claim) == 0:
            raise CodebookError(
                f"{name}, line {line}: the claim of concept '{entry.id}', \"{entry.claim}\", is a topic, not a claim",
                expected="a sentence one can be for or against",
                next_step=advise(entry.claim),
            )


def _concept(entry: _ConceptEntry) -> Concept:
    return Concept(
        id=entry.id.strip(),
        claim=" ".join(entry.claim.split()),
        description=" ".join(entry.description.split()),
        parent=entry.parent,
        examples_for=tuple(entry.examples_for),
        examples_against=tuple(entry.examples_against),
        counter_examples=tuple(entry.counter_examples),
        near=tuple(entry.near),
    )
