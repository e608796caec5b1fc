"""Writes docs/cli.md from the commands themselves; the test suite fails where the page is not what this gives."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import typer

from onrecord.cli.main import app

PAGE = Path(__file__).with_name("cli.md")


def reference() -> str:
    """The page: one section per command, in the order of the program's help."""
    program: Any = typer.main.get_command(app)
    parts = ["# Commands\n\nMade by `python docs/make_cli_reference.py`; do not edit.\n"]
    for name, command in program.commands.items():
        members = getattr(command, "commands", {name: command})
        parts += [_section(name if one is command else f"{name} {key}", one) for key, one in members.items()]
    return "\n".join(parts)


def _section(name: str, command: Any) -> str:
    context = command.make_context(f"onrecord {name}", [], resilient_parsing=True)
    usage = " ".join(["onrecord", name, *command.collect_usage_pieces(context)])
    lines = [f"## onrecord {name}\n", (command.help or "").strip() + "\n", f"```\n{usage}\n```\n"]
    records = [parameter.get_help_record(context) for parameter in command.params]
    options = [record for record in records if record is not None]
    if options:
        lines.append("| option | what |\n|---|---|")
        lines += [f"| `{option}` | {help_text} |" for option, help_text in options]
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
