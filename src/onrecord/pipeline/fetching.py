"""From addresses to stored articles: what is new or changed is stored, and nothing stored is lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from urllib.parse import urlsplit

from onrecord import corpus
from onrecord.model import Import, Skip, record
from onrecord.model.record import content_id
from onrecord.pipeline.intake import Added, Adding
from onrecord.store import View, Writer


@record
class Web:
    """What is fetched: pages by their addresses, and the pages that feeds name."""

    pages: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()


def fetch(
    record_file: Path,
    web: Web,
    *,
    fetcher: corpus.Fetcher | None = None,
    progress: Callable[[int], None] = lambda found: None,
) -> Added:
    """Store what `web` names in the record file, made if absent; what cannot be fetched is a skip with its reason.

    A page is asked for by the entity tag and time that its server gave last, so that one that is unchanged is not sent
    again; a page of a feed only when it is new, its entry was changed, or it could not be had before.

    Raises:
        StorageError: the disk refused; what was stored before is untouched.
    """
    with Writer(record_file) as writer:
        adding = Adding(writer, progress)
        with View(record_file) as view:
            fetching = _Fetching(adding, fetcher or corpus.Fetcher(), view)
        for address in _in_turns(web.pages):
            fetching.add_page(address)
        for address in web.feeds:
            fetching.add_feed(address)
        return adding.report()


class _Fetching:
    """One go of fetching into a record: what the record knows of addresses, and which of them were asked this time."""

    def __init__(self, adding: Adding, fetcher: corpus.Fetcher, view: View) -> None:
        self._adding = adding
        self._fetcher = fetcher
        self._known = {done.name: done for done in view.iter_records(Import) if "://" in done.name}
        wanted = {skip for done in self._known.values() for skip in done.skips}
        self._skips = {skip.id: skip for skip in view.iter_records(Skip) if skip.id in wanted}
        self._asked: set[str] = set()

    def add_page(self, address: str, *, entry: corpus.Entry | None = None, feed: str = "") -> bool:
        """Ask for a page, once; `entry` of `feed` names it. Gives whether nothing is left to be asked for again."""
        name, stamp = corpus.name_address(address), entry.stamp if entry else ""
        known = self._known.get(name)
        if name in self._asked:
            return True
        self._asked.add(name)
        if entry and known and known.digest and known.stamp == stamp:
            self._keep(known)
            return True
        try:
            # What gave no article is asked for in full: another version may read it.
            answer = self._ask(address, known if known and known.articles else None, via=feed)
        except corpus.FetchError as error:
            return self._add_problem(name, error, stamp=stamp)
        if answer.is_unchanged and known:
            self._keep(replace(known, stamp=stamp or known.stamp))
        else:
            items = list(corpus.read_answer(answer, name, published=entry.published if entry else ""))
            self._store(items, _about(name, answer, items, stamp=stamp))
        return True

    def add_feed(self, address: str) -> None:
        """Ask for a feed, and for the pages it names; told by its entity tag only if all of them could be asked for."""
        name = corpus.name_address(address)
        known = self._known.get(name)
        try:
            answer = self._ask(address, known)
        except corpus.FetchError as error:
            self._add_problem(name, error)
            return
        if answer.is_unchanged and known:
            self._keep(known)
            return
        entries, alone = corpus.read_feed(answer, name)
        done = [self.add_page(entry.address, entry=entry, feed=address) for entry in _by_host(entries)]
        about = _about(name, answer, alone)
        self._store(alone, about if all(done) else replace(about, etag="", changed=""))

    def _ask(self, address: str, known: Import | None, *, via: str = "") -> corpus.Answer:
        etag, changed = (known.etag, known.changed) if known else ("", "")
        return self._fetcher.fetch(address, via=via, etag=etag, changed=changed)

    def _add_problem(self, name: str, error: corpus.FetchError, *, stamp: str = "") -> bool:
        """Skip an address, unless something was read there before. Gives whether asking again is of no use."""
        items, known = [corpus.read_problem(name, str(error))], self._known.get(name)
        digest = "" if error.passing else _digest(items)
        if known and known.digest == digest != "":
            self._keep(replace(known, stamp=stamp))
        elif known and known.digest and (known.articles or error.passing):
            self._keep(known, unreached=str(error))
        else:
            self._adding.add_items(items, Import(name=name, digest=digest, found=0, articles=0, stamp=stamp))
        return not error.passing

    def _store(self, items: Sequence[corpus.Intake], about: Import) -> None:
        """Store `items`, or only what the server said of them where they read as they did before."""
        known = self._known.get(about.name)
        if known and known.digest == about.digest:
            self._keep(replace(known, etag=about.etag, changed=about.changed, stamp=about.stamp))
        else:
            self._adding.add_items(items, about)

    def _keep(self, done: Import, *, unreached: str = "") -> None:
        self._adding.keep(done, [self._skips[skip] for skip in done.skips if skip in self._skips], unreached=unreached)


def _about(name: str, answer: corpus.Answer, items: Iterable[corpus.Intake], *, stamp: str = "") -> Import:
    return Import(
        name=name, digest=_digest(items), found=0, articles=0, etag=answer.etag, changed=answer.changed, stamp=stamp
    )


def _digest(items: Iterable[corpus.Intake]) -> str:
    """A hash of what was read: a page whose advertisements alone have changed reads as it did."""
    return content_id("read", *(_words_of(item) for item in items))


def _words_of(item: corpus.Intake) -> tuple[str, ...]:
    if item.article is None:
        return (item.skip.reason if item.skip else "",)
    day = item.dated.when.earliest.isoformat() if item.dated else ""
    return (item.article.text, item.article.url, day)


def _by_host(entries: Iterable[corpus.Entry]) -> Iterator[corpus.Entry]:
    named = {entry.address: entry for entry in entries}
    yield from (named[address] for address in _in_turns(named))


def _in_turns(addresses: Iterable[str]) -> Iterator[str]:
    """The addresses, each host in its turn: the pause that one wants is spent with the others."""
    hosts: dict[str, list[str]] = defaultdict(list)
    for address in addresses:
        hosts[_host_of(address)].append(address)
    for turn in zip_longest(*hosts.values()):
        yield from filter(None, turn)


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).netloc
    except ValueError:
        return ""
