"""The scorer of the debate suite, on debates built by hand."""

from __future__ import annotations

from datetime import date

import pytest

from onrecord.errors import GoldError
from onrecord.evaluation.debate import score
from onrecord.evaluation.gold import GoldArticle, parse_gold_date, parse_gold_value
from onrecord.evaluation.normal import find_places, normal_name, sentences_of
from onrecord.model import (
    Actor,
    ActorKind,
    Affiliation,
    Article,
    ArticleActor,
    Basis,
    Dated,
    Debate,
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
    Span,
    Speaks,
    Statement,
    StatementKind,
    When,
)

MADE = Provenance(stage="test", version="1")
TEXT = (
    "Mayor backs the bridge\n"
    "Ada Lunt, the mayor, said the bridge “must be built” by May. It rained.\n"
    "Some 40 workers marched on Friday, officials said."
)
DAY = date(2023, 3, 4)


def span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start=start, end=start + len(words))


def day(when: date) -> When:
    return When(earliest=when, latest=when, precision=Precision.DAY, basis=Basis.WRITTEN)


class Built:
    """A debate of one article, one speaker and one statement, to be varied."""

    def __init__(self) -> None:
        self.article = Article(
            id="a",
            text=TEXT,
            origin=Origin(path="folder/one.txt"),
            title="Mayor backs the bridge",
            headline=span("Mayor backs the bridge"),
            provenance=MADE,
        )
        mention = Mention(article_id="a", span=span("Ada Lunt"), form=MentionForm.NAME)
        role = Affiliation(role="mayor", organisation="Town Hall", evidence=Evidence(article_id="a", span=mention.span))
        self.member = ArticleActor(
            article_id="a",
            name="Ada Lunt",
            kind=ActorKind.PERSON,
            mentions=(mention,),
            affiliations=(role,),
            provenance=MADE,
        )
        self.actor = Actor(
            id=self.member.id,
            name="Ada Lunt",
            kind=ActorKind.PERSON,
            names=("Ada Lunt",),
            members=(self.member.id,),
            affiliations=(role,),
            provenance=MADE,
        )
        self.statements = [self.statement("the bridge “must be built” by May")]
        self.sides = [Side.FOR]
        self.when: When | None = day(date(2023, 3, 3))
        self.dated: When | None = day(DAY)
        self.rung = Rung.VISIBLE

    def statement(self, words: str) -> Statement:
        return Statement(article_id="a", content=(span(words),), kind=StatementKind.MIXED, provenance=MADE)

    def debate(self) -> Debate:
        sentence = span("Some 40 workers marched on Friday, officials said.")
        event = EventReport(
            article_id="a",
            sentence=sentence,
            trigger=span("marched"),
            type=EventType.PROTEST,
            when=self.when,
            provenance=MADE,
        )
        figure = FigureReport(
            article_id="a", sentence=sentence, span=span("40"), low=40, high=40, counted="workers", provenance=MADE
        )
        positions = tuple(
            Position(
                article_id="a",
                statement_id=self.statements[0].id,
                concept_id="bridge",
                side=side,
                holder=(self.member.id,),
                evidence=self.statements[0].content[0],
                confidence=0.9,
                codebook="v",
                provenance=MADE,
            )
            for side in self.sides
        )
        speaks = {
            s.id: Speaks(statement_id=s.id, actor_ids=(self.actor.id,), basis="name", confidence=1, provenance=MADE)
            for s in self.statements
        }
        dated = {"a": Dated(article_id="a", when=self.dated, rung=self.rung, provenance=MADE)} if self.dated else {}
        return Debate(
            name="The bridge",
            articles={"a": self.article},
            dated=dated,
            statements={s.id: s for s in self.statements},
            speaks=speaks,
            article_actors={self.member.id: self.member},
            actors={self.actor.id: self.actor},
            actor_of={self.member.id: self.actor.id},
            positions=positions,
            event_reports={event.id: event},
            events=(
                Event(id=event.id, type=event.type, status=EventStatus.HAPPENED, reports=(event.id,), provenance=MADE),
            ),
            figure_reports={figure.id: figure},
            figures=(
                Figure(
                    id=figure.id, counted="workers", reports=(figure.id,), relation=Relation.SINGLE, provenance=MADE
                ),
            ),
        )


def gold(**changes: object) -> dict[str, GoldArticle]:
    content: dict[str, object] = {
        "date": "2023-03-04",
        "noise": ["Share this"],
        "statements": [
            {
                "content_contains": 'bridge "MUST be built"',
                "speaker": "Lunt",
                "accept": ["the Ada Lunt"],
                "affiliation": ["town hall"],
                "kind": "mixed",
                "positions": {"bridge": 1},
            }
        ],
        "events": [{"report_contains": "workers marched", "date": "2023-03-03"}],
        "figures": [{"value": "40", "counted": "angry worker"}],
    }
    return {"one": GoldArticle.model_validate(content | changes)}


def test_a_perfect_reading_scores_one_everywhere() -> None:
    """Everything found, nothing else found: all shares are 1, no noise is kept."""
    figures = score(Built().debate(), gold())
    shares = [
        "statement_recall", "statement_precision", "kind_accuracy", "speaker_accuracy", "affiliation_accuracy",
        "position_f1", "event_recall", "event_date_accuracy", "event_count_ratio", "figure_recall",
        "figure_count_ratio", "date_accuracy",
    ]  # fmt: skip
    assert {name: figures[name] for name in shares} == dict.fromkeys(shares, 1.0)
    assert figures["noise_kept"] == 0


def test_a_content_longer_than_the_paragraph_finds_nothing() -> None:
    """Swallowing the article is no way to find a statement."""
    built = Built()
    whole = Statement(
        article_id="a", content=(Span(start=23, end=len(TEXT)),), kind=StatementKind.MIXED, provenance=MADE
    )
    built.statements = [whole]
    assert score(built.debate(), gold())["statement_recall"] == 0


def test_a_statement_elsewhere_is_wrong_unless_borderline() -> None:
    """Precision falls with a statement in another sentence; a borderline place does not count."""
    built = Built()
    built.statements.append(built.statement("Some 40 workers marched on Friday"))
    assert score(built.debate(), gold())["statement_precision"] == 0.5
    assert score(built.debate(), gold(borderline=["40 workers marched"]))["statement_precision"] == 1


def test_at_most_one_statement_more_than_the_gold_counts_per_sentence() -> None:
    """Cutting one statement into many is not rewarded."""
    built = Built()
    built.statements += [built.statement(words) for words in ("“must be built”", "be built”", "by May")]
    assert score(built.debate(), gold())["statement_precision"] == 0.5


def test_the_wrong_side_is_a_wrong_position() -> None:
    """Against instead of for: nothing hit, one found, one missed; unclear takes no side."""
    built = Built()
    built.sides = [Side.AGAINST]
    assert score(built.debate(), gold())["position_f1"] == 0
    built.sides = [Side.UNCLEAR]
    figures = score(built.debate(), gold())
    assert (figures["position_recall"], figures["position_precision"]) == (0, None)


def test_a_date_wider_than_the_gold_is_wrong() -> None:
    """A month that holds the day does not know the day."""
    built = Built()
    built.when = When(
        earliest=date(2023, 3, 1), latest=date(2023, 3, 31), precision=Precision.MONTH, basis=Basis.WRITTEN
    )
    assert score(built.debate(), gold())["event_date_accuracy"] == 0


def test_an_undated_article_may_be_inferred_but_not_misdated() -> None:
    """No date is right, a window that holds the truth is right, a caption's day is wrong."""
    undated = gold(date=None, date_window=["2023-03-01", "2023-03-09"], not_the_date=["2022-12-14"])
    built = Built()
    assert score(built.debate(), undated)["date_accuracy"] == 0
    built.dated = None
    assert score(built.debate(), undated)["date_accuracy"] == 1
    built.dated, built.rung = (
        When(earliest=date(2023, 1, 1), latest=date(2023, 12, 31), precision=Precision.YEAR, basis=Basis.INFERRED),
        Rung.INFERRED,
    )
    figures = score(built.debate(), undated)
    assert (figures["date_accuracy"], figures["inferred_window_days"]) == (1, 365)


def test_gold_of_an_article_that_was_not_read_is_an_error() -> None:
    """A figure over fewer articles than the gold has would be dishonest."""
    with pytest.raises(GoldError, match="two"):
        score(Built().debate(), {"two": gold()["one"]})


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2014-SU", date(2014, 6, 1), date(2014, 8, 31)),
        ("2014-WI", date(2014, 12, 1), date(2015, 2, 28)),
        ("2023-12-31", date(2023, 12, 31), date(2023, 12, 31)),
    ],
)
def test_a_gold_date_is_as_wide_as_its_prefix(written: str, first: date, last: date) -> None:
    """Year, season, month and day."""
    assert parse_gold_date(written) == (first, last)


@pytest.mark.parametrize(
    ("written", "value"),
    [("2,500", 2500), ("six", 6), ("a third", 1 / 3), ("1.2 billion", 1.2e9), ("two dozen", 24), ("15 percent", 15)],
)
def test_a_gold_value_is_a_number(written: str, value: float) -> None:
    """Digits, words, scales and parts."""
    assert parse_gold_value(written) == pytest.approx(value)


def test_words_are_found_under_other_quotes_and_spaces() -> None:
    """Places are offsets of the text as it stands."""
    (place,) = find_places('"MUST  be', TEXT)
    assert TEXT[slice(*place)] == "“must be"


def test_names_are_compared_bare() -> None:
    """Articles, particles, accents and hyphens do not part two names."""
    assert normal_name("the Yūsuf al-Haddád") == normal_name("Yusuf Haddad")
    assert normal_name("Ada Lunt") != normal_name("Ida Lunt")


def test_sentences_end_at_lines_and_stops_but_not_at_titles() -> None:
    """Abbreviated titles do not end a sentence."""
    text = "Gen. Brown left. He said: “No.” Then\nhe came back."
    assert [text[a:b].strip() for a, b in sentences_of(text)] == [
        "Gen. Brown left.",
        "He said: “No.”",
        "Then",
        "he came back.",
    ]
