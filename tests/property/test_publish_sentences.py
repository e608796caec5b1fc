"""Lines of the dossier keep the words of the article, whatever the article is."""

from __future__ import annotations

import time

from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.model import Span
from onrecord.publish.sentences import find_window, mark_words, sentence_borders

TEXTS = st.text(st.sampled_from("aB. \n“”\"'!?…é雪א🙂\u200f1Mr"), min_size=1, max_size=80) | st.text(
    min_size=1, max_size=60
)


@st.composite
def _texts_with_spans(draw: st.DrawFn) -> tuple[str, list[Span]]:
    text = draw(TEXTS)
    starts = draw(st.lists(st.integers(0, len(text) - 1), min_size=1, max_size=4))
    return text, [Span(start=s, end=draw(st.integers(s + 1, len(text)))) for s in starts]


@given(_texts_with_spans())
@example(("\n\n", [Span(start=0, end=1)]))
def test_a_line_is_its_stretch_of_the_article(case: tuple[str, list[Span]]) -> None:
    """Runs put together are the article's own words, all marked spans lie inside, and no word stands twice."""
    text, spans = case
    window = find_window(text, spans)
    runs = mark_words(text, window, [(span, "content") for span in spans])
    assert "".join(run.text for run in runs) == window.span.cut(text)
    assert all(window.span.holds(span) for span in spans)
    marked = sum(len(run.text) for run in runs if run.mark)
    assert marked == len({at for span in spans for at in range(span.start, span.end)})


@given(TEXTS)
def test_sentences_are_in_order_and_hold_every_word(text: str) -> None:
    """Sentences do not overlap, and only space lies between them."""
    at = 0
    for start, end in sentence_borders(text):
        assert at <= start < end <= len(text)
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()


def test_finding_sentences_costs_no_more_than_the_text_is_long() -> None:
    """Twice the text takes about twice the time, not four times."""

    def seconds(text: str) -> float:
        began = time.process_time()
        sentence_borders(text)
        return time.process_time() - began

    small, large = ("Mr. Orr said no. “Yes!” " * 4000), ("Mr. Orr said no. “Yes!” " * 16000)
    assert seconds(large) < 12 * seconds(small) + 0.05
