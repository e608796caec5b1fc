"""Writes docs/cli.md from the commands themselves; the test suite fails where the page is not what this gives."""

from __future__ import annotations

from pathlib import Path

import click
import typer

from onrecord.cli.main import app

PAGE = Path(__file__).with_name("cli.md")


def reference() -> str:
    """The page: one section per command, in the order of the program's help."""
    program = typer.main.get_command(app)
    assert isinstance(program, click.Group) or hasattr(program, "commands")
    parts = ["# Commands\n\nMade by `python docs/make_cli_reference.py`; do not edit.\n"]
    for name, command in program.commands.items():
        parts.append(_section(name, command))
    return "\n".join(parts)


def _section(name: str, command: click.Command) -> str:
    arguments = [p.make_metavar(click.Context(command)) for p in command.params if p.param_type_name == "argument"]
    lines = [f"## onrecord {name}\n", (command.help or "").strip() + "\n"]
    lines.append(f"```console\n$ onrecord {' '.join([name, *arguments])} [OPTIONS]\n```\n")
    options = [p for p in command.params if p.param_type_name == "option" and p.name != "help"]
    if options:
        lines.append("| option | what |\n|---|---|")
        for option in options:
            value = "" if getattr(option, "is_flag", False) else f" {option.metavar or option.type.name.upper()}"
            lines.append(f"| `{', '.join(option.opts)}{value}` | {getattr(option, 'help', '') or ''} |")
        lines.append("")
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
