"""A news feed (RSS 0.9 to 2.0, RDF, Atom) holds an article per entry, as long as the outlet puts text into it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from onrecord.corpus.decoding import Decoded
from onrecord.corpus.found import Found, locate_lines, problem
from onrecord.corpus.line import Line
from onrecord.corpus.publication import Clue
from onrecord.corpus.readers.markup import scan_page
from onrecord.model import Origin, Rung

TEXTS = ("encoded", "content", "fulltext", "description", "summary")
"""Elements that can hold an entry's text, the fullest first."""
DATES = ("pubDate", "published", "date", "issued", "created")
REVISED = ("updated", "modified")
ENTRIES = ("item", "entry")


def iter_feed(raw: bytes, origin: Origin) -> Iterator[Found]:
    """The entries of a feed; one without text is a skip that names its title."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        tree = etree.fromstring(raw, parser) if raw.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    entries = [node for node in tree.iter() if _name(node) in ENTRIES] if tree is not None else []
    if tree is None or not entries:
        yield problem(origin, "the file is no news feed: it holds no entries", raw)
        return
    first = entries[0].getparent()
    outlet = _value(first if first is not None else tree, ("title",)) or _value(tree, ("title",))
    for number, entry in enumerate(entries, start=1):
        yield _read_entry(entry, outlet, Origin(path=origin.path, item=number))


def _read_entry(entry: etree._Element, outlet: str, origin: Origin) -> Found:
    raw = etree.tostring(entry, encoding="utf-8", with_tail=False)
    title, markup = _plain(_value(entry, ("title",))), _value(entry, TEXTS)
    paragraphs = _paragraphs(markup)
    if not paragraphs:
        return problem(origin, f"the entry {title!r} holds no text" if title else "the entry holds no text", raw)
    lines: list[Line | None] = [line for text in paragraphs for line in locate_lines(text, raw, "utf-8")]
    heading = locate_lines(title, raw, "utf-8") if title else []
    dates = tuple(Clue(rung=Rung.FIELD, text=text) for name in DATES if (text := _value(entry, (name,))))
    return Found(
        origin=origin, raw=raw, lines=lines, title=heading[0] if heading else None, url=_link(entry),
        byline=_value(entry, ("creator", "author")), outlet=_value(entry, ("source",)) or outlet,
        section=_value(entry, ("category",)), clues=dates, revised=_value(entry, REVISED), is_page=True,
    )  # fmt: skip


def _name(node: etree._Element) -> str:
    return etree.QName(node).localname if isinstance(node.tag, str) else ""


def _value(entry: etree._Element, names: tuple[str, ...]) -> str:
    """The text of the first child of one of these names that has some; names in order of preference."""
    for name in names:
        for child in entry:
            if _name(child) == name:
                text = "".join(str(part) for part in child.itertext()).strip()
                if text:
                    return text
    return ""


def _link(entry: etree._Element) -> str:
    for child in entry:
        if _name(child) == "link":
            return (child.get("href") or child.text or "").strip()
    return ""


def _paragraphs(markup: str) -> list[str]:
    page = scan_page(Decoded(text=markup, encoding="utf-8", damaged=True))
    return [words for block in page.blocks if (words := block.line.text.strip())]


def _plain(title: str) -> str:
    return " ".join(_paragraphs(title))
