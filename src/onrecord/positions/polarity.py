"""Which side a word's governors take of it: negation, attitude, consequence and condition, composed up the tree.

The parse is spaCy's (ClearNLP labels). Polarity composes multiplicatively, as in Moilanen and Pulman (RANLP 2007).
"""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import NamedTuple

from onrecord.model import Analysis, Token
from onrecord.positions.lexicon import Lexicon

SUBJECTS = frozenset({"nsubj", "csubj"})


class Pull(NamedTuple):
    """What the governors of a word make of it: `sign` +1 or -1, `strength` of the attitude (0: none is taken)."""

    sign: int
    strength: float
    top: int
    """The last word reached: its governor stands outside the statement, or it has none."""
    condition: int | None = None
    """The word that opens a condition on the attitude."""
    is_reported: bool = False
    """The attitude is somebody else's inside the statement."""


class Polarity:
    """Composes polarity in one article. `barrier(token)` says that a token is the cue of another's statement."""

    def __init__(self, analysis: Analysis, is_other_cue: Callable[[int], bool]) -> None:
        self.analysis = analysis
        self.tokens = analysis.tokens
        self.lexicon = Lexicon.load()
        self.is_other_cue = is_other_cue
        self.openers = self.lexicon.classes["consequence"] | {"unless", "without"}

    def is_a(self, node: int, *classes: str) -> bool:
        """Whether the word at `node` stands in one of the lexicon's classes."""
        return self.lexicon.is_in(self.tokens[node].lemma.lower(), *classes)

    def pull(self, start: int, inside: Set[int]) -> Pull:
        """From token `start` up to the top of the words `inside`."""
        sign, strength, node = self._negation(start), self._own_duty(start), start
        condition, through = self._condition(start), False
        while (head := self.tokens[node].head) != node and head in inside:
            turn, gain = self._relation(head, node)
            sign *= turn
            strength = max(strength, gain)
            if self.is_other_cue(head):
                strength, through = 0.0, True
            elif self._is_aside(head, node):
                strength, sign = 0.0, 1
            if not (self.tokens[node].dep == "conj" and head != start):
                sign *= self._negation(head)
            condition = condition or self._condition(head, below=node)
            strength = max(strength, self._own_duty(head) if self.tokens[node].dep != "advcl" else 0.0)
            node = head
        return Pull(sign, strength, node, condition, through and not strength)

    def attitude(self, lemmas: Set[str]) -> tuple[int, float]:
        """Sign and strength of words that govern together, as a cue does ("rejected calls for": -1)."""
        sign, strength = 1, 0.0
        for lemma in sorted(lemmas):
            if self.lexicon.is_in(lemma, "against") and not self.lexicon.is_in(lemma, "favour"):
                sign, strength = -sign, 1.0
            elif self.lexicon.is_in(lemma, "favour"):
                strength = 1.0
        return sign, strength

    def judge(self, node: int, without: int | None = None) -> int:
        """Whether what is said by the clause at `node` is good (+1), bad (-1) or neither (0), one child left out."""
        token = self.tokens[node]
        own = self._tone(token)
        children = [child for child in self.analysis.children[node] if child != without]
        complement = self._complement(children)
        if self.is_a(node, "removal") and token.pos == "VERB":
            value = -complement if complement else 1
        elif self.is_a(node, "be") or token.pos == "AUX" or (not own and self.is_a(node, "bringing")):
            value = complement
        elif own > 0 and token.pos == "VERB" and complement < 0 and self._bad_object(children):
            value = -1
        else:
            value = own or complement
        return value * self._negation(node)

    def _complement(self, children: list[int]) -> int:
        for wanted in ({"acomp", "attr", "oprd"}, {"dobj"}, {"xcomp", "ccomp"}, {"prep", "agent", "advmod", "prt"}):
            for child in children:
                if self.tokens[child].dep in wanted and (value := self._value(child)):
                    return value
        return 0

    def _value(self, node: int, depth: int = 0) -> int:
        """The tone of a phrase: its own word's, else the first that its parts have."""
        own = self._tone(self.tokens[node])
        if self.tokens[node].pos == "VERB" and depth < 3:
            return self.judge(node)
        if self.is_a(node, "removal") and own <= 0:
            own = 0
        if not own and depth < 3:
            for child in self.analysis.children[node]:
                if self.tokens[child].dep in {"amod", "pobj", "compound", "prep", "pcomp", "conj", "dobj", "nmod"}:
                    own = self._value(child, depth + 1)
                    if own:
                        break
        return own * self._negation(node)

    def _bad_object(self, children: list[int]) -> bool:
        return any(self.tokens[child].dep == "dobj" and self._value(child) < 0 for child in children)

    def _tone(self, token: Token) -> int:
        lemma = token.lemma.lower()
        return self.lexicon.is_in(lemma, "good") - self.lexicon.is_in(lemma, "bad")

    def _negation(self, node: int) -> int:
        sign = 1
        for child in self.analysis.children[node]:
            token = self.tokens[child]
            word = token.lemma.lower()
            if (
                token.dep == "neg"
                or (token.dep in {"det", "advmod", "preconj", "cc"} and self.lexicon.is_in(word, "negators"))
                or (token.dep == "advmod" and self.lexicon.is_in(word, "longer") and self._negation(child) < 0)
            ):
                sign = -sign
        return sign

    def _own_duty(self, node: int) -> float:
        """A deed under "must" or "should" is wanted; under "will", by the one who speaks of himself, planned."""
        for child in self.analysis.children[node]:
            token = self.tokens[child]
            if token.dep in {"aux", "auxpass"}:
                if self.lexicon.is_in(token.lemma.lower(), "duty") or token.text.lower() in {"must", "should"}:
                    return 1.0
                if token.text.lower() in {"will", "shall", "'ll", "’ll"} and self._has_own_subject(node):
                    return 0.7
        return 0.0

    def _has_own_subject(self, node: int) -> bool:
        return any(
            self.tokens[child].dep == "nsubj" and self.tokens[child].text.lower() in self.lexicon.classes["own_speaker"]
            for child in self.analysis.children[node]
        )

    def _is_aside(self, head: int, node: int) -> bool:
        """`node` opens a clause that only says which `head` is meant ("the factions calling for ...")."""
        dep, token = self.tokens[node].dep, self.tokens[head]
        is_clause = dep == "relcl" or (dep == "acl" and self.tokens[node].tag in {"VBG", "VBN", "VBZ", "VBD"})
        is_clause = is_clause and not self.is_a(node, "plain")
        return is_clause and not self.lexicon.is_in(token.lemma.lower(), "favour", "against", "good", "bad")

    def _relation(self, head: int, node: int) -> tuple[int, float]:
        """(turn, strength) that governor `head` adds to its dependent `node`."""
        governor, child = self.tokens[head], self.tokens[node]
        lemma, dep = governor.lemma.lower(), child.dep
        if governor.pos in {"ADP", "SCONJ", "PART"} and dep in {"pobj", "pcomp"}:
            return self._preposition(lemma, head, node)
        if dep in SUBJECTS or dep == "nsubjpass":
            return self._as_subject(head, node)
        if dep in {"advcl", "prep"} and (opener := self._opener(node)) in self.openers:
            value = self.judge(head, node) or self._subject_tone(head, node)
            return (value * (-1 if opener in {"unless", "without"} else 1), 0.8) if value else (1, 0.0)
        if dep in {"conj", "appos", "amod", "det", "cc", "punct"} or self.lexicon.is_in(lemma, "be"):
            if self.lexicon.is_in(lemma, "be") and dep in {"xcomp", "ccomp", "advcl", "csubj", "acl"}:
                value = self.judge(head, node)
                return (value, 1.0) if value else (1, 0.0)
            return 1, 0.0
        return self._as_object(head, node)

    def _preposition(self, lemma: str, head: int, node: int) -> tuple[int, float]:
        if lemma in {"against", "versus"}:
            return (-1, 0.8) if not self._governor_opposes(head) else (1, 0.0)
        if lemma == "without":
            return -1, 0.0
        if lemma == "for" and self.is_a(self.tokens[head].head, "be"):
            return 1, 0.8
        return 1, 0.0

    def _governor_opposes(self, node: int) -> bool:
        return self.is_a(self.tokens[node].head, "against", "warning")

    def _as_subject(self, head: int, node: int) -> tuple[int, float]:
        governor, dep = self.tokens[head], self.tokens[node].dep
        if dep == "nsubjpass":
            turn, gain = self._as_object(head, node)
            return (turn, gain) if gain else self._judged(head, node)
        if self.lexicon.is_in(governor.lemma.lower(), "favour", "against") and not self._tone(governor):
            return 1, 0.0
        return self._judged(head, node)

    def _judged(self, head: int, node: int) -> tuple[int, float]:
        """`_negation(head)` is counted once more on the way up, so it is taken out here."""
        value = self.judge(head, node) * self._negation(head)
        return (value, 0.9) if value else (1, 0.0)

    def _as_object(self, head: int, node: int) -> tuple[int, float]:
        governor = self.tokens[head]
        lemma = governor.lemma.lower()
        particle = next(
            (
                self.tokens[c].lemma.lower()
                for c in self.analysis.children[head]
                if self.tokens[c].dep in {"prt", "prep"}
            ),
            "",
        )
        if self.lexicon.is_in(f"{lemma}_{particle}", "against") or self.lexicon.is_in(lemma, "against"):
            return -1, 1.0
        if self.lexicon.is_in(lemma, "plain") and (value := self._described(head, node)):
            return value, 1.0
        if self.lexicon.is_in(lemma, "favour") or self.lexicon.is_in(f"{lemma}_{particle}", "favour"):
            return 1, 1.0
        if (tone := self._tone(governor)) and (governor.pos in {"NOUN", "ADJ"} or tone > 0):
            return tone, 0.8
        if governor.pos == "VERB" and self.lexicon.is_in(lemma, "bad"):
            return -1, 0.5
        return 1, 0.0

    def _described(self, head: int, node: int) -> int:
        """The tone of Y in "described X as Y", "called X Y"."""
        for child in (*self.analysis.children[head], *self.analysis.children[node]):
            token = self.tokens[child]
            if child != node and (token.dep in {"oprd", "attr"} or (token.dep == "prep" and token.lemma == "as")):
                return self._value(child)
        return 0

    def _subject_tone(self, head: int, node: int) -> int:
        for child in self.analysis.children[head]:
            if child != node and self.tokens[child].dep in SUBJECTS:
                return self._value(child)
        return 0

    def _opener(self, node: int) -> str:
        token = self.tokens[node]
        if token.dep == "prep":
            return token.lemma.lower()
        openers = [self.tokens[c] for c in self.analysis.children[node] if self.tokens[c].dep in {"mark", "advmod"}]
        return openers[0].lemma.lower() if openers else ""

    def _condition(self, node: int, below: int | None = None) -> int | None:
        """A clause under `node`, other than the one we came from, that makes it conditional."""
        for child in self.analysis.children[node]:
            if child != below and self.tokens[child].dep in {"advcl", "prep"} and self._opens_condition(child):
                return child
        return None

    def _opens_condition(self, node: int) -> bool:
        words = " ".join(self.tokens[i].text.lower() for i in self.analysis.subtree(node)[:4])
        return any(
            words == opener.replace("_", " ") or words.startswith(opener.replace("_", " ") + " ")
            for opener in self.lexicon.classes["condition"]
        )
