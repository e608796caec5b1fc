"""How a page is asked for: after robots.txt, one request at a time, with pauses, limits and few retries."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import version
from urllib.parse import urljoin

import urllib3
from protego import Protego
from urllib3.exceptions import HTTPError, LocationParseError, NewConnectionError

from onrecord.corpus.found import MAX_ARTICLE_BYTES
from onrecord.corpus.web.address import AddressError, Host, bare_address, get_host, is_inside
from onrecord.model import record

AGENT = f"onrecord/{version('onrecord')}"
ROBOTS_BYTES = 512_000
"""So much of a robots.txt is read (RFC 9309, 2.5: at least 500 KiB)."""
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Refusals that may pass."""
MOVED = frozenset({301, 302, 303, 307, 308})
CHUNK = 65_536


@record
class Manners:
    """How patiently a server is asked; times in seconds."""

    pause: float = 1.0
    """Between two requests to a host, or longer where its robots.txt asks for it."""
    longest_pause: float = 60.0
    """A host that wants longer ones is left alone for this time."""
    timeout: float = 30.0
    """For one whole answer."""
    max_bytes: int = MAX_ARTICLE_BYTES
    retries: int = 2
    redirects: int = 5
    patience: int = 3
    """After so many addresses in a row without any answer a host is left alone for this time."""


@record
class Answer:
    """What a server said. `address` is where the redirects led; `kind` the media type, `charset` as its header says."""

    address: str
    status: int
    raw: bytes = b""
    kind: str = ""
    charset: str = ""
    etag: str = ""
    changed: str = ""
    location: str = ""
    wait: float = 0.0

    @property
    def is_unchanged(self) -> bool:
        """Whether the page is as it was when asked for before."""
        return self.status == 304


class FetchError(Exception):
    """No page came, and why; `passing`: another time it may."""

    def __init__(self, reason: str, *, passing: bool = False) -> None:
        super().__init__(reason)
        self.passing = passing


class Fetcher:
    """Asks for pages, one at a time; what it learned of hosts holds as long as it lives.

    `sleep` and `clock` make the pauses (seconds); `inside` tells hosts of one's own network by name.
    """

    def __init__(
        self,
        manners: Manners | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        inside: Callable[[str], bool] = is_inside,
    ) -> None:
        self._manners = manners or Manners()
        self._sleep, self._clock, self._inside = sleep, clock, inside
        self._pool = urllib3.PoolManager(num_pools=20, headers={"User-Agent": AGENT, "Accept-Encoding": "gzip"})
        self._robots: dict[Host, Protego] = {}
        self._next: dict[str, float] = {}
        self._silent: Counter[Host] = Counter()
        self._left: dict[Host, str] = {}

    def fetch(self, address: str, *, via: str = "", etag: str = "", changed: str = "") -> Answer:
        """The page at `address`, which `via` names; `etag` and `changed`: what its server said of the page we know.

        Raises:
            FetchError: robots.txt denies it, the server refuses, breaks off or does not answer in time.
        """
        headers = {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": changed} if changed else {}
        try:
            named = get_host(via or address).name
            asked = bare_address(address)
            self._check_inside(asked, named)
            answer = self._follow(asked, headers, named=named, check=self._check_robots)
        except AddressError as error:
            raise FetchError(str(error)) from error
        if answer.status not in (200, 203, 304):
            raise FetchError(f"the server answers {answer.status}")
        return answer

    def _follow(self, address: str, headers: dict[str, str], *, named: str, check: Callable[[str], None]) -> Answer:
        """The answer after all redirects, each of which must be allowed as the first address was."""
        for _ in range(self._manners.redirects + 1):
            check(address)
            answer = self._ask(address, headers)
            if answer.status not in MOVED or not answer.location:
                return answer
            try:
                address = bare_address(urljoin(address, answer.location))
            except (AddressError, ValueError) as error:
                raise FetchError(f"the server redirects to {answer.location[:200]}: {error}") from error
            self._check_inside(address, named)
        raise FetchError(f"the server redirects more than {self._manners.redirects} times")

    def _check_inside(self, address: str, named: str) -> None:
        """No page of the world leads into the user's own network; `named`: the host that the user named."""
        host = get_host(address).name
        if host != named and self._inside(host) and not self._inside(named):
            raise FetchError(f"{named} leads to {host}, which is no host of the web but of your own network")

    def _check_robots(self, address: str) -> None:
        host = get_host(address)
        if host in self._left:
            raise FetchError(self._left[host], passing=True)
        if host not in self._robots:
            self._robots[host] = self._find_robots(host)
        rules = self._robots[host]
        if not rules.can_fetch(address, AGENT):
            raise FetchError(f"robots.txt of {host.name} does not allow it")
        pause, longest = rules.crawl_delay(AGENT) or 0.0, self._manners.longest_pause
        if pause > longest:
            raise FetchError(f"robots.txt of {host.name} asks for pauses of {pause:g} s; at most {longest:g} are made")

    def _find_robots(self, host: Host) -> Protego:
        """The rules of a host, none where it has no robots.txt; where no answer comes it is left alone (RFC 9309)."""
        try:
            answer = self._follow(f"{host}/robots.txt", {}, named=host.name, check=lambda address: None)
        except FetchError as error:
            reason = f"nothing is asked of {host.name}, because its robots.txt cannot be had: {error}"
            self._left[host] = reason
            raise FetchError(reason, passing=True) from error
        return Protego.parse(answer.raw.decode("utf-8-sig", "replace") if answer.status == 200 else "")

    def _ask(self, address: str, headers: dict[str, str]) -> Answer:
        """One answer; refusals that may pass are waited out, as long as the server wishes."""
        host = get_host(address)
        for attempt in range(self._manners.retries + 1):
            self._wait_for(host)
            wait = self._manners.pause * 2**attempt
            try:
                answer = self._request(address, headers)
                if answer.status not in PASSING:
                    self._silent[host] = 0
                    return answer
                refusal = FetchError(f"the server answers {answer.status}", passing=True)
                wait = max(wait, answer.wait)
                if wait > self._manners.longest_pause:
                    longest = self._manners.longest_pause
                    self._left[host] = f"{host.name} asks to be left alone for more than {longest:g} s"
            except _SilentError as error:
                refusal = FetchError(str(error), passing=True)
            finally:
                self._next[host.name] = self._clock() + self._pause_of(host)
            if attempt < self._manners.retries:
                self._next[host.name] = self._clock() + max(wait, self._pause_of(host))
        self._silent[host] += 1
        if self._silent[host] >= self._manners.patience:
            self._left[host] = f"{host.name} gave no page {self._manners.patience} times in a row"
        raise refusal

    def _wait_for(self, host: Host) -> None:
        """Keep the pause since the last request. Raises FetchError for a host that is left alone."""
        if host in self._left:
            raise FetchError(self._left[host], passing=True)
        wait = self._next.get(host.name, 0.0) - self._clock()
        if wait > 0:
            self._sleep(wait)

    def _pause_of(self, host: Host) -> float:
        rules = self._robots.get(host)
        return max(self._manners.pause, (rules.crawl_delay(AGENT) or 0.0) if rules else 0.0)

    def _request(self, address: str, headers: dict[str, str]) -> Answer:
        ends = time.monotonic() + self._manners.timeout
        robots = address.endswith("/robots.txt")
        limit = ROBOTS_BYTES if robots else self._manners.max_bytes
        with _silence(self._manners.timeout):
            response = self._pool.request(
                "GET", address, headers={**self._pool.headers, **headers}, redirect=False, retries=False,
                preload_content=False, timeout=urllib3.Timeout(total=self._manners.timeout),
            )  # fmt: skip
            try:
                raw = b"" if response.status in MOVED else _read(response, limit, ends, cut=robots)
            finally:
                response.close()
        return _answer(address, response, raw)


class _SilentError(Exception):
    """The server cannot be reached, or does not end its answer."""


def _read(response: urllib3.BaseHTTPResponse, limit: int, ends: float, *, cut: bool) -> bytes:
    """The body; of one that is too long the beginning where `cut`, else FetchError."""
    parts, size = [], 0
    # One read waits for what there is, not for a whole chunk: a server that drips is found out in time.
    while part := response.read1(CHUNK, decode_content=True):
        parts.append(part)
        size += len(part)
        if time.monotonic() > ends:
            raise TimeoutError
        if size > limit and not cut:
            raise FetchError(f"the answer is longer than {limit:,} bytes")
        if size > limit:
            break
    return b"".join(parts)[:limit]


def _answer(address: str, response: urllib3.BaseHTTPResponse, raw: bytes) -> Answer:
    kind, _, rest = response.headers.get("Content-Type", "").partition(";")
    charset = rest.partition("charset=")[2].partition(";")[0].strip(" \"'")
    return Answer(
        address=address, status=response.status, raw=raw, kind=kind.strip().lower(), charset=charset,
        etag=_header(response, "ETag"), changed=_header(response, "Last-Modified"),
        location=_as_sent(_header(response, "Location")), wait=_wait_of(response.headers.get("Retry-After", "")),
    )  # fmt: skip


def _header(response: urllib3.BaseHTTPResponse, name: str) -> str:
    """A header on one line: folded ones could not be sent back."""
    return " ".join(response.headers.get(name, "").split())


def _as_sent(location: str) -> str:
    """Servers write UTF-8 where headers are read as Latin-1."""
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return location


def _wait_of(text: str) -> float:
    """Seconds until another request is welcome: a number, or a moment."""
    if text.strip().isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return 0.0
    return max(0.0, ((moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - datetime.now(UTC)).total_seconds())


@contextmanager
def _silence(timeout: float) -> Iterator[None]:
    try:
        yield
    except LocationParseError as error:
        raise FetchError("the address cannot be read") from error
    except NewConnectionError as error:  # to urllib3 this is a kind of TimeoutError
        raise _SilentError("the server cannot be reached") from error
    except (TimeoutError, urllib3.exceptions.TimeoutError) as error:
        raise _SilentError(f"no whole answer within {timeout:g} s") from error
    except (HTTPError, OSError, UnicodeError) as error:
        raise _SilentError(f"the server cannot be reached ({_kind_of(error)})") from error


def _kind_of(error: BaseException) -> str:
    """What failed, without places in memory: reasons are stored, and the same failure must read the same."""
    reason = getattr(error, "reason", None)
    return type(reason if isinstance(reason, BaseException) else error).__name__
