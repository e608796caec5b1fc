"""What garbled characters once were, and what of them is dropped."""

from __future__ import annotations

import random

import pytest

from onrecord.corpus import read_bytes
from onrecord.corpus.decoding import decode
from onrecord.model import Article, EditKind

REST = "\n\nThe council of Salt Quay met on Monday and spoke of the barrier for four hours."


def read(first: str | bytes) -> Article:
    raw = (first.encode() if isinstance(first, str) else first) + REST.encode()
    article = read_bytes(raw, "page.txt").article
    assert article is not None
    return article


@pytest.mark.parametrize(
    "text",
    [
        "The café of Müller & Söhne in São Paulo charges £3 for a crème brûlée at 25°C, naïve or not.",
        "“Nobody may cross,” she said – and the ‘mayor’ agreed… with Þórður Ærøskøbing of ÖBB.",
        "Nestlé® and L’Oréal™ paid 5½ million for it, he said in Łódź.",
    ],
)
def test_corpus_leaves_good_letters_alone(text: str) -> None:
    """Accents, curly quotes and signs that belong there stay as they are."""
    article = read(text)
    assert text in article.text
    assert article.edits == ()


def test_corpus_undoes_double_encoding() -> None:
    """UTF-8 read as cp1252 and encoded again is undone, and listed."""
    text = "“Nobody may cross,” said Zoë Müller’s deputy — “not even the fishermen of the town.”"
    article = read(text.encode().decode("cp1252", "ignore").encode())
    assert "“Nobody may cross,” said Zoë Müller’s deputy —" in article.text
    assert {edit.kind for edit in article.edits} == {EditKind.ENCODING}


def test_corpus_drops_bytes_that_spell_nothing() -> None:
    """Stray two-byte text glued to words goes, with a space where two words would grow together, and is listed."""
    garble = "南方".encode("gbk").decode("latin-1") + "°®"
    article = read(f"The minister told{garble}Âþthat the barrier would be built by the towns alone.")
    assert "The minister told that the barrier" in article.text
    (edit,) = [edit for edit in article.edits if edit.kind is EditKind.GARBLED]
    assert garble in edit.before
    assert edit.after == " "


@pytest.mark.parametrize("words", ["听公报", "人民日报", "中国新闻", "图片", "新华社记者", "网站", "点击"])
@pytest.mark.parametrize("shape", ["he told{} after the vote", "he told {} after the vote", "he told{}after the vote"])
def test_corpus_drops_chinese_read_as_latin(words: str, shape: str) -> None:
    """Chinese bytes read as Latin-1 go, whether they stand alone or are glued to a word."""
    garble = words.encode("gbk").decode("latin-1")
    article = read(f"The minister would not yield, {shape.format(garble)}, and left the hall with his deputy.")
    assert garble not in article.text
    assert "he told after the vote, and left" in " ".join(article.text.split())


NAMES = (
    "Recep Tayyip Erdoğan", "Gülşen Çağlar", "İsmail Özgür Şahin", "Ümit Öz", "João Simões", "Conceição Falcão",
    "Antônio Guimarães", "Nguyễn Phú Trọng", "Đặng Thị Ngọc Thịnh", "Võ Văn Thưởng", "Lý Ý Nhi",
    "Þórður Æðarson", "Guðrún Ögmundsdóttir", "Ýr Þrastardóttir", "Ægir Ó. Óðinsson", "Søren Ærøskøbing",
    "Åsa Öberg", "Håkon Ålesund", "Jürgen Großmann", "François Élysée", "Zoë d'Haÿ", "Íñigo Ibáñez",
    "Núria Güell", "Łukasz Żółkiewski", "Dvořák Čížek", "Győző Űrhegyi", "Kõiv Öö", "Hëna Çollaku",
    "Ñandú Peña", "Siân Ô Briain", "Mícheál Ó hÉigeartaigh", "Muntadhar Nûrî", "Şêx Seîd", "ÇAĞRI ÜÇÖZ",
    "GARÇÃO", "ÞÓRÐUR", "MÜLLER-ÖHLENSCHLÄGER", "L’Oréal®", "Müller™", "Nº 5", "3ª Região", "«Él»", "«À vous»",
    "¿Qué?", "¡Ándale!",
)  # fmt: skip


@pytest.mark.parametrize("seed", range(40))
def test_corpus_names_of_many_languages_stay(seed: int) -> None:
    """Names with accents are never touched, in any company and beside any mark."""
    chance = random.Random(seed)
    names = chance.sample(NAMES, 6)
    marks = [chance.choice(["", ",", "’s", " (", "/", "–", "»", "”"]) for _ in names]
    text = (
        "They named " + " and ".join(f"{name}{mark}" for name, mark in zip(names, marks, strict=True)) + " in the hall."
    )
    article = read(text)
    assert text in article.text
    assert not [edit for edit in article.edits if edit.kind in (EditKind.GARBLED, EditKind.ENCODING)]


def test_corpus_repairs_single_bytes_of_another_charset() -> None:
    """A cp1252 quote in a UTF-8 text becomes that quote; a byte that means nothing goes."""
    article = read(b"The mayor\x92s deputy spoke of \xfe\xfe the barrier for hours, it was said in the town.")
    assert "The mayor’s deputy spoke of" in article.text
    assert {edit.kind for edit in article.edits} >= {EditKind.ENCODING, EditKind.GARBLED}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252", "latin-1"])
def test_corpus_decodes_what_editors_write(encoding: str) -> None:
    """The usual encodings give the same text."""
    text = "The café owners of Salt Quay said no to the barrier, as naïve as it may seem to Zoë. " * 4
    decoded = decode(text.encode(encoding))
    assert decoded is not None
    assert decoded.text == text


def test_corpus_decodes_with_the_declared_charset() -> None:
    """A charset that the source names is used where the bytes are no UTF-8."""
    text = "Совет города собрался в понедельник и говорил о плотине четыре часа."
    decoded = decode(text.encode("koi8-r"), "koi8-r")
    assert decoded is not None
    assert decoded.text == text


def test_corpus_binary_is_no_text() -> None:
    """Bytes with zeros or many control characters are not decoded."""
    assert decode(b"\x00\x01\x02" * 50) is None
    assert decode(bytes(range(1, 9)) * 50) is None


def test_corpus_removals_name_their_bytes() -> None:
    """Every edit points at the raw bytes that it dropped or repaired."""
    raw = ("Share\nZoÃ« spoke\u00a0to the council of the town for hours on Monday." + REST).encode()
    article = read_bytes(raw, "page.txt").article
    assert article is not None
    for edit in article.edits:
        assert raw[edit.raw_start : edit.raw_end].decode() == edit.before


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("¡°Nobody may cross,¡± she said, and the mayor¡¯s deputy agreed¡ªin the end.",
         "“Nobody may cross,” she said, and the mayor’s deputy agreed—in the end."),
        ("The mayor\u0092s deputy \u0096 a builder \u0096 said \u0093no\u0094 to it.",
         "The mayor’s deputy – a builder – said “no” to it."),
        ("The UNÌýand the TOWNÌý agreed with .Ìý The mayor spoke of it.",
         "The UN and the TOWN agreed with . The mayor spoke of it."),
    ],
)  # fmt: skip
def test_corpus_reads_punctuation_of_other_charsets(dirty: str, clean: str) -> None:
    """Quotes of GBK and of cp1252 that were read as Latin-1 become those quotes; what spells nothing goes."""
    assert " ".join(clean.split()) in " ".join(read(dirty).text.split())
