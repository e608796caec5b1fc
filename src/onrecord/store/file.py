"""Opening a record file: which file is one of ours, and which version of it we can read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool

from onrecord.errors import RecordFileError

APPLICATION_ID = 0x6F6E7263
"""SQLite's ``application_id`` of a record file: "onrc"."""


def open_for_writing(path: Path) -> Engine:
    """An engine on the record file at `path`, made if absent, brought to the newest version.

    Raises:
        RecordFileError: a file that is no record, or one from a newer onrecord.
    """
    fresh = not path.exists() or path.stat().st_size == 0
    if not path.parent.is_dir():
        raise RecordFileError(
            f"there is no folder {path.parent}",
            expected="a folder to put the record file in",
            next_step="make it first",
        )
    if not fresh:
        check(path)
    engine = _engine(path, "rwc")
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
        if fresh:
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.commit()
        _migrate(connection)
        connection.commit()
    return engine


def open_for_reading(path: Path) -> Engine:
    """A read-only engine on the record file at `path`.

    Raises:
        RecordFileError: no such file, a file that is no record, or one of another version.
    """
    if not path.is_file():
        raise RecordFileError(
            f"there is no record file {path}",
            expected="a file made by 'onrecord init' or 'onrecord run'",
            next_step=f"make one with 'onrecord init {path}'",
        )
    revision = check(path)
    if revision != _newest():
        raise RecordFileError(
            f"{path} is a record of version {revision}",
            expected=f"version {_newest()}",
            next_step=f"bring it up to date with 'onrecord add {path}' (its content stays)",
        )
    return _engine(path, "ro")


def check(path: Path) -> str:
    """The version of the record file at `path`.

    Raises:
        RecordFileError: a file that is no record, or one from a newer onrecord.
    """
    engine = _engine(path, "ro")
    try:
        with engine.connect() as connection:
            mark = connection.exec_driver_sql("PRAGMA application_id").scalar()
            revision = MigrationContext.configure(connection).get_current_revision()
    except DatabaseError as error:
        raise RecordFileError(
            f"{path} cannot be opened as a record: {error.orig}",
            expected="a record file of onrecord",
            next_step="check the path; a damaged file must be restored from a copy",
        ) from error
    finally:
        engine.dispose()
    if mark != APPLICATION_ID:
        raise RecordFileError(
            f"{path} is no record of onrecord",
            expected="a file made by 'onrecord init' or 'onrecord run'",
            next_step="check the path, or choose another name for a new record",
        )
    if revision is not None and revision not in _known():
        raise RecordFileError(
            f"{path} was written by a newer onrecord (version {revision})",
            expected=f"one of the versions {', '.join(_known())}",
            next_step="upgrade with 'pip install --upgrade onrecord'; the file was left as it is",
        )
    return revision or ""


def _engine(path: Path, mode: str) -> Engine:
    # A record in WAL mode on a read-only medium can only be opened as immutable.
    immutable = "&immutable=1" if mode == "ro" and not os.access(path.parent, os.W_OK) else ""
    url = f"sqlite:///file:{quote(str(path.resolve()))}?mode={mode}{immutable}&uri=true"
    engine = create_engine(url, poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _: Any) -> None:
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA busy_timeout=10000")

    return engine


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", "onrecord.store:migrations")
    config.set_main_option("path_separator", "os")
    return config


def _known() -> list[str]:
    return sorted(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _newest() -> str:
    return _known()[-1]


def _migrate(connection: Connection) -> None:
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
