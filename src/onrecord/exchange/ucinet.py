"""UCINET's DL text: a full matrix with its labels."""

from __future__ import annotations

from pathlib import Path

from onrecord.exchange.text_file import write_text
from onrecord.network import Network


def write_dl(network: Network, path: Path) -> None:
    """The matrix as ``dl`` full matrix with embedded labels; double quotes in labels become single ones."""
    rows, columns = len(network.rows), len(network.columns)
    size = f"n = {rows}" if network.is_one_mode else f"nr = {rows}, nc = {columns}"
    lines = [f"dl {size}", "format = fullmatrix"]
    if network.is_one_mode:
        lines += ["labels:", ",".join(_label(label) for label in network.rows)]
    else:
        lines += ["row labels:", ",".join(_label(label) for label in network.rows)]
        lines += ["column labels:", ",".join(_label(label) for label in network.columns)]
    lines.append("data:")
    lines += [" ".join(_number(cell) for cell in cells) for cells in network.dense.tolist()]
    write_text(path, "\n".join(lines) + "\n")


def _label(text: str) -> str:
    plain = " ".join(text.replace('"', "'").split())
    return f'"{plain}"'


def _number(value: float) -> str:
    return str(round(value)) if value.is_integer() else repr(value)
