"""From an article to its analysis: tokens, grammar, sentences, paragraphs, names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.tokens import Doc

from onrecord.language.assemble import Parsed, to_analysis, to_token
from onrecord.language.borders import sentence_starts
from onrecord.language.paragraphs import find_paragraphs, iter_chunks
from onrecord.language.pipeline import DEFAULT, load_pipeline
from onrecord.model import Analysis, Article, Entity, Provenance, Sentence, Skip, Span, Token

VERSION = "1"
MAX_CHARS = 1_000_000
"""Articles longer than this are not news articles; they become a Skip."""

_AS_ENGLISH_QUOTE = str.maketrans({"„": "“", "«": "“", "»": "”", "‹": "‘", "›": "’", "`": "‘", "´": "’"})

_SURROGATE = re.compile("[\ud800-\udfff]")


class Parser:
    """A spaCy pipeline that gives `Analysis` records. The same article gives the same analysis in any company."""

    def __init__(self, pipeline: str = DEFAULT) -> None:
        self._nlp, self.facts = load_pipeline(pipeline)
        self._provenance = Provenance(
            stage="language", version=VERSION, model=f"{self.facts.name}-{self.facts.version}"
        )

    def parse(self, article: Article) -> Analysis | Skip:
        """Parse headline and body, paragraph by paragraph; a Skip where the article is over `MAX_CHARS`."""
        if len(article.text) > MAX_CHARS:
            return Skip(
                article=article.id,
                origin=str(article.origin),
                stage="language",
                reason=f"{len(article.text)} characters, more than the {MAX_CHARS} that one article may have",
            )
        paragraphs = find_paragraphs(article.text, article.body_start)
        chunks = [
            (chunk, number)
            for number, paragraph in enumerate(paragraphs)
            for chunk in iter_chunks(article.text, paragraph)
        ]
        sheet = _Sheet(article.text)
        tokenized = [self._tokenize(chunk.cut(article.text), chunk.start) for chunk, _ in chunks]
        # The batch is the article and nothing else: sums over other batches would round differently.
        docs = self._nlp.pipe(doc for doc, _ in tokenized)
        for doc, (_, offsets), (_, number) in zip(docs, tokenized, chunks, strict=True):
            sheet.add(doc, offsets, number)
        return sheet.analysis(article, paragraphs, self._provenance)

    def iter_parse(self, articles: Iterable[Article]) -> Iterator[Analysis | Skip]:
        """Parse `articles` one after the other, in their order."""
        for article in articles:
            yield self.parse(article)

    def _tokenize(self, words: str, start: int) -> tuple[Doc, list[Span]]:
        """Tokens without white space, quote marks as the pipeline knows them, and where each stands in the article."""
        tokens = [token for token in self._nlp.make_doc(_SURROGATE.sub("\ufffd", words)) if not token.is_space]
        offsets = [Span(start=start + token.idx, end=start + token.idx + len(token.text)) for token in tokens]
        doc = Doc(
            self._nlp.vocab,
            words=[token.text.translate(_AS_ENGLISH_QUOTE) for token in tokens],
            spaces=[a.end < b.start for a, b in pairwise(offsets)] + [False] * bool(tokens),
        )
        marks = sentence_starts([token.text for token in doc])
        for token, original, mark in zip(doc, tokens, marks, strict=True):
            token.norm_ = original.norm_
            if mark is not None and token.i:
                token.is_sent_start = mark
        return doc, offsets


class _Sheet:
    """Collects parsed chunks of one article under token indices that run over all of it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens: list[Token] = []
        self._sentences: list[Sentence] = []
        self._entities: list[Entity] = []

    def add(self, doc: Doc, offsets: list[Span], paragraph: int) -> None:
        base = len(self._tokens)
        for token, span in zip(doc, offsets, strict=True):
            self._tokens.append(to_token(token, start=span.start, text=span.cut(self._text), head=base + token.head.i))
        for sentence in doc.sents:
            self._sentences.append(
                Sentence(
                    first=base + sentence.start,
                    last=base + sentence.end - 1,
                    root=base + sentence.root.i,
                    paragraph=paragraph,
                )
            )
        for name in doc.ents:
            self._entities.append(Entity(first=base + name.start, last=base + name.end - 1, label=name.label_))

    def analysis(self, article: Article, paragraphs: tuple[Span, ...], provenance: Provenance) -> Analysis:
        return to_analysis(
            Parsed(tokens=self._tokens, sentences=self._sentences, entities=self._entities, paragraphs=paragraphs),
            article_id=article.id,
            text=article.text,
            body_start=article.body_start,
            provenance=provenance,
        )
