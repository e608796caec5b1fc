"""The suite ``debate``: a folder of articles, a codebook and ``gold.json`` against what the whole chain finds.

Headlines, captions and the places a gold article lists as borderline neither help nor hurt. Conditional and
unclear positions take no side and are not scored.
"""

from __future__ import annotations

import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from onrecord import pipeline
from onrecord.errors import GoldError
from onrecord.evaluation.gold import GoldArticle, GoldStatement, parse_gold_date, parse_gold_value, read_gold
from onrecord.evaluation.normal import find_places, normal, normal_name, sentences_of
from onrecord.evaluation.tally import Tally
from onrecord.model import Actor, ActorKind, Debate, EventReport, Rung, Side, Span, Statement
from onrecord.positions import read_codebook

NOT_ARTICLES = {"gold.json", "README.md", "codebook.yaml"}


def evaluate(path: Path, *, codebook: Path | None = None) -> dict[str, float | int | None]:
    """Read the articles of the folder `path` into a record of its own and score them.

    Raises:
        GoldError: no gold, or an article of the gold that is not in the folder.
    """
    gold = read_gold(path / "gold.json")
    concepts = read_codebook(codebook or path / "codebook.yaml")
    with tempfile.TemporaryDirectory() as folder:
        record = Path(folder) / "debate.record"
        files = sorted(file for file in path.iterdir() if file.is_file() and file.name not in NOT_ARTICLES)
        pipeline.add(record, files)
        pipeline.read(record, pipeline.Recipe(codebook=concepts))
        debate = pipeline.load_debate(record)
    return score(debate, gold)


def score(debate: Debate, gold: dict[str, GoldArticle]) -> dict[str, float | int | None]:
    """All figures of the suite, pooled over the articles of `gold`."""
    tally = Tally()
    for key, wanted in gold.items():
        article_id = _article_of(debate, key)
        scored = _Article(debate, article_id, wanted)
        scored.score_head(tally)
        if article_id not in debate.uncounted:
            scored.score_statements(tally)
            scored.score_positions(tally)
            scored.score_events(tally)
            scored.score_figures(tally)
    return tally.figures()


def _article_of(debate: Debate, key: str) -> str:
    for article in debate.articles.values():
        stem = Path(article.origin.path).stem
        if key in (stem, f"{stem}#{article.origin.item}"):
            return article.id
    raise GoldError(
        f"article {key!r} of gold.json was not read",
        expected="an article file of that name in the folder",
        next_step="check the folder, or the skips of 'onrecord run'",
    )


def _is_named(actor_name: str, names: Iterable[str]) -> bool:
    return normal_name(actor_name) in {normal_name(name) for name in names}


class _Article:
    """What was found in one article, beside what is to be found."""

    def __init__(self, debate: Debate, article_id: str, gold: GoldArticle) -> None:
        self.debate = debate
        self.gold = gold
        self.article = debate.articles[article_id]
        self.text = self.article.text
        self.statements = [s for s in debate.statements.values() if s.article_id == article_id]
        self.borderline = [place for words in gold.borderline for place in find_places(words, self.text)]
        self.matches = {id(wanted): self._find_match(wanted) for wanted in gold.statements}

    # head matter

    def score_head(self, tally: Tally) -> None:
        whole = normal(self.text)
        tally.count("noise_kept", sum(normal(noise) in whole for noise in self.gold.noise))
        tally.share("date_accuracy", self._has_right_date())
        dated = self.debate.dated.get(self.article.id)
        if dated is not None and dated.rung is Rung.INFERRED:
            tally.count("inferred_window_days", dated.when.days)

    def _has_right_date(self) -> bool:
        dated = self.debate.dated.get(self.article.id)
        if self.gold.date is not None:
            day = parse_gold_date(self.gold.date)
            return dated is not None and (dated.when.earliest, dated.when.latest) == day
        if dated is None:
            return True
        if dated.rung is not Rung.INFERRED or self.gold.date_window is None:
            return False
        first, last = (parse_gold_date(day)[0] for day in self.gold.date_window)
        wrong = [parse_gold_date(day) for day in self.gold.not_the_date]
        holds = dated.when.earliest <= first and last <= dated.when.latest
        return holds and (dated.when.earliest, dated.when.latest) not in wrong

    # statements

    def _find_match(self, wanted: GoldStatement) -> Statement | None:
        """The smallest content that holds the words and is not longer than their paragraph."""
        places = find_places(wanted.content_contains, self.text)
        if not places:
            return None
        limit = max(len(self._paragraph(place)) for place in places)
        needle = normal(wanted.content_contains)
        holding = [
            statement
            for statement in self.statements
            if needle in normal(" ".join(span.cut(self.text) for span in statement.content))
            and sum(len(span) for span in statement.content) <= limit
        ]
        return min(holding, key=lambda s: (sum(len(span) for span in s.content), s.id), default=None)

    def _paragraph(self, place: tuple[int, int]) -> str:
        start = self.text.rfind("\n", 0, place[0]) + 1
        end = self.text.find("\n", place[1])
        return self.text[start : end if end >= 0 else len(self.text)]

    def _is_borderline(self, span: Span) -> bool:
        in_headline = self.article.headline is not None and self.article.headline.overlaps(span)
        return in_headline or any(span.start < end and start < span.end for start, end in self.borderline)

    def score_statements(self, tally: Tally) -> None:
        for wanted in self.gold.statements:
            found = self.matches[id(wanted)]
            tally.share("statement_recall", found is not None)
            if found is None:
                continue
            tally.share("kind_accuracy", found.kind.value == wanted.kind)
            speakers = self.debate.speakers(found.id)
            tally.share("speaker_accuracy", self._is_speaker(speakers, wanted))
            if wanted.affiliation is not None:
                tally.share("affiliation_accuracy", self._is_affiliated(speakers, wanted.affiliation))
        for right in self._judge_found():
            tally.share("statement_precision", right)

    def _is_speaker(self, speakers: tuple[Actor, ...], wanted: GoldStatement) -> bool:
        joint = " and ".join(actor.name for actor in speakers)
        return any(_is_named(name, wanted.names) for name in (*(actor.name for actor in speakers), joint))

    def _is_affiliated(self, speakers: tuple[Actor, ...], right: tuple[str, ...]) -> bool:
        for actor in speakers:
            affiliation = self.debate.affiliation(actor, self.article.id)
            own = actor.name if actor.kind is not ActorKind.PERSON else ""
            if _is_named(affiliation.organisation if affiliation and affiliation.organisation else own, right):
                return True
        return False

    def _judge_found(self) -> list[bool]:
        """For each found statement that is not borderline, whether it is right."""
        sentences = sentences_of(self.text)
        gold_in: dict[tuple[int, int], int] = defaultdict(int)
        for wanted in self.gold.statements:
            places = find_places(wanted.content_contains, self.text)
            for sentence in {s for s in sentences for place in places if s[0] < place[1] and place[0] < s[1]}:
                gold_in[sentence] += 1
        matched = {match.id for match in self.matches.values() if match}
        used: dict[tuple[int, int], int] = defaultdict(int)
        verdicts = []
        for statement in sorted(self.statements, key=lambda s: (s.id not in matched, s.extent.key, s.id)):
            if statement.id not in matched and any(self._is_borderline(span) for span in statement.content):
                continue
            words = [self._words_in(statement, sentence) for sentence in sentences]
            inside = sum(count for sentence, count in zip(sentences, words, strict=True) if sentence in gold_in)
            home = sentences[words.index(max(words))]
            right = 2 * inside >= sum(words) and used[home] < gold_in.get(home, 0) + 1
            used[home] += right
            verdicts.append(right)
        return verdicts

    def _words_in(self, statement: Statement, sentence: tuple[int, int]) -> int:
        cuts = ((max(s.start, sentence[0]), min(s.end, sentence[1])) for s in statement.content)
        return sum(len(self.text[start:end].split()) for start, end in cuts if start < end)

    # positions

    def score_positions(self, tally: Tally) -> None:
        wanted = {
            (index, concept, sign): statement
            for index, statement in self._distinct_speakers()
            for concept, sign in statement.positions.items()
        }
        matched = {match.id for match in self.matches.values() if match}
        placed: set[str] = set()
        found: set[tuple[str, str, int]] = set()
        for position in self.debate.positions:
            if position.article_id != self.article.id or position.side not in (Side.FOR, Side.AGAINST):
                continue
            statement = self.debate.statements[position.statement_id]
            if statement.id not in matched and any(self._is_borderline(span) for span in statement.content):
                continue
            sign = 1 if position.side is Side.FOR else -1
            placed.add(statement.id)
            for holder in self.debate.actors_of(position.holder):
                found.add((holder.name, position.concept_id, sign))
        hits: set[tuple[int, str, int]] = set()
        for name, concept, sign in sorted(found):
            free = (
                key
                for key, statement in wanted.items()
                if key not in hits and key[1:] == (concept, sign) and _is_named(name, statement.names)
            )
            if (hit := next(free, None)) is not None:
                hits.add(hit)
        tally.matched("position", hits=len(hits), found=len(found), wanted=len(wanted))
        taking = {
            match.id for wanted in self.gold.statements if wanted.positions and (match := self.matches[id(wanted)])
        }
        for statement_id in matched - taking:
            tally.share("stray_positions", statement_id in placed)

    def _distinct_speakers(self) -> list[tuple[int, GoldStatement]]:
        """Gold statements with a number per distinct speaker."""
        numbers: dict[str, int] = {}
        return [
            (numbers.setdefault(normal_name(statement.speaker), len(numbers)), statement)
            for statement in self.gold.statements
        ]

    # events and figures

    def score_events(self, tally: Tally) -> None:
        reports = [r for r in self.debate.event_reports.values() if r.article_id == self.article.id]
        listed = {report_id for event in self.debate.events for report_id in event.reports}
        reports = [report for report in reports if report.id in listed]
        for wanted in self.gold.events:
            best = self._nearest_report(reports, wanted.report_contains)
            tally.share("event_recall", best is not None)
            if best is not None and wanted.date is not None:
                tally.share("event_date_accuracy", self._is_dated(best, wanted.date))
        counted = {
            event.id
            for event in self.debate.events
            if any(report.id in event.reports and not self._is_borderline(report.trigger) for report in reports)
        }
        tally.ratio("event_count_ratio", len(counted), len(self.gold.events))

    def _nearest_report(self, reports: list[EventReport], words: str) -> EventReport | None:
        """Of the reports whose sentence overlaps the words, the one whose trigger stands nearest to their middle."""
        for start, end in find_places(words, self.text):
            near = [report for report in reports if report.sentence.start < end and start < report.sentence.end]
            if near:
                return min(
                    near,
                    key=lambda r: (
                        not (start <= r.trigger.start < end),
                        abs(r.trigger.start - (start + end) / 2),
                        r.id,
                    ),
                )
        return None

    def _is_dated(self, report: EventReport, wanted: str) -> bool:
        if report.when is None:
            return False
        first, last = parse_gold_date(wanted)
        if not (report.when.earliest <= first and last <= report.when.latest):
            return False
        own = self.debate.dated.get(self.article.id)
        undated = self.gold.date is None and own is not None and own.rung is Rung.INFERRED
        widest = own.when.days if undated and own is not None else (last - first).days + 1
        return report.when.days <= max(widest, (last - first).days + 1)

    def score_figures(self, tally: Tally) -> None:
        reports = [r for r in self.debate.figure_reports.values() if r.article_id == self.article.id]
        for wanted in self.gold.figures:
            value, head = parse_gold_value(wanted.value), _head_noun(wanted.counted)
            tally.share(
                "figure_recall",
                any(
                    report.low == report.high
                    and abs(report.low - value) <= 1e-5 * abs(value)
                    and head in (_head_noun(report.counted), _head_noun(report.unit))
                    for report in reports
                ),
            )
        tally.ratio("figure_count_ratio", len(reports), len(self.gold.figures))


_PREPOSITIONS = {"of", "in", "at", "for", "on", "to", "from", "by", "with", "who", "that", "which"}


def _head_noun(counted: str) -> str:
    """The last word before a preposition, in the singular as far as an ending shows it."""
    head = ""
    for word in normal(counted).split():
        if word in _PREPOSITIONS and head:
            break
        head = word.strip(".,;:'\"")
    if head.endswith("ies"):
        return head[:-3] + "y"
    return head[:-1] if head.endswith("s") and not head.endswith("ss") else head
