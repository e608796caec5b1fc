"""A news feed (RSS 0.9 to 2.0, RDF, Atom) holds an article per entry, as long as the outlet puts text into it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from onrecord.corpus.dates.publication import Clue
from onrecord.corpus.decoding import Decoded
from onrecord.corpus.found import Found, locate_lines, problem
from onrecord.corpus.line import Line
from onrecord.corpus.readers.markup import scan_page
from onrecord.model import Origin, Rung, record

TEXTS = ("encoded", "content", "fulltext", "description", "summary")
"""Elements that can hold an entry's text, the fullest first."""
DATES = ("pubDate", "published", "date", "issued", "created")
REVISED = ("updated", "modified")
ENTRIES = ("item", "entry")


@record
class Entry:
    """One entry of a feed: what it holds itself, where its page is, and its times as written."""

    found: Found
    address: str
    published: str = ""
    changed: str = ""

    @property
    def stamp(self) -> str:
        """What tells whether the entry is as it was when seen before."""
        return self.changed or self.published


def iter_feed(raw: bytes, origin: Origin) -> Iterator[Found]:
    """What the entries of a feed hold; one without text is a skip that names its title."""
    entries = find_entries(raw, origin)
    yield from [entry.found for entry in entries] or [no_feed(raw, origin)]


def no_feed(raw: bytes, origin: Origin) -> Found:
    """The skip of what should be a feed and holds no entries."""
    return problem(origin, "the file is no news feed: it holds no entries", raw)


def find_entries(raw: bytes, origin: Origin) -> list[Entry]:
    """The entries of a feed, in its order; none where it is no feed."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, recover=True)
    try:
        tree = etree.fromstring(raw, parser) if raw.strip() else None
    except (etree.XMLSyntaxError, ValueError):
        tree = None
    nodes = [node for node in tree.iter() if _name(node) in ENTRIES] if tree is not None else []
    if tree is None or not nodes:
        return []
    first = nodes[0].getparent()
    outlet = _value(first if first is not None else tree, ("title",)) or _value(tree, ("title",))
    return [
        Entry(
            found=_read_entry(node, outlet, Origin(path=origin.path, item=number)), address=_link(node),
            published=_value(node, DATES), changed=_value(node, REVISED),
        )
        for number, node in enumerate(nodes, start=1)
    ]  # fmt: skip


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
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


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
    """The address of an entry's page: Atom also links to itself, to comments and to sound."""
    links = [child for child in entry if _name(child) == "link"]
    links.sort(key=lambda link: link.get("rel", "alternate") != "alternate")
    return (links[0].get("href") or links[0].text or "").strip() if links else ""


def _paragraphs(markup: str) -> list[str]:
    page = scan_page(Decoded(text=markup, encoding="utf-8", damaged=True))
    return [words for block in page.blocks if (words := block.line.text.strip())]


def _plain(title: str) -> str:
    return " ".join(_paragraphs(title))
