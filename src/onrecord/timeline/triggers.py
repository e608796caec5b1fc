"""Which words of a parse report an event: the lexicon of `triggers.toml` read over grammar."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from onrecord.model import Analysis, record
from onrecord.timeline.lexicon import Kind, Lexicon, get_lexicon


@record
class Trigger:
    """A token that reports an event. `clause` is the verb whose subject and time are the event's (for a noun: the
    verb it hangs on, or the noun itself).
    """

    index: int
    clause: int
    kind: Kind
    is_noun: bool


_OBJECT = frozenset({"dobj", "obj", "nsubjpass", "nsubj:pass", "attr", "oprd"})
_SUBJECT = frozenset({"nsubj", "agent"})
_PREPOSITION = frozenset({"prep", "prt", "advmod", "acomp", "oprd", "dative", "agent"})
UNTIL = frozenset({"until", "till"})
"""Prepositions whose date is an end."""
_FEW_WORDS = 8
"""So near to "until" stands what somebody has time to do."""
_RELATIVE = frozenset({"WDT", "WP"})
_REFLEXIVE = frozenset({"himself", "herself", "itself", "themselves", "myself", "ourselves"})


def iter_triggers(analysis: Analysis, tokens: range | None = None) -> Iterator[Trigger]:
    """The triggers of the body in text order, one for each clause and kind: a light verb with its event noun is one."""
    lexicon = get_lexicon()
    senses = _Senses(analysis, lexicon)
    taken: set[int] = set()
    for index in tokens if tokens is not None else range(len(analysis.tokens)):
        token = analysis.tokens[index]
        if token.start < analysis.body_start or index in taken:
            continue
        if token.pos == "VERB" and not _is_adjective(analysis, index):
            found = _verb_trigger(analysis, index, lexicon)
            if found:
                kind, used = found
                taken.update(used)
                yield Trigger(index=index, clause=index, kind=kind, is_noun=False)
        elif token.pos == "NOUN" and token.dep not in ("compound", "amod", "nmod"):
            noun = senses.kind(index)
            if noun:
                clause = _clause_of(analysis, index)
                if clause not in taken and not _is_told_by_verb(analysis, index, noun, lexicon):
                    yield Trigger(index=index, clause=clause, kind=noun, is_noun=True)


def _is_told_by_verb(analysis: Analysis, noun: int, kind: Kind, lexicon: Lexicon) -> bool:
    """Whether the verb of which the noun is the subject reports it, and more ("the deadline runs out on Friday")."""
    verb = analysis.tokens[analysis.tokens[noun].head]
    told = lexicon.subjects.get((verb.lemma.lower(), analysis.tokens[noun].lemma.lower()))
    is_subject = analysis.tokens[noun].dep in ("nsubj", "nsubjpass")
    return is_subject and told is not None and told.mode == kind.mode and verb.lemma not in lexicon.happening


def _is_adjective(analysis: Analysis, index: int) -> bool:
    return analysis.tokens[index].dep in ("amod", "compound", "aux", "auxpass")


def _verb_trigger(analysis: Analysis, index: int, lexicon: Lexicon) -> tuple[Kind, list[int]] | None:
    """The kind of a verb with its arguments, the most telling first, and the tokens the trigger uses up."""
    lemma = analysis.tokens[index].lemma.lower()
    objects, subjects = _objects(analysis, index), _subjects(analysis, index)
    if lemma in lexicon.active and any(analysis.tokens[c].dep == "auxpass" for c in analysis.children[index]):
        return None
    for head in objects:
        noun = analysis.tokens[head].lemma.lower()
        if noun in lexicon.vague and not _is_specified(analysis, head):
            continue
        if kind := lexicon.objects.get((lemma, noun)):
            return kind, [head]
    for head in subjects:
        if kind := lexicon.subjects.get((lemma, analysis.tokens[head].lemma.lower())):
            return kind, [head]
    for child in analysis.children[index]:
        token = analysis.tokens[child]
        if token.dep not in _PREPOSITION:
            continue
        word = token.text.lower()
        for grand in analysis.children[child]:
            if kind := lexicon.phrases.get((lemma, word, analysis.tokens[grand].lemma.lower())):
                return kind, [grand]
        kind = lexicon.paths.get((lemma, word))
        if kind and (_is_given_until(analysis, index, child) or not _leads_to_a_date(analysis, child)):
            return kind, []
    if any(analysis.tokens[child].dep == "prt" for child in analysis.children[index]):
        return None
    found = lexicon.verbs.get(lemma) or lexicon.paths.get((lemma, ""))
    if found is None or _has(analysis, objects, _REFLEXIVE):
        return None
    if found.mode in ("kill", "wound") and _has(analysis, subjects, lexicon.accidents):
        return None
    return found, []


def _has(analysis: Analysis, heads: list[int], words: frozenset[str]) -> bool:
    return any(analysis.tokens[head].lemma.lower() in words for head in heads)


def _is_specified(analysis: Analysis, noun: int) -> bool:
    """Whether the words say at or on what ("work on the dam"), or of what kind ("construction work")."""
    below = [analysis.tokens[child] for child in analysis.children[noun]]
    return any(each.dep == "compound" or each.text.lower() in ("on", "at") for each in below)


def _leads_to_a_date(analysis: Analysis, preposition: int) -> bool:
    """Whether the preposition belongs to a day ("called the mayor on Friday") rather than to the verb."""
    for below in analysis.children[preposition]:
        place = bisect_right(analysis.entities, below, key=lambda entity: entity.first) - 1
        if place >= 0 and below <= analysis.entities[place].last and analysis.entities[place].label in ("DATE", "TIME"):
            return True
    return False


def _is_given_until(analysis: Analysis, verb: int, preposition: int) -> bool:
    """Whether somebody has until a day to do something."""
    return (
        analysis.tokens[preposition].text.lower() in UNTIL
        and preposition > verb
        and any(
            token.text.lower() == "to" and token.dep == "aux"
            for token in analysis.tokens[preposition : preposition + _FEW_WORDS]
        )
    )


def _objects(analysis: Analysis, verb: int) -> list[int]:
    """What the verb is done to: its object, passive subject, or the noun that its clause describes ("the deal reached
    in May", "a study that the bank published"), or the verb below it ("began building").
    """
    token = analysis.tokens[verb]
    found: list[int] = []
    has_object = False
    for child in analysis.children[verb]:
        below = analysis.tokens[child]
        if below.dep in _OBJECT:
            has_object = True
            found += [token.head] if below.tag in _RELATIVE and token.dep == "relcl" else _heads(analysis, child)
        elif below.dep == "xcomp" and below.tag == "VBG":
            found.append(child)
    if not has_object and token.tag == "VBN" and (token.dep == "acl" or _is_infinitive(analysis, verb)):
        found += _heads(analysis, token.head)
    if not has_object and token.dep == "advcl" and token.tag == "VBN":
        found += _described(analysis, verb)
    return found


def _is_infinitive(analysis: Analysis, verb: int) -> bool:
    """Whether a clause says of a noun what is to be done with it ("an interview to be broadcast on Tuesday")."""
    below = [analysis.tokens[child] for child in analysis.children[verb]]
    has_subject = any(token.dep.startswith("nsubj") for token in below)
    return analysis.tokens[verb].dep == "relcl" and not has_subject and any(token.text == "to" for token in below)


def _described(analysis: Analysis, participle: int) -> list[int]:
    """What a participle set before its clause describes: "In its report, released on Monday, the bank ...", "Released
    on Monday, the report ..."; nothing where it has helpers or a subject of its own.
    """
    below = [(child, analysis.tokens[child]) for child in analysis.children[participle]]
    if any(token.dep in ("aux", "auxpass", "nsubj", "mark") for _, token in below):
        return []
    before = [child for child, token in below if token.dep == "prep" and child < participle]
    nouns = [grand for child in before for grand in analysis.children[child] if analysis.tokens[grand].dep == "pobj"]
    if not before and participle < analysis.tokens[participle].head:
        above = analysis.children[analysis.tokens[participle].head]
        nouns = [child for child in above if analysis.tokens[child].dep in ("nsubj", "nsubjpass")]
    return [head for noun in nouns for head in _heads(analysis, noun)]


def _subjects(analysis: Analysis, verb: int) -> list[int]:
    current = verb
    for _ in range(4):
        found = [child for child in analysis.children[current] if analysis.tokens[child].dep in _SUBJECT]
        token = analysis.tokens[current]
        if found and token.dep == "relcl" and all(analysis.tokens[child].tag in _RELATIVE for child in found):
            return _heads(analysis, token.head)
        if found:
            return [head for child in found for head in _heads(analysis, child)]
        if token.dep not in ("conj", "xcomp", "acomp") or token.head == current:
            return []
        current = token.head
    return []


def _heads(analysis: Analysis, index: int) -> list[int]:
    """A noun with what it is "of" ("a number of strikes"), counted in ("nine million"), joined to or named by; a name
    with its title.
    """
    found = [index]
    for child in analysis.children[index]:
        token = analysis.tokens[child]
        is_named = token.dep == "compound" and (token.pos == "PROPN" or analysis.tokens[index].pos == "PROPN")
        if token.dep in ("conj", "nummod") or is_named:
            found.append(child)
        elif token.dep == "prep" and token.text.lower() == "of":
            found.extend(grand for grand in analysis.children[child] if analysis.tokens[grand].dep == "pobj")
        elif token.dep == "agent":
            found.extend(analysis.children[child])
    return found


class _Senses:
    """The kinds of nouns. One of several senses is told by the words around it; where these are silent, by those
    around the same noun elsewhere in the article (one sense per discourse: Gale, Church and Yarowsky 1992).
    """

    def __init__(self, analysis: Analysis, lexicon: Lexicon) -> None:
        self._analysis = analysis
        self._lexicon = lexicon
        self._in_article: dict[str, Kind | None] = {}
        self._here: dict[int, Kind | None] = {}
        for index, token in enumerate(analysis.tokens):
            noun = token.lemma.lower()
            if token.pos == "NOUN" and noun in lexicon.senses:
                senses = lexicon.senses[noun]
                told = next((word for word in self._companions(index) if word in senses), None)
                if told is not None:
                    self._here[index] = senses[told]
                    self._in_article.setdefault(noun, senses[told])

    def kind(self, index: int) -> Kind | None:
        if index in self._here:
            return self._here[index]
        token = self._analysis.tokens[index]
        lemma = token.lemma.lower()
        if self._in_article.get(lemma):
            return self._in_article[lemma]
        return self._lexicon.nouns.get(lemma) or self._lexicon.nouns.get(token.text.lower())

    def _companions(self, index: int) -> list[str]:
        """Lemmas next to the noun in the parse: below it, what it hangs on, and that verb's other arguments."""
        analysis = self._analysis
        found = list(analysis.children[index])
        found += [
            grand for child in found if analysis.tokens[child].dep == "prep" for grand in analysis.children[child]
        ]
        head = analysis.tokens[index].head
        if head != index:
            found.append(head)
            if analysis.tokens[head].pos in ("VERB", "AUX"):
                found += [child for child in analysis.children[head] if child != index]
        return [analysis.tokens[each].lemma.lower() for each in found]


def _clause_of(analysis: Analysis, index: int) -> int:
    """The verb a noun belongs to as subject or object, else the noun itself."""
    first = index
    while analysis.tokens[first].dep == "conj" and analysis.tokens[analysis.tokens[first].head].pos == "NOUN":
        first = analysis.tokens[first].head
    token = analysis.tokens[first]
    above = analysis.tokens[token.head]
    if token.dep in ("nsubj", "nsubjpass", "dobj") and above.pos in ("VERB", "AUX") and above.dep != "prep":
        return token.head
    if token.dep == "pobj":
        preposition, above = above, analysis.tokens[above.head]
        if preposition.text.lower() == "of" and above.dep in ("nsubj", "nsubjpass", "dobj"):
            return above.head
    return index


def is_happening_verb(lemma: str) -> bool:
    """Whether a verb with an event noun as subject or object says that the event takes place."""
    return lemma in get_lexicon().happening


def is_occurring_verb(lemma: str) -> bool:
    """Whether a verb says no more of its subject than that it takes place, begins or ends."""
    return lemma in get_lexicon().occurring
