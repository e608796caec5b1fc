"""Attribution without quote marks: clauses, infinitives, objects and prepositions that hang on a cue verb."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Analysis
from onrecord.statements.attribution import Attribution, Run, to_runs, within
from onrecord.statements.grammar import child, children, is_negated, is_passive, is_verb
from onrecord.statements.lexicon import get_lexicon
from onrecord.statements.sources import find_source, whole_cue

_RELATIVE = frozenset({"which", "that", "who", "whom", "what"})
_OBJECT_TAIL = frozenset({"oprd", "xcomp", "ccomp", "dobj", "dative"})
_OBJECT_PREPOSITIONS = frozenset({"as", "of", "for", "over", "to", "with", "about", "against", "from", "in"})


def iter_reported(analysis: Analysis) -> Iterator[Attribution]:
    """Every attribution by a verb of the lexicon, in text order, nested ones too."""
    for index in range(len(analysis.tokens)):
        if is_verb(analysis, index):
            found = _by_verb(analysis, index)
            if found:
                yield found


def _by_verb(analysis: Analysis, verb: int) -> Attribution | None:
    lemma = get_lexicon().lemma_of(analysis.tokens[verb])
    if lemma not in get_lexicon().commitment or _is_purpose(analysis, verb):
        return None
    source = find_source(analysis, verb)
    if source is None:
        return None
    cue = whole_cue(analysis, verb)
    parts, preposition = _content_parts(analysis, verb, lemma)
    if not parts:
        tokens = _as_said(analysis, verb, lemma) or _around(analysis, verb, lemma, cue, source)
        return _attribution(analysis, verb, cue, source, tokens)
    if preposition == cue[1] + 1:
        cue = (cue[0], preposition)
    blocked = {verb, *within(cue), *within(source)}
    tokens = {token for part in parts for token in analysis.subtree(part)} - blocked - {preposition}
    return _attribution(analysis, verb, cue, source, tokens)


def _is_purpose(analysis: Analysis, verb: int) -> bool:
    """Whether the verb names what something is done for ("met to discuss"): nobody says anything yet."""
    is_infinitive = any(analysis.tokens[other].tag == "TO" for other in children(analysis, verb, "aux"))
    return (
        is_infinitive and analysis.tokens[verb].tag == "VB" and analysis.tokens[verb].dep in {"advcl", "relcl", "acl"}
    )


def _content_parts(analysis: Analysis, verb: int, lemma: str) -> tuple[list[int], int | None]:
    """The heads of what `verb` attributes, and the preposition that leads to it, if one does."""
    if is_passive(analysis, verb):
        return _passive_parts(analysis, verb, lemma), None
    for clause in children(analysis, verb, "advcl", "ccomp"):
        for mark in children(analysis, clause, "mark"):
            if analysis.tokens[mark].text.lower() in get_lexicon().prepositions.get(lemma, ()):
                return [clause], mark
    preposition = _preposition(analysis, verb, lemma)
    complements = _complements(analysis, verb, lemma)
    if complements and (preposition is None or preposition > complements[0]):
        return complements, None
    if complements and preposition is not None:
        return [*analysis.children[preposition], *complements], preposition
    if preposition is not None and not (lemma in get_lexicon().object and children(analysis, verb, "dobj")):
        return list(analysis.children[preposition]), preposition
    return (_object_parts(analysis, verb) if _takes_object(analysis, verb, lemma) else []), None


def _passive_parts(analysis: Analysis, verb: int, lemma: str) -> list[int]:
    """What is spoken of by the agent of a passive: "The plan was condemned by ...", "is seen as a threat by ..."."""
    lexicon = get_lexicon()
    if lemma in lexicon.clause and child(analysis, verb, "ccomp") is not None:
        return children(analysis, verb, "ccomp")
    if lemma in lexicon.object or (lemma in lexicon.taken_as and _is_taken_as(analysis, verb, None)):
        as_phrases = [
            other for other in children(analysis, verb, "prep") if analysis.tokens[other].text.lower() == "as"
        ]
        return [*children(analysis, verb, "nsubjpass"), *children(analysis, verb, "oprd"), *as_phrases]
    return []


def _complements(analysis: Analysis, verb: int, lemma: str) -> list[int]:
    """The clauses or the infinitive that `verb` governs as its content."""
    lexicon = get_lexicon()
    clauses = children(analysis, verb, "ccomp")
    if clauses and (lemma in lexicon.clause or lemma in lexicon.infinitive or lemma in lexicon.taken_as):
        return clauses
    infinitives = children(analysis, verb, "xcomp")
    if infinitives and (lemma in lexicon.infinitive or lemma in lexicon.clause):
        return [*children(analysis, verb, "dobj"), *infinitives]
    if lemma in lexicon.clause:
        return [other for other in children(analysis, verb, "advcl") if _is_question(analysis, other)]
    return []


def _is_question(analysis: Analysis, clause: int) -> bool:
    marks = [analysis.tokens[other].text.lower() for other in children(analysis, clause, "mark")]
    return "whether" in marks or (
        "if" in marks and get_lexicon().lemma_of(analysis.tokens[analysis.tokens[clause].head]) in {"ask", "wonder"}
    )


def _attribution(analysis: Analysis, verb: int, cue: Run, source: Run, tokens: set[int]) -> Attribution | None:
    runs = to_runs(analysis, _until_next_cue(analysis, tokens))
    runs = _with_opening(analysis, runs, min(cue[0], source[0]), max(cue[1], source[1]))
    worded = tuple(run for run in runs if analysis.tokens[run[0]].text.lower() not in _RELATIVE or run[1] > run[0])
    if not worded:
        return None
    return Attribution(head=verb, cue=cue, source=source, content=worded, negated=is_negated(analysis, verb))


def _with_opening(analysis: Analysis, runs: tuple[Run, ...], first: int, last: int) -> tuple[Run, ...]:
    """Content that goes on after ", he said," began before it: "After the vote, he said, the port would close"."""
    start = analysis.sentences[analysis.sentence_of[first]].first
    is_inserted = (
        first - 1 > start
        and last + 2 < len(analysis.tokens)
        and analysis.tokens[first - 1].text == "," == analysis.tokens[last + 1].text
    )
    if not is_inserted or not runs or runs[0][0] != last + 2:
        return runs
    return ((start, first - 2), *runs)


def _until_next_cue(analysis: Analysis, tokens: set[int]) -> set[int]:
    """Content ends where ", adding that ..." begins: the parser often hangs such a participle on the wrong verb."""
    lexicon = get_lexicon()
    for index in sorted(tokens):
        token = analysis.tokens[index]
        if token.tag != "VBG" or lexicon.lemma_of(token) not in lexicon.commitment or index - 1 not in tokens:
            continue
        if analysis.tokens[index - 1].text == "," and token.dep in {"advcl", "acl", "conj", "dep"}:
            return {other for other in tokens if other < index}
    return tokens


def _preposition(analysis: Analysis, verb: int, lemma: str) -> int | None:
    wanted = get_lexicon().prepositions.get(lemma, frozenset())
    for other in analysis.children[verb]:
        token = analysis.tokens[other]
        if other > verb and token.dep in {"prep", "prt"} and token.text.lower() in wanted and analysis.children[other]:
            return other
    return None


def _takes_object(analysis: Analysis, verb: int, lemma: str) -> bool:
    lexicon = get_lexicon()
    direct = child(analysis, verb, "dobj")
    if lemma in lexicon.taken_as and _is_taken_as(analysis, verb, direct):
        return True
    return lemma in lexicon.object and (direct is not None or _has_gerund(analysis, verb))


def _has_gerund(analysis: Analysis, verb: int) -> bool:
    """Whether a doing stands where the object would ("favours closing the mine")."""
    return any(analysis.tokens[other].tag == "VBG" for other in children(analysis, verb, "xcomp") if other > verb)


def _is_taken_as(analysis: Analysis, verb: int, direct: int | None) -> bool:
    if child(analysis, verb, "oprd") is not None:
        return True
    return any(
        analysis.tokens[other].text.lower() == "as" and analysis.tokens[other].dep in {"prep", "mark"}
        for anchor in (verb, direct)
        if anchor is not None
        for other in analysis.children[anchor]
    )


def _object_parts(analysis: Analysis, verb: int) -> list[int]:
    """The object and what the verb takes after it, up to the first comma; not when and where it was said."""
    parts = []
    for other in analysis.children[verb]:
        token = analysis.tokens[other]
        if other > verb and token.text == ",":
            break
        is_tail = token.dep in _OBJECT_TAIL or (token.dep == "prep" and token.text.lower() in _OBJECT_PREPOSITIONS)
        if token.dep == "dobj" or (other > verb and is_tail):
            parts.append(other)
    return parts


def _as_said(analysis: Analysis, verb: int, lemma: str) -> set[int]:
    """The clause that "as he put it" bears on."""
    governor = analysis.tokens[verb].head
    marks = {analysis.tokens[mark].text.lower() for mark in children(analysis, verb, "mark")}
    if governor == verb or "as" not in marks or lemma not in get_lexicon().quote:
        return set()
    return set(analysis.subtree(governor)) - set(analysis.subtree(verb))


def _around(analysis: Analysis, verb: int, lemma: str, cue: Run, source: Run) -> set[int]:
    """What a cue is put into or after without governing it: "The talks, he said, had failed"."""
    if lemma not in get_lexicon().clause:
        return set()
    governor = analysis.tokens[verb].head
    sentence = analysis.sentences[analysis.sentence_of[verb]]
    first, last = min(cue[0], source[0]), max(cue[1], source[1])
    if first - 1 <= sentence.first or analysis.tokens[first - 1].text not in {",", "-", "—", "–"}:
        return set()
    after = [index for index in range(last, sentence.last + 1) if analysis.tokens[index].text == ","]
    if governor == verb or analysis.tokens[verb].dep not in {"parataxis", "ccomp", "dep", "advcl", "conj"}:
        tokens = set(range(sentence.first, first - 1))
    else:
        outside = set(analysis.subtree(governor)) - set(analysis.subtree(verb))
        tokens = {index for index in outside if index < first or (after and index > after[0])}
    return tokens if any(is_verb(analysis, index) for index in tokens) else set()
