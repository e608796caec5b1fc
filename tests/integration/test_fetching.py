"""Pages and feeds by their addresses, against a server of this machine: polite, limited, and nothing lost."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from onrecord.cli.main import main
from onrecord.corpus import Fetcher, FetchError, Manners
from onrecord.model import Article, Dated, Import
from onrecord.pipeline import Added, Web, fetch
from onrecord.store import View

STORY = (
    "The harbour board voted on Tuesday to close the {name} pier for two winters so that its piles can be replaced.",
    "Berta Okafor, who speaks for the board, said that no ship had been turned away since the works began.",
    "Fishermen who moor there said they had been told of the closure by a notice on the gate and by nobody else.",
    "The works cost four million crowns, half of which the county pays from what the old ferry left in its chest.",
)
Reply = Callable[[BaseHTTPRequestHandler], None]


class Site:
    """A server of pages: what it answers by path, and what it was asked."""

    def __init__(self) -> None:
        self.replies: dict[str, Reply] = {}
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers.append(dict(self.headers))
                # Whoever asks may go away before the answer has ended.
                with suppress(ConnectionError):
                    site.replies.get(self.path, refuse(404))(self)

            def log_message(self, format: str, *args: Any) -> None:
                """The test speaks for itself."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def pages(self) -> list[str]:
        """What was asked for but for robots.txt."""
        return [path for path in self.asked if path != "/robots.txt"]


class Clock:
    """Time that passes only when somebody waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.waits: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def __call__(self) -> float:
        return self.now


def send(body: bytes | str, kind: str = "text/html; charset=utf-8", status: int = 200, **headers: str) -> Reply:
    raw = body.encode() if isinstance(body, str) else body

    def reply(handler: BaseHTTPRequestHandler) -> None:
        tag = headers.get("ETag")
        if tag and handler.headers.get("If-None-Match") == tag:
            handler.send_response(304)
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        handler.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(raw)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(raw)

    return reply


def refuse(status: int, **headers: str) -> Reply:
    return send("no", "text/plain", status, **headers)


def lead(location: str) -> Reply:
    return send("", status=302, Location=location)


def page(name: str, *, note: str = "", ads: str = "") -> str:
    body = "".join(f"<p>{line.format(name=name)}</p>" for line in (*STORY, *([note] if note else [])))
    title = f"The {name} pier will close for two winters"
    return f"<html><head><title>{title}</title></head><body><!-- {ads} --><article><h1>{title}</h1>{body}</article></body></html>"  # noqa: E501


def feed(site: Site, names: list[str], *, changed: str = "") -> str:
    items = "".join(
        f"<item><title>{name}</title><link>{site.address}/{name}#top</link>"
        f"<pubDate>Tue, 06 Feb 2024 09:00:00 GMT</pubDate>{changed}</item>"
        for name in names
    )
    return f"<rss version='2.0'><channel><title>Harbour Post</title>{items}</channel></rss>"


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    yield made
    made.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def get(site: Site, clock: Clock, tmp_path: Path) -> Callable[..., Added]:
    """Fetches paths of the site into a record, without waiting."""

    def run(*paths: str, feeds: tuple[str, ...] = (), **manners: Any) -> Added:
        web = Web(
            pages=tuple(site.address + path for path in paths), feeds=tuple(site.address + path for path in feeds)
        )
        fetcher = Fetcher(Manners(**manners), sleep=clock.sleep, clock=clock)
        return fetch(tmp_path / "a.record", web, fetcher=fetcher)

    return run


def stored(tmp_path: Path) -> list[Article]:
    with View(tmp_path / "a.record") as view:
        return list(view.iter_articles())


def reason(added: Added) -> str:
    """The one skip's reason, where nothing else was found."""
    assert (added.found, added.stored, added.skipped) == (1, 0, 1)
    return added.skips[0].reason


def test_a_page_is_stored_with_its_address_and_bytes(site: Site, get: Callable[..., Added], tmp_path: Path) -> None:
    """The article knows where it came from, the bytes are those that the server sent, and we said who we are."""
    site.replies["/a"] = send(page("north"))
    added = get("/a")
    assert (added.found, added.stored) == (1, 1)
    (article,) = stored(tmp_path)
    assert article.url == article.origin.path == f"{site.address}/a"
    with View(tmp_path / "a.record") as view:
        assert view.get_raw(article.id) == page("north").encode()
    assert site.asked == ["/robots.txt", "/a"]
    assert all(headers["User-Agent"].startswith("onrecord/") for headers in site.headers)


def test_robots_txt_is_obeyed_with_its_wildcards_and_pauses(
    site: Site, get: Callable[..., Added], clock: Clock
) -> None:
    """What it denies is a skip that is never asked for; between requests the pause is the one it asks for."""
    site.replies |= {"/robots.txt": send("User-agent: *\nDisallow: /*/print$\nCrawl-delay: 7", "text/plain"),
                     "/a": send(page("north")), "/b": send(page("south"))}  # fmt: skip
    added = get("/a/print", "/a", "/b")
    assert (added.stored, [skip.reason for skip in added.skips]) == (2, ["robots.txt of 127.0.0.1 does not allow it"])
    assert site.pages == ["/a", "/b"]
    assert clock.waits[-1] == pytest.approx(7)


def test_a_host_that_wants_very_long_pauses_is_left_alone(site: Site, get: Callable[..., Added]) -> None:
    """A crawl delay of an hour is no reason to sit for an hour, nor to ignore it."""
    site.replies["/robots.txt"] = send("User-agent: *\nCrawl-delay: 3600", "text/plain")
    assert "pauses of 3600 s" in reason(get("/a"))
    assert site.pages == []


def test_without_an_answer_on_robots_nothing_is_asked(site: Site, get: Callable[..., Added]) -> None:
    """A server whose robots.txt fails allows nothing (RFC 9309); the address is asked for again another time."""
    site.replies |= {"/robots.txt": refuse(503), "/a": send(page("north"))}
    assert "its robots.txt cannot be had: the server answers 503" in reason(get("/a"))
    assert site.pages == []
    site.replies["/robots.txt"] = refuse(404)
    assert get("/a").stored == 1


def test_an_unchanged_page_is_not_sent_again(site: Site, get: Callable[..., Added], tmp_path: Path) -> None:
    """The server's tag is kept and shown; a page that it calls unchanged is known."""
    site.replies["/a"] = send(page("north"), ETag='"one"', Last_Modified="Tue, 06 Feb 2024 09:00:00 GMT")
    assert get("/a").stored == 1
    again = get("/a")
    assert (again.found, again.known, again.stored) == (1, 1, 0)
    assert site.headers[-1]["If-None-Match"] == '"one"'
    assert site.headers[-1]["If-Modified-Since"] == "Tue, 06 Feb 2024 09:00:00 GMT"
    assert len(stored(tmp_path)) == 1


def test_a_page_that_changed_is_kept_beside_its_earlier_form(
    site: Site, get: Callable[..., Added], tmp_path: Path
) -> None:
    """New words are a new version; new advertisements around the same words are not."""
    site.replies["/a"] = send(page("north", ads="one"))
    get("/a")
    site.replies["/a"] = send(page("north", ads="two"))
    assert (get("/a").known, len(stored(tmp_path))) == (1, 1)
    site.replies["/a"] = send(page("north", note="The board later said that the pier reopens in the third spring."))
    assert (get("/a").stored, len(stored(tmp_path))) == (1, 2)


def test_a_page_that_is_gone_costs_nothing_that_was_stored(
    site: Site, get: Callable[..., Added], tmp_path: Path
) -> None:
    """The article and its import stay, and the report names what was not reached again."""
    site.replies["/a"] = send(page("north"), ETag='"one"')
    get("/a")
    site.replies["/a"] = refuse(410)
    gone = get("/a")
    assert (gone.found, gone.known, gone.skipped) == (1, 1, 0)
    assert [skip.reason for skip in gone.unreached] == ["the server answers 410"]
    with View(tmp_path / "a.record") as view:
        assert [(done.articles, done.etag) for done in view.iter_records(Import)] == [(1, '"one"')]


def test_a_server_that_asks_for_patience_gets_it(site: Site, get: Callable[..., Added], clock: Clock) -> None:
    """429 with Retry-After is waited out and asked again; a wait beyond the limit ends the asking of that host."""
    answers = iter([refuse(429, Retry_After="12"), send(page("north"))])
    site.replies["/a"] = lambda handler: next(answers)(handler)
    assert get("/a").stored == 1
    assert max(clock.waits) == pytest.approx(12)
    site.replies["/b"] = refuse(429, Retry_After="9000")
    before = len(site.pages)
    added = get("/b", "/c")
    assert [skip.reason for skip in added.skips] == ["127.0.0.1 asks to be left alone for more than 60 s"] * 2
    assert site.pages[before:] == ["/b"]


def test_a_host_that_fails_again_and_again_is_left_alone(site: Site, get: Callable[..., Added]) -> None:
    """After three addresses without a page the others are skipped unasked, and asked for another time."""
    site.replies |= {path: refuse(503) for path in ("/a", "/b", "/c", "/d")}
    added = get("/a", "/b", "/c", "/d", retries=1)
    assert site.pages == ["/a", "/a", "/b", "/b", "/c", "/c"]
    assert added.skips[-1].reason == "127.0.0.1 gave no page 3 times in a row"
    site.replies["/d"] = send(page("north"))
    assert get("/d").stored == 1


def test_a_host_that_is_not_there_is_named_once(site: Site) -> None:
    """Each of its addresses has the same reason, and the same name on another port is asked all the same."""
    site.replies["/a"] = send(page("north"))
    gone = [f"http://127.0.0.1:1/{name}" for name in "ab"]
    fetcher = Fetcher(Manners(pause=0.0, retries=0))
    for address in gone:
        with pytest.raises(FetchError, match=r"^nothing is asked of [\d.]+, because .*: the server cannot be reached$"):
            fetcher.fetch(address)
    assert fetcher.fetch(f"{site.address}/a").status == 200


def test_an_answer_without_end_is_broken_off(site: Site, get: Callable[..., Added]) -> None:
    """A server that drips is given up in time, one that floods at the limit; neither holds the others up."""

    def drip(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "text/html")
        handler.end_headers()
        for _ in range(100):
            handler.wfile.write(b"<p>slowly</p>")
            time.sleep(0.05)

    site.replies |= {"/slow": drip, "/huge": send(b"<p>x</p>" * 50_000), "/a": send(page("north"))}
    began = time.monotonic()
    added = get("/slow", "/huge", "/a", timeout=0.3, retries=0, max_bytes=100_000)
    assert time.monotonic() - began < 4
    assert added.stored == 1
    assert {skip.reason for skip in added.skips} == {
        "no whole answer within 0.3 s", "the answer is longer than 100,000 bytes"
    }  # fmt: skip


def test_redirects_are_followed_as_far_as_they_are_decent(
    site: Site, get: Callable[..., Added], tmp_path: Path
) -> None:
    """A moved page is stored under its new address; loops and leads to files are skips."""
    site.replies |= {"/old": lead("/new"), "/new": send(page("north")), "/loop": lead("/loop"),
                     "/file": lead("file:///etc/passwd"), "/ftp": lead("ftp://127.0.0.1/a")}  # fmt: skip
    assert get("/old").stored == 1
    assert [article.url for article in stored(tmp_path)] == [f"{site.address}/new"]
    assert "redirects more than 5 times" in reason(get("/loop"))
    assert "only http and https" in reason(get("/file"))
    assert "only http and https" in reason(get("/ftp"))


def test_a_page_of_the_world_does_not_lead_into_ones_own_network(site: Site) -> None:
    """What a stranger's page or feed names is fetched only on hosts of the web, unless the user named such a host."""
    site.replies["/in"] = lead(site.address.replace("127.0.0.1", "localhost") + "/secret")
    fetcher = Fetcher(Manners(pause=0.0), inside=lambda name: name == "localhost")
    with pytest.raises(FetchError, match="your own network"):
        fetcher.fetch(f"{site.address}/in")
    with pytest.raises(FetchError, match="your own network"):
        fetcher.fetch(site.address.replace("127.0.0.1", "localhost"), via=f"{site.address}/feed")
    assert "/secret" not in site.asked


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "harbourpost", "http://", "http://[::1", "http://x:99999/", "https://u:pw@h/a"]
)
def test_what_is_no_address_of_the_web_is_a_skip(tmp_path: Path, address: str) -> None:
    """It is never opened, and no password comes into the record."""
    added = fetch(tmp_path / "a.record", Web(pages=(address,)))
    assert added.skipped == 1
    assert b"pw@" not in (tmp_path / "a.record").read_bytes()


def test_what_is_no_page_is_a_skip_that_names_its_kind(site: Site, get: Callable[..., Added]) -> None:
    """Pictures and feeds are not read as articles; a plain text is."""
    site.replies |= {"/p": send(b"\x89PNG", "image/png"), "/f": send(feed(site, ["a"]), "application/rss+xml"),
                     "/t": send("\n\n".join(STORY), "text/plain")}  # fmt: skip
    assert "image/png" in reason(get("/p"))
    assert "--feed" in reason(get("/f"))
    assert get("/t").stored == 1


def test_a_feed_gives_its_new_pages_only(site: Site, get: Callable[..., Added], tmp_path: Path) -> None:
    """Pages known already are not asked for again, unless their entry says that they were changed."""
    site.replies |= {"/" + name: send(page(name)) for name in ("north", "south", "east")}
    site.replies["/feed"] = send(feed(site, ["north", "south"]), "application/rss+xml", ETag='"1"')
    assert get(feeds=("/feed",)).stored == 2
    assert get(feeds=("/feed",)).found == 0
    site.asked.clear()
    site.replies["/feed"] = send(feed(site, ["east", "north", "south"]), "application/rss+xml", ETag='"2"')
    added = get(feeds=("/feed",))
    assert (added.found, added.stored, added.known) == (3, 1, 2)
    assert site.pages == ["/feed", "/east"]
    with View(tmp_path / "a.record") as view:
        assert [dated.when.earliest.isoformat() for dated in view.iter_records(Dated)] == ["2024-02-06"] * 3
    site.asked.clear()
    changed = "<updated>2024-02-07T10:00:00Z</updated>"
    site.replies["/feed"] = send(feed(site, ["east", "north"], changed=changed), "application/rss+xml")
    get(feeds=("/feed",))
    assert sorted(site.pages) == ["/east", "/feed", "/north"]


def test_a_page_that_failed_is_asked_for_again_though_the_feed_is_unchanged(
    site: Site, get: Callable[..., Added]
) -> None:
    """As long as a page may still come, the feed's tag is not shown; a page that is gone for good is left."""
    site.replies |= {"/north": refuse(503), "/feed": send(feed(site, ["north", "gone"]), ETag='"1"')}
    first = get(feeds=("/feed",), retries=0)
    assert {skip.reason for skip in first.skips} == {"the server answers 503", "the server answers 404"}
    site.replies["/north"] = send(page("north"))
    site.asked.clear()
    again = get(feeds=("/feed",))
    assert (again.stored, again.skipped) == (1, 1)
    assert site.pages == ["/feed", "/north"]


def test_what_is_no_feed_is_named(site: Site, get: Callable[..., Added]) -> None:
    """A page given as a feed is a skip, not an article."""
    site.replies["/a"] = send(page("north"))
    assert "no news feed" in reason(get(feeds=("/a",)))


def test_a_list_of_addresses_is_added_by_the_command(
    site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each address is accounted for once; comments and blank lines are none."""
    site.replies["/a"] = send(page("north"))
    listed = tmp_path / "list.txt"
    listed.write_text(f"\ufeff# ours\n\n{site.address}/a\n{site.address}/a#top\nmailto:ada\n", encoding="utf-8")
    record = str(tmp_path / "a.record")
    assert main(["add", record, "--urls", str(listed), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["found"], found["stored"], found["skipped"]) == (2, 1, 1)
    assert {file["name"]: file["articles"] for file in found["files"]} == {f"{site.address}/a": 1, "mailto:ada": 0}


def test_a_feed_is_watched_by_the_command(site: Site, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """``watch URL --once`` adds what is new; a second look finds nothing; asking every second is refused."""
    site.replies |= {"/north": send(page("north")), "/feed": send(feed(site, ["north"]), ETag='"1"')}
    arguments = ["watch", str(tmp_path / "a.record"), f"{site.address}/feed", "--once", "--json"]
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["stored"] == 1
    assert main(arguments) == 0
    assert json.loads(capsys.readouterr().out)["found"] == 0
    assert main([*arguments, "--every", "1"]) == 2


@pytest.mark.parametrize("arguments", [[], ["--feed", "feed.xml"], ["--urls", "no/such/list.txt"]])
def test_nothing_to_fetch_is_wrong_use(tmp_path: Path, arguments: list[str]) -> None:
    """No record is made where nothing, a file as a feed or a list that is not there is named."""
    assert main(["add", str(tmp_path / "a.record"), *arguments]) in (1, 2)
    assert not (tmp_path / "a.record").exists()
