"""The vocabulary: frozen records and their ids. Standard library only; every other room meets here."""

from onrecord.model.actor import (
    Actor,
    ActorFile,
    ActorKind,
    Affiliation,
    AnonymousSource,
    ArticleActor,
    KnownActor,
    Mention,
    MentionForm,
)
from onrecord.model.analysis import Analysis, Entity, Sentence, Token
from onrecord.model.article import (
    Article,
    Dated,
    Duplicate,
    DuplicateKind,
    Edit,
    EditKind,
    Origin,
    Piece,
    Rung,
    Version,
    VersionBasis,
    article_id,
    edit_id,
)
from onrecord.model.chat import Chat, ChatError, Question
from onrecord.model.codebook import Codebook, Concept
from onrecord.model.debate import Debate
from onrecord.model.encoder import Encoder, StanceReader
from onrecord.model.event import Event, EventReport, EventStatus, EventType
from onrecord.model.figure import Figure, FigureReport, Relation
from onrecord.model.identity import Decision, Pointer, Verb, decisions_of, judge_identity
from onrecord.model.imported import Import, import_id
from onrecord.model.judgement import UNDONE, Judgement, Verdict, find_standing
from onrecord.model.locate import Located, Location, find_words
from onrecord.model.position import Learned, Position, Side, position_id
from onrecord.model.provenance import Provenance, Skip
from onrecord.model.record import content_id, record, require
from onrecord.model.span import Evidence, Span
from onrecord.model.statement import Commitment, Refers, Speaks, Statement, StatementKind
from onrecord.model.syndication import Carries, FirstBy, Passage, Sources, sources_of
from onrecord.model.table import Column, DataType, StatementRow, StatementTable, table_of
from onrecord.model.when import Basis, Precision, TimeExpression, TimeType, When

__all__ = [
    "UNDONE", "Actor", "ActorFile", "ActorKind", "Affiliation", "Analysis", "AnonymousSource", "Article",
    "ArticleActor", "Basis", "Carries", "Chat", "ChatError", "Codebook", "Column", "Commitment", "Concept",
    "DataType", "Dated", "Debate", "Decision", "Duplicate", "DuplicateKind", "Edit", "EditKind", "Encoder",
    "Entity", "Event", "EventReport", "EventStatus", "EventType", "Evidence", "Figure", "FigureReport", "FirstBy",
    "Import", "Judgement", "KnownActor", "Learned", "Located", "Location", "Mention", "MentionForm", "Origin",
    "Passage", "Piece", "Pointer", "Position", "Precision", "Provenance", "Question", "Refers",
    "Relation", "Rung", "Sentence", "Side", "Skip", "Sources", "Span", "Speaks", "StanceReader", "Statement",
    "StatementKind", "StatementRow", "StatementTable", "TimeExpression", "TimeType", "Token", "Verb", "Verdict",
    "Version", "VersionBasis", "When", "article_id", "content_id", "decisions_of", "edit_id", "find_standing",
    "find_words", "import_id", "judge_identity", "position_id", "record", "require", "sources_of", "table_of",
]  # fmt: skip
