"""Where the text of an HTML page stands: its blocks with their places in the source, and what it says of itself.

A scanner of our own, because it must know offsets and must not choke: it is linear in the length of the page,
accepts anything (unclosed tags, bare "<", no body) and never executes or loads a thing.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from onrecord.corpus.decoding import Decoded
from onrecord.corpus.line import Line, Part, make_line
from onrecord.model import record


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


INLINE = _names(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rp rt s samp small span "
    "strike strong sub sup time tt u var wbr nobr o:p"
)
SILENT = _names("script style noscript template svg math iframe object canvas select textarea")
"""Elements whose content is no text of the page."""
VOID = _names("area base br col embed hr img input link meta source track wbr param")
CLOSED_BY = {
    "p": _names(
        "p div section article ul ol table blockquote h1 h2 h3 h4 h5 h6 aside header footer form figure pre main nav hr"
    ),
    "li": _names("li"),
    "dt": _names("dt dd"),
    "dd": _names("dt dd"),
    "td": _names("td th tr"),
    "th": _names("td th tr"),
    "tr": _names("tr"),
    "option": _names("option"),
}
"""Elements whose end tag may be left out, and the start tags that end them (HTML, 13.1.2.4)."""
DEEPEST = 400
LONGEST_TAG = 50_000
NAME = re.compile(r"[A-Za-z][^\s/>]*")
ATTRIBUTE = re.compile(r"([^\s\"'<>/=]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?")
VALUE_OR_END = re.compile(r"=\s?(?:\"[^\"]*\"|'[^']*')|>")
GAP_OR_ENTITY = re.compile(r"\s+|&[#A-Za-z][#A-Za-z0-9]{1,31};?")


@record
class Element:
    """An open element: its name and the words of its class, id, role and itemprop."""

    tag: str
    words: str


@record
class Block:
    """A run of text between two block-level tags. `path`: the open elements around it, outermost first."""

    line: Line
    path: tuple[Element, ...]
    after_break: bool = False
    """Whether only a line break parts it from the block before."""


@dataclass
class Page:
    """What the scanner saw: text blocks, meta tags (name, content), JSON-LD scripts, title, language, address."""

    blocks: list[Block] = field(default_factory=list)
    meta: list[tuple[str, str]] = field(default_factory=list)
    json_ld: list[str] = field(default_factory=list)
    times: list[tuple[str, str]] = field(default_factory=list)
    """(datetime attribute, class words and path) of ``<time>`` elements, with ``pubdate`` kept as a word."""
    title: str = ""
    language: str = ""
    canonical: str = ""


def scan_page(decoded: Decoded) -> Page:
    """Read a page. Offsets of the lines are bytes of the raw source."""
    return _Scanner(decoded).scan()


class _Scanner:
    def __init__(self, decoded: Decoded) -> None:
        self._text = decoded.text
        self._encoding = decoded.encoding
        self._errors = "surrogateescape" if decoded.damaged else "strict"
        self._at_char, self._at_byte = 0, decoded.skipped
        self._page = Page()
        self._stack: list[Element] = []
        self._parts: list[Part] = []
        self._linked = 0
        self._break = False
        self._block_path: tuple[Element, ...] = ()
        self._title: list[str] = []
        self._unclosed: set[str] = set()

    def scan(self) -> Page:
        text, at = self._text, 0
        while at < len(text):
            opening = text.find("<", at)
            if opening < 0:
                opening = len(text)
            if opening > at:
                self._take_text(at, opening)
            at = self._take_tag(opening) if opening < len(text) else opening
        self._end_block()
        self._page.title = " ".join("".join(self._title).split())
        return self._page

    def _take_tag(self, at: int) -> int:
        """Handle what begins with "<" at `at`; where to go on."""
        text = self._text
        if text.startswith("<!--", at):
            return _after(text, "-->", at + 4)
        if text.startswith(("<!", "<?"), at):
            return _after(text, ">", at + 2)
        closing = text.startswith("</", at)
        name = NAME.match(text, at + 1 + closing)
        if name is None:
            self._take_text(at, at + 1)
            return at + 1
        tag = name.group().lower()
        end = _end_of_tag(text, name.end())
        if closing:
            self._close(tag)
            return end
        attributes = _attributes(text[name.end() : end - 1])
        self._open(tag, attributes)
        if tag in SILENT or tag == "title":
            return self._take_silent(tag, attributes, end)
        return end

    def _take_silent(self, tag: str, attributes: dict[str, str], at: int) -> int:
        """Pass over an element whose content is not text; keep a title and JSON-LD."""
        close = None if tag in self._unclosed else re.compile(rf"</{tag}\b", re.IGNORECASE).search(self._text, at)
        if close is None:
            self._unclosed.add(tag)
        stop = close.start() if close else (len(self._text) if tag in ("script", "style", "title") else at)
        content = self._text[at:stop]
        if tag == "title" and not self._title:
            self._title.append(html.unescape(content[:2000]))
        if tag == "script" and "ld+json" in attributes.get("type", "").lower():
            self._page.json_ld.append(content)
        self._close(tag)
        return stop

    def _open(self, tag: str, attributes: dict[str, str]) -> None:
        page = self._page
        if tag == "html":
            page.language = page.language or attributes.get("lang", "")
        elif tag == "meta":
            key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop") or ""
            page.meta.append((key.lower(), attributes.get("content", "")))
        elif tag == "link" and attributes.get("rel", "").lower() == "canonical":
            page.canonical = page.canonical or attributes.get("href", "")
        elif tag == "time" and attributes.get("datetime"):
            words = " ".join([attributes.get("class", ""), attributes.get("itemprop", ""),
                              "pubdate" if "pubdate" in attributes else "",
                              *(element.tag + " " + element.words for element in self._stack[-3:])])  # fmt: skip
            page.times.append((attributes["datetime"], words))
        if tag not in INLINE:
            self._end_block()
            self._break = tag == "br"
            while self._stack and tag in CLOSED_BY.get(self._stack[-1].tag, ()):
                self._stack.pop()
        if tag not in VOID and len(self._stack) < DEEPEST:
            words = " ".join(attributes.get(key, "") for key in ("class", "id", "role", "itemprop"))
            self._stack.append(Element(tag=tag, words=words.strip().lower()[:300]))

    def _close(self, tag: str) -> None:
        if tag not in INLINE:
            self._end_block()
        for depth in range(len(self._stack) - 1, max(len(self._stack) - 60, -1), -1):
            if self._stack[depth].tag == tag:
                del self._stack[depth:]
                return

    def _take_text(self, start: int, end: int) -> None:
        """Add text to the block: white space shrinks to one space, entities become their characters."""
        if not self._parts:
            self._block_path = tuple(self._stack)
        linked = any(element.tag == "a" for element in self._stack[-4:])
        for part in self._iter_parts(start, end):
            if part.text == " " and (not self._parts or self._parts[-1].text.endswith(" ")):
                continue
            self._parts.append(part)
            self._linked += len(part.text) * linked

    def _iter_parts(self, start: int, end: int) -> Iterator[Part]:
        at = start
        for found in GAP_OR_ENTITY.finditer(self._text[start:end]):
            low, high = start + found.start(), start + found.end()
            written = found.group()
            if written == " ":
                continue
            after = " " if written.isspace() else html.unescape(written)
            if after == written:
                continue
            if low > at:
                yield self._part(at, low)
            yield self._part(low, high, " " if after.isspace() else after)
            at = high
        if at < end:
            yield self._part(at, end)

    def _part(self, start: int, end: int, after: str | None = None) -> Part:
        raw_start = self._byte_of(start)
        raw_end = self._byte_of(end)
        text = self._text[start:end] if after is None else after
        exact = after is None and text.isprintable()
        return Part(text=text, raw_start=raw_start, raw_end=raw_end, exact=exact)

    def _byte_of(self, char: int) -> int:
        """The byte at which character `char` begins; asked in rising order only."""
        self._at_byte += len(self._text[self._at_char : char].encode(self._encoding, self._errors))
        self._at_char = char
        return self._at_byte

    def _end_block(self) -> None:
        if self._parts:
            length = sum(len(part.text) for part in self._parts)
            tag = next((element.tag for element in reversed(self._block_path) if element.tag not in INLINE), "")
            line = make_line(self._parts, self._encoding, tag=tag, link_share=self._linked / max(length, 1))
            if line:
                self._page.blocks.append(Block(line=line, path=self._block_path, after_break=self._break))
                self._break = False
        self._parts, self._linked = [], 0


def _after(text: str, mark: str, at: int) -> int:
    found = text.find(mark, at)
    return found + len(mark) if found >= 0 else len(text)


def _end_of_tag(text: str, at: int) -> int:
    """One past the ">" that ends a tag; quoted values may hold ">" themselves."""
    for found in VALUE_OR_END.finditer(text, at, at + LONGEST_TAG):
        if found.group() == ">":
            return found.end()
    return _after(text, ">", at)


def _attributes(words: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(words[:LONGEST_TAG]):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), html.unescape(value))
    return found
