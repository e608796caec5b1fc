"""The tables of words that report an event."""

from onrecord.model import EventType
from onrecord.timeline.lexicon import Need, get_lexicon


def test_a_word_too_common_to_report_an_event_says_what_it_needs() -> None:
    """The sign after a word is no part of it."""
    verbs = get_lexicon().verbs
    assert (verbs["publish"].need, verbs["thank"].need, verbs["arrest"].need) == (Need.DATE, Need.NAME, Need.NOTHING)
    assert not any(word.endswith(("~", "@")) for word in verbs)


def test_a_noun_of_several_senses_has_one_by_the_words_beside_it() -> None:
    """A strike of dockers is a protest, one of drones an attack, one of lightning nothing."""
    strike = get_lexicon().senses["strike"]
    types = {word: kind and kind.type for word, kind in strike.items()}
    assert types["docker"] is EventType.PROTEST
    assert types["drone"] is EventType.ASSAULT
    assert types["lightning"] is None


def test_to_vote_for_and_to_vote_against_are_two_types() -> None:
    """A vote is the same happening whichever way it goes; the type tells the way."""
    paths = get_lexicon().paths
    assert paths["vote", "against"].type is EventType.REJECT
    assert paths["vote", "for"].type is EventType.AGREE
    assert paths["vote", "against"].mode == paths["vote", "for"].mode == "vote"


def test_modes_named_in_lists_are_modes_of_entries() -> None:
    """A misspelt mode would silently switch its rule off."""
    lexicon = get_lexicon()
    tables = (lexicon.verbs, lexicon.paths, lexicon.objects, lexicon.subjects, lexicon.phrases, lexicon.nouns)
    modes = {kind.mode for table in tables for kind in table.values()}
    assert lexicon.tied | lexicon.spoken | lexicon.collective <= modes
