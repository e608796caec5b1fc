"""Which side a word's governors take of it: negation, attitude, consequence and condition, composed up the tree.

The parse is spaCy's (ClearNLP labels). Polarity composes multiplicatively, as in Moilanen and Pulman (RANLP 2007).
"""

from __future__ import annotations

from collections.abc import Set
from typing import NamedTuple

from onrecord.positions.words import Words

SUBJECTS = ("nsubj", "csubj")
PASSING = frozenset({"conj", "appos", "amod", "det", "cc", "punct"})


class Pull(NamedTuple):
    """What the governors of a word make of it: `sign` +1 or -1, `strength` of the attitude (0: none is taken)."""

    sign: int
    strength: float
    top: int
    """The last word reached: its governor stands outside the statement, or it has none."""
    condition: int | None = None
    """The word that opens a condition on the attitude."""
    is_reported: bool = False
    """The attitude is only that of another speaker inside the statement."""


class Polarity:
    """Composes polarity over the words of an article. `other_cues` are the cues of statements inside this one."""

    def __init__(self, words: Words, other_cues: Set[int] = frozenset()) -> None:
        self.words = words
        self.tokens = words.tokens
        self.other_cues = other_cues

    def pull(self, start: int, inside: Set[int]) -> Pull:
        """From token `start` up to the top of the words `inside`."""
        words, node, through = self.words, start, False
        sign, strength = self.negation(start) * self.denial(start), self._duty(start)
        condition = self._condition(start)
        while (head := self.tokens[node].head) != node and head in inside:
            turn, gain = self._relation(head, node)
            sign, strength = sign * turn, max(strength, gain)
            if head in self.other_cues:
                strength, through = 0.0, True
            elif self._is_aside(head, node) or (not gain and self._is_circumstance(node)):
                return Pull(1, 0.0, head, None, through)
            if self.tokens[node].dep != "conj" or head == start:
                sign *= self.negation(head) * self.denial(head, node)
            elif any(words.lemmas[i] == "not" for i in words.children[head] if head < i < node):
                sign = -sign
            if self.tokens[node].dep != "advcl":
                strength = max(strength, self._duty(head, of=node))
            condition = condition or self._condition(head, below=node)
            node = head
        return Pull(sign, strength, node, condition, through and not strength)

    def negation(self, node: int) -> int:
        """-1 where the word itself is negated. A noun's negator stands before it."""
        sign = 1
        for child in self.words.children[node]:
            if self.words.is_noun(node) and child > node:
                continue
            dep = self.tokens[child].dep
            is_negator = dep in {"det", "advmod", "preconj", "cc"} and self.words.is_a(child, "negators")
            no_longer = dep == "advmod" and self._is_longer(child) and self.negation(child) < 0
            if dep == "neg" or is_negator or no_longer:
                sign = -sign
        return sign

    def denial(self, node: int, below: int | None = None) -> int:
        """-1 where the subject of a verb, unless it is the word `below`, is nobody: "no party wants", "few want"."""
        if self.tokens[node].pos not in {"VERB", "AUX"}:
            return 1
        subjects = (child for child in self.words.under(node, *SUBJECTS, "nsubjpass") if child != below)
        return -1 if any(self.words.is_a(i, "nobody") or self._is_without(i) for i in subjects) else 1

    def _is_without(self, noun: int) -> bool:
        openers = [child for child in self.words.children[noun] if child < noun]
        before = [noun - 1] if noun and self.words.lemmas[noun - 1] == "not" else []
        return any(self.words.is_a(i, "negators", "nobody") for i in (*openers, *before))

    def judge(self, node: int, without: int | None = None) -> int:
        """Whether what is said by the clause at `node` is good (+1), bad (-1) or neither (0), one child left out."""
        own = self.tone(node)
        is_verb = self.tokens[node].pos == "VERB"
        children = [child for child in self.words.children[node] if child != without]
        complement = self._complement(children)
        if self.words.is_a(node, "removal") and is_verb:
            value = -complement if complement else 1
        elif self._only_links(node, own):
            value = complement
        elif own > 0 and is_verb and any(self.tokens[c].dep == "dobj" and self._value(c) < 0 for c in children):
            value = -1
        else:
            value = own or complement
        return value * self.negation(node)

    def _is_longer(self, node: int) -> bool:
        return self.words.lexicon.is_in(self.tokens[node].text.lower(), "longer")

    def _only_links(self, node: int, own: int) -> bool:
        is_copula = self.words.is_a(node, "be") or self.tokens[node].pos == "AUX"
        return is_copula or (not own and self.words.is_a(node, "bringing"))

    def tone(self, node: int) -> int:
        """+1 for a word of praise, -1 for a word of blame, 0 for others."""
        return self.words.is_a(node, "good") - self.words.is_a(node, "bad")

    def _complement(self, children: list[int]) -> int:
        for wanted in ({"acomp", "attr", "oprd"}, {"dobj"}, {"xcomp", "ccomp"}, {"prep", "agent", "advmod", "prt"}):
            for child in children:
                if self.tokens[child].dep in wanted and (value := self._value(child)):
                    return value
        return 0

    def _value(self, node: int, depth: int = 0) -> int:
        """The tone of a phrase: its own word's, else the first that its parts have."""
        if self.tokens[node].pos == "VERB" and depth < 3:
            return self.judge(node)
        own = self.tone(node)
        if not own and depth < 3:
            parts = self.words.under(node, "amod", "pobj", "compound", "prep", "pcomp", "conj", "dobj", "nmod")
            own = next((value for part in parts if (value := self._value(part, depth + 1))), 0)
        return own * self.negation(node)

    def _duty(self, node: int, of: int | None = None) -> float:
        """A deed under "must" or "have to" is wanted; under "will", by the one who speaks of himself, planned."""
        if of is not None and self.tokens[of].dep in SUBJECTS and not self.words.is_a(node, "happening", "be"):
            return 0.0
        for child in self.words.under(node, "aux", "auxpass"):
            written = self.tokens[child].text.lower()
            if self.words.is_a(child, "duty") or written in {"must", "should"}:
                return 1.0
            subjects = self.words.under(node, "nsubj")
            if written in {"will", "shall", "'ll", "’ll", "would"} and subjects:
                if any(self.words.is_a(i, "own_speaker") for i in subjects):
                    return 0.7
                return 0.4 if self.words.under(node, "dobj") and written != "would" else 0.0
        head = self.tokens[node].head
        is_had_to = self.words.lemmas[head] == "have" and self.tokens[node].dep == "xcomp" and head != node
        return 1.0 if is_had_to else 0.0

    def _is_aside(self, head: int, node: int) -> bool:
        """`node` opens a clause that only says which `head` is meant ("the factions calling for ...")."""
        token = self.tokens[node]
        is_clause = token.dep == "relcl" or (token.dep == "acl" and token.tag in {"VBG", "VBN", "VBZ", "VBD"})
        if not is_clause or self.words.is_a(node, "plain"):
            return False
        return not self.words.is_a(head, "favour", "against", "good", "bad")

    def _is_circumstance(self, node: int) -> bool:
        """Words that say when, despite or because of what, which nobody wants or fights thereby."""
        if self.tokens[node].dep == "prep":
            return self.words.is_a(node, "circumstance")
        return self.tokens[node].dep == "advcl" and bool(self.words.under(node, "mark", "advmod", "nsubj"))

    def _relation(self, head: int, node: int) -> tuple[int, float]:
        """(turn, strength) that governor `head` adds to its dependent `node`."""
        dep = self.tokens[node].dep
        if self.tokens[head].pos in {"ADP", "SCONJ", "PART"} and dep in {"pobj", "pcomp"}:
            return self._preposition(head)
        if dep in SUBJECTS or dep == "nsubjpass":
            return self._as_subject(head, node)
        if dep in {"advcl", "prep"}:
            opener = self._opener(node)
            if self.words.lexicon.is_in(opener, "consequence", "absence"):
                value = self.judge(head, node) or self._subject_tone(head, node)
                turn = -value if self.words.lexicon.is_in(opener, "absence") else value
                is_welcome_after = value > 0 and self.words.lexicon.is_in(opener, "temporal")
                return (1, 0.0) if is_welcome_after else self._uncounted(turn, head, 0.8)
        if self.words.is_a(head, "be"):
            if dep in {"xcomp", "ccomp", "advcl", "acl"}:
                return self._uncounted(self.judge(head, node), head, 1.0)
            if dep == "attr" and self.words.under(head, "expl") and self.negation(node) < 0:
                return 1, 0.7
            return 1, 0.0
        return (1, 0.0) if dep in PASSING else self._as_object(head, node)

    def _preposition(self, head: int) -> tuple[int, float]:
        above = self.tokens[head].head
        match self.words.lemmas[head]:
            case "against" | "versus":
                is_known = self.words.lexicon.is_in(f"{self.words.lemmas[above]}_against", "against")
                return (1, 0.0) if is_known or self.words.is_a(above, "against", "warning") else (-1, 0.8)
            case "without" if not self.judge(above, head):
                return -1, 0.0
            case "for" if self.words.is_a(above, "be"):
                return 1, 0.8
            case _:
                return 1, 0.0

    def _as_subject(self, head: int, node: int) -> tuple[int, float]:
        is_small_clause = self._is_small_clause(head)
        if self.tokens[node].dep == "nsubjpass" or is_small_clause:
            turn, gain = self._as_object(head, node)
            if gain:
                return turn, gain
        elif self.words.is_a(head, "favour", "against") and not self.tone(head):
            return 1, 0.0
        value = self.judge(head, node)
        if not value and self.negation(head) < 0 and self.words.under(head, "dobj"):
            return 1, 0.5
        return self._uncounted(value, head, 0.9 if self.tokens[head].pos in {"VERB", "AUX"} else 0.6)

    def _is_small_clause(self, node: int) -> bool:
        """As in "wants the plan dropped", where the parser calls the plan the subject of "dropped"."""
        if self.words.under(node, "aux", "auxpass", "dobj", "mark"):
            return False
        is_wanted = self.tokens[node].dep in {"ccomp", "xcomp"} and self.words.is_a(self.tokens[node].head, "favour")
        return self.tokens[node].tag == "VBN" or (self.tokens[node].tag == "VBD" and is_wanted)

    def _uncounted(self, value: int, head: int, strength: float) -> tuple[int, float]:
        """`negation(head)` is counted once more on the way up, so it is taken out of a judgement here."""
        return (value * self.negation(head), strength) if value else (1, 0.0)

    def _as_object(self, head: int, node: int) -> tuple[int, float]:
        lexicon, lemma = self.words.lexicon, self.words.lemmas[head]
        particles = [self.words.lemmas[child] for child in self.words.under(head, "prt", "prep")]
        forms = [lemma, *(f"{lemma}_{particle}" for particle in particles[:1])]
        if any(lexicon.is_in(form, "against") for form in forms):
            return -1, 1.0
        if lexicon.is_in(lemma, "plain", "naming") and (value := self._described(head, node)):
            return value, 1.0
        if any(lexicon.is_in(form, "favour") for form in forms):
            return 1, 1.0
        tone, is_verb = self.tone(head), self.tokens[head].pos == "VERB"
        if tone and (tone > 0 or not is_verb):
            return tone, 0.8
        return (-1, 0.5) if tone else (1, 0.0)

    def _described(self, head: int, node: int) -> int:
        """The tone of Y in "described X as Y", "called X Y"."""
        for child in (*self.words.children[head], *self.words.children[node]):
            token = self.tokens[child]
            if child != node and (token.dep in {"oprd", "attr"} or (token.dep == "prep" and token.lemma == "as")):
                return self._value(child)
        return 0

    def _subject_tone(self, head: int, node: int) -> int:
        return next((self._value(child) for child in self.words.under(head, *SUBJECTS) if child != node), 0)

    def _opener(self, node: int) -> str:
        if self.tokens[node].dep == "prep":
            return self.words.lemmas[node]
        openers = self.words.under(node, "mark", "advmod")
        return self.words.lemmas[openers[0]] if openers else ""

    def _condition(self, node: int, below: int | None = None) -> int | None:
        """A clause under `node`, other than the one we came from, that makes it conditional."""
        for child in self.words.under(node, "advcl", "prep"):
            if child != below and self._opens_condition(child):
                return child
        return None

    def _opens_condition(self, node: int) -> bool:
        clause = self.words.analysis.subtree(node)
        if any(self.words.is_a(i, "winning") for i in clause):
            return False
        opening = " ".join(self.tokens[i].text.lower() for i in clause[:4]) + " "
        return any(opening.startswith(form.replace("_", " ") + " ") for form in self.words.lexicon.classes["condition"])
