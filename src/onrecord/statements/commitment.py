"""What the source does with the content: says, claims, denies, demands, or only believes, wants, supports it."""

from __future__ import annotations

from onrecord.model import Analysis, Commitment, Span, StatementKind
from onrecord.statements.grammar import children
from onrecord.statements.lexicon import get_lexicon


def find_commitment(analysis: Analysis, cue: Span, kind: StatementKind) -> Commitment | None:
    """The class of the cue's last word that has one; a speech noun counts as denied after "rejected" and the like.

    A quote, a colon and "according to" say; None where the model's cue is a word the lexicon does not know.
    """
    indices = analysis.tokens_in(cue)
    tokens = [analysis.tokens[index] for index in indices]
    words = " ".join(token.text.lower() for token in tokens)
    known = [name for index in indices if (name := _class_of(analysis, index, indices[-1]))]
    lexicon = get_lexicon()
    if known:
        turned = len(known) > 1 and any(lexicon.lemma_of(token) in lexicon.denying for token in tokens[:-1])
        return Commitment.DENIED if turned else Commitment(known[-1])
    if words in lexicon.views:
        return Commitment.BELIEVES
    if any(side in words.split() for side in lexicon.sides):
        return Commitment.SUPPORTS
    if words.split()[-1:] == ["against"]:
        return Commitment.OPPOSES
    is_said = kind is not StatementKind.INDIRECT or not any(char.isalpha() for char in words)
    is_phrase = any(words == " ".join(phrase) for phrases in lexicon.phrases.values() for phrase in phrases)
    return Commitment.SAID if is_said or is_phrase else None


def _class_of(analysis: Analysis, index: int, last: int) -> str | None:
    """The class of one word of the cue, by the preposition or the infinitive it takes, else by itself."""
    lexicon = get_lexicon()
    token = analysis.tokens[index]
    lemma = lexicon.lemma_of(token)
    if token.pos in {"AUX", "DET", "PART", "ADP", "PUNCT"}:
        return None
    after = analysis.tokens[index + 1].text.lower() if index < last else ""
    if (name := lexicon.by_preposition.get((lemma, after))) is not None:
        return name
    if lemma in lexicon.by_infinitive and _takes_infinitive(analysis, index):
        return lexicon.by_infinitive[lemma]
    return lexicon.commitment.get(lemma) or lexicon.commitment.get(token.text.lower())


def _takes_infinitive(analysis: Analysis, verb: int) -> bool:
    """Whether the verb governs "to" with a verb, an addressee before it or not: "urged the firm to pay"."""
    return any(
        analysis.tokens[mark].tag == "TO"
        for clause in children(analysis, verb, "xcomp", "ccomp", "advcl")
        for mark in children(analysis, clause, "aux")
    )
