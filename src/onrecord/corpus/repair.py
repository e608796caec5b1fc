"""What garbled characters once were: double encodings are undone, stray bytes that spell nothing are dropped.

Quotes are never straightened and no character is invented: a run that no encoding explains goes, and is listed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

import ftfy
from ftfy import badness

from onrecord.corpus.line import Line, edit_range, replace_ranges, strip_line
from onrecord.model import Edit, EditKind

CONFIG = ftfy.TextFixerConfig(
    unescape_html=False, uncurl_quotes=False, fix_latin_ligatures=False, fix_character_width=False,
    fix_line_breaks=False, remove_terminal_escapes=False, remove_control_chars=False, normalization=None,
    fix_surrogates=True, explain=False,
)  # fmt: skip
HIGH = re.compile(r"[\xa1-\uffff]")
HIGH_RUN = re.compile(r"[^\x00-\x7f]+")
LATIN_RUN = re.compile(r"[\x80-\xff\ufffd]+")
LETTER = "\xc0-\xd6\xd8-\xf6\xf8-\xff"
SYMBOL = "\xa4\xa6\xa8\xa9\xac-\xba\xbc-\xbe\xd7\xf7"
"""Latin-1 signs that never stand directly before an accented letter in a word."""
IMPOSSIBLE = re.compile(f"[{SYMBOL}][{LETTER}]|[{LETTER}][{SYMBOL}]{{2,}}|[\x80-\x9f\ufffd]|\xef\xbf\xbd")
BREAK_IN_WORD = re.compile("(?<=[A-Za-z])([\xc0-\xd6\xd8-\xde][\xdf-\xf6\xf8-\xff])+")
"""A capital with an accent inside a word, followed by small accented letters: no Latin script writes so."""
CAPITALS_IN_WORD = re.compile("(?<=[a-z])[\xc0-\xd6\xd8-\xde][\xc0-\xd6\xd8-\xf6\xf8-\xff]+")
"""After a small letter of a word an accented capital and more accented letters: no Latin script writes so either."""
HAN_RUN = re.compile("(?:[\xb0-\xf7][\xa1-\xfe]){2,}")
"""Two bytes each; the rows B0 to F7 of GB 2312 hold Chinese characters."""
SIGN = re.compile(f"[{SYMBOL}]")
ALPHABETS = (
    "äöüß",
    "àâæçèéêëîïôùûüÿ",
    "áéíóúüñ",
    "àáâãçéêíóôõúü",
    "àèéìíîòóùú",
    "àçèéíïòóúü",
    "åäöé",
    "åæøéóòôâ",
    "áðéíóúýþæö",
    "äöõü",
    "áéíóöúü",
    "çöüâîû",
    "ëïöüéèáó",
    "áéíóúýäôë",
    "çëî",
    "áéíóú",
)
"""The accented letters of Latin-1 in the alphabets of Europe: a word is written in one of them."""
CUT_QUOTE = re.compile("â€\x9d?$")
"""A closing quote encoded twice whose last byte (9D, which cp1252 leaves undefined) was dropped on the way."""
GBK_MARKS = frozenset("“”‘’—…–·、。，：；！？（）《》　")
GBK_RUN = re.compile("(?:[\xa1\xa3][\xa1-\xfe])+")
"""Two bytes each; the rows A1 and A3 of GB 2312 hold punctuation and full-width forms."""
CONTROL_1 = re.compile("[\x80-\x84\x86-\x9f]")
"""C1 controls: cp1252 punctuation read as Latin-1. (85 is a line end and was one before.)"""
PLAIN_SHARE = 0.97
"""From this share of ASCII on, a word of accented letters alone is none."""
INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f\xad\u200b\u200e\u200f\u2060\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ue000-\uf8ff]+"
)
ODD_SPACE = re.compile("[ \t]{40,}|[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]+")


def repair_lines(lines: Sequence[Line | None]) -> tuple[list[Line | None], list[Edit]]:
    """Undo double encodings, drop stray bytes and invisible characters, in every line; None stays a blank line."""
    edits: list[Edit] = []
    undone = [line and _undo_double(line, edits) for line in lines]
    texts = [line.text for line in undone if line]
    ascii_share = sum(len(text) - len(HIGH.findall(text)) for text in texts) / max(sum(map(len, texts)), 1)
    garble = _find_garble(texts, plain=ascii_share >= PLAIN_SHARE)
    repaired: list[Line | None] = []
    for line in undone:
        if line and garble:
            line = _drop_garble(line, garble, edits)
        line = line and _drop_invisible(line, edits)
        repaired.append(line and strip_line(line))
    return repaired, edits


def _undo_double(line: Line, edits: list[Edit]) -> Line | None:
    if line.text.isascii():
        return line
    bad = badness.is_bad(line.text)
    ranges = []
    for run in HIGH_RUN.finditer(line.text):
        before = run.group()
        after = CUT_QUOTE.sub("”", ftfy.fix_encoding(before, config=CONFIG)) if bad else before
        after = after if _is_plausible(line.text, run, after) else before
        after = CONTROL_1.sub(_read_control, GBK_RUN.sub(_read_gbk, after))
        if after != before and len(after) <= len(before):
            ranges.append((run.start(), run.end(), after))
    edits.extend(
        edit_range(line, start, end, EditKind.ENCODING, after=after, reason="encoded twice")
        for start, end, after in ranges
    )
    return replace_ranges(line, ranges) if ranges else line


def _is_plausible(text: str, run: re.Match[str], after: str) -> bool:
    """Whether the letters that a repair would give are of one script, and of the script of the word around them."""
    scripts = {unicodedata.name(char, "").split(" ")[0] for char in after if char.isalpha() and not char.isascii()}
    around = text[run.start() - 1 : run.start()] + text[run.end() : run.end() + 1]
    return not scripts or scripts == {"LATIN"} or (len(scripts) == 1 and not re.search("[A-Za-z]", around))


def _read_gbk(run: re.Match[str]) -> str:
    """Punctuation of a GBK text that was read as Latin-1; other pairs stay as they are."""
    try:
        marks = run.group().encode("latin-1").decode("gbk")
    except UnicodeDecodeError:
        return run.group()
    return marks if GBK_MARKS.issuperset(marks) else run.group()


def _read_control(char: re.Match[str]) -> str:
    try:
        return char.group().encode("latin-1").decode("cp1252")
    except UnicodeDecodeError:
        return char.group()


def _find_garble(texts: Iterable[str], *, plain: bool) -> frozenset[str]:
    """Pairs of characters from runs that cannot be words.

    Stray text of a two-byte code shows as pairs; a run made of pairs found once is garble wherever it stands.
    """
    found: set[str] = set()
    for text in texts:
        if text.isascii():
            continue
        for run in LATIN_RUN.finditer(text):
            broken = len(run.group()) > 1 and (
                IMPOSSIBLE.search(run.group())
                or _spells_han(run.group())
                or _breaks_word(text, run)
                or (plain and _stands_alone(text, run))
            )
            if broken or "\ufffd" in run.group():
                found.update(_pairs(run.group()))
    return frozenset(found)


def _pairs(run: str) -> set[str]:
    return {run[at : at + 2] for at in range(0, len(run), 2)}


def _spells_han(run: str) -> bool:
    """Whether a run is Chinese in GBK and mixes letters with signs, as no word does."""
    return HAN_RUN.fullmatch(run) is not None and SIGN.search(run) is not None and any(map(str.isalpha, run))


def _breaks_word(text: str, run: re.Match[str]) -> bool:
    whole = (pattern.match(text, run.start(), run.end()) for pattern in (BREAK_IN_WORD, CAPITALS_IN_WORD))
    return len(run.group()) % 2 == 0 and any(found and found.end() == run.end() for found in whole)


def _stands_alone(text: str, run: re.Match[str]) -> bool:
    """Whether a run of an even number of accented letters is a whole word, as no alphabet of Europe writes any.

    "öö" is Estonian for night and stays.
    """
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    letters = set(run.group().lower())
    return (
        len(run.group()) % 2 == 0
        and run.group().isalpha()
        and not (before + after).isalnum()
        and not any(letters <= set(alphabet) for alphabet in ALPHABETS)
    )


def _drop_garble(line: Line, garble: frozenset[str], edits: list[Edit]) -> Line | None:
    """Drop the runs; between two words a space takes their place, so that the words stay apart."""
    ranges = []
    for run in LATIN_RUN.finditer(line.text):
        if _pairs(run.group()) <= garble:
            before = line.text[run.start() - 1 : run.start()]
            glued = before.isalnum() and line.text[run.end() : run.end() + 1].strip()
            ranges.append((run.start(), run.end(), " " if glued else ""))
    edits.extend(
        edit_range(line, start, end, EditKind.GARBLED, after=after, reason="bytes that spell no word")
        for start, end, after in ranges
    )
    return replace_ranges(line, ranges) if ranges else line


def _drop_invisible(line: Line, edits: list[Edit]) -> Line | None:
    if line.text.isascii() and line.text.isprintable() and " " * 40 not in line.text:
        return line
    ranges = [(found.start(), found.end(), "") for found in INVISIBLE.finditer(line.text)]
    ranges += [(found.start(), found.end(), " ") for found in ODD_SPACE.finditer(line.text)]
    ranges.sort()
    edits.extend(
        edit_range(line, start, end, EditKind.SPACE, after=after, reason="white space" if after else "invisible")
        for start, end, after in ranges
    )
    return replace_ranges(line, ranges) if ranges else line
