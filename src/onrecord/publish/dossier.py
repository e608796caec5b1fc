"""The dossier: a whole debate as one HTML file that opens offline and names no other host."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from onrecord.model import Debate, Rung, record
from onrecord.publish.camps import Picture, draw_camps
from onrecord.publish.chronicle import Chronicle, tell_events
from onrecord.publish.dates import say_interval
from onrecord.publish.index import Index, index_debate
from onrecord.publish.lines import Line, Where, fold_repeats, statement_line
from onrecord.publish.people import ActorEntry, Unnamed, actor_entries, roles_of, unnamed_entries
from onrecord.publish.quantities import FigureShelf, figure_shelves
from onrecord.publish.sources import ArticleEntry, CopyEntry, SkipEntry, article_entries, copy_entries, skip_entries
from onrecord.publish.stands import (
    Change,
    ConceptEntry,
    Row,
    concept_entries,
    find_changes,
    find_most_disputed,
    group_stances,
    matrix_rows,
)
from onrecord.publish.strip import Strip, draw_strip
from onrecord.publish.syndication import TextEntry, text_entries
from onrecord.publish.versions import VersionEntry, version_entries
from onrecord.publish.voices import House, Quiet, find_houses, find_quiet

VERSION = "1"


@record
class Counts:
    """The figures of the standfirst. `articles` counts all that were stored; `read` no copies and no skips."""

    articles: int
    read: int
    copies: int
    outlets: int
    statements: int
    independent: int
    """Statements whose words repeat no other's."""
    positions: int
    actors: int
    events: int
    beside: int
    period: str


@record
class Beside:
    """The statements of one article that touch no concept."""

    where: Where
    lines: tuple[Line, ...]


@record
class Page:
    """Everything the template shows."""

    title: str
    counts: Counts
    concepts: tuple[ConceptEntry, ...]
    disputed: ConceptEntry | None
    strip: Strip | None
    rows: tuple[Row, ...]
    changes: tuple[Change, ...]
    houses: tuple[House, ...]
    quiet: tuple[Quiet, ...]
    actors: tuple[ActorEntry, ...]
    nameless: tuple[Line, ...]
    unnamed: tuple[Unnamed, ...]
    chronicle: Chronicle
    shelves: tuple[FigureShelf, ...]
    picture: Picture | None
    beside: tuple[Beside, ...]
    articles: tuple[ArticleEntry, ...]
    copies: tuple[CopyEntry, ...]
    versions: tuple[VersionEntry, ...]
    syndication: tuple[TextEntry, ...]
    skips: tuple[SkipEntry, ...]
    stages: tuple[str, ...]
    codebook: str


def render_dossier(debate: Debate) -> str:
    """One HTML page: who said what, who stands where, what happened, which figures, from which articles.

    The same debate gives the same bytes. Nothing is loaded from anywhere; words of articles are escaped.
    """
    styles, script = (Markup(_template_text(name)) for name in ("dossier.css", "dossier.js"))
    return _environment().get_template("dossier.html").render(page=page_of(debate), styles=styles, script=script)


def page_of(debate: Debate) -> Page:
    """The debate as the page shows it."""
    index = index_debate(debate)
    stances = group_stances(index)
    roles = {actor.id: next(iter(roles_of(actor)), "") for actor in index.actors}
    concepts = concept_entries(index, stances)
    return Page(
        title=debate.codebook.debate if debate.codebook else debate.name,
        counts=_counts(index),
        concepts=concepts,
        disputed=find_most_disputed(concepts),
        strip=draw_strip(index, stances),
        rows=matrix_rows(index, stances, roles),
        changes=find_changes(index, stances),
        houses=find_houses(index, stances),
        quiet=find_quiet(index, stances),
        actors=actor_entries(index, stances),
        unnamed=unnamed_entries(index),
        nameless=tuple(statement_line(index, statement, home=True) for statement in index.nameless),
        chronicle=tell_events(index),
        shelves=figure_shelves(index),
        picture=draw_camps(index, stances),
        beside=_beside(index),
        articles=article_entries(index),
        copies=copy_entries(index),
        versions=version_entries(index),
        syndication=text_entries(index),
        skips=skip_entries(index),
        stages=_stages(debate),
        codebook=debate.codebook.version if debate.codebook else "",
    )


def _beside(index: Index) -> tuple[Beside, ...]:
    found: dict[str, list[Line]] = {}
    for statement in sorted(
        index.debate.statements.values(), key=lambda s: (*index.order(s.article_id, s.extent.start), s.id)
    ):
        if statement.id not in index.positions:
            found.setdefault(statement.article_id, []).append(statement_line(index, statement))
    return tuple(Beside(where=lines[0].where, lines=fold_repeats(lines)) for lines in found.values())


def _counts(index: Index) -> Counts:
    debate = index.debate
    given_up = {skip.article for skip in debate.skips}
    known = [d.when for d in debate.dated.values() if d.rung is not Rung.INFERRED and d.article_id in debate.articles]
    period = say_interval(min(w.earliest for w in known), max(w.latest for w in known)) if known else ""
    return Counts(
        articles=len(debate.articles),
        read=sum(1 for article in index.originals() if article.id not in given_up),
        copies=len(debate.duplicates),
        outlets=len({article.outlet for article in debate.articles.values() if article.outlet}),
        statements=len(debate.statements),
        independent=len(debate.statements) - len(index.repeated),
        positions=len(debate.positions),
        actors=len(index.actors),
        events=len(debate.events),
        beside=sum(1 for statement_id in debate.statements if statement_id not in index.positions),
        period=period,
    )


def _stages(debate: Debate) -> tuple[str, ...]:
    """Which rooms made the records, with their versions and models."""
    groups = (
        debate.articles.values(), debate.dated.values(), debate.statements.values(), debate.actors.values(),
        debate.positions, debate.events, debate.figures,
    )  # fmt: skip
    made = {item.provenance for group in groups for item in group}
    return tuple(sorted({f"{p.stage} {p.version}" + (f" ({p.model})" if p.model else "") for p in made}))


def _template_text(name: str) -> str:
    return (files("onrecord.publish") / "templates" / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("onrecord.publish", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
