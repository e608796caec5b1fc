"""Which words can report an event: the tables of `triggers.toml`."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any

from onrecord.model import EventType, record


class Need(Enum):
    """What must stand beside a word too common to report an event by itself."""

    NOTHING = ""
    NAME = "~"
    DATE = "@"


@record
class Kind:
    """What a trigger reports. `is_strong`: such a happening is news even where no date or name stands beside it."""

    type: EventType
    mode: str
    need: Need = Need.NOTHING
    is_strong: bool = False


Pairs = Mapping[tuple[str, str], Kind]


@record
class Lexicon:
    """Trigger tables by lemma; `senses` gives for a noun of several senses the words that go with each."""

    verbs: Mapping[str, Kind]
    paths: Pairs
    objects: Pairs
    subjects: Pairs
    phrases: Mapping[tuple[str, str, str], Kind]
    nouns: Mapping[str, Kind]
    senses: Mapping[str, Mapping[str, Kind | None]]
    happening: frozenset[str]
    occurring: frozenset[str]
    tied: frozenset[str]
    active: frozenset[str]
    spoken: frozenset[str]
    collective: frozenset[str]
    vague: frozenset[str]
    ending: frozenset[str]
    accidents: frozenset[str]
    officials: frozenset[str]
    fighters: frozenset[str]


@cache
def get_lexicon() -> Lexicon:
    """The tables of `triggers.toml`."""
    source = tomllib.loads(resources.files(__package__).joinpath("triggers.toml").read_text("utf-8"))
    tables = _Tables()
    for noun, *companions in (written.split() for written in source["idioms"]):
        tables.senses[noun].update(dict.fromkeys(companions))
    for entry in source["entry"]:
        tables.add(entry)
    return Lexicon(
        verbs=tables.verbs,
        paths=tables.paths,
        objects=tables.objects,
        subjects=tables.subjects,
        phrases=tables.phrases,
        nouns=tables.nouns,
        senses=dict(tables.senses),
        happening=frozenset(source["happening"].split()),
        occurring=frozenset(source["occurring"].split()),
        tied=frozenset(source["tied"]),
        spoken=frozenset(source["spoken"].split()),
        collective=frozenset(source["collective"].split()),
        vague=frozenset(source["vague"].split()),
        fighters=frozenset(source["fighters"].split()),
        ending=frozenset(source["ending"].split()),
        accidents=frozenset(source["accidents"].split()),
        officials=frozenset(source["officials"].split()),
        active=frozenset(source["active"].split()),
    )


class _Tables:
    """The tables while they are read; the first entry of a word counts."""

    def __init__(self) -> None:
        self.verbs: dict[str, Kind] = {}
        self.paths: dict[tuple[str, str], Kind] = {}
        self.objects: dict[tuple[str, str], Kind] = {}
        self.subjects: dict[tuple[str, str], Kind] = {}
        self.phrases: dict[tuple[str, str, str], Kind] = {}
        self.nouns: dict[str, Kind] = {}
        self.senses: defaultdict[str, dict[str, Kind | None]] = defaultdict(dict)

    def add(self, entry: Mapping[str, Any]) -> None:
        for written in entry.get("verbs", []):
            self.verbs.setdefault(*_parse(written, entry))
        for written in entry.get("nouns", []):
            self.nouns.setdefault(*_parse(written, entry))
        for written in entry.get("paths", []):
            words, kind = _parse(written, entry)
            verb, _, rest = words.partition(" ")
            self.paths.setdefault((verb, rest), kind)
        for table, name in ((self.objects, "objects"), (self.subjects, "subjects")):
            for written in entry.get(name, []):
                words, kind = _parse(written, entry)
                verb, *heads = words.split()
                for head in heads:
                    table.setdefault((verb, head), kind)
        for written in entry.get("phrases", []):
            words, kind = _parse(written, entry)
            verb, preposition, *heads = words.split()
            for head in heads:
                self.phrases.setdefault((verb, preposition, head), kind)
        for written in entry.get("nouns_with", []):
            words, kind = _parse(written, entry)
            noun, *companions = words.split()
            for companion in companions:
                self.senses[noun].setdefault(companion, kind)


def _parse(written: str, entry: Mapping[str, Any]) -> tuple[str, Kind]:
    """The words of a line and their kind; "~" or "@" at its end says what they need."""
    words = written.rstrip("~@")
    kind = Kind(
        type=EventType(entry["type"]),
        mode=entry["mode"],
        need=Need(written[len(words) :]),
        is_strong=entry.get("strong", False),
    )
    return words, kind
