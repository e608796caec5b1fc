"""A debate as a .dna file: our positions as the statements of a coder of their own, which people can check in DNA.

Positions for or against become statements of type "DNA Statement" (person, organization, concept, agreement);
conditional and unclear ones, and every condition, become annotations, since agreement knows no third value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta

from onrecord.exchange.dna_file import DnaFile
from onrecord.exchange.dna_password import SALT_BYTES, hash_password
from onrecord.exchange.dna_schema import PERMISSIONS, SHORT, TABLES, Row
from onrecord.model import Actor, ActorKind, Article, Debate, Position, Side, Span, content_id, record
from onrecord.model.table import EPOCH, sorted_labels

VERSION = "3.0.11"
ADMIN, MACHINE = 1, 2
PERSON, ORGANISATION, CONCEPT, AGREEMENT, NOTE = 1, 2, 3, 4, 11
STATEMENT, ANNOTATION = 1, 3
UNDATED = date(1970, 1, 1)

STATEMENT_TYPES: tuple[Row, ...] = (
    (STATEMENT, "DNA Statement", 239, 208, 51),
    (2, "NPF Story Element", 100, 200, 190),
    (ANNOTATION, "Annotation", 211, 211, 211),
)
VARIABLES: tuple[Row, ...] = (
    (PERSON, "person", "short text", STATEMENT),
    (ORGANISATION, "organization", "short text", STATEMENT),
    (CONCEPT, "concept", "short text", STATEMENT),
    (AGREEMENT, "agreement", "boolean", STATEMENT),
    *((number, name, "short text", 2) for number, name in
      enumerate(("narrator", "victim", "villain", "plot", "hero", "policy solution"), start=5)),
    (NOTE, "note", "long text", ANNOTATION),
)  # fmt: skip
"""The statement types and variables of a new database of DNA 3."""

ATTRIBUTES = ("Type", "Alias", "Notes")


@record
class Coded:
    """A row of STATEMENTS in the making; `note` is set for annotations, the other values for statements."""

    document: int
    start: int
    stop: int
    values: tuple[str, str, str] = ("", "", "")
    agreement: int = 1
    note: str | None = None

    @property
    def key(self) -> tuple[object, ...]:
        """What orders statements."""
        return (self.document, self.start, self.stop, self.note is not None, self.values, self.agreement, self.note)


def dna_of(debate: Debate, *, password: str = "onrecord", machine: str = "onrecord") -> DnaFile:
    """The debate as rows of a .dna file. Both coders, Admin and `machine`, get `password`.

    The same debate and password give the same rows: the salt is made from the debate's name.
    """
    articles = sorted(debate.articles.values(), key=lambda article: (_day(debate, article.id), article.id))
    number = {article.id: place for place, article in enumerate(articles, start=1)}
    coded = sorted(set(_iter_coded(debate, articles, number)), key=lambda statement: statement.key)
    entities, entity_of = _entities(coded)
    rows: dict[str, tuple[Row, ...]] = {table.name: () for table in TABLES}
    rows["SETTINGS"] = (("version", VERSION),)
    rows["CODERS"] = _coders(hash_password(password, _salt(debate.name)), machine)
    rows["CODERRELATIONS"] = ((1, ADMIN, MACHINE, 1, 1, 1, 1), (2, MACHINE, ADMIN, 1, 1, 1, 1))
    rows["STATEMENTTYPES"], rows["VARIABLES"] = STATEMENT_TYPES, VARIABLES
    rows["DOCUMENTS"] = tuple(_document(debate, article, number[article.id]) for article in articles)
    rows["STATEMENTS"] = tuple(
        (place, STATEMENT if s.note is None else ANNOTATION, s.document, s.start, s.stop, MACHINE)
        for place, s in enumerate(coded, start=1)
    )
    rows["ENTITIES"] = entities
    sided = [(place, s) for place, s in enumerate(coded, start=1) if s.note is None]
    rows["DATASHORTTEXT"] = tuple(
        (3 * at + variable, place, variable, entity_of[variable, statement.values[variable - 1]])
        for at, (place, statement) in enumerate(sided)
        for variable in (PERSON, ORGANISATION, CONCEPT)
    )
    rows["DATABOOLEAN"] = tuple(
        (at, place, AGREEMENT, statement.agreement) for at, (place, statement) in enumerate(sided, start=1)
    )
    notes = [(place, s.note) for place, s in enumerate(coded, start=1) if s.note is not None]
    rows["DATALONGTEXT"] = tuple((at, place, NOTE, note) for at, (place, note) in enumerate(notes, start=1))
    rows["ATTRIBUTEVARIABLES"] = tuple(
        (place, (place - 1) // len(ATTRIBUTES) + 1, ATTRIBUTES[(place - 1) % len(ATTRIBUTES)])
        for place in range(1, 3 * len(ATTRIBUTES) + 1)
    )
    rows["ATTRIBUTEVALUES"] = tuple(_attribute_values(debate, entities))
    return DnaFile(rows=rows)


def _salt(name: str) -> bytes:
    return bytes.fromhex((content_id("dna salt", name) + content_id("dna salt", name, "more"))[: 2 * SALT_BYTES])


def _coders(password: str, machine: str) -> tuple[Row, ...]:
    flags = (1,) * len(PERMISSIONS)
    return (
        (ADMIN, "Admin", 255, 255, 0, 0, 14, password, 300, 0, 0, 1, *flags),
        (MACHINE, short(machine), 0, 128, 128, 0, 14, password, 300, 0, 0, 1, *flags),
    )


def _document(debate: Debate, article: Article, number: int) -> Row:
    seconds = (datetime.combine(_day(debate, article.id), time(12), tzinfo=UTC) - EPOCH) // timedelta(seconds=1)
    fields = (article.byline, article.outlet, article.section)
    notes = "\n".join(line for line in (article.url, str(article.origin), f"onrecord article {article.id}") if line)
    title = article.title or article.text.strip().split("\n", 1)[0]
    return (number, short(title), plain(article.text), MACHINE, *map(short, fields), clean(notes), "", seconds)


def _day(debate: Debate, article_id: str) -> date:
    """The day of publication, the middle of a window; 1970 where nothing is known, as DNA does."""
    if article_id not in debate.dated:
        return UNDATED
    when = debate.dated[article_id].when
    return when.earliest + timedelta(days=when.days // 2)


def _iter_coded(debate: Debate, articles: Sequence[Article], number: dict[str, int]) -> Iterator[Coded]:
    offsets = {article.id: Utf16(article.text) for article in articles}
    for position in debate.positions:
        if position.article_id not in number or position.statement_id not in debate.statements:
            continue
        extent = debate.statements[position.statement_id].extent
        start, stop = offsets[position.article_id].span(extent)
        document = number[position.article_id]
        if position.side in (Side.FOR, Side.AGAINST):
            for holder in debate.actors_of(position.holder):
                values = (*_names(debate, holder, position.article_id), short(position.concept_id))
                agreement = int(position.side is Side.FOR)
                yield Coded(document=document, start=start, stop=stop, values=values, agreement=agreement)
        if position.condition or position.side not in (Side.FOR, Side.AGAINST):
            yield Coded(document=document, start=start, stop=stop, note=_note(debate, position))


def _names(debate: Debate, holder: Actor, article_id: str) -> tuple[str, str]:
    """Person and organisation; who is no person stands as the organisation."""
    if holder.kind is not ActorKind.PERSON:
        return "", short(holder.name)
    affiliation = debate.affiliation(holder, article_id)
    return short(holder.name), short(affiliation.organisation) if affiliation else ""


def _note(debate: Debate, position: Position) -> str:
    who = ", ".join(actor.name for actor in debate.actors_of(position.holder)) or "somebody"
    condition = f"; condition: {position.condition}" if position.condition else ""
    return clean(f"{who}: {position.side} {position.concept_id}{condition}")


def _entities(coded: Sequence[Coded]) -> tuple[tuple[Row, ...], dict[tuple[int, str], int]]:
    """One entity per variable and value, '' always among them."""
    rows: list[Row] = []
    entity_of: dict[tuple[int, str], int] = {}
    for variable in (PERSON, ORGANISATION, CONCEPT):
        values = {"", *(statement.values[variable - 1] for statement in coded if statement.note is None)}
        for value in sorted_labels(values):
            entity_of[variable, value] = len(rows) + 1
            rows.append((len(rows) + 1, variable, value, 0, 0, 0, None))
    return tuple(rows), entity_of


def _attribute_values(debate: Debate, entities: Sequence[Row]) -> Iterator[Row]:
    """Type and aliases of actors and the claims of concepts, as far as known; a row for every pair."""
    actors = {short(actor.name): actor for actor in sorted(debate.actors.values(), key=lambda actor: actor.id)}
    claims = {short(c.id): c.claim for c in debate.codebook.concepts} if debate.codebook else {}
    number = 0
    for entity, variable, value, *_ in entities:
        actor = actors.get(value) if variable != CONCEPT else None
        others = [name for name in actor.names if name != actor.name] if actor else []
        known = (
            actor.kind.value if actor else "",
            "; ".join(others),
            claims.get(value, "") if variable == CONCEPT else "",
        )
        for place, text in enumerate(known, start=1):
            number += 1
            yield (number, entity, (variable - 1) * len(ATTRIBUTES) + place, short(text))


_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def clean(text: str) -> str:
    """`text` with what SQLite or UTF-8 cannot hold replaced, character by character."""
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def plain(text: str) -> str:
    """A document's text as DNA keeps it: line feeds only, the length unchanged."""
    return clean(text.replace("\r\n", " \n").replace("\r", "\n"))


def short(text: str) -> str:
    """One line of at most 190 characters."""
    line = " ".join(clean(text).split())
    return line if len(line) <= SHORT else line[: SHORT - 1].rstrip() + "…"


class Utf16:
    """Where the characters of a text stand when counted in UTF-16 units, as DNA counts them."""

    def __init__(self, text: str) -> None:
        self._astral = [place for place, character in enumerate(text) if ord(character) > 0xFFFF]

    def offset(self, place: int) -> int:
        """The UTF-16 offset of a code point offset."""
        return place + bisect_left(self._astral, place)

    def span(self, span: Span) -> tuple[int, int]:
        """Both ends of a span."""
        return self.offset(span.start), self.offset(span.end)
