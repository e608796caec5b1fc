"""The tables of the record file, as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

articles = Table(
    "articles",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("outlet", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("url", Text, nullable=False),
    Column("origin", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("body", Text, nullable=False, doc="The Article as JSON, its text left out."),
    Column("raw", LargeBinary, nullable=False, doc="The bytes as they were found."),
)

records = Table(
    "records",
    metadata,
    Column("kind", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("stage", Text, nullable=False),
    Column("article_id", Text, ForeignKey("articles.id"), nullable=True, doc="Null for records of a linking stage."),
    Column("body", Text, nullable=False),
    Index("records_by_article", "article_id", "stage"),
)

work = Table(
    "work",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("key", Text, nullable=False, doc="Hash of all that the stage's result depends on."),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("subject", Text, nullable=False, index=True),
    Column("body", Text, nullable=False),
)

runs = Table(
    "runs",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("recipe", Text, nullable=False),
    Column("counts", Text, nullable=False),
)
