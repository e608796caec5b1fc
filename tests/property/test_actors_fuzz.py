"""What holds for actors of any text and in any order."""

from __future__ import annotations

from functools import cache

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.actors import find_actors, link_actors
from onrecord.language import Parser
from onrecord.model import (
    ActorKind,
    Analysis,
    Article,
    ArticleActor,
    Mention,
    MentionForm,
    Origin,
    Provenance,
    Span,
    Statement,
    StatementKind,
    article_id,
)

PROVENANCE = Provenance(stage="test", version="1")
WORDS = st.sampled_from(
    [
        "Rashid", "al-Tamimi", "He", "she", "they", "Prime", "Minister", "the", "a", "senior", "official", "said", ",",
        ".", "“", "”", '"', "(", "KRG)", "US-led", "Iraq's", "parliament", "who", "🎉", "تامر", "-", "’", "and", "of",
        "Ministry", "Washington", "ACME", "statement", "it", "\n", "Mr.", "O’Neill", "former",
    ]
)  # fmt: skip
TEXTS = st.one_of(st.text(min_size=1, max_size=80), st.lists(WORDS, min_size=1, max_size=40).map(" ".join))


@cache
def parser() -> Parser:
    """The default pipeline, loaded once."""
    return Parser()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=TEXTS.filter(lambda text: bool(text.strip())), cuts=st.lists(st.integers(0, 79), min_size=4, max_size=4))
def test_any_text_gives_actors_with_exact_mentions(text: str, cuts: list[int]) -> None:
    """Nothing raises, every mention lies in the text and belongs to one actor, and every reference has its actor."""
    article = Article(
        id=article_id(text.encode("utf-8", "surrogatepass"), outlet="", url=""),
        text=text,
        origin=Origin(path="x"),
        provenance=PROVENANCE,
    )
    analysis = parser().parse(article)
    assert isinstance(analysis, Analysis)
    a, b, c, d = sorted(min(cut, len(text) - 1) for cut in cuts)
    statement = Statement(
        article_id=article.id,
        content=(Span(start=c, end=d + 1),),
        source=Span(start=a, end=b + 1),
        kind=StatementKind.INDIRECT,
        provenance=PROVENANCE,
    )
    actors, refers = find_actors(analysis, [statement])
    mentions = [mention.id for actor in actors for mention in actor.mentions]
    assert len(mentions) == len(set(mentions))
    assert all(mention.span.end <= len(text) for actor in actors for mention in actor.mentions)
    assert {key for each in refers for key in each.actor_ids} <= {actor.id for actor in actors}
    assert find_actors(analysis, [statement]) == (actors, refers)


NAMES = st.sampled_from(
    ["Masud Darwish", "Masoud Darwish", "Nadir Darwish", "Darwish", "M. Darwish", "J. Miller", "John Miller", "Miller",
     "James Miller", "John A. Miller", "John B. Miller", "Li", "Al"]
)  # fmt: skip


@st.composite
def article_actors(draw: st.DrawFn) -> list[ArticleActor]:
    """A few persons of a few articles."""
    rows = draw(st.lists(st.tuples(NAMES, st.sampled_from(["", "JOR", "EGY"])), min_size=1, max_size=12))
    return [
        ArticleActor(
            article_id=f"article {place}",
            name=name,
            kind=ActorKind.PERSON,
            mentions=(
                Mention(article_id=f"article {place}", span=Span(start=place, end=place + 1), form=MentionForm.NAME),
            ),
            country=country,
            provenance=PROVENANCE,
        )
        for place, (name, country) in enumerate(rows)
    ]


@settings(deadline=None)
@given(data=st.data())
def test_linking_does_not_depend_on_order(data: st.DataObject) -> None:
    """Any order of article actors gives the same actors, and every article actor is in exactly one."""
    actors = data.draw(article_actors())
    shuffled = data.draw(st.permutations(actors))
    linked = link_actors(actors, {})
    assert linked == link_actors(shuffled, {})
    assert sorted(member for actor in linked for member in actor.members) == sorted(actor.id for actor in actors)


@settings(deadline=None)
@given(actors=article_actors())
def test_no_actor_has_two_given_names_at_odds(actors: list[ArticleActor]) -> None:
    """Masud and Nadir Darwish never meet in one actor, whatever stands between them."""
    for actor in link_actors(actors, {}):
        names = set(actor.names)
        assert not ({"Masud Darwish", "Masoud Darwish"} & names and "Nadir Darwish" in names)
        assert not {"John Miller", "James Miller"} <= names
