"""One statement on its way through the concepts: which of its words count, and what each contributes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import islice
from typing import NamedTuple

from onrecord.model import Span, Statement
from onrecord.positions.arguments import MISFIT, MODIFIERS, Arguments
from onrecord.positions.guide import Guide
from onrecord.positions.polarity import Polarity, Pull

FACT_STRENGTH = 0.8
THEME_SURE = 0.55
POINTER_SURE = 0.6


class Vote(NamedTuple):
    """One word's say on one concept: the side, the weight (0 to 1), the word, what it is conditional on."""

    sign: int
    weight: float
    token: int
    condition: int | None = None


class Scene:
    """A statement's words, its cue, and the words that are another's inside it."""

    def __init__(self, arguments: Arguments, statement: Statement, inner: Sequence[Statement]) -> None:
        self.arguments = arguments
        words = arguments.words
        self.words = words
        self.analysis = words.analysis
        self.tokens = words.tokens
        self.statement = statement
        self.content = self._tokens(statement.content)
        self.cue = sorted(self._tokens([statement.cue] if statement.cue else []))
        self.others = self._tokens(span for one in inner for span in one.content) - set(self.cue)
        cues = self._tokens(one.cue for one in inner if one.cue) - set(self.cue)
        self.polarity = Polarity(words, cues)
        self.inside: Set[int] = self.content | self._named_by_cue()
        lemmas = [words.lemmas[i] for i in self.cue if i not in self.inside]
        says_no = statement.negated or any(words.lexicon.is_in(lemma, "negators") for lemma in lemmas)
        says_no = says_no != (bool(self.cue) and self.polarity.denial(self.cue[-1]) < 0)
        self.is_negated = says_no and not any(words.lexicon.is_in(lemma, "yielding") for lemma in lemmas)
        self.cue_words = self._phrases(lemmas)

    def vote(self, guide: Guide, token: int, align: int, sure: float, vague: bool) -> Vote | None:
        """What the word `token`, which says the claim (`align` +1) or its reverse, contributes.

        A vague anchor is a deed that could be done to anything; it needs an argument that the claim names.
        """
        if self._is_excluded(guide, token):
            return None
        fit = MISFIT if self._is_speakers_own(guide, token) else self.arguments.fit(guide, token)
        if fit < 0.5 and guide.is_policy:
            return None
        pull = self.polarity.pull(token, self.inside)
        if guide.is_policy:
            return self._policy_vote(guide, token, align, sure * fit, pull) if fit == 1 or not vague else None
        return self._fact_vote(guide, token, align, sure * self.arguments.object_fit(guide, token), pull)

    def theme_vote(self, guide: Guide, token: int) -> Vote | None:
        """What `token` contributes as the thing that the claimed deed is done to."""
        if not self.words.is_noun(token) or self.tokens[token].dep in MODIFIERS or self._is_excluded(guide, token):
            return None
        if any(self.words.is_a(i, "against") for i in self.words.under(token, "compound", "amod")):
            return None
        key = min(name for name in self.words.names(token) if name in guide.themes)
        if not self.arguments.is_own(guide, token, strict=True):
            return None
        reach = self._reach(token)
        pull = self.polarity.pull(token, reach)
        is_bare = all(i == token or self._adds_nothing(i) for i in reach)
        if pull.strength < 0.8 and not (is_bare and self.tokens[pull.top].head in self.cue):
            return None
        return self._policy_vote(guide, token, guide.themes[key], THEME_SURE, pull)

    def pointed_vote(self, guide: Guide, pointer: int, align: int, sure: float) -> Vote | None:
        """What `pointer`, which stands for an anchor said before, contributes."""
        if not guide.is_policy:
            return None
        pull = self.polarity.pull(pointer, self.inside)
        if not pull.strength and self.tokens[pointer].head not in self.cue:
            return None
        return self._policy_vote(guide, pointer, align, sure * POINTER_SURE, pull)

    def _is_speakers_own(self, guide: Guide, token: int) -> bool:
        """Whether it is the speaker who would leave or stay ("refused to leave"), and he is none of the claim's."""
        if (
            not guide.themes
            or self.tokens[token].pos != "VERB"
            or self.words.under(token, "dobj", "nsubj", "nsubjpass")
        ):
            return False
        if self.tokens[token].dep not in {"xcomp", "acl", "ccomp"} or self.tokens[token].head in self.content:
            return False
        source = self._tokens([self.statement.source] if self.statement.source else [])
        return not any(self.words.names(i) & guide.terms for i in source)

    def is_asked(self, token: int) -> bool:
        """Whether the words of the statement around `token` are a question."""
        span, text = self.evidence(token), self.analysis.text
        return "?" in (span.cut(text).rstrip("\"”’' ,")[-1:], text[span.end : span.end + 1])

    def is_pointer(self, token: int) -> bool:
        """Whether `token` stands for something said before: "such a move", "this"."""
        word = self.tokens[token]
        if word.pos == "PRON":
            is_judged = word.dep == "nsubj" and self.words.is_a(word.head, "be")
            return is_judged and self.words.is_a(token, "pronouns")
        pointing = any(self.words.is_a(child, "pointing") for child in self.words.children[token])
        return pointing and self.words.is_a(token, "pointed")

    def evidence(self, token: int) -> Span:
        """The words of the content around `token`: its fragment, cut at its sentence."""
        sentence = self.analysis.sentence_span(self.analysis.sentence_of[token])
        for span in self.statement.content:
            start, end = max(span.start, sentence.start), min(span.end, sentence.end)
            if start < end and (start <= self.tokens[token].start < end or len(self.statement.content) == 1):
                return Span(start=start, end=end)
        return self.statement.content[0]

    def _policy_vote(self, guide: Guide, token: int, align: int, weight: float, pull: Pull) -> Vote | None:
        """A deed is taken a side of by an attitude, in the content or in the cue."""
        sign, strength = pull.sign, pull.strength
        if pull.is_reported or (token in self.others and not strength):
            return None
        cue_sign, cue_strength = self._cue_attitude()
        if self._cue_is("warning"):
            sign, strength = (sign, strength) if strength else (-sign, 0.8)
        elif self._cue_is("denial"):
            sign = -sign
        elif cue_strength:
            sign, strength = sign * cue_sign, max(strength, cue_strength)
        if self.is_negated:
            sign = -sign
        return Vote(align * sign * guide.sign, weight * strength, token, pull.condition) if strength else None

    def _fact_vote(self, guide: Guide, token: int, align: int, weight: float, pull: Pull) -> Vote | None:
        """A state is said to be so, or taken for granted by a noun ("the threat of ...")."""
        if token in self.others or not self.arguments.has_subject(guide, token) or self._is_purpose(token):
            return None
        if any(self.words.lemmas[child] == "any" for child in self.words.children[token]):
            return None
        if align < 0 and self.words.is_noun(token) and pull.strength:
            return None
        is_taken_for_granted = self._is_taken_for_granted(token)
        sign = self.polarity.negation(token) if is_taken_for_granted else self._asserted(token)
        is_rejected = self._cue_is("against") and not self._cue_is("warning") and not is_taken_for_granted
        if self._cue_is("denial") or is_rejected or self.is_negated:
            sign = -sign
        return Vote(align * sign * guide.sign, weight * FACT_STRENGTH, token, pull.condition)

    def _is_taken_for_granted(self, token: int) -> bool:
        """A noun says that there is such a thing ("face the threat"), unless the clause says whether it comes."""
        word = self.tokens[token]
        if not self.words.is_noun(token) or word.dep in {"ROOT", "attr", "oprd"}:
            return False
        return not (word.dep == "dobj" and self.words.is_a(word.head, "bringing"))

    def _phrases(self, lemmas: list[str]) -> list[str]:
        """The words of the cue; two that are known together ("vote against") are one."""
        found: list[str] = []
        for lemma in lemmas:
            phrase = f"{found[-1]}_{lemma}" if found else lemma
            if found and self.words.lexicon.is_in(phrase, "against", "favour"):
                found[-1] = phrase
            else:
                found.append(lemma)
        return found

    def _cue_attitude(self) -> tuple[int, float]:
        """Sign and strength of the cue's words together ("rejected calls for": -1)."""
        lexicon, sign, strength = self.words.lexicon, 1, 0.0
        for word in self.cue_words:
            if self._is_clause and lexicon.is_in(word, "asserting"):
                continue
            if lexicon.is_in(word, "favour"):
                strength = 1.0
            elif lexicon.is_in(word, "against") and not (word == "against" and sign < 0):
                sign, strength = -sign, 1.0
        return sign, strength

    @property
    def _is_clause(self) -> bool:
        """Whether the content is a clause with a subject of its own."""
        return any(
            self.tokens[i].dep == "ccomp" and self.tokens[i].head not in self.content and self.words.under(i, "nsubj")
            for i in self.content
        )

    def _cue_is(self, kind: str) -> bool:
        return any(self.words.lexicon.is_in(word, kind) for word in self.cue_words)

    def _asserted(self, token: int) -> int:
        """The sign of a state that is said to be so: negations up to the top, attitudes left aside."""
        sign, node = self.polarity.negation(token), token
        while (head := self.tokens[node].head) != node and head in self.inside:
            if self.tokens[node].dep in {"conj", "advcl"}:
                break
            sign *= self.polarity.negation(head) * self.polarity.denial(head, node)
            if self.words.is_a(head, "lacking") and self.tokens[node].dep in {"dobj", "prep"}:
                sign = -sign
            node = head
        return sign

    def _is_purpose(self, token: int) -> bool:
        """Whether a verb is only aimed at ("to defeat the group"), which does not say that it is so."""
        if self.tokens[token].dep == "pcomp":
            return True
        has_to = any(self.tokens[child].tag == "TO" for child in self.words.children[token])
        return has_to and not self.words.is_a(self.tokens[token].head, "going_on")

    def _reach(self, token: int) -> set[int]:
        """A theme counts under the word that governs it, prepositions and nouns like "plan" between them allowed."""
        reach = {token}
        if self.words.under(token, "acl", "relcl"):
            return reach
        node = token
        for _ in range(4):
            node = self.tokens[node].head
            if node not in self.inside or self.words.lemmas[node] == "than":
                break
            reach.add(node)
            if not self._adds_nothing(node):
                break
        return reach

    def _adds_nothing(self, node: int) -> bool:
        return self.tokens[node].pos == "ADP" or self.words.is_a(node, "neutral")

    def _is_excluded(self, guide: Guide, token: int) -> bool:
        if not guide.excluded:
            return False
        above = list(islice(self.analysis.iter_ancestors(token), 3))
        near = [token, *self.words.children[token], *above]
        return any(
            name in guide.excluded and name not in guide.anchors
            for i in near
            if i in self.inside
            for name in self.words.names(i)
        )

    def _names_as(self, node: int) -> bool:
        return bool(self.words.under(node, "oprd", "attr")) or any(
            self.words.lemmas[i] == "as" for i in self.analysis.subtree(node) if self.tokens[i].dep == "prep"
        )

    def _named_by_cue(self) -> set[int]:
        """The object of "describing X as ..." where only what X is called stands in the content."""
        named: set[int] = set()
        for i in self.cue:
            if self.words.is_a(i, "naming") and self._names_as(i):
                named.add(i)
                for child in self.words.under(i, "dobj", "oprd", "prep", "attr"):
                    named.update(self.analysis.subtree(child))
        return named

    def _tokens(self, spans: Iterable[Span]) -> set[int]:
        return {i for span in spans for i in self.analysis.tokens_in(span)}
