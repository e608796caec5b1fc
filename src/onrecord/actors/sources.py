"""Who each statement's source means, inside its article: names, pronouns, descriptions, several at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from onrecord.actors.cast import Cast, Player
from onrecord.actors.descriptions import Descriptions, Found
from onrecord.actors.lexicon import roles, word_set
from onrecord.actors.runs import is_office
from onrecord.actors.salience import Salience
from onrecord.actors.sorts import Sort, country_of
from onrecord.model import ActorKind, Analysis, MentionForm, Statement, StatementKind

_SINGULAR = {"he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f"}
_PLURAL = frozenset({"they", "them", "their", "theirs", "themselves"})
_NEUTER = frozenset({"it", "its", "itself"})
_COUNTS = frozenset({"one", "some", "many", "most", "several", "few", "two", "three", "more", "all", "none", "any"})
_QUANTITIES = word_set("quantities")
_NOBODY = frozenset({"you", "one", "there", "this", "these", "those", "what", "everything", "nothing"}) | word_set(
    "anybody"
)
_ALL = frozenset({"all", "both", "each", "neither"})
_FIRST = frozenset({"i", "we", "me", "us", "my", "our", "myself", "ourselves"})
_RELATIVE = frozenset({"who", "which", "that", "whom", "whose"})
_TELLING = frozenset({"who", "whose", "whom", "which"})
_BREAKS = frozenset({",", "(", "–", "—"})
_CUTS = frozenset({"who", "which", "that", "whose", "where", "when", ",", "(", "–", "—", ";", ":"})


class Sources:
    """Resolves sources in text order; what one source was resolved to helps the next."""

    def __init__(self, cast: Cast, statements: Sequence[Statement]) -> None:
        self.cast = cast
        self.analysis: Analysis = cast.analysis
        self.salience = Salience(cast, statements)
        self._by_id: dict[str, Found] = {}
        self.descriptions = Descriptions(cast, self.salience)

    def resolve(self, statement: Statement) -> Found | None:
        """Who speaks `statement`, or nothing where nobody can be named."""
        found = (
            (self._of_source(statement) or self._of_cue(statement)) if statement.source else self._unmarked(statement)
        )
        if found and found.players:
            self._by_id[statement.id] = found
            self.salience.spoke(statement, found.players)
            return found
        return None

    def _unmarked(self, statement: Statement) -> Found | None:
        """Who speaks where no source is marked."""
        return self._of_cue(statement) or self._carried(statement)

    def _of_cue(self, statement: Statement) -> Found | None:
        """Where no source is marked, the subject of the verb that is the cue, if it stands outside the content."""
        tokens = self.analysis.tokens
        for verb in self.analysis.tokens_in(statement.cue) if statement.cue else ():
            for child in self.analysis.children[verb] if tokens[verb].pos in ("VERB", "AUX") else ():
                inside = any(span.start <= tokens[child].start < span.end for span in statement.content)
                if tokens[child].dep == "nsubj" and not inside:
                    below = self.analysis.subtree(child)
                    found = self._of_head(statement, range(below[0], below[-1] + 1), child, False)
                    if found:
                        return Found(players=found.players, basis="subject of the cue", confidence=0.6)
        return None

    def _carried(self, statement: Statement) -> Found | None:
        """A quotation without source goes on with the speaker before it, inside a paragraph or straight after it."""
        if statement.kind is not StatementKind.DIRECT or statement.outer:
            return None
        previous = self.salience.last_speaker(statement.extent.start, paragraphs=1)
        return Found(players=previous, basis="previous speaker", confidence=0.5) if previous else None

    def _of_source(self, statement: Statement) -> Found | None:
        assert statement.source is not None
        indices = self._without_clause(self.analysis.tokens_in(statement.source))
        if not indices:
            return None
        heads = self._heads(indices)
        founds = [found for head in heads if (found := self._of_head(statement, indices, head, len(heads) > 1))]
        if not founds:
            return None
        players = tuple(dict.fromkeys(player for found in founds for player in found.players))
        basis = founds[0].basis if len(founds) == 1 else "joint source"
        return Found(players=players, basis=basis, confidence=min(found.confidence for found in founds))

    def _without_clause(self, indices: range) -> range:
        """The source up to ", who" or ", whose" after its first noun: what follows tells of somebody, it is nobody."""
        tokens = self.analysis.tokens
        for index in indices[2:]:
            before = [tokens[each].pos for each in range(indices[0], index - 1)]
            opens = tokens[index].text.lower() in _TELLING and tokens[index - 1].text in _BREAKS
            if opens and ("NOUN" in before or "PROPN" in before):
                return range(indices[0], index - 1)
        return indices

    def _heads(self, indices: range) -> list[int]:
        """The head token of the source, and those joined to it by "and"."""
        tokens = self.analysis.tokens
        inside = set(indices)
        tops = [index for index in indices if tokens[index].head not in inside or tokens[index].head == index]
        nominal = [index for index in tops if tokens[index].pos in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")]
        head = self._counted((nominal or tops or list(indices))[0], inside)
        heads, queue = [head], [head]
        while queue:
            for child in self.analysis.children[queue.pop()]:
                if child in inside and tokens[child].dep == "conj" and tokens[child].pos in ("NOUN", "PROPN", "PRON"):
                    named, before = self.cast.named_at.get(child), self.cast.named_at.get(head)
                    if (named is not None and named is before) or self._is_same_holder(head, child):
                        queue.append(child)
                        continue
                    if self._is_told_by_name(head, child):
                        heads = [child]
                        continue
                    if tokens[child].pos != "PROPN" or child in self.cast.named_at or head not in self.cast.named_at:
                        heads.append(child)
                    queue.append(child)
        return heads

    def _counted(self, head: int, inside: set[int]) -> int:
        """The noun that a number or "one of" counts: the members in "one of its members"."""
        tokens = self.analysis.tokens
        is_count = tokens[head].pos in ("NUM", "ADJ", "DET", "PRON") and tokens[head].lemma.lower() in _COUNTS
        if not is_count and tokens[head].text.lower() not in _QUANTITIES:
            return head
        for index in sorted(inside):
            if (
                index > head
                and tokens[index].pos in ("NOUN", "PROPN")
                and tokens[index].dep in ("pobj", "ROOT", "nsubj")
            ):
                return index
        return head

    def _is_told_by_name(self, head: int, child: int) -> bool:
        """Whether "and" joins offices of one who is named after them: "his wife and current nominee Clara Brandt"."""
        tokens = self.analysis.tokens
        owner = self.cast.owner.get(child)
        offices = [index for index in self.analysis.children[child] if tokens[index].pos == "NOUN" and index < child]
        opened = any(tokens[index].dep in ("det", "poss") for index in self.analysis.children[child])
        is_person = owner is not None and owner.kind is ActorKind.PERSON
        return tokens[head].tag == "NN" and is_person and bool(offices) and not opened

    def _is_same_holder(self, head: int, child: int) -> bool:
        """Whether "and" joins two offices of one: "the former secretary and current nominee" has one article."""
        tokens = self.analysis.tokens

        def is_opened(index: int) -> bool:
            return any(tokens[each].dep in ("det", "poss") for each in self.analysis.children[index])

        return tokens[head].tag == tokens[child].tag == "NN" and is_opened(head) and not is_opened(child)

    def _of_head(self, statement: Statement, indices: range, head: int, joint: bool) -> Found | None:
        token = self.analysis.tokens[head]
        lower = "" if token.text.isupper() and token.text != "I" else token.text.lower()
        if lower in _SINGULAR or lower in _PLURAL or lower in _NEUTER or lower in _FIRST or lower in _RELATIVE:
            return self._of_pronoun(statement, head, lower)
        if lower in _NOBODY:
            return None
        if lower in _ALL:
            players = self.salience.several(head, statement)
            return Found(players=players, basis=f"pronoun {lower}", confidence=0.5) if players else None
        first, last = self._phrase(indices, head, joint)
        named = self._named(first, last, head, joint) or self._called(first, last, head) or self._told(first, head)
        if named:
            return named
        return self.descriptions.meant(statement, first, last, head)

    def _phrase(self, indices: range, head: int, joint: bool) -> tuple[int, int]:
        """The tokens of one of several heads: its subtree inside the source, the other heads left out."""
        if not joint:
            return indices[0], indices[-1]
        tokens = self.analysis.tokens
        own = [
            index
            for index in self.analysis.subtree(head)
            if index in indices
            and not any(
                tokens[each].dep in ("conj", "cc") and self._is_below(each, head)
                for each in (index, *self._path(index, head))
            )
        ]
        return (own[0], own[-1]) if own else (head, head)

    def _path(self, index: int, top: int) -> Iterator[int]:
        for ancestor in self.analysis.iter_ancestors(index):
            if ancestor == top:
                return
            yield ancestor

    def _is_below(self, index: int, top: int) -> bool:
        return index != top

    def _named(self, first: int, last: int, head: int, joint: bool) -> Found | None:
        """A name that heads the source, or stands beside the office that heads it."""
        cast = self.cast
        player = cast.owner.get(head) or self._seat(head)
        if player is not None and not first <= cast.named_at[head].first <= cast.named_at[head].last <= last:
            player = cast.called(self.descriptions.text(first, last)) or player
        if player is not None and not self._is_modifier(head, first, last):
            return Found(players=(player,), basis="name", confidence=0.95)
        if joint and player is not None:
            return Found(players=(player,), basis="name", confidence=0.9)
        for index in range(first, last + 1):
            owner = cast.owner.get(index)
            if owner is None or owner.kind is not ActorKind.PERSON or cast.named_at[index].owner:
                continue
            named = cast.named_at[index]
            if self._is_beside(named.first, named.last, head):
                return Found(players=(owner,), basis="name with office", confidence=0.95)
        return None

    def _told(self, first: int, head: int) -> Found | None:
        """A description in apposition to a name outside the source: "held by Ida Berg, | a retired chemist"."""
        tokens = self.analysis.tokens
        if tokens[first - 1].text != "," or tokens[head].dep != "appos" or first < 2:
            return None
        player = self.cast.owner.get(first - 2)
        if (
            player is None
            or player.kind is not ActorKind.PERSON
            or player is not self.cast.owner.get(tokens[head].head)
        ):
            return None
        player.add(self.analysis.span(first, head), MentionForm.DESCRIPTION)
        return Found(players=(player,), basis="told of a name", confidence=0.8)

    def _called(self, first: int, last: int, head: int) -> Found | None:
        """A capitalised source that no rule saw as a name, but that is called like somebody in the article."""
        tokens = self.analysis.tokens
        if tokens[head].pos != "PROPN" and not (tokens[head].text[:1].isupper() and first == last):
            return None
        player = self.cast.called(self.descriptions.text(first, last)) or self.cast.called(tokens[head].text)
        if player is None:
            return None
        player.add(self.analysis.span(head, head), MentionForm.NAME)
        return Found(players=(player,), basis="name", confidence=0.8)

    def _seat(self, head: int) -> Player | None:
        """A place that speaks: its government's country."""
        named = self.cast.named_at.get(head)
        if named is None:
            return None
        if named.sort is Sort.SEAT:
            player = self.cast.country(country_of(named.text))
        elif named.sort is Sort.PLACE:
            player = self.cast.new(ActorKind.ORGANISATION, named.text)
            player.named.append(named)
        else:
            return None
        player.add(self.analysis.span(named.first, named.last), MentionForm.NAME)
        for index in range(named.first, named.last + 1):
            self.cast.owner[index] = player
        return player

    def _is_modifier(self, head: int, first: int, last: int) -> bool:
        """Whether the name only qualifies a following noun: "a Baghdad official"."""
        named = self.cast.named_at[head]
        after = named.last + 1
        return (
            after <= last
            and self.analysis.tokens[after].pos == "NOUN"
            and self.analysis.tokens[after].text.lower() not in _CUTS
        )

    def _is_beside(self, first: int, last: int, head: int) -> bool:
        """Whether a name stands in apposition to `head`: straight after it, or after a comma."""
        tokens = self.analysis.tokens
        if first <= head <= last:
            return True
        top = tokens[last]
        if top.dep in ("appos", "flat") and top.head == head:
            return True
        if head > last:
            return tokens[head].dep == "appos" and first <= tokens[head].head <= last
        between = [tokens[index] for index in range(head + 1, first)]
        if all(token.pos in ("PROPN", "NOUN", "ADJ", "PUNCT") for token in between) and top.dep != "pobj":
            return True
        if [token.text for token in between] == [","] and is_office(tokens[head].text.lower()):
            return True
        return bool(between) and between[-1].text == "," and top.dep in ("appos", "conj")

    def _of_pronoun(self, statement: Statement, head: int, lower: str) -> Found | None:
        where = self.analysis.tokens[head].span
        if lower in _RELATIVE:
            return self._of_relative(statement, head)
        if lower in _FIRST:
            outer = self._by_id.get(statement.outer or "")
            players = outer.players if outer else self.salience.last_speaker(where.start, paragraphs=2)
            return Found(players=players, basis="first person", confidence=0.7) if players else None
        if lower in _SINGULAR:
            player = self.salience.person(head, _SINGULAR[lower], statement)
            players = (player,) if player else ()
        elif lower in _PLURAL:
            players = self._plural_subject(statement, head) or self.salience.several(head, statement)
        else:
            players = self.salience.thing(head, statement)
        if not players:
            return None
        if len(players) == 1:
            players[0].add(where, MentionForm.PRONOUN)
            if lower in _SINGULAR and not players[0].gender:
                players[0].gender = _SINGULAR[lower]
        return Found(players=players, basis=f"pronoun {lower}", confidence=0.7)

    def _plural_subject(self, statement: Statement, head: int) -> tuple[Player, ...]:
        """People described as the subject of the same sentence, before "they"."""
        tokens = self.analysis.tokens
        sentence = self.analysis.sentences[self.analysis.sentence_of[head]]
        for index in range(sentence.first, head):
            token = tokens[index]
            inside = any(span.start <= token.start < span.end for span in statement.content)
            if token.dep in ("nsubj", "nsubjpass") and token.text.lower() in roles().plural and statement.outer is None:
                if inside and statement.kind is StatementKind.DIRECT:
                    continue
                first = min(self.analysis.subtree(index)[0], index)
                found = self._of_head(statement, range(first, index + 1), index, False)
                return found.players if found else ()
        return ()

    def _of_relative(self, statement: Statement, head: int) -> Found | None:
        tokens = self.analysis.tokens
        verb = tokens[head].head
        for index in (verb, *self.analysis.iter_ancestors(verb)):
            if tokens[index].dep in ("relcl", "acl"):
                noun = tokens[index].head
                first = min(self.analysis.subtree(noun)[0], noun)
                found = self._of_head(statement, range(first, max(noun, first) + 1), noun, False)
                return Found(players=found.players, basis="relative clause", confidence=0.8) if found else None
        return None
