"""What one statement says to each concept: anchors found in its words, and the side its grammar takes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from onrecord.model import Analysis, Side, Span, Statement, record
from onrecord.positions.guide import ABROAD, Guide
from onrecord.positions.lexicon import Lexicon
from onrecord.positions.polarity import Polarity, Pull

THRESHOLD = 0.3
PARTIES = frozenset({"nsubj", "nsubjpass", "dobj", "poss", "compound", "dative"})


@record
class Finding:
    """One statement, one concept, one side. `condition` is where the words of a condition stand."""

    concept_id: str
    side: Side
    confidence: float
    evidence: Span
    condition: Span | None = None


class _Vote(NamedTuple):
    sign: int
    weight: float
    token: int
    condition: int | None = None


class StatementReader:
    """Reads the statements of one article against compiled concepts; one pass over the words of each."""

    def __init__(self, analysis: Analysis, statements: Sequence[Statement], guides: Sequence[Guide]) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.lexicon = Lexicon.load()
        self.guides = guides
        self.keys = self._token_keys()
        self.index: dict[str, list[int]] = defaultdict(list)
        for number, guide in enumerate(guides):
            for key in guide.anchors:
                self.index[key].append(number)
        self.theme_index: dict[str, list[int]] = defaultdict(list)
        for number, guide in enumerate(guides):
            for key in guide.themes:
                self.theme_index[key].append(number)
        self.inner: dict[str, list[Statement]] = defaultdict(list)
        for statement in statements:
            if statement.outer:
                self.inner[statement.outer].append(statement)

    def read(self, statement: Statement) -> list[Finding]:
        """What the statement says, at most one finding a concept, in the order of the codebook."""
        scene = _Scene(self, statement)
        votes: dict[int, list[_Vote]] = defaultdict(list)
        for token in sorted(scene.inside):
            for number, align, sure in self.anchored(token):
                if scene.is_detail(self.guides[number], token):
                    continue
                if vote := scene.vote(self.guides[number], token, align, sure):
                    votes[number].append(vote)
        for number, vote in [*scene.iter_theme_votes(set(votes)), *scene.iter_anaphor_votes(set(votes))]:
            votes[number].append(vote)
        findings = (self._decide(self.guides[number], votes[number], scene) for number in sorted(votes))
        return [finding for finding in findings if finding]

    def anchored(self, token: int) -> list[tuple[int, int, float]]:
        """(concept, +1 says its claim or -1 the reverse, how surely) for each concept `token` is an anchor of."""
        found: dict[int, tuple[int, float]] = {}
        for key, sign in self.keys[token]:
            for number in self.index.get(key, ()):
                anchor_sign, sure = self.guides[number].anchors[key]
                sure *= 0.45 if self.lexicon.is_in(self.tokens[token].lemma.lower(), "weak") else 1
                if number not in found or sure > found[number][1]:
                    found[number] = (sign * anchor_sign, sure)
        return [(number, align, sure) for number, (align, sure) in sorted(found.items())]

    def _decide(self, guide: Guide, votes: Sequence[_Vote], scene: _Scene) -> Finding | None:
        total = sum(vote.sign * vote.weight for vote in votes)
        best = max(votes, key=lambda vote: (vote.weight, -vote.token))
        against = sum(vote.weight for vote in votes if vote.sign * total < 0)
        mass = sum(vote.weight for vote in votes)
        confidence = best.weight * (1 - against / mass)
        if confidence < THRESHOLD:
            return None
        side = Side.FOR if total > 0 else Side.AGAINST
        condition = None
        if scene.is_question(best.token) or abs(total) < 0.1:
            side = Side.UNCLEAR
        elif best.condition is not None:
            words = self.analysis.subtree(best.condition)
            side, condition = Side.CONDITIONAL, self.analysis.span(words[0], words[-1])
        return Finding(
            concept_id=guide.concept.id,
            side=side,
            confidence=round(min(confidence, 0.95), 3),
            evidence=scene.evidence(best.token),
            condition=condition,
        )

    def _token_keys(self) -> list[tuple[tuple[str, int], ...]]:
        lemmas = [token.lemma.lower() for token in self.tokens]
        keys = [self.lexicon.keys(lemma, token.pos) for lemma, token in zip(lemmas, self.tokens, strict=True)]
        for at in range(len(lemmas)):
            size = self.lexicon.phrase_at(lemmas, at)
            if size > 1:
                run = range(at, at + size)
                head = next((i for i in run if self.tokens[i].head not in run or self.tokens[i].head == i), at)
                keys[head] = self.lexicon.keys("_".join(lemmas[at : at + size])) + keys[head]
        return keys


class _Scene:
    """One statement on its way through the concepts: its words, its cue, and what stands before it."""

    def __init__(self, reader: StatementReader, statement: Statement) -> None:
        self.reader = reader
        self.analysis = reader.analysis
        self.tokens = reader.tokens
        self.statement = statement
        self.content = {i for span in statement.content for i in self.analysis.tokens_in(span)}
        self.cue = sorted(self.analysis.tokens_in(statement.cue)) if statement.cue else []
        inner_cues = {
            i for one in reader.inner[statement.id] if one.cue for i in self.analysis.tokens_in(one.cue)
        } - set(self.cue)
        self.inner_content = {
            i for one in reader.inner[statement.id] for span in one.content for i in self.analysis.tokens_in(span)
        } - set(self.cue)
        self.polarity = Polarity(self.analysis, inner_cues.__contains__)
        self.inside: Set[int] = self.content | self._named_by_cue()
        lemmas = [self.tokens[i].lemma.lower() for i in self.cue]
        self.cue_lemmas = set(lemmas) | {"_".join(pair) for pair in pairwise(lemmas)}

    def vote(self, guide: Guide, token: int, align: int, sure: float) -> _Vote | None:
        """What the word `token`, which says the claim (`align` +1) or its reverse, contributes."""
        if self._is_excluded(guide, token):
            return None
        pull = self.polarity.pull(token, self.inside)
        if guide.is_policy:
            return self._policy_vote(guide, token, align, sure * self._fit(guide, token), pull)
        return self._fact_vote(guide, token, align, sure, pull)

    def iter_theme_votes(self, known: Set[int]) -> Iterable[tuple[int, _Vote]]:
        """Votes of words that name what the deed is done to, where the deed itself is not named."""
        for token in sorted(self.inside):
            for key, _ in self.reader.keys[token]:
                for number in self.reader.theme_index.get(key, ()):
                    guide = self.reader.guides[number]
                    if number in known or self.tokens[token].pos not in {"NOUN", "PROPN"}:
                        continue
                    if self._is_excluded(guide, token) or not self._is_qualified(guide, token, key):
                        continue
                    pull = self.polarity.pull(token, self._direct(token))
                    if not pull.strength and self.tokens[pull.top].head in self.content:
                        continue
                    if vote := self._policy_vote(guide, token, guide.themes[key], 0.5, pull):
                        yield number, vote

    def iter_anaphor_votes(self, known: Set[int]) -> Iterable[tuple[int, _Vote]]:
        """Votes of "such a move" and the like, which stand for what was said just before."""
        anaphor = next((i for i in sorted(self.content) if self._is_anaphor(i)), None)
        if anaphor is None:
            return
        for number, align, sure in self._antecedents():
            guide = self.reader.guides[number]
            if number not in known and guide.is_policy:
                pull = self.polarity.pull(anaphor, self.inside)
                if vote := self._policy_vote(guide, anaphor, align, sure * 0.6, pull):
                    yield number, vote

    def is_detail(self, guide: Guide, token: int) -> bool:
        """Whether `token` only says what another concept's anchor above it is about ("timetable for a withdrawal")."""
        own = {key for key, _ in self.reader.keys[token]} & set(guide.anchors)
        for above in self.analysis.iter_ancestors(token):
            if above not in self.inside or self.tokens[above].pos == "VERB":
                return False
            for number, _, sure in self.reader.anchored(above):
                other = self.reader.guides[number]
                if other is not guide and sure >= 0.8 and own & other.subjects:
                    return True
        return False

    def is_question(self, token: int) -> bool:
        """Whether the sentence of `token` asks."""
        sentence = self.analysis.sentences[self.analysis.sentence_of[token]]
        return self.analysis.span(sentence.first, sentence.last).cut(self.analysis.text).rstrip("\"”’' ").endswith("?")

    def evidence(self, token: int) -> Span:
        """The words of the content around `token`: its fragment, cut at its sentence."""
        sentence = self.analysis.sentence_span(self.analysis.sentence_of[token])
        for span in self.statement.content:
            start, end = max(span.start, sentence.start), min(span.end, sentence.end)
            if start < end and (start <= self.tokens[token].start < end or len(self.statement.content) == 1):
                return Span(start=start, end=end)
        return self.statement.content[0]

    def _policy_vote(self, guide: Guide, token: int, align: int, weight: float, pull: Pull) -> _Vote | None:
        sign, strength = pull.sign, pull.strength
        if pull.is_reported or (token in self.inner_content and not strength):
            return None
        lexicon = self.reader.lexicon
        cue_sign, cue_strength = self.polarity.attitude(self.cue_lemmas)
        if any(lexicon.is_in(lemma, "warning") for lemma in self.cue_lemmas):
            sign, strength = (sign, strength) if strength else (-sign, 0.8)
        elif any(lexicon.is_in(lemma, "denial") for lemma in self.cue_lemmas):
            sign = -sign
        elif cue_strength:
            sign, strength = sign * cue_sign, max(strength, cue_strength)
        if self.statement.negated:
            sign = -sign
        return _Vote(align * sign * guide.sign, weight * strength, token, pull.condition) if strength else None

    def _fact_vote(self, guide: Guide, token: int, align: int, weight: float, pull: Pull) -> _Vote | None:
        word = self.tokens[token]
        if token in self.inner_content or not self._has_subject(guide, token) or self._is_purpose(token):
            return None
        presupposed = word.pos in {"NOUN", "PROPN"} and word.dep not in {"ROOT", "attr", "oprd"}
        sign = self.polarity.pull(token, {token}).sign if presupposed else self._asserted(token)
        if any(self.reader.lexicon.is_in(lemma, "denial") for lemma in self.cue_lemmas):
            sign = -sign
        if any(self.tokens[child].text.lower() == "any" for child in self.analysis.children[token]):
            return None
        return _Vote(align * sign * guide.sign, weight * 0.8, token, pull.condition)

    def _is_purpose(self, token: int) -> bool:
        """Whether a verb is only aimed at ("to defeat the group"), which does not say that it is so."""
        has_to = any(self.tokens[c].tag == "TO" for c in self.analysis.children[token])
        return has_to and not self.polarity.is_a(self.tokens[token].head, "going_on")

    def _asserted(self, token: int) -> int:
        """The sign of a state that is said to be so: negations up to the top, attitudes left aside."""
        sign, node = self.polarity.pull(token, {token}).sign, token
        while (head := self.tokens[node].head) != node and head in self.inside:
            if self.tokens[node].dep in {"conj", "advcl"}:
                break
            sign *= self.polarity.pull(head, {head}).sign
            if self.polarity.is_a(head, "lacking") and self.tokens[node].dep in {
                "dobj",
                "prep",
            }:
                sign = -sign
            node = head
        return sign

    def _has_subject(self, guide: Guide, token: int) -> bool:
        """Whether what the claim is about is named: as the subject of `token` where it has one, else near it."""
        wanted = (guide.heads or guide.terms) - {ABROAD}
        word = self.tokens[token]
        verb = word.head if word.dep in {"acomp", "attr", "oprd"} else token
        near = [c for c in self.analysis.children[verb] if self.tokens[c].dep in {"nsubj", "nsubjpass"}]
        if not self.reader.lexicon.is_in(word.lemma.lower(), "needing"):
            near += [c for c in self.analysis.children[verb] if self.tokens[c].dep == "dobj" and c != token]
        if not near or any(self.tokens[i].pos == "PRON" for i in near):
            sentence = self.analysis.sentences[self.analysis.sentence_of[token]]
            near = [i for i in range(sentence.first, sentence.last + 1) if i != token]
        near += [i for argument in near[:2] for i in self.analysis.subtree(argument)]
        nouns = (i for i in near if i != token and self.tokens[i].pos in {"NOUN", "PROPN"})
        return any(key in wanted for i in nouns for key, _ in self.reader.keys[i])

    def _fit(self, guide: Guide, token: int) -> float:
        """How well the arguments of `token` are those of the claim: 1 a match, .7 none named, .25 others."""
        parties, places = self._arguments(token)
        things = [i for i in (*parties, *places) if any(key in guide.terms for key, _ in self.reader.keys[i])]
        if any(self._is_qualified(guide, i) for i in things):
            return 1.0
        return 0.25 if parties else 0.7

    def _arguments(self, token: int) -> tuple[list[int], list[int]]:
        """Who does it or has it done to them; and where, with what, of which kind."""
        parties: list[int] = []
        places: list[int] = []
        for child in self.analysis.children[token]:
            word = self.tokens[child]
            if word.dep in {"prep", "agent"}:
                objects = [c for c in self.analysis.children[child] if self.tokens[c].pos in {"NOUN", "PROPN"}]
                objects += [c for i in objects for c in self.analysis.children[i] if self.tokens[c].dep == "conj"]
                (parties if word.lemma.lower() in {"of", "by"} else places).extend(objects)
            elif word.pos in {"NOUN", "PROPN"} and word.dep in PARTIES:
                parties.append(child)
            elif word.dep in {"amod", "nmod", "npadvmod"}:
                places.append(child)
        head, dep = self.tokens[token].head, self.tokens[token].dep
        if dep in {"xcomp", "ccomp"} and not parties:
            siblings = self.analysis.children[head]
            places.extend(c for c in siblings if self.tokens[c].dep in {"nsubj", "dobj"})
        elif dep in {"acl", "relcl"}:
            places.append(head)
        elif dep == "conj" and not parties:
            return self._arguments(head)
        return parties, places

    def _is_qualified(self, guide: Guide, token: int, key: str = "") -> bool:
        """Whether a thing of the claim is the claim's own ("coalition troops"), not another's ("Kurdish troops")."""
        keys = [key] if key else [name for name, _ in self.reader.keys[token]]
        wanted = next((guide.qualifiers[name] for name in keys if name in guide.qualifiers), None)
        if wanted is None:
            return True
        modifiers = [
            child
            for child in self.analysis.children[token]
            if self.tokens[child].dep in {"amod", "compound", "poss", "nmod"}
            and (key or self.tokens[child].text[:1].isupper())
        ]
        return not modifiers or any(name in wanted for child in modifiers for name, _ in self.reader.keys[child])

    def _direct(self, token: int) -> set[int]:
        """A theme counts only under the word that governs it, a preposition between them allowed."""
        reach = {token}
        if self.tokens[token].dep in {"compound", "amod", "poss", "nmod"} or any(
            self.tokens[c].dep in {"acl", "relcl"} for c in self.analysis.children[token]
        ):
            return reach
        node = token
        for _ in range(2):
            node = self.tokens[node].head
            if node not in self.inside:
                break
            reach.add(node)
            if self.tokens[node].pos != "ADP":
                break
        return reach

    def _is_excluded(self, guide: Guide, token: int) -> bool:
        if not guide.excluded:
            return False
        near = [token, *self.analysis.children[token], self.tokens[token].head]
        near.extend(self.tokens[i].head for i in near[-1:])
        near.extend(self.tokens[near[-1]].head for _ in range(1))
        return any(
            key in guide.excluded and key not in guide.anchors
            for i in near
            if i in self.inside
            for key, _ in self.reader.keys[i]
        )

    def _named_by_cue(self) -> set[int]:
        """The object of "describing X as ..." where only what X is called stands in the content."""
        named: set[int] = set()
        for i in self.cue:
            if self.polarity.is_a(i, "naming"):
                named.add(i)
                for child in self.analysis.children[i]:
                    if self.tokens[child].dep in {"dobj", "oprd", "prep", "attr"}:
                        named.update(self.analysis.subtree(child))
        return named

    def _is_anaphor(self, token: int) -> bool:
        word = self.tokens[token]
        lemma = word.lemma.lower()
        if word.pos == "PRON":
            return lemma in {"it", "this", "that"} and word.dep in {"nsubj", "dobj", "pobj"}
        return self.reader.lexicon.is_in(lemma, "pointed") and any(
            self.polarity.is_a(child, "pointing") for child in self.analysis.children[token]
        )

    def _antecedents(self) -> list[tuple[int, int, float]]:
        """The anchors of the last sentence before the statement's that has any, at most two back."""
        first = self.analysis.sentence_of[min(self.content)]
        for number in range(first - 1, max(first - 3, -1), -1):
            sentence = self.analysis.sentences[number]
            found: dict[int, tuple[int, float]] = {}
            for token in range(sentence.first, sentence.last + 1):
                for concept, align, sure in self.reader.anchored(token):
                    if self._fit(self.reader.guides[concept], token) >= 0.7 and sure >= 0.7:
                        found[concept] = (align * self.polarity.pull(token, {token}).sign, sure)
            if found:
                return [(concept, align, sure) for concept, (align, sure) in sorted(found.items())]
        return []
