"""What one statement says to each concept: the anchors in its words, and the side its grammar takes of them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import prod

from onrecord.model import Analysis, Side, Span, Statement, record
from onrecord.positions.arguments import Arguments
from onrecord.positions.guide import SECOND_SENSE, Guide
from onrecord.positions.scene import Scene, Vote
from onrecord.positions.words import Words

THRESHOLD = 0.3
FACT_THRESHOLD = 0.4
WEAK = 0.45
CLAIMED = 0.7
"""From this on an anchor is the claim's own word, not its description's."""
LOOK_BACK = 2
"""How many sentences before its own a statement's "such a move" may point to."""


@record
class Finding:
    """One statement, one concept, one side. `condition` is where the words of a condition stand."""

    concept_id: str
    side: Side
    confidence: float
    evidence: Span
    condition: Span | None = None


class StatementReader:
    """Reads the statements of one article against compiled concepts; one pass over the words of each."""

    def __init__(self, analysis: Analysis, statements: Sequence[Statement], guides: Sequence[Guide]) -> None:
        self.analysis = analysis
        self.words = Words(analysis)
        self.arguments = Arguments(self.words)
        self.guides = guides
        self.anchors: dict[str, list[int]] = defaultdict(list)
        self.themes: dict[str, list[int]] = defaultdict(list)
        shared = Counter(key for guide in guides for key in guide.themes)
        for number, guide in enumerate(guides):
            for key in guide.anchors:
                self.anchors[key].append(number)
            for key in guide.themes:
                if shared[key] == 1:
                    self.themes[key].append(number)
        self.contested = _find_contested(guides)
        self.inner: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            if statement.outer:
                self.inner[statement.outer].append(statement)

    def read(self, statement: Statement) -> list[Finding]:
        """What the statement says, at most one finding a concept, in the order of the codebook."""
        scene = Scene(self.arguments, statement, self.inner[statement.id])
        votes: dict[int, list[Vote]] = defaultdict(list)
        for number, vote in self._iter_anchor_votes(scene):
            votes[number].append(vote)
        if not votes:
            named = {number for token in scene.inside for number, _, _ in self.anchored(token)}
            for number, vote in [*self._iter_theme_votes(scene), *self._iter_pointed_votes(scene)]:
                if number not in named:
                    votes[number].append(vote)
        findings = (self._decide(self.guides[number], votes[number], scene) for number in sorted(votes))
        return [finding for finding in findings if finding]

    def is_vague(self, guide: Guide, token: int, sure: float) -> bool:
        """Whether the anchor at `token` says too little without an argument that the claim names."""
        if sure >= 0.7:
            return False
        keys = self.words.names(token) & set(guide.anchors)
        return (
            self.words.is_a(token, "weak")
            or sure in {SECOND_SENSE, SECOND_SENSE * WEAK}
            or any(self.words.lexicon.is_in(key, "generic") for key in keys)
        )

    def anchored(self, token: int) -> list[tuple[int, int, float]]:
        """(concept, +1 says its claim or -1 the reverse, how surely) for each concept `token` is an anchor of."""
        found: dict[int, tuple[int, float]] = {}
        for key, sign in self.words.keys[token]:
            for number in self.anchors.get(key, ()):
                anchor_sign, sure = self.guides[number].anchors[key]
                if key in self.contested and sign != anchor_sign:
                    continue
                sure *= WEAK if self.words.is_a(token, "weak") else 1
                if number not in found or sure > found[number][1]:
                    found[number] = (sign * anchor_sign, sure)
        return [(number, align, sure) for number, (align, sure) in sorted(found.items())]

    def _iter_anchor_votes(self, scene: Scene) -> Iterator[tuple[int, Vote]]:
        """Of several states that a word speaks to, its object says which is meant; of several policies, its clause."""
        for token in sorted(scene.inside):
            votes = []
            for number, align, sure in self.anchored(token):
                guide = self.guides[number]
                if not self._is_detail(guide, token, scene) and (
                    vote := scene.vote(guide, token, align, sure, self.is_vague(guide, token, sure))
                ):
                    votes.append((number, vote))
            best = max((vote.weight for number, vote in votes if not self.guides[number].is_policy), default=0.0)
            meant = self._policies_meant(token, [number for number, _ in votes if self.guides[number].is_policy])
            for number, vote in votes:
                if number in meant or (not self.guides[number].is_policy and vote.weight == best):
                    yield number, vote

    def _policies_meant(self, token: int, numbers: Sequence[int]) -> Sequence[int]:
        """Of several policies that one word may speak to, those whose own thing its clause names.

        Where it names none, the word is of what acts ("they left"), not of what is acted upon ("should be kept").
        """
        if len(numbers) < 2:
            return numbers
        named = [number for number in numbers if self.arguments.names_head(self.guides[number], token)]
        return named or [number for number in numbers if not self.guides[number].is_passive] or numbers

    def _iter_theme_votes(self, scene: Scene) -> Iterator[tuple[int, Vote]]:
        """Votes of words that name what the deed is done to, where the deed itself is not named."""
        for token in sorted(scene.inside):
            for number in dict.fromkeys(n for key in self.words.names(token) for n in self.themes.get(key, ())):
                if vote := scene.theme_vote(self.guides[number], token):
                    yield number, vote

    def _iter_pointed_votes(self, scene: Scene) -> Iterator[tuple[int, Vote]]:
        """Votes of "such a move" and the like, which stand for what was said just before."""
        pointer = next((i for i in sorted(scene.content) if scene.is_pointer(i)), None)
        if pointer is not None:
            for number, align, sure in self._antecedents(scene):
                if vote := scene.pointed_vote(self.guides[number], pointer, align, sure):
                    yield number, vote

    def _antecedents(self, scene: Scene) -> list[tuple[int, int, float]]:
        """The anchors of the last sentence before the statement's that has any."""
        first = self.analysis.sentence_of[min(scene.content)]
        for number in range(first - 1, max(first - 1 - LOOK_BACK, -1), -1):
            sentence = self.analysis.sentences[number]
            found: dict[int, tuple[int, float]] = {}
            for token in range(sentence.first, sentence.last + 1):
                for concept, align, sure in self.anchored(token):
                    if sure >= 0.7 and self.arguments.fit(self.guides[concept], token) == 1:
                        found[concept] = (align * scene.polarity.negation(token), sure)
            if found:
                return [(concept, align, sure) for concept, (align, sure) in sorted(found.items())]
        return []

    def _is_detail(self, guide: Guide, token: int, scene: Scene) -> bool:
        """Whether `token` only says what an anchor above it is about ("timetable for a withdrawal")."""
        own = self.words.names(token) & set(guide.anchors)
        for above in self.analysis.iter_ancestors(token):
            if above not in scene.inside:
                return False
            is_verb = self.words.tokens[above].pos == "VERB"
            for number, _, sure in self.anchored(above):
                other = self.guides[number]
                if other is guide and guide.is_policy and sure >= 0.8:
                    return True
                if other is not guide and not is_verb and sure >= 0.8 and own & other.subjects:
                    return True
            if is_verb:
                return False
        return False

    def _decide(self, guide: Guide, votes: Sequence[Vote], scene: Scene) -> Finding | None:
        total = sum(vote.sign * vote.weight for vote in votes)
        mass = sum(vote.weight for vote in votes)
        best = max(votes, key=lambda vote: (vote.weight, -vote.token))
        against = sum(vote.weight for vote in votes if vote.sign * total < 0)
        doubt = prod(1 - vote.weight for vote in votes if vote.sign * total >= 0)
        confidence = (1 - doubt) * (1 - against / mass)
        if confidence < (THRESHOLD if guide.is_policy else FACT_THRESHOLD):
            return None
        side, condition = (Side.FOR if total > 0 else Side.AGAINST), None
        if scene.is_asked(best.token) or abs(total) < 0.1:
            side = Side.UNCLEAR
        elif best.condition is not None:
            clause = self.analysis.subtree(best.condition)
            side, condition = Side.CONDITIONAL, self.analysis.span(clause[0], clause[-1])
        return Finding(
            concept_id=guide.concept.id,
            side=side,
            confidence=round(min(confidence, 0.95), 3),
            evidence=scene.evidence(best.token),
            condition=condition,
        )


def _find_contested(guides: Sequence[Guide]) -> set[str]:
    """Families of which one concept claims the one side and another the other: each keeps to its own."""
    sides: dict[str, set[int]] = defaultdict(set)
    for guide in guides:
        for key, (sign, sure) in guide.anchors.items():
            if sure >= CLAIMED:
                sides[key].add(sign)
    return {key for key, signs in sides.items() if len(signs) > 1}
