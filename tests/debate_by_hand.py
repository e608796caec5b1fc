"""Debates built by hand, word by word, for tests of what is made from a whole debate."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from onrecord.model import (
    Actor,
    ActorKind,
    Affiliation,
    Article,
    ArticleActor,
    Basis,
    Codebook,
    Concept,
    Dated,
    Debate,
    Duplicate,
    DuplicateKind,
    Edit,
    EditKind,
    Event,
    EventReport,
    EventStatus,
    EventType,
    Evidence,
    Figure,
    FigureReport,
    Mention,
    MentionForm,
    Origin,
    Position,
    Precision,
    Provenance,
    Relation,
    Rung,
    Side,
    Skip,
    Span,
    Speaks,
    Statement,
    StatementKind,
    When,
    article_id,
)

MADE = Provenance(stage="by hand", version="1")


def on(day: str) -> When:
    """A single day, "2023-03-04"."""
    exact = date.fromisoformat(day)
    return When(earliest=exact, latest=exact, precision=Precision.DAY, basis=Basis.WRITTEN, written=day)


def window(first: str, last: str) -> When:
    """An interval that was concluded."""
    return When(
        earliest=date.fromisoformat(first), latest=date.fromisoformat(last),
        precision=Precision.INTERVAL, basis=Basis.INFERRED,
    )  # fmt: skip


@dataclass
class Pile:
    """Collects records by the words they rest on and hands out a `Debate`."""

    name: str = "A debate by hand"
    concepts: tuple[Concept, ...] = ()
    articles: dict[str, Article] = field(default_factory=dict)
    dated: dict[str, Dated] = field(default_factory=dict)
    duplicates: list[Duplicate] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    statements: dict[str, Statement] = field(default_factory=dict)
    speaks: dict[str, Speaks] = field(default_factory=dict)
    people: dict[str, dict[str, ArticleActor]] = field(default_factory=lambda: defaultdict(dict))
    kinds: dict[str, ActorKind] = field(default_factory=dict)
    roles: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))
    spellings: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    told: list[tuple[Statement, str, Side, str, str | None, str]] = field(default_factory=list)
    reports: dict[str, EventReport] = field(default_factory=dict)
    events: list[tuple[list[EventReport], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = field(
        default_factory=list
    )
    counts: dict[str, FigureReport] = field(default_factory=dict)
    figures: list[Figure] = field(default_factory=list)

    def article(self, outlet: str, when: When | None, title: str, *paragraphs: str, rung: Rung = Rung.VISIBLE) -> str:
        """Add an article; its id."""
        text = "\n".join((title, *paragraphs)) if title else "\n".join(paragraphs)
        name = f"{outlet or 'unnamed'}-{len(self.articles) + 1}.txt"
        key = article_id(text.encode(), outlet=outlet, url=name)
        self.articles[key] = Article(
            id=key, text=text, origin=Origin(path=name), outlet=outlet, title=title,
            headline=Span(start=0, end=len(title)) if title else None, provenance=MADE,
            edits=(Edit(kind=EditKind.FURNITURE, before="Share this story", raw_start=0, raw_end=16),),
        )  # fmt: skip
        if when:
            self.dated[key] = Dated(article_id=key, when=when, rung=rung, evidence=when.written, provenance=MADE)
        return key

    def find(self, article: str, words: str) -> Span:
        """Where `words` stand in the article."""
        start = self.articles[article].text.index(words)
        return Span(start=start, end=start + len(words))

    def sentence(self, article: str, words: str) -> Span:
        """The paragraph around `words`."""
        text, span = self.articles[article].text, self.find(article, words)
        end = text.find("\n", span.end)
        return Span(start=text.rfind("\n", 0, span.start) + 1, end=end if end >= 0 else len(text))

    def actor(self, article: str, name: str) -> ArticleActor:
        """The actor `name` of an article, mentioned at its beginning if nowhere else."""
        known = self.people[name]
        if article not in known:
            number = sum(len(members) for members in self.people.values())
            mention = Mention(article_id=article, span=Span(start=number, end=number + 1), form=MentionForm.NAME)
            known[article] = ArticleActor(
                article_id=article,
                name=name,
                kind=self.kinds.get(name, ActorKind.PERSON),
                mentions=(mention,),
                provenance=MADE,
            )
        return known[article]

    def says(
        self, article: str, name: str, *words: str, kind: StatementKind = StatementKind.DIRECT,
        source: str = "", outer: Statement | None = None,
    ) -> Statement:  # fmt: skip
        """Add a statement of `name`; nobody's where `name` is empty."""
        statement = Statement(
            article_id=article, content=tuple(self.find(article, each) for each in words), kind=kind,
            source=self.find(article, source) if source else None, outer=outer.id if outer else None, provenance=MADE,
        )  # fmt: skip
        self.statements[statement.id] = statement
        if name:
            actor = self.actor(article, name)
            self.speaks[statement.id] = Speaks(
                statement_id=statement.id, actor_ids=(actor.id,), basis="named", confidence=1, provenance=MADE
            )
        return statement

    def stands(
        self,
        statement: Statement,
        concept: str,
        side: Side,
        holder: str,
        told_by: str | None = None,
        condition: str = "",
    ) -> None:
        """Add a position of `holder`."""
        self.told.append((statement, concept, side, holder, told_by, condition))

    def report(
        self, article: str, words: str, type: EventType, when: When | None, status: EventStatus = EventStatus.HAPPENED
    ) -> EventReport:
        """A report whose trigger is `words`; it belongs to no event yet."""
        report = EventReport(
            article_id=article, sentence=self.sentence(article, words), trigger=self.find(article, words), type=type,
            status=status, when=when, provenance=MADE,
        )  # fmt: skip
        self.reports[report.id] = report
        return report

    def event(self, *reports: EventReport, who: str = "", whom: str = "", disagree: tuple[str, ...] = ()) -> None:
        """Merge reports into an event."""
        home = reports[0].article_id
        parties = tuple((self.actor(home, each).id,) if each else () for each in (who, whom))
        self.events.append((list(reports), *parties, disagree))

    def figure(self, relation: Relation, counted: str, *reports: tuple[str, str, float, str]) -> None:
        """Group reports (article, words, value, said by) into a figure."""
        made = []
        for article, words, value, said_by in reports:
            report = FigureReport(
                article_id=article, sentence=self.sentence(article, words), span=self.find(article, words),
                low=value, high=value, counted=counted, provenance=MADE,
                said_by=(self.actor(article, said_by).id,) if said_by else (),
            )  # fmt: skip
            self.counts[report.id] = report
            made.append(report.id)
        self.figures.append(
            Figure(id=min(made), counted=counted, reports=tuple(made), relation=relation, provenance=MADE)
        )

    def copy(self, article: str, of: str) -> None:
        """Call `article` a copy."""
        self.duplicates.append(
            Duplicate(article_id=article, of=of, kind=DuplicateKind.NEAR, share=0.94, provenance=MADE)
        )

    def debate(self) -> Debate:
        """All of it."""
        codebook = Codebook(debate=self.name, concepts=self.concepts) if self.concepts else None
        positions = tuple(self._position(codebook, *each) for each in self.told) if codebook else ()
        actors = {actor.id: actor for actor in map(self._linked, list(self.people))}
        actor_of = {member: actor.id for actor in actors.values() for member in actor.members}
        return Debate(
            name=self.name, codebook=codebook, articles=self.articles, dated=self.dated,
            duplicates=tuple(self.duplicates), skips=tuple(self.skips), statements=self.statements,
            speaks={
                key: Speaks(
                    statement_id=key, actor_ids=tuple(actor_of[each] for each in s.actor_ids), basis=s.basis,
                    confidence=1, provenance=MADE,
                )
                for key, s in self.speaks.items()
            },
            article_actors={a.id: a for known in self.people.values() for a in known.values()},
            actors=actors, actor_of=actor_of, positions=positions, event_reports=self.reports,
            events=tuple(self._event(actor_of, *each) for each in self.events),
            figure_reports=self.counts, figures=tuple(self.figures),
        )  # fmt: skip

    def _linked(self, name: str) -> Actor:
        members = sorted(actor.id for actor in self.people[name].values())
        home = next(iter(self.people[name]))
        evidence = Evidence(article_id=home, span=Span(start=0, end=1))
        return Actor(
            id=members[0], name=name, kind=self.kinds.get(name, ActorKind.PERSON), members=tuple(members),
            provenance=MADE, names=(name, *self.spellings[name]),
            affiliations=tuple(Affiliation(role=r, organisation=o, evidence=evidence) for r, o in self.roles[name]),
        )  # fmt: skip

    def _position(
        self,
        codebook: Codebook,
        statement: Statement,
        concept: str,
        side: Side,
        holder: str,
        told_by: str | None,
        condition: str,
    ) -> Position:
        return Position(
            article_id=statement.article_id, statement_id=statement.id, concept_id=concept, side=side,
            holder=(self.actor(statement.article_id, holder).id,),
            told_by=(self.actor(statement.article_id, told_by).id,) if told_by else (),
            condition=condition, evidence=statement.extent, confidence=0.8, codebook=codebook.version, provenance=MADE,
        )  # fmt: skip

    def _event(
        self,
        actor_of: dict[str, str],
        reports: list[EventReport],
        who: tuple[str, ...],
        whom: tuple[str, ...],
        disagree: tuple[str, ...],
    ) -> Event:
        return Event(
            id=min(report.id for report in reports), type=reports[0].type, status=reports[0].status,
            reports=tuple(report.id for report in reports), who=tuple(actor_of[each] for each in who),
            whom=tuple(actor_of[each] for each in whom), when=reports[0].when, disagree=disagree, provenance=MADE,
        )  # fmt: skip


def ferry_pile() -> Pile:
    """A small dispute over a ferry with one of everything: a turn, a told position, a copy, a skip, hostile markup."""
    pile = Pile(
        name="The night ferry",
        concepts=(
            Concept(
                id="run", claim="The night ferry should keep running.", description="The sailing at eleven, all year."
            ),
            Concept(id="toll", claim="Lorries should pay a harbour toll."),
            Concept(id="bridge", claim="A bridge should replace the ferry."),
        ),
    )
    pile.kinds |= {"Quay Union": ActorKind.ORGANISATION, "a senior harbour official": ActorKind.ANONYMOUS}
    pile.roles["Ada Moor"] = [("transport minister", "Lower Isles"), ("former mayor", "Sund")]
    pile.roles["Ben Moor"] = [("chair", "Quay Union")]
    pile.spellings["Ada Moor"] = ["Moor", "A. Moor"]
    first = pile.article(
        "The Sund Post", on("2022-01-14"), "Minister wants an end to the night ferry",
        "“The night ferry must stop,” Ada Moor said on Friday. “It loses money every night.”",
        "The Quay Union held a march on Thursday; 300 people came, the union said. Police counted 120.",
        "Ben Moor said the ferry should run & that <script>alert('x')</script> lorries should pay if the toll is fair.",
    )  # fmt: skip
    second = pile.article(
        "Isles Radio", on("2022-04-02"), "Minister keeps the ferry",
        "Ada Moor said that the night ferry should stay. A spokesman said she was against a bridge.",
        "“We will see,” said a senior harbour official.",
        "The ministry and the union will meet on Monday.",
    )  # fmt: skip
    third = pile.article("", None, "", "Somebody was quoted as saying that a bridge was “a dream”.")
    copied = pile.article(
        "Coast Mirror", on("2022-04-03"), "Minister keeps the ferry", "Ada Moor said that the ferry should stay."
    )
    pile.copy(copied, second)
    pile.skips.append(Skip(article="empty.txt", origin="empty.txt", stage="corpus", reason="no text"))
    stop = pile.says(first, "Ada Moor", "The night ferry must stop", "It loses money every night", source="Ada Moor")
    pile.stands(stop, "run", Side.AGAINST, "Ada Moor")
    keep = pile.says(second, "Ada Moor", "the night ferry should stay", kind=StatementKind.INDIRECT, source="Ada Moor")
    pile.stands(keep, "run", Side.FOR, "Ada Moor")
    told = pile.says(second, "Spokesman", "she was against a bridge", kind=StatementKind.INDIRECT, source="A spokesman")
    pile.stands(told, "bridge", Side.AGAINST, "Ada Moor", "Spokesman")
    ben = pile.says(
        first, "Ben Moor",
        "the ferry should run & that <script>alert('x')</script> lorries should pay if the toll is fair",
        kind=StatementKind.INDIRECT, source="Ben Moor",
    )  # fmt: skip
    pile.stands(ben, "run", Side.FOR, "Ben Moor")
    pile.stands(ben, "toll", Side.CONDITIONAL, "Ben Moor", None, "if the toll is fair")
    pile.stands(
        pile.says(second, "a senior harbour official", "We will see"), "toll", Side.UNCLEAR, "a senior harbour official"
    )
    pile.says(first, "Quay Union", "300 people came", kind=StatementKind.INDIRECT)
    pile.says(third, "", "a bridge was “a dream”", kind=StatementKind.MIXED)
    march = pile.report(first, "march", EventType.PROTEST, on("2022-01-13"))
    pile.event(march, who="Quay Union")
    pile.event(pile.report(second, "meet", EventType.CONSULT, on("2022-04-04"), EventStatus.PLANNED), who="Quay Union")
    pile.event(pile.report(third, "quoted", EventType.REQUEST, None, EventStatus.DENIED))
    pile.figure(Relation.DISAGREE, "people", (first, "300", 300, "Quay Union"), (first, "120", 120, ""))
    return pile


def large_pile(articles: int = 250, each: int = 12) -> Pile:
    """As many articles with as many statements each; a third of them take a side."""
    claims = (
        "The dam should be built",
        "The loan is fair",
        "There should be a vote",
        "The crews should be paid",
        "The road comes first",
    )
    pile = Pile(
        name="A large debate", concepts=tuple(Concept(id=f"c{n}", claim=f"{claim}.") for n, claim in enumerate(claims))
    )
    names = [
        f"{first} {last}"
        for last in ("Orr", "Vane", "Tusk", "Lind", "Abara", "Ngata")
        for first in ("Ana", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal")
    ]
    for number in range(articles):
        sentences = [
            f"Said number {number}.{k}: the matter of the {claims[(number + k) % 5].lower()} has been argued in the "
            f"valley for as long as anyone remembers, and it will be argued for {number * each + k} days more."
            for k in range(each)
        ]
        day = date(2021, 1, 1) + timedelta(days=number * 3)
        key = pile.article(f"Outlet {number % 9}", on(day.isoformat()), f"Report number {number}", *sentences)
        for k, sentence in enumerate(sentences):
            name = names[(number * 7 + k * k) % len(names)]
            said = pile.says(key, name, sentence[14 : 60 + k], kind=StatementKind.INDIRECT)
            if k % 3 == 0:
                pile.stands(said, f"c{(number + k) % 5}", list(Side)[(number + k) % 4], name)
            if k % 6 == 0:
                pile.event(pile.report(key, f"number {number}.{k}:", EventType.CONSULT, on(day.isoformat())), who=name)
                pile.figure(Relation.SINGLE, "days", (key, f"for {number * each + k} days", number * each + k, name))
    return pile
