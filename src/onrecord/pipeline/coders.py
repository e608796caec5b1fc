"""How far coders agree on a record's positions, and the rules with coders; a coder is a person or the machine."""

from __future__ import annotations

from pathlib import Path

from onrecord.model import Position, record
from onrecord.pipeline.coding import get_codebook, iter_codings
from onrecord.positions import Agreement, measure_agreement
from onrecord.positions.coding import NONE, latest_by_coder
from onrecord.store import View

PEOPLE = "people"
MACHINE = "machine"


@record
class CoderAgreement:
    """Agreement between people, or of the machine with people, on one concept; on all where `concept_id` is empty."""

    between: str
    concept_id: str
    agreement: Agreement


def measure_coders(record_file: Path) -> tuple[CoderAgreement, ...]:
    """Alpha on the pairs that coders judged, over for, against, conditional, unclear and none; all concepts first.

    The machine is what the rules proposed, not a head that learned from these judgements; it is compared with each
    coder's last word. Concepts without two codings of one pair are left out.

    Raises:
        UsageError: the record has no codebook.
    """
    with View(record_file) as view:
        codebook = get_codebook(view)
        said = latest_by_coder(iter_codings(view))
        proposed = {
            (one.statement_id, one.concept_id): one.side.value
            for one in view.iter_records(Position)
            if one.codebook == codebook.version
        }
    units: dict[tuple[str, str], list[list[str]]] = {}
    for pair, coders in said.items():
        words = [coding.side.value if coding.side else NONE for coding in coders.values()]
        for concept_id in ("", pair[1]):
            units.setdefault((PEOPLE, concept_id), []).append(words)
            machine = units.setdefault((MACHINE, concept_id), [])
            machine += [[word, proposed.get(pair, NONE)] for word in words]
    order = ["", *(concept.id for concept in codebook.concepts)]
    found = []
    for between in (PEOPLE, MACHINE):
        for concept_id in order:
            agreement = measure_agreement(units.get((between, concept_id), []))
            if agreement.units:
                found.append(CoderAgreement(between=between, concept_id=concept_id, agreement=agreement))
    return tuple(found)
