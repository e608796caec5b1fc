"""Learning from judgements on a record: what to ask next, the head that judgements give, what it proposes anew."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from onrecord.errors import UsageError
from onrecord.language.encoder import OnnxEncoder
from onrecord.language.network import SENTENCES, WEIGHTS, find_weights
from onrecord.model import Codebook, Learned, Position, Provenance, Side, Statement, content_id, record
from onrecord.model.position import LEARNED
from onrecord.pipeline.coding import get_codebook, iter_codings
from onrecord.pipeline.linking import read_articles_of
from onrecord.pipeline.vectors import KeptVectors
from onrecord.positions.coding import Coding, latest_by_coder, latest_of
from onrecord.positions.doubts import Doubt, find_doubts
from onrecord.positions.learning import Head, choose_next, head_text, learn, measure_curve, parse_head
from onrecord.positions.pairs import Pair, Pairs, find_pairs
from onrecord.positions.stance import SIDES
from onrecord.positions.suggest import Suggestion
from onrecord.positions.suggest import suggest_concepts as group_statements
from onrecord.store import View, Writer

VERSION = "2"
SETTING = "head"
"""The setting of a record that keeps its head."""
FEWEST = 8
"""Judgements below which a head would learn accidents."""
SURE = 0.5
"""How likely a side must be to be proposed, or its absence to take a proposal back."""
SIZES = (0, 10, 20, 40, 80, 160, 320, 640, 1280, 2560)


def suggest_concepts(record_file: Path, *, groups: int | None = None) -> tuple[Suggestion, ...]:
    """Groups of the record's statements, for a person to name as concepts; see `positions.suggest`."""
    with View(record_file) as view:
        encoder = _encoder(view)
        words = [words for _, words in _texts(view)]
    found = group_statements(words, encoder=encoder, groups=groups)
    _keep(record_file, encoder)
    return found


def doubt_codebook(codebook: Codebook) -> tuple[Doubt, ...]:
    """What is doubtful in a codebook, by word families and, where it is installed, by the sentence encoder."""
    name = find_weights(SENTENCES)
    return find_doubts(codebook, OnnxEncoder(WEIGHTS / name) if name else None)


@record
class Lesson:
    """What was learned: the head's version, from how many judgements, and the curve on those held out.

    `curve` are (judgements learned from, macro F1); `changed` counts pairs where the head proposes something else
    than the rules did.
    """

    version: str
    judgements: int
    held_out: int
    curve: tuple[tuple[int, float], ...]
    changed: int


def find_questions(
    record_file: Path, count: int, *, concept: str | None = None, who: str | None = None
) -> tuple[Pair, ...]:
    """The (statement, concept) pairs to judge next: those least sure of, each unlike the others and those judged.

    Pairs that `who` judged are not asked again; without `who`, pairs that anybody judged.

    Raises:
        UsageError: the record has no codebook.
    """
    with View(record_file) as view:
        said = latest_by_coder(iter_codings(view))
        encoder, head = _encoder(view), _find_head(view)
        pairs = _find_pairs(view, get_codebook(view), said, encoder)
    _keep(record_file, encoder)
    if not len(pairs):
        return ()
    probabilities = head.probabilities(pairs.features) if head else pairs.features.sides
    done = pairs.find_rows(pair for pair, coders in said.items() if who is None or who in coders)
    if concept is not None:
        done += [row for row, (_, concept_id) in enumerate(pairs.ids) if concept_id != concept]
    return tuple(pairs.ids[row] for row in choose_next(pairs.features, probabilities, judged=done, count=count))


def teach(record_file: Path) -> Lesson:
    """Learn a head from the record's judgements, keep it in the record, and propose its positions anew.

    Of several judgements on one pair the last counts; a conditional one teaches that the statement bears on the
    concept.

    Raises:
        UsageError: no codebook, or too few judgements.
    """
    with View(record_file) as view:
        codebook, encoder = get_codebook(view), _encoder(view)
        latest = latest_of(iter_codings(view))
        pairs = _find_pairs(view, codebook, latest, encoder)
    known = set(pairs.ids)
    codings = [coding for coding in latest.values() if coding.pair in known]
    if len(codings) < FEWEST:
        raise UsageError(
            f"{record_file} holds {len(codings)} judgements to learn from",
            expected=f"{FEWEST} or more",
            next_step=f"judge some: 'onrecord positions {record_file} --ask {4 * FEWEST} --csv' gives a sheet",
        )
    judged = pairs.features.take(pairs.find_rows(coding.pair for coding in codings))
    sides = [_side(coding) for coding in codings]
    version = content_id("head", VERSION, codebook.version, [[*coding.pair, coding.side] for coding in codings])
    head = learn(judged, sides, version=version)
    with Writer(record_file) as writer:
        writer.write_setting(SETTING, head_text(head))
    _keep(record_file, encoder)
    changed = propose_anew(record_file)
    held = sum(side is not Side.CONDITIONAL for side in sides[3::4])
    return Lesson(
        version=version,
        judgements=len(sides),
        held_out=held,
        curve=tuple(measure_curve(judged, sides, SIZES)),
        changed=changed,
    )


def propose_anew(record_file: Path) -> int:
    """Store what the record's head says otherwise than the rules; how much that is: nothing where there is no head."""
    with View(record_file) as view:
        head, codebook = _find_head(view), view.find_codebook()
        if head is None or codebook is None:
            return 0
        encoder = _encoder(view)
        pairs = _find_pairs(view, codebook, (), encoder)
        proposed = {(one.statement_id, one.concept_id): one.side for one in _proposed(view, codebook)}
    _keep(record_file, encoder)
    made = Provenance(stage=LEARNED, version=VERSION, model=f"head-{head.version[:12]}")
    found = []
    for pair, row in zip(pairs.ids, head.probabilities(pairs.features), strict=True):
        best = int(np.argmax(row))
        side = None if SIDES[best] is Side.UNCLEAR else SIDES[best]
        if row[best] >= SURE and _is_news(side, proposed.get(pair)):
            sure = round(float(row[best]), 3)
            found.append(Learned(statement_id=pair[0], concept_id=pair[1], side=side, confidence=sure, provenance=made))
    with Writer(record_file) as writer:
        writer.write_linking(LEARNED, found)
    return len(found)


def _is_news(side: Side | None, before: Side | None) -> bool:
    """Whether a head that knows for, against and neither says otherwise than what was proposed."""
    if before in (Side.CONDITIONAL, Side.UNCLEAR):
        return False
    return side is not before


def _side(coding: Coding) -> Side:
    return coding.side or Side.UNCLEAR


def _find_pairs(view: View, codebook: Codebook, wanted: Iterable[Pair], encoder: KeptVectors | None) -> Pairs:
    return find_pairs(_texts(view), codebook, _proposed(view, codebook), wanted=wanted, encoder=encoder)


def _texts(view: View) -> list[Pair]:
    """(statement id, words) of all statements that count."""
    counted = read_articles_of(view)
    articles = {article.id: article.text for article in view.iter_articles() if article.id in counted}
    return [
        (statement.id, statement.words(articles[statement.article_id]))
        for statement in view.iter_records(Statement)
        if statement.article_id in articles
    ]


def _proposed(view: View, codebook: Codebook) -> list[Position]:
    return [one for one in view.iter_records(Position) if one.codebook == codebook.version]


def _find_head(view: View) -> Head | None:
    kept = view.find_setting(SETTING)
    return parse_head(kept) if kept else None


def _encoder(view: View) -> KeptVectors | None:
    name = find_weights(SENTENCES)
    return (
        KeptVectors(lambda: OnnxEncoder(WEIGHTS / name), name, view.find_setting(KeptVectors.SETTING)) if name else None
    )


def _keep(record_file: Path, encoder: KeptVectors | None) -> None:
    if encoder is not None and encoder.is_changed:
        with Writer(record_file) as writer:
            writer.write_setting(KeptVectors.SETTING, encoder.text())
