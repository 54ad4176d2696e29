"""What the preview answers: the files of the site, to its own pages, and nothing else."""

import json
import os
import socket
import struct
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest
from previews import PAGE, Preview, make_site, parsed, previewed, until

from okrsite.serve import server

FILES = {
    "404.html": PAGE.replace(b"Goals", b"Lost"),
    "a b & ü.html": b"odd",
    "goals.json": b'{"a": "</head>"}',
    "index.html": PAGE,
    "kpis/index.html": PAGE.replace(b"Goals", b"KPIs"),
    "kpis/chart.svg": b"<svg xmlns='http://www.w3.org/2000/svg'><title></head></title></svg>",
    "style.css": b"h1 { color: red }",
}
SECRET = b"not for anyone"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    project = tmp_path_factory.mktemp("project")
    site = project / "output"
    make_site(site, FILES)
    (project / "secret.txt").write_bytes(SECRET)
    (site / ".git").mkdir()
    (site / ".git" / "config").write_bytes(SECRET)
    (site / "out").symlink_to(project)
    (site / "out.txt").symlink_to(project / "secret.txt")
    (site / "hidden.txt").symlink_to(".git/config")
    (site / "inside.html").symlink_to("kpis/index.html")
    (site / "loop").symlink_to("loop")
    os.mkfifo(site / "pipe.txt")
    with previewed(site) as served:
        yield served


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/goals.json", "application/json"),
        ("/kpis/chart.svg", "image/svg+xml"),
        ("/style.css", "text/css; charset=utf-8"),
    ],
)
def test_a_file_is_served_as_it_is(preview: Preview, path: str, kind: str) -> None:
    answer = preview.ask(path)
    assert (answer.status, answer.body) == (200, FILES[path[1:]])
    assert answer.headers["content-type"] == kind
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "server" not in answer.headers


@pytest.mark.parametrize(
    ("path", "title"),
    [("/", b"Goals"), ("/index.html", b"Goals"), ("/kpis/", b"KPIs"), ("/inside.html", b"KPIs")],
)
def test_a_page_is_served_with_the_client(preview: Preview, path: str, title: bytes) -> None:
    answer = preview.ask(path)
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert b"<title>" + title in answer.body
    assert answer.body.count(b"/-/okrsite/client.js") == 1
    assert b"connect-src &#x27;self&#x27;" in answer.body


def test_nothing_is_put_into_the_files_on_disk(preview: Preview) -> None:
    preview.ask("/")
    assert (preview.site / "index.html").read_bytes() == PAGE


def test_a_name_is_found_however_it_is_quoted(preview: Preview) -> None:
    assert preview.ask("/a%20b%20&%20%C3%BC.html").body.startswith(b"odd")
    assert preview.ask("/%6bpis/").status == 200


def test_a_folder_is_led_to_its_own_address(preview: Preview) -> None:
    answer = preview.ask("/kpis")
    assert (answer.status, answer.headers["location"]) == (307, "/kpis/")


@pytest.mark.parametrize("path", ["/nothing", "/kpis/nothing.html", "/style.css/", "/style", "*"])
def test_what_is_not_there_gets_the_sites_own_page_for_that(preview: Preview, path: str) -> None:
    answer = preview.ask(path)
    assert answer.status == 404
    if path != "*":
        assert b"<h1>Lost" in answer.body
        assert b"client.js" in answer.body


def test_a_page_is_ready_to_follow_where_no_site_was_built_yet(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(SECRET)
    with previewed(tmp_path) as preview:
        answer = preview.ask("/")
        assert answer.status == 404
        assert b"No page here yet" in answer.body
        assert b"client.js" in answer.body
        assert preview.ask("/notes.txt").status == 404, "the folder is not one of okrsite's"


@pytest.mark.parametrize("path", ["/", "/style.css", "/nothing", "/-/okrsite/client.js"])
def test_head_answers_as_get_does_without_the_body(preview: Preview, path: str) -> None:
    get, head = preview.ask(path), preview.ask(path, "HEAD")
    assert (head.status, head.body) == (get.status, b"")
    for name in ("content-type", "content-length", "cache-control"):
        assert head.headers[name] == get.headers[name]


@pytest.mark.promise
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "X"])
@pytest.mark.parametrize("path", ["/", "/-/okrsite/events", "/-/okrsite/client.js"])
def test_a_preview_is_only_read(preview: Preview, method: str, path: str) -> None:
    answer = preview.ask(path, method)
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD")


@pytest.mark.promise
@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "LOCALHOST", "[::1]"])
def test_the_preview_answers_to_its_own_names(preview: Preview, name: str) -> None:
    assert preview.ask("/", Host=f"{name}:{preview.port}").status == 200


@pytest.mark.promise
@pytest.mark.parametrize("path", ["/", "/-/okrsite/events", "/-/okrsite/client.js", "/nothing"])
@pytest.mark.parametrize(
    "host",
    [
        "evil.example:{port}",
        "127.0.0.1",
        "127.0.0.1:1",
        "localhost.:{port}",
        "127.0.0.1.evil.example:{port}",
        "127.0.0.1:{port}@evil.example",
        "0.0.0.0:{port}",
        "127.1:{port}",
    ],
)
def test_another_name_is_refused_against_dns_rebinding(
    preview: Preview, host: str, path: str
) -> None:
    named = host.format(port=preview.port)
    answer = preview.ask(path, Host=named, Origin=f"http://{named}")
    assert answer.status in {400, 421}
    assert b"Goals" not in answer.body


@pytest.mark.promise
def test_a_request_with_no_name_or_with_two_is_refused(preview: Preview) -> None:
    assert preview.send(b"GET / HTTP/1.0\r\n\r\n").startswith(b"HTTP/1.1 421")
    host = b"Host: 127.0.0.1:%d\r\n" % preview.port
    twice = b"GET / HTTP/1.1\r\n" + host + b"Host: evil.example\r\n\r\n"
    assert preview.send(twice).startswith(b"HTTP/1.1 400")
    absolute = b"GET http://evil.example/ HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n"
    assert preview.send(absolute).startswith(b"HTTP/1.1 404")


@pytest.mark.promise
@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/kpis/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e%2fsecret.txt",
        "/..%2fsecret.txt",
        "/..%5csecret.txt",
        "/..\\secret.txt",
        "/%252e%252e/secret.txt",
        "//secret.txt",
        "//127.0.0.1/secret.txt",
        "/kpis//../../secret.txt",
        "/./.git/config",
        "/.git/config",
        "/%2egit/config",
        "/.okrsite.json",
        "/out/secret.txt",
        "/out.txt",
        "/hidden.txt",
        "/loop",
        "/loop/",
        "/pipe.txt",
        "/style.css%00.html",
        "/%00",
        "/kpis/%2e",
        "/kpis/..",
        "/%ff%fe",
        "/" + "a" * 300,
        "/" + "a/" * 2000,
        "/secret.txt%0d%0aX-Evil:%20yes",
    ],
)
def test_no_path_leaves_the_site_or_finds_what_is_hidden(preview: Preview, path: str) -> None:
    answer = preview.ask(path)
    assert answer.status == 404
    assert SECRET not in answer.body
    assert b"okrsite.json" not in answer.body
    assert "x-evil" not in answer.headers


@pytest.mark.promise
@pytest.mark.parametrize("path", ["//evil.example/kpis", "/\\evil.example", "/%2Fevil.example"])
def test_nobody_is_led_to_another_site(preview: Preview, path: str) -> None:
    assert preview.ask(path).status == 404


@pytest.mark.promise
@pytest.mark.parametrize(
    "origin", ["http://evil.example", "null", "https://127.0.0.1:{port}", "http://127.0.0.1"]
)
def test_live_reload_is_for_the_previews_own_pages(preview: Preview, origin: str) -> None:
    sent = origin.format(port=preview.port)
    answer = preview.ask("/-/okrsite/events", Origin=sent)
    assert answer.status == 403
    assert b"event:" not in answer.body


class Stream:
    """An open page's ear."""

    def __init__(self, preview: Preview, since: str, origin: str = "") -> None:
        self._connection = preview.connect()
        head = f"GET /-/okrsite/events?build={since} HTTP/1.1\r\nHost: 127.0.0.1:{preview.port}\r\n"
        origin = f"Origin: {origin}\r\n" if origin else ""
        self._connection.sendall(f"{head}{origin}\r\n".encode())
        self._heard = self._connection.makefile("rb")
        self.head = b"".join(iter(self._heard.readline, b"\r\n"))

    def next(self) -> dict[str, object]:
        for line in self._heard:
            if line.startswith(b"data: "):
                news: dict[str, object] = json.loads(line.removeprefix(b"data: "))
                return news
        raise AssertionError("the stream ended")

    def is_ended(self) -> bool:
        return b"data: " not in self._heard.read()

    def close(self) -> None:
        self._heard.close()
        self._connection.close()


def test_an_open_page_is_told_what_changed_and_what_is_wrong(tmp_path: Path) -> None:
    make_site(tmp_path, FILES)
    with previewed(tmp_path) as preview:
        start = preview.board.token
        stream = Stream(preview, start, f"http://localhost:{preview.port}")
        assert b"text/event-stream" in stream.head
        assert stream.next() == {"build": start, "changed": [], "problems": []}
        preview.board.broken(("a.md: error",))
        assert stream.next() == {"build": start, "changed": [], "problems": ["a.md: error"]}
        preview.board.built(["style.css", "index.html"])
        told = stream.next()
        assert told["changed"] == ["index.html", "style.css"]
        assert told["problems"] == []
        preview.board.built(["goals.json"])
        assert stream.next()["changed"] == ["goals.json"]
        late = Stream(preview, str(told["build"]))
        assert late.next()["changed"] == ["goals.json"], "what it missed, and no more"
        stream.close()
        late.close()


def test_a_page_that_is_ahead_of_the_site_is_shown_until_the_site_is_built(
    preview: Preview,
) -> None:
    before = preview.board.token
    preview.board.glanced({"kpis/index.html": b"<title>Edited</title>"}, ["kpis/index.html"])
    assert b"Edited" in preview.ask("/kpis/").body
    assert preview.board.token != before
    preview.board.built(())
    assert b"Edited" not in preview.ask("/kpis/").body


def test_a_page_of_another_server_is_told_to_look_anew(preview: Preview) -> None:
    for since in ("", "0.0", "%00", f"{preview.board.token}x", "1" * 5000):
        stream = Stream(preview, since)
        assert stream.next()["changed"] is None
        stream.close()


def test_a_served_page_carries_the_name_of_what_it_shows(preview: Preview) -> None:
    assert f'data-build="{preview.board.token}"'.encode() in preview.ask("/").body
    assert b'data-page="kpis/index.html"' in preview.ask("/kpis/").body


def test_the_server_ends_though_pages_listen_and_others_dawdle(tmp_path: Path) -> None:
    make_site(tmp_path, FILES)
    with ExitStack() as open_ends:
        with previewed(tmp_path) as preview:
            stream = Stream(preview, "")
            stream.next()
            open_ends.callback(stream.close)
            open_ends.enter_context(preview.connect()).sendall(b"GET / HT")
        assert stream.is_ended()
        with pytest.raises(OSError, match="refused"):
            preview.connect()


@pytest.mark.promise
@pytest.mark.parametrize(
    "rubbish",
    [
        b"\x00" * 1000,
        b"\x16\x03\x01\x02\x00\x01\x00",
        b"GET\r\n\r\n",
        b"GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"X: y\r\n" * 50_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nX: " + b"y" * 1_000_000,
        b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: 99999999999\r\n\r\n" + b"x" * 900_000,
        b"GET / HTTP/1.1\r\nHost: {host}\r\nContent-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"GET / HTTP/1.1\r\nHost: {host}\r\n\r\n\x00\x00\x00",
        b"GET / HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_a_broken_or_huge_request_does_not_stop_the_preview(
    preview: Preview, rubbish: bytes
) -> None:
    request = rubbish.replace(b"{host}", b"127.0.0.1:%d" % preview.port)
    with preview.connect() as connection:
        try:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            connection.recv(100)
        except OSError:
            pass  # it hung up, as it may
    assert preview.ask("/").status == 200


@pytest.mark.promise
def test_slow_requests_are_let_go_and_do_not_stop_the_preview(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "PATIENCE_SECONDS", 0.2)
    host = b"Host: 127.0.0.1:%d\r\n" % preview.port
    first = b"GET /style.css HTTP/1.1\r\n" + host + b"\r\n"
    with ExitStack() as stack:
        slow = [stack.enter_context(preview.connect()) for _ in range(4)]
        slow[1].sendall(b"GET / HTTP/1.1\r\n")
        slow[2].sendall(first[:-2])
        slow[3].sendall(first)
        assert slow[3].recv(1 << 16)
        slow[3].sendall(b"G")
        assert preview.ask("/").status == 200
        for connection in slow:
            until(partial(_is_over, connection))
    assert preview.ask("/").status == 200


@pytest.mark.promise
def test_a_crowd_that_holds_on_does_not_keep_others_out(
    preview: Preview, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "MOST_CONNECTIONS", 20)
    with ExitStack() as stack:
        crowd = [stack.enter_context(preview.connect(seconds=4)) for _ in range(60)]
        for connection in crowd[:39]:
            until(partial(_is_over, connection))
        assert preview.ask("/").status == 200


@pytest.mark.promise
def test_a_reader_that_takes_nothing_or_resets_does_not_stop_the_preview(tmp_path: Path) -> None:
    make_site(tmp_path, {"index.html": PAGE, "big.pdf": b"x" * 8_000_000})
    with previewed(tmp_path) as preview, ExitStack() as stack:
        request = b"GET /big.pdf HTTP/1.1\r\nHost: 127.0.0.1:%d\r\n\r\n" % preview.port
        for _ in range(10):
            stack.enter_context(preview.connect()).sendall(request)
        for _ in range(10):
            with preview.connect() as connection:
                connection.sendall(request)
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        assert preview.ask("/").status == 200
        assert len(preview.ask("/big.pdf").body) == 8_000_000


def test_two_requests_on_one_connection_are_both_answered(preview: Preview) -> None:
    host = b"Host: 127.0.0.1:%d\r\n" % preview.port
    first = b"GET /style.css HTTP/1.1\r\n" + host + b"\r\n"
    last = b"GET /goals.json HTTP/1.1\r\n" + host + b"Connection: close\r\n\r\n"
    with preview.connect() as connection:
        connection.sendall(first + last)
        answer = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    assert parsed(answer).status == 200
    assert answer.count(b"HTTP/1.1 200") == 2


def _is_over(connection: socket.socket) -> bool:
    try:
        return not connection.recv(1 << 16)
    except ConnectionError:
        return True
