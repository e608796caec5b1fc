"""Attribution without quote marks: clauses, infinitives, objects and prepositions that hang on a cue verb."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Analysis
from onrecord.statements.attribution import Attribution, Run, to_runs, within
from onrecord.statements.grammar import child, find_subject, is_negated, is_passive, is_verb, phrase, verb_group
from onrecord.statements.lexicon import Lexicon, get_lexicon

_RELATIVE = frozenset({"which", "that", "who", "whom", "what"})
_TAIL = frozenset({"prep", "oprd", "xcomp", "ccomp", "dobj", "dative", "acl", "advcl"})


def iter_reported(analysis: Analysis) -> Iterator[Attribution]:
    """Every attribution by a verb of the lexicon, in text order, nested ones too."""
    lexicon = get_lexicon()
    for index in range(len(analysis.tokens)):
        if is_verb(analysis, index):
            found = _by_verb(analysis, index, lexicon)
            if found:
                yield found


def _by_verb(analysis: Analysis, verb: int, lexicon: Lexicon) -> Attribution | None:
    lemma = analysis.tokens[verb].lemma.lower()
    source = find_source(analysis, verb)
    if source is None:
        return None
    cue = verb_group(analysis, verb)
    blocked = set(within(cue)) | set(within(source))
    parts: list[int] = []
    complement = child(analysis, verb, "ccomp")
    open_complement = child(analysis, verb, "xcomp")
    direct = child(analysis, verb, "dobj")
    if complement is not None and (lemma in lexicon.clause or lemma in lexicon.infinitive or lemma in lexicon.taken_as):
        parts = [complement]
    elif open_complement is not None and lemma in lexicon.infinitive:
        parts = [open_complement]
    elif lemma in lexicon.prepositions and (preposition := _preposition(analysis, verb, lexicon)) is not None:
        parts = list(analysis.children[preposition])
        if preposition == cue[1] + 1:
            cue = (cue[0], preposition)
        blocked.add(preposition)
        if direct is not None and direct < preposition:
            parts.append(direct)
    elif _takes_object(analysis, verb, lemma, direct):
        parts = _object_parts(analysis, verb)
    elif lemma in lexicon.clause:
        return _around(analysis, verb, cue, source)
    tokens = {token for part in parts for token in analysis.subtree(part)} - blocked
    return _attribution(analysis, verb, cue, source, tokens)


def _attribution(analysis: Analysis, verb: int, cue: Run, source: Run, tokens: set[int]) -> Attribution | None:
    runs = to_runs(analysis, _until_next_cue(analysis, tokens))
    worded = tuple(run for run in runs if analysis.tokens[run[0]].text.lower() not in _RELATIVE or run[1] > run[0])
    if not worded:
        return None
    return Attribution(head=verb, cue=cue, source=source, content=worded, negated=is_negated(analysis, verb))


def _until_next_cue(analysis: Analysis, tokens: set[int]) -> set[int]:
    """Content ends where ", adding that ..." begins: the parser often hangs such a participle on the wrong verb."""
    lexicon = get_lexicon()
    for index in sorted(tokens):
        token = analysis.tokens[index]
        if token.tag != "VBG" or token.lemma.lower() not in lexicon.commitment or index - 1 not in tokens:
            continue
        if analysis.tokens[index - 1].text == "," and token.dep in {"advcl", "acl", "conj", "dep"}:
            return {other for other in tokens if other < index}
    return tokens


def _preposition(analysis: Analysis, verb: int, lexicon: Lexicon) -> int | None:
    wanted = lexicon.prepositions[analysis.tokens[verb].lemma.lower()]
    for other in analysis.children[verb]:
        token = analysis.tokens[other]
        if other > verb and token.dep in {"prep", "prt"} and token.text.lower() in wanted and analysis.children[other]:
            return other
    return None


def _takes_object(analysis: Analysis, verb: int, lemma: str, direct: int | None) -> bool:
    lexicon = get_lexicon()
    if lemma in lexicon.taken_as and _is_taken_as(analysis, verb, direct):
        return True
    return direct is not None and lemma in lexicon.object


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
    """The object and what the verb takes after it, up to the first comma."""
    parts = []
    for other in analysis.children[verb]:
        token = analysis.tokens[other]
        if other > verb and token.text == ",":
            break
        if token.dep == "dobj" or (other > verb and token.dep in _TAIL):
            parts.append(other)
    return parts


def _around(analysis: Analysis, verb: int, cue: Run, source: Run) -> Attribution | None:
    """A cue put into or after its content without being its governor: "The talks, he said, had failed"."""
    sentence = analysis.sentences[analysis.sentence_of[verb]]
    first, last = min(cue[0], source[0]), max(cue[1], source[1])
    if first - 1 <= sentence.first or analysis.tokens[first - 1].text not in {",", ",”", "-", "—", "–"}:
        return None
    after = [index for index in range(last + 1, sentence.last + 1) if analysis.tokens[index].text == ","]
    governor = analysis.tokens[verb].head
    if governor == verb or analysis.tokens[verb].dep not in {"parataxis", "ccomp", "dep", "advcl", "conj"}:
        tokens = set(range(sentence.first, first - 1))
    else:
        tokens = set(analysis.subtree(governor)) - set(analysis.subtree(verb))
        tokens = {index for index in tokens if index < first or (after and index > after[0])}
    if not any(child(analysis, index, "nsubj", "nsubjpass") is not None for index in tokens):
        return None
    return _attribution(analysis, verb, cue, source, tokens)


def find_source(analysis: Analysis, verb: int) -> Run | None:
    """The words that name who does `verb`; None where nobody does (a passive without "by")."""
    if is_passive(analysis, verb):
        agent = child(analysis, verb, "agent")
        named = child(analysis, agent, "pobj") if agent is not None else None
        return None if named is None else phrase(analysis, named)
    subject = find_subject(analysis, verb)
    if subject is None or (analysis.tokens[subject].text.lower() in {"it", "there"} and _is_dummy(analysis, verb)):
        return None
    subject = _author(analysis, subject, verb)
    governs_verb = subject in analysis.iter_ancestors(verb)
    return phrase(analysis, subject, without=analysis.subtree(verb) if governs_verb else ())


def _is_dummy(analysis: Analysis, verb: int) -> bool:
    return child(analysis, verb, "expl") is not None


def _author(analysis: Analysis, noun: int, verb: int) -> int:
    """Who issued the document that speaks: "parliament passed a resolution calling for ..." is parliament's."""
    token = analysis.tokens[noun]
    if (
        analysis.tokens[verb].dep != "acl"
        or token.dep not in {"dobj", "pobj"}
        or token.lemma.lower() not in get_lexicon().documents
    ):
        return noun
    governor = token.head
    if token.dep == "pobj":
        governor = analysis.tokens[governor].head
    author = find_subject(analysis, governor) if is_verb(analysis, governor) else None
    return noun if author is None else author
