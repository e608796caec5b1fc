"""How the suites for dates, events and figures count, on hand-made cases."""

from pathlib import Path

from onrecord.evaluation import dates, events, figures
from onrecord.figures import NamedQuantity
from onrecord.figures.quantities import Quantity
from onrecord.model import Span, TimeExpression, TimeType

TML = """<TimeML><DCT>
<TIMEX3 tid="t0" type="DATE" value="2021-03-17" functionInDocument="CREATION_TIME">x</TIMEX3></DCT>
<TEXT>It rained on <TIMEX3 tid="t1" type="DATE" value="2021-03-15">Monday</TIMEX3> &amp;
<EVENT>stopped</EVENT>.</TEXT></TimeML>"""


def time(start: int, end: int, value: str) -> TimeExpression:
    """A date found."""
    return TimeExpression(span=Span(start=start, end=end), type=TimeType.DATE, value=value)


def test_tags_are_taken_out_and_offsets_kept(tmp_path: Path) -> None:
    """A TimeML text is read without tags; offsets are those of what remains; its own time is no gold."""
    path = tmp_path / "a.tml"
    path.write_text(TML, "utf-8")
    document = dates.read_timeml(path)
    assert document.text == "It rained on Monday &\nstopped."
    assert document.written == "2021-03-17"
    (gold,) = document.times
    assert document.text[gold.start : gold.end] == "Monday"


def test_strict_relaxed_and_value() -> None:
    """Strict wants equal offsets, relaxed any overlap, value the identical string among the matched."""
    gold = [
        dates.GoldTime(start=0, end=6, type="DATE", value="2020"),
        dates.GoldTime(start=10, end=20, type="DATE", value="2021-03"),
    ]
    counts = dates.tally(gold, [time(0, 6, "2020"), time(12, 20, "2021-04"), time(30, 34, "2022")])
    assert (counts.strict, counts.relaxed, counts.value, counts.gold, counts.found) == (1, 2, 1, 2, 3)


def test_macro_f1_is_over_the_classes_of_the_gold() -> None:
    """Each class of the gold counts alike; a class only guessed costs the others their precision."""
    assert events.macro_f1(["A", "A", "B"], ["A", "B", "B"]) == 2 / 3
    assert events.macro_f1([], []) == 0.0


def test_marks_are_taken_out() -> None:
    """Source and target are read from their marks; an empty mark is none."""
    text, spans = events.unmark("<s>Police</s> held <t></t>her.")
    assert text == "Police held her."
    assert spans == {"s": Span(start=0, end=6)}


def quantity(low: float, high: float, unit: str, concept: str) -> NamedQuantity:
    """A quantity found."""
    span = Span(start=0, end=1)
    inner = Quantity(span=span, number=span, low=low, high=high)
    return NamedQuantity(quantity=inner, unit=unit, surface=unit, concept=concept)


def test_values_units_and_concepts() -> None:
    """Values agree within tolerance and as pairs; one quantity answers one of the gold; "-" equals no concept."""
    gold = figures.read_gold(
        {
            "value": "5.0-7.0",
            "unit": "km",
            "normalized_unit": "kilometre",
            "referred_concepts": "long bridge",
            "change": "=",
        }
    )
    right, wrong = quantity(5, 7, "kilometre", "the bridge"), quantity(5, 5, "kilometre", "")
    assert figures.is_value(gold, right)
    assert not figures.is_value(gold, wrong)
    assert figures.is_unit(gold, right)
    assert figures.is_concept(gold, right)
    none = figures.read_gold(
        {"value": "2", "unit": "-", "normalized_unit": "-", "referred_concepts": "-", "change": "="}
    )
    assert figures.is_concept(none, wrong)
    assert len(figures.pair([gold, gold], [right])) == 1
