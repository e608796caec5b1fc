"""What our small networks say of a text: vectors of sentences (`OnnxEncoder`), scores of words (`WordReader`).

Weights lie in ``weights/NAME-VERSION/``: ``model.onnx``, ``tokenizer.json``, and ``manifest.json`` with their hashes
and what the decoders of other rooms need. One thread and one text or window per run, so that the same
input gives the same bytes wherever it stands in a pile.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import DataError

WEIGHTS = Path(__file__).parent / "weights"
MANIFEST = "manifest.json"
SENTENCES = "sentences-1"
ATTRIBUTION = "attribution-1"

_SURROGATE = re.compile("[\ud800-\udfff]")

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Network:
    """A checked folder of weights: its session, its tokenizer, and the `facts` of its manifest."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.facts = read_manifest(folder)
        self.name: str = folder.name
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.begin, self.end, self.unknown = get_special_ids(self.tokenizer)

    def run(self, **inputs: Ints) -> list[Floats]:
        """The outputs of the graph, in its order."""
        outputs: list[Floats] = self._session.run(None, inputs)
        return outputs


def get_special_ids(tokenizer: Tokenizer) -> tuple[int, int, int]:
    """Of BERT's pieces, those that begin a text, end it, and stand for the unknown."""
    vocabulary = tokenizer.get_vocab()
    return vocabulary["[CLS]"], vocabulary["[SEP]"], vocabulary["[UNK]"]


def find_weights(name: str) -> str | None:
    """`name` if those weights are installed; None where the rules read alone."""
    return name if (WEIGHTS / name / MANIFEST).is_file() else None


def mend_surrogates(text: str) -> str:
    """`text` of the same length with lone surrogates, which no tokenizer takes, shown as the replacement character."""
    return _SURROGATE.sub("\ufffd", text)


def read_manifest(folder: Path) -> dict[str, Any]:
    """The manifest of a weights folder, once the files are found to be those it names.

    Raises DataError where a file is missing or changed.
    """
    if not (folder / MANIFEST).is_file():
        raise DataError(
            f"no weights at {folder}", expected="a folder with manifest.json", next_step="reinstall onrecord"
        )
    facts: dict[str, Any] = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    for name, wanted in facts["sha256"].items():
        path = folder / name
        found = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "no file"
        if found != wanted:
            raise DataError(
                f"{path} is {found[:12]}", expected=f"SHA-256 {wanted[:12]}", next_step="reinstall onrecord"
            )
    return facts


class OnnxEncoder:
    """Sentence vectors; implements ``model.Encoder``."""

    def __init__(self, folder: Path = WEIGHTS / SENTENCES, *, threads: int = 1) -> None:
        self._network = Network(folder, threads=threads)
        self._pieces: int = self._network.facts["pieces"]

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._network.name

    def encode(self, texts: Sequence[str]) -> Floats:
        """Mean of the piece vectors, unit length: (len(texts), width). Texts past 256 pieces are cut."""
        sound = [mend_surrogates(text) for text in texts]
        coded = [one.ids for one in self._network.tokenizer.encode_batch(sound, add_special_tokens=False)]
        return self._rows([self._framed(ids[: self._pieces - 2]) for ids in coded])

    def encode_pairs(self, pairs: Sequence[tuple[str, str]]) -> Floats:
        """Vectors of the two texts read together, (len(pairs), width); each text has half of the 256 pieces."""
        room = (self._pieces - 3) // 2
        rows = []
        for pair in pairs:
            sound = [mend_surrogates(text) for text in pair]
            left, right = (self._network.tokenizer.encode(text, add_special_tokens=False).ids[:room] for text in sound)
            rows.append([*self._framed(left), *right, self._network.end])
        return self._rows(rows)

    def _framed(self, ids: list[int]) -> list[int]:
        return [self._network.begin, *ids, self._network.end]

    def _rows(self, rows: Sequence[list[int]]) -> Floats:
        vectors = [self._network.run(pieces=np.array([ids], dtype=np.int64))[0][0] for ids in rows]
        return np.stack(vectors) if vectors else np.zeros((0, self._network.facts["width"]), dtype=np.float32)


class WordScores(NamedTuple):
    """For each word the scores of its labels (n, labels) and its link vectors (n, width)."""

    labels: Floats
    links: Floats


class WordReader:
    """Reads the words of a whole article, in windows that overlap, and scores each where it has most context."""

    def __init__(self, folder: Path = WEIGHTS / ATTRIBUTION, *, threads: int = 1) -> None:
        self._network = Network(folder, threads=threads)

    @property
    def name(self) -> str:
        """Name and version of the weights."""
        return self._network.name

    @property
    def decoder(self) -> Mapping[str, Any]:
        """The decoder's parameters, as the manifest has them."""
        found: Mapping[str, Any] = self._network.facts["decoder"]
        return found

    def read(self, words: Sequence[str], writing: Ints) -> WordScores:
        """Scores of `words`; `writing` (n, 3) are their case, quote and break."""
        facts = self._network.facts
        pieces = [ids or [self._network.unknown] for ids in self._pieces(words, facts["pieces_per_word"])]
        sizes = np.array([len(ids) for ids in pieces], dtype=np.int64)
        labels = np.zeros((len(words), facts["labels"]), dtype=np.float32)
        links = np.zeros((len(words), facts["links"]), dtype=np.float32)
        for window in cut_windows(sizes, room=facts["pieces"] - 2, overlap=facts["overlap"]):
            flat = [self._network.begin, *(i for ids in pieces[window.begin : window.end] for i in ids)]
            shown = sizes[window.begin : window.end]
            marks = np.zeros((1, len(flat) + 1, 3), dtype=np.int64)
            marks[0, 1:-1] = np.repeat(writing[window.begin : window.end], shown, axis=0)
            ids = np.array([[*flat, self._network.end]], dtype=np.int64)
            label_scores, link_vectors = self._network.run(pieces=ids, writing=marks)
            heads = (1 + np.cumsum(shown) - shown)[window.keep_from - window.begin : window.keep_to - window.begin]
            labels[window.keep_from : window.keep_to] = label_scores[0, heads]
            links[window.keep_from : window.keep_to] = link_vectors[0, heads]
        return WordScores(labels, links)

    def _pieces(self, words: Sequence[str], most: int) -> list[list[int]]:
        distinct = sorted(set(words))
        coded = self._network.tokenizer.encode_batch(
            [[mend_surrogates(word)] for word in distinct], is_pretokenized=True, add_special_tokens=False
        )
        ids = {word: one.ids[:most] for word, one in zip(distinct, coded, strict=True)}
        return [ids[word] for word in words]


class Window(NamedTuple):
    """Words ``[begin, end)`` are read together; scores of ``[keep_from, keep_to)`` are kept."""

    begin: int
    end: int
    keep_from: int
    keep_to: int


def cut_windows(sizes: Ints, *, room: int, overlap: int) -> list[Window]:
    """Windows of at most `room` pieces over words of `sizes` pieces; neighbours share about `overlap` pieces.

    Every word is kept exactly once, from the window in which it stands further from the border.
    """
    ends = np.cumsum(sizes)
    borders: list[tuple[int, int]] = []
    begin = 0
    while begin < len(sizes):
        before = int(ends[begin - 1]) if begin else 0
        end = max(int(np.searchsorted(ends, before + room, side="right")), begin + 1)
        borders.append((begin, end))
        if end >= len(sizes):
            break
        begin = max(int(np.searchsorted(ends, int(ends[end - 1]) - overlap, side="left")) + 1, begin + 1)
        begin = min(begin, end)
    cuts = [0, *((b[0] + a[1]) // 2 for a, b in pairwise(borders)), len(sizes)]
    return [Window(*border, cuts[i], cuts[i + 1]) for i, border in enumerate(borders)]
