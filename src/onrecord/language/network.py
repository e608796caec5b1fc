"""A folder of our own weights, checked and ready to run; all of them begin with one shared vocabulary.

Weights lie in ``weights/NAME-VERSION/``: ``model.onnx``, and ``manifest.json`` with the hashes of the files, the name
of the vocabulary, and what the decoders of other rooms need. The vectors of the vocabulary are frozen in training, so
they are stored once: in ``weights/vocabulary-1/``, with the tokenizer; an older graph holds its own. One thread and one
text or window per run, so that the same input gives the same bytes wherever it stands in a pile.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from onrecord.errors import DataError

WEIGHTS = Path(__file__).parent / "weights"
MANIFEST = "manifest.json"
VOCABULARY = "vocabulary-1"
SENTENCES = "sentences-1"
ATTRIBUTION = "attribution-2"
STANCES = "stances-2"

_SURROGATE = re.compile("[\ud800-\udfff]")

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Vocabulary:
    """The pieces of words, and the vectors (pieces, width) that networks begin with: int8, one scale per piece."""

    def __init__(self, folder: Path) -> None:
        read_manifest(folder)
        self.tokenizer = read_tokenizer(folder)
        self.begin, self.end, self.unknown = get_special_ids(self.tokenizer)
        self._vectors: NDArray[np.int8] = np.load(folder / "vectors.npy")
        self._scales: Floats = np.load(folder / "scales.npy")

    def look_up(self, ids: Ints) -> Floats:
        """The vectors of pieces, (..., width)."""
        vectors: Floats = self._vectors[ids].astype(np.float32) * self._scales[ids][..., None]
        return vectors

    def cut(self, text: str) -> list[int]:
        """The pieces of a text, without those that begin and end one."""
        ids: list[int] = self.tokenizer.encode(mend_surrogates(text), add_special_tokens=False).ids
        return ids

    def frame(self, text: str, most: int) -> list[int]:
        """The pieces of a text between those that begin and end one, `most` in all."""
        return [self.begin, *self.cut(text)[: most - 2], self.end]

    def cut_words(self, words: Sequence[str]) -> list[list[int]]:
        """The pieces of each word, none where the tokenizer sees nothing in it."""
        sound = [[mend_surrogates(word)] for word in words]
        coded = self.tokenizer.encode_batch(sound, is_pretokenized=True, add_special_tokens=False)
        return [one.ids for one in coded]


class Network:
    """A checked folder of weights: its session, its vocabulary, and the `facts` of its manifest."""

    def __init__(self, folder: Path, *, threads: int = 1) -> None:
        self.facts = read_manifest(folder)
        self.name: str = folder.name
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self.vocabulary = get_vocabulary(self.facts.get("vocabulary", VOCABULARY))
        self._holds_vectors = "vocabulary" not in self.facts

    def run(self, pieces: list[int], **inputs: Ints) -> list[Floats]:
        """The outputs of the graph, in its order, for one text given as `pieces`."""
        ids = np.array([pieces], dtype=np.int64)
        if self._holds_vectors:
            return list(self._session.run(None, {"pieces": ids, **inputs}))
        vectors = self.vocabulary.look_up(ids)
        outputs: list[Floats] = self._session.run(None, {"vectors": vectors, **inputs})
        return outputs


@lru_cache(maxsize=2)
def get_vocabulary(name: str) -> Vocabulary:
    """The vocabulary that lies in the package; loaded once per process."""
    return Vocabulary(WEIGHTS / name)


def read_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a folder, neither padding nor cutting."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def get_special_ids(tokenizer: Tokenizer) -> tuple[int, int, int]:
    """Of BERT's pieces, those that begin a text, end it, and stand for the unknown."""
    vocabulary = tokenizer.get_vocab()
    return vocabulary["[CLS]"], vocabulary["[SEP]"], vocabulary["[UNK]"]


def mend_surrogates(text: str) -> str:
    """`text` of the same length with lone surrogates, which no tokenizer takes, shown as the replacement character."""
    return _SURROGATE.sub("\ufffd", text)


def find_weights(name: str) -> str | None:
    """`name` if those weights are installed; None where the rules read alone."""
    return name if (WEIGHTS / name / MANIFEST).is_file() else None


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
