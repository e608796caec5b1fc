"""Which addresses are fetched: those of web pages on hosts that the user means."""

from __future__ import annotations

import ipaddress
import re
import socket
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

from onrecord.errors import InputError
from onrecord.model import record

LONGEST = 2000
"""Characters of an address; beyond that servers refuse it."""
MAX_LIST_BYTES = 50_000_000


class AddressError(Exception):
    """An address that is not fetched, and why."""


@record
class Host:
    """A server as robots.txt and pauses see it: scheme, name and port."""

    scheme: str
    name: str
    port: int

    def __str__(self) -> str:
        usual = {"http": 80, "https": 443}[self.scheme]
        name = f"[{self.name}]" if ":" in self.name else self.name
        return f"{self.scheme}://{name}" + ("" if self.port == usual else f":{self.port}")


def bare_address(address: str) -> str:
    """The address without its fragment, which names a place in a page.

    Raises AddressError where it is none, is not of the web, or holds a password, which the record would keep.
    """
    bare = urldefrag(address.strip())[0]
    get_host(bare)
    if len(bare) > LONGEST:
        raise AddressError(f"the address has {len(bare):,} characters; at most {LONGEST:,} are asked for")
    if re.search(r"[\s\x00-\x1f\x7f]", bare):
        raise AddressError("the address holds blanks")
    if urlsplit(bare).username is not None:
        raise AddressError("the address holds a user name or password, which would stand in the record")
    return bare


def name_address(address: str) -> str:
    """The name under which an address is kept, good or bad: no fragment, no password."""
    return re.sub(r"//[^/@\s]*@", "//...@", address.partition("#")[0].strip())


def get_host(address: str) -> Host:
    """Whom an address asks. Raises AddressError where it is none of the web."""
    try:
        parts = urlsplit(address)
        name, port = parts.hostname or "", parts.port
    except ValueError as error:
        raise AddressError(f"the address cannot be read: {error}") from error
    if parts.scheme not in ("http", "https"):
        raise AddressError("only http and https addresses are fetched")
    if not name:
        raise AddressError("the address names no host")
    return Host(scheme=parts.scheme, name=name, port=port or {"http": 80, "https": 443}[parts.scheme])


def is_inside(name: str) -> bool:
    """Whether a host is this machine or one of its own network, which no page of the world has to lead us to."""
    try:
        found = {info[4][0] for info in socket.getaddrinfo(name, None, type=socket.SOCK_STREAM)}
    except (OSError, UnicodeError):
        return False  # nobody answers to the name: the request will say so
    return any(not ipaddress.ip_address(str(each).partition("%")[0]).is_global for each in found)


def read_list(path: Path) -> tuple[str, ...]:
    """The addresses of a file, one a line, each once; blank lines and those that begin with # are left out.

    Raises InputError where the file cannot be read.
    """
    try:
        if path.stat().st_size > MAX_LIST_BYTES:
            raise InputError(f"{path} is larger than {MAX_LIST_BYTES:,} bytes.", expected="a list of addresses",
                             next_step="check the path, or cut the list.")  # fmt: skip
        lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror or error}.", expected="a text file with an address "
                         "a line", next_step="check the path.") from error  # fmt: skip
    return tuple(dict.fromkeys(line.strip() for line in lines if line.strip() and not line.strip().startswith("#")))
