"""The program ``onrecord``: its verbs, and how errors leave it."""

from __future__ import annotations

import sys
import traceback
import warnings

import typer
from typer.exceptions import TyperException

from onrecord.cli import (
    actors,
    add,
    agreement,
    articles,
    changes,
    codebook,
    demo,
    doctor,
    dossier,
    evaluate,
    export,
    init,
    judge,
    learn,
    network,
    positions,
    read,
    restore,
    run,
    search,
    train,
    watch,
)
from onrecord.cli.console import warn
from onrecord.errors import BugError, OnRecordError, UsageError

DEFECT = BugError.exit_code
INTERRUPTED = 130

app = typer.Typer(
    name="onrecord",
    help="A pile of news articles about a dispute goes in; the debate comes out on record.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


@app.callback()
def _options(
    debug: bool = typer.Option(False, "--debug", help="Show the traceback of an error."),
) -> None:
    """Options of every command."""


for _command in (
    demo,
    run,
    init,
    add,
    watch,
    read,
    articles,
    restore,
    search,
    actors,
    judge,
    positions,
    learn,
    agreement,
    changes,
    dossier,
    export,
    network,
    doctor,
    evaluate,
    train,
):
    app.command(name=_command.__name__.rpartition(".")[2])(_command.command)
app.add_typer(codebook.command, name="codebook")


def main(arguments: list[str] | None = None) -> int:
    """Run a command and give its exit code: 0 done, 1 data not readable, 2 wrong use, 70 a defect."""
    given = sys.argv[1:] if arguments is None else arguments
    warnings.showwarning = lambda message, *_, **__: warn(str(message))
    debug = "--debug" in given
    # `--debug` is welcome anywhere on the line.
    ordered = (["--debug"] if debug else []) + [word for word in given if word != "--debug"]
    try:
        result = app(ordered, standalone_mode=False)
    except typer.Abort:
        return INTERRUPTED
    except TyperException as error:
        warn(error.format_message())
        return UsageError.exit_code
    except KeyboardInterrupt:
        return INTERRUPTED
    except OnRecordError as error:
        if debug:
            traceback.print_exc()
        warn(str(error))
        return error.exit_code
    except Exception as error:
        if debug:
            traceback.print_exc()
        warn(f"A defect of onrecord: {type(error).__name__}: {error}")
        warn("Next: run the same command with --debug and report what it prints")
        return DEFECT
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    sys.exit(main())
