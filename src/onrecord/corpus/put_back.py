"""An article with some edits of cleaning left out: what they dropped or repaired stands again where the bytes have it.

Only the named edits are undone. The rest of the text stays as it was cleaned, so that no second passage comes or goes.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Sequence

from onrecord.corpus.build import assemble
from onrecord.corpus.decoding import decode
from onrecord.corpus.line import Line, Part, make_line
from onrecord.errors import UsageError
from onrecord.model import Article, Edit, edit_id


def put_back(article: Article, raw: bytes, edits: Collection[str]) -> Article:
    """`article`, as it was cleaned, with the edits of these ids undone; `raw` are its bytes.

    Raises UsageError for a repair inside a passage that was itself taken out.
    """
    chosen = [edit for edit in article.edits if edit_id(article.id, edit) in edits]
    if not chosen:
        return article
    decoded = decode(raw)
    body = _lines_of(article, decoded.encoding if decoded else "utf-8")
    heading = body.pop(0) if article.headline else None
    for edit in sorted(chosen, key=lambda edit: (edit.raw_start, edit.raw_end)):
        part = Part(text=edit.before, raw_start=edit.raw_start, raw_end=edit.raw_end, exact=_is_exact(edit, raw))
        lines = [heading, *body] if heading else body
        at, changed = _undone(lines, edit, part, raw)
        if at is None:
            body[_place(body, edit, raw) : _place(body, edit, raw)] = changed
        elif heading and at == 0:
            heading = changed[0]
        else:
            body[at - bool(heading) : at - bool(heading) + 1] = changed
    text, pieces, headline = assemble(heading, body)
    kept = tuple(edit for edit in article.edits if edit not in chosen)
    title = text[: headline.end] if headline else article.title
    return dataclasses.replace(article, text=text, pieces=pieces, headline=headline, title=title, edits=kept)


def _lines_of(article: Article, encoding: str) -> list[Line]:
    """The lines of the text with their raw places, as cleaning put them together."""
    lines: list[list[Part]] = []
    last = -1
    for piece in article.pieces:
        words = article.text[piece.span.start : piece.span.end]
        part = Part(text=words, raw_start=piece.raw_start, raw_end=piece.raw_end, exact=piece.exact)
        if piece.span.start == last:
            lines[-1].append(part)
        else:
            lines.append([part])
        last = piece.span.end
    return [line for parts in lines if (line := make_line(parts, encoding))]


def _undone(lines: Sequence[Line], edit: Edit, part: Part, raw: bytes) -> tuple[int | None, list[Line]]:
    """Which line changes, and into what; None where the edit had dropped lines of their own."""
    for at, line in enumerate(lines):
        place = _inside(line, edit, raw)
        if place is not None:
            low, high = place
            return at, _split((*line.parts[:low], part, *line.parts[high:]), line.encoding)
    if edit.after:
        raise UsageError(
            f"the repair of {edit.before!r} cannot be put back: it stands in a passage that was itself taken out",
            expected="an edit whose place is in the text",
            next_step="put that passage back instead; it comes back as it was first decoded",
        )
    return None, _split((part,), lines[0].encoding if lines else "utf-8")


def _inside(line: Line, edit: Edit, raw: bytes) -> tuple[int, int] | None:
    """Between which parts of `line` the edit's words belong: [low, high) is what they replace."""
    if edit.after:
        for index, part in enumerate(line.parts):
            if (part.raw_start, part.raw_end, part.text) == (edit.raw_start, edit.raw_end, edit.after):
                return index, index + 1
        return None
    for index, (before, after) in enumerate(zip(line.parts, line.parts[1:], strict=False), start=1):
        if before.raw_end <= edit.raw_start and edit.raw_end <= after.raw_start:
            return index, index
    if line.raw_start - edit.raw_end >= 0 and not raw[edit.raw_end : line.raw_start].strip(b" \t"):
        return 0, 0
    if edit.raw_start - line.raw_end >= 0 and not raw[line.raw_end : edit.raw_start].strip(b" \t"):
        return len(line.parts), len(line.parts)
    return None


def _place(body: Sequence[Line], edit: Edit, raw: bytes) -> int:
    """Before the first line of the text that stands later in the bytes; last where the bytes do not tell."""
    if (edit.raw_start, edit.raw_end) == (0, len(raw)):
        return len(body)
    return next((index for index, line in enumerate(body) if line.raw_start >= edit.raw_end), len(body))


def _split(parts: Sequence[Part], encoding: str) -> list[Line]:
    """Lines of `parts`, which end where one of them holds a line end."""
    lines: list[list[Part]] = [[]]
    for part in parts:
        pieces = part.text.splitlines() if part.text.strip("\n\r") or not part.text else ["", ""]
        for index, piece in enumerate(pieces):
            if index:
                lines.append([])
            whole = piece == part.text
            lines[-1].append(
                Part(text=piece, raw_start=part.raw_start, raw_end=part.raw_end, exact=part.exact and whole)
            )
    return [line for each in lines if (line := make_line(each, encoding))]


def _is_exact(edit: Edit, raw: bytes) -> bool:
    try:
        return raw[edit.raw_start : edit.raw_end].decode("utf-8") == edit.before
    except UnicodeDecodeError:
        return False
