"""Whether a word's arguments are those that a claim is about: who does it, to whom, where."""

from __future__ import annotations

from onrecord.model import Analysis
from onrecord.positions.guide import ABROAD, COUNTRIES, Guide
from onrecord.positions.words import Words

PARTIES = ("nsubj", "nsubjpass", "dobj", "poss", "compound", "dative")
MODIFIERS = ("amod", "compound", "poss", "nmod")
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "acl", "conj", "parataxis", "csubj"})
NAMING_POS = frozenset({"NOUN", "PROPN", "VERB"})
MISFIT = 0.25
UNNAMED = 0.7
OTHER_OBJECT = 0.45


class Arguments:
    """Reads the arguments of words in one article against compiled claims."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.tokens = words.tokens
        self.analysis: Analysis = words.analysis
        self._at_issue: dict[str, bool] = {}

    def fit(self, guide: Guide, token: int) -> float:
        """How well the arguments of `token` are those of the claim: 1 a match, .7 none named, .25 others."""
        if self.names_claim(guide, token):
            return 1.0
        parties, places = self._arguments(token)
        if self._is_elsewhere(guide, parties, places):
            return MISFIT
        if any(self._is_another(guide, i) for i in (*parties, *self._movers(guide, token))):
            return MISFIT
        if not self._was_named(guide, token) and not self.is_at_issue(guide):
            return MISFIT
        return 1.0 if any(self.tokens[i].pos == "PRON" for i in self.words.under(token, *PARTIES)) else UNNAMED

    def names_claim(self, guide: Guide, token: int) -> bool:
        """Whether `token` has an argument that the claim names."""
        parties, places = self._arguments(token)
        own = guide.terms | guide.anchors.keys()
        named = any(self.words.names(i) & own and self.is_own(guide, i) for i in (*parties, *places))
        return named and not self._is_elsewhere(guide, parties, places)

    def is_at_issue(self, guide: Guide) -> bool:
        """Whether a bare word may mean the claim: its subject's name, or its deed with its own arguments, is said."""
        if guide.concept.id not in self._at_issue:
            own_names = {name for name in guide.subjects if name.startswith("=")}
            self._at_issue[guide.concept.id] = any(
                (self.tokens[i].pos == "PROPN" and self.words.names(i) & own_names)
                or (self.words.names(i) & guide.anchors.keys() and self.names_claim(guide, i))
                for i in range(len(self.tokens))
            )
        return self._at_issue[guide.concept.id]

    def object_fit(self, guide: Guide, token: int) -> float:
        """1 where a state has no object or the claim's own, .45 where it has another."""
        objects = self.words.under(token, "dobj", "xcomp")
        for child in self.words.under(token, "prep"):
            if self.words.lemmas[child] in {"to", "of"} and not objects:
                objects = self.words.under(child, "pobj")
        objects = [i for i in objects if self.tokens[i].pos != "PRON"]
        if not objects or self.words.is_a(token, "lacking", "needing"):
            return 1.0
        subjects = {name for i in self.words.under(token, "nsubj") for name in self.words.names(i)}
        wanted = guide.terms - guide.subjects if subjects & guide.heads else guide.terms
        objects += [c for i in objects for c in self.words.under(i, "conj", *MODIFIERS)]
        wanted |= guide.anchors.keys()
        return 1.0 if any(self.words.names(i) & wanted for i in objects) else OTHER_OBJECT

    def has_subject(self, guide: Guide, token: int) -> bool:
        """Whether the clause of `token` names what the claim is about, or a pronoun in it may stand for that."""
        wanted = (guide.heads or guide.terms) - {ABROAD}
        clause, verb = self._clause(token), self._verb(token)
        if self.words.is_noun(token):
            clause.update(self.analysis.subtree(token))
        if self.words.is_a(token, "needing") and self.words.under(verb, "nsubj"):
            clause = {i for subject in self.words.under(verb, "nsubj") for i in self.analysis.subtree(subject)}
        pronouns = [i for i in self.words.under(verb, "nsubj", "nsubjpass") if self.words.is_a(i, "they")]
        if pronouns:
            number = self.analysis.sentence_of[token]
            clause |= set(range(self.analysis.sentences[max(number - 1, 0)].first, pronouns[0]))
        named = (i for i in clause if i != token and self.tokens[i].pos in NAMING_POS)
        return any(self.words.names(i) & wanted and self.is_own(guide, i) for i in named)

    def names_head(self, guide: Guide, token: int) -> bool:
        """Whether the clause of `token` names the very thing that the claim is about."""
        return any(self.words.names(i) & guide.head for i in self._clause(token) if self.words.is_noun(i))

    def is_own(self, guide: Guide, token: int, *, strict: bool = False) -> bool:
        """Whether a thing of the claim is the claim's own ("coalition troops"), not another's ("Kurdish troops").

        Strictly, words like "national" speak against it as a name does, and a bare "troops" is not enough.
        """
        named = sorted(self.words.names(token) & guide.qualifiers.keys())
        if not named:
            return True
        wanted = guide.qualifiers[named[0]]
        modifiers = [
            child
            for child in self.words.under(token, *MODIFIERS)
            if self.tokens[child].text[:1].isupper() or (strict and self.words.is_a(child, "whose"))
        ]
        if not modifiers:
            return not strict or any(self.words.is_a(child, "definite") for child in self.words.under(token, "det"))
        return any(self.words.names(child) & wanted for child in modifiers)

    def _is_elsewhere(self, guide: Guide, parties: list[int], places: list[int]) -> bool:
        """Whether the arguments name another country than the claim does."""
        where = [i for i in (*parties, *places) if self.tokens[i].dep in {"pobj", "dobj"}]
        named = {self.words.lemmas[i] for i in where} & COUNTRIES
        return bool(guide.countries and named and not named & guide.countries)

    def _was_named(self, guide: Guide, token: int) -> bool:
        """Whether the sentence of `token` or the one before it names something else of the claim."""
        number = self.analysis.sentence_of[token]
        first, last = self.analysis.sentences[max(number - 1, 0)].first, self.analysis.sentences[number].last
        others = (i for i in range(first, last + 1) if i != token and self.words.is_noun(i))
        return any(self.words.names(i) & guide.terms for i in others)

    def _is_another(self, guide: Guide, token: int) -> bool:
        """Whether an argument that the claim does not name is somebody or something else."""
        if self.words.is_a(token, "somewhere"):
            return False
        persons = self.words.lexicon.classes["persons"]
        return not ("people" in self.words.names(token) and guide.terms & persons)

    def _movers(self, guide: Guide, token: int) -> list[int]:
        """Who would leave or stay in "forced the guests to leave"."""
        if not guide.themes or self.tokens[token].dep != "xcomp" or self.words.under(token, "dobj"):
            return []
        head = self.tokens[token].head
        return [i for i in self.words.under(head, "dobj") or self.words.under(head, "nsubj") if self.words.is_noun(i)]

    def _arguments(self, token: int) -> tuple[list[int], list[int]]:
        """Who does it or has it done to them; and where, with what, of which kind."""
        parties = [child for child in self.words.under(token, *PARTIES) if self.words.is_noun(child)]
        parties += [child for child in self.words.under(token, "acl") if self.tokens[child].tag == "VB"]
        places = self.words.under(token, "amod", "nmod", "npadvmod")
        for child in self.words.under(token, "prep", "agent"):
            objects = [c for c in self.words.children[child] if self.words.is_noun(c)]
            objects += [c for i in objects for c in self.words.under(i, "conj")]
            (parties if self.words.lemmas[child] in {"of", "by"} else places).extend(objects)
        head, dep = self.tokens[token].head, self.tokens[token].dep
        if dep in {"xcomp", "ccomp"}:
            places.extend(self.words.under(head, "nsubj", "dobj"))
        elif dep in {"acl", "relcl"}:
            places.append(head)
        elif dep == "conj" and not parties and head != token:
            return self._arguments(head)
        return parties, places

    def _verb(self, token: int) -> int:
        """The verb of the clause that `token` stands in."""
        if self._is_verb(token):
            return token
        return next((above for above in self.analysis.iter_ancestors(token) if self._is_verb(above)), token)

    def _clause(self, token: int) -> set[int]:
        """The words of the clause of `token`, clauses inside it left out; a joined verb shares its subject."""
        verb, found = self._verb(token), {token}
        queue = [verb, token]
        while queue:
            node = queue.pop()
            found.add(node)
            queue.extend(
                child
                for child in self.words.children[node]
                if self.tokens[child].dep not in CLAUSES
                or (self.tokens[child].dep == "conj" and not self._is_verb(child))
            )
        above = verb
        while self.tokens[above].dep in {"conj", "xcomp", "relcl", "acl"} and not self.words.under(above, "nsubj"):
            above = self.tokens[above].head
            subjects = self.words.under(above, "nsubj", "nsubjpass") if self._is_verb(above) else [above]
            found.update(i for subject in subjects for i in self.analysis.subtree(subject) if i < token)
        if self.tokens[verb].dep == "relcl":
            found.add(self.tokens[verb].head)
        return found

    def _is_verb(self, node: int) -> bool:
        return self.tokens[node].pos in {"VERB", "AUX"}
