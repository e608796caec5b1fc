"""Houses that do not speak with one voice, and actors who fall silent, as the dossier tells them."""

from __future__ import annotations

from dataclasses import replace

from debate_by_hand import Pile, ferry_pile, on
from onrecord.model import ActorKind, Concept, Side
from onrecord.publish import render_dossier
from onrecord.publish.index import index_debate
from onrecord.publish.stands import find_changes, group_stances
from onrecord.publish.voices import find_houses, find_quiet


def pier_pile() -> Pile:
    """A pier board whose spokesman contradicts its head; a captain heard four times, and never again."""
    pile = Pile(name="The pier", concepts=(Concept(id="pier", claim="The pier should be rebuilt."),))
    pile.kinds["Pier Board"] = ActorKind.ORGANISATION
    pile.roles["Ida Holm"] = [("director", "Pier Board")]
    pile.roles["Jon Falk"] = [("spokesman", "Pier Board")]
    pile.roles["Kai Lund"] = [("deputy director", "Pier Board")]
    for month in range(1, 13):
        year, name = (2021, "Ola Berg") if month < 5 else (2022, ("Una Dahl", "Tor Vik")[month % 2])
        text = f"{name} said on day {month} that the pier should be rebuilt."
        article = pile.article("Post", on(f"{year}-{month:02}-03"), f"Report {month}", text)
        said = pile.says(article, name, "the pier should be rebuilt", source=name)
        pile.stands(said, "pier", Side.FOR, name)
    article = pile.article(
        "Post", on("2022-12-20"), "The board", "Ida Holm said the pier must go.",
        "Jon Falk said the board wants to rebuild the pier.", "Kai Lund said he was for rebuilding.",
    )  # fmt: skip
    for name, words, side in (
        ("Jon Falk", "the board wants to rebuild the pier", Side.FOR),
        ("Kai Lund", "he was for rebuilding", Side.FOR),
        ("Ida Holm", "the pier must go", Side.AGAINST),
    ):
        pile.stands(pile.says(article, name, words, source=name), "pier", side, name)
    return pile


def test_a_spokesman_who_takes_the_other_side_than_the_head_is_shown_with_both_lines() -> None:
    """The head stands first; a deputy does not lead; an organisation of one mind or without a name is not shown."""
    index = index_debate(pier_pile().debate())
    (house,) = find_houses(index, group_stances(index))
    assert [(voice.name.text, voice.side) for voice in house.heads] == [("Ida Holm", Side.AGAINST)]
    assert {voice.name.text for voice in house.members} == {"Jon Falk", "Kai Lund"}
    assert house.heads[0].line.runs
    nameless = pier_pile()
    for name in ("Ida Holm", "Jon Falk", "Kai Lund"):
        nameless.roles[name] = [("minister", "government")]
    index = index_debate(nameless.debate())
    assert find_houses(index, group_stances(index)) == ()
    alike = pier_pile()
    alike.told = [(*each[:2], Side.FOR, *each[3:]) for each in alike.told]
    index = index_debate(alike.debate())
    assert find_houses(index, group_stances(index)) == ()


def test_a_silence_is_told_only_where_others_went_on_for_longer_than_chance_explains() -> None:
    """Four stands and then none while others are heard eleven times; those heard to the end are not silent."""
    index = index_debate(pier_pile().debate())
    (quiet,) = find_quiet(index, group_stances(index))
    assert (quiet.name.text, quiet.others, quiet.end) == ("Ola Berg", 11, "")
    debate = pier_pile().debate()
    few = replace(debate, positions=debate.positions[2:6])
    index = index_debate(few)
    assert find_quiet(index, group_stances(index)) == ()


def test_the_page_says_so_and_says_nothing_where_there_is_nothing() -> None:
    """Both blocks are on the page of the pier and not on that of the ferry; one turn alone is called scatter."""
    page, ferry = render_dossier(pier_pile().debate()), render_dossier(ferry_pile().debate())
    for title in ("Not of one voice", "Fallen silent"):
        assert title in page
        assert title not in ferry
    assert "A split this clean comes by chance 50 times in 100: it may be scatter" in ferry
    index = index_debate(ferry_pile().debate())
    assert [(each.chance, each.is_noise) for each in find_changes(index, group_stances(index))] == [(0.5, True)]
