"""Requests in, responses out: files of the site, the client, and the events it listens to."""

from pathlib import Path, PurePosixPath
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from okrsite.serve.board import Board
from okrsite.serve.inject import CLIENT, with_client
from okrsite.serve.lookup import Found, Missed, find

EVENTS = "/-/okrsite/events"
NOT_FOUND = "404.html"


def preview(site: Path, hosts: frozenset[str], board: Board) -> ASGIApp:
    """The application that serves a site to the names in `hosts`."""

    async def page(request: Request) -> Response:
        # Before reading, so that a page is never taken for a newer one, nor one that was ahead of
        # the site missed where the site has caught up meanwhile.
        token, ahead = board.token, board.ahead
        asked = request.scope["path"].removeprefix("/")
        found = await run_in_threadpool(find, site, asked)
        if found is Missed.FOLDER:
            return RedirectResponse(f"/{quote(asked, errors='replace')}/", headers=HEADERS)
        if isinstance(found, Found):
            shown = Found(found.path, ahead.get(found.path, found.data))
            return _file(request, shown, token)
        other = await run_in_threadpool(find, site, NOT_FOUND)
        found = other if isinstance(other, Found) else Found(NOT_FOUND, NO_PAGE)
        return _file(request, found, token, status=404)

    async def events(request: Request) -> Response:
        origin = request.headers.get("origin")
        if origin is not None and origin.lower() not in {f"http://{host}" for host in hosts}:
            return PlainTextResponse("live reload is for the preview's own pages", 403, HEADERS)
        if request.method == "HEAD":
            return Response(media_type=EVENT_STREAM, headers=HEADERS)
        since = request.headers.get("last-event-id") or request.query_params.get("build", "")
        return StreamingResponse(board.stream(since), media_type=EVENT_STREAM, headers=HEADERS)

    async def client(request: Request) -> Response:
        return _response(request, SCRIPT, "text/javascript; charset=utf-8")

    routes = [Route(EVENTS, events), Route(CLIENT, client), Route("/{path:path}", page)]
    return _Guard(Starlette(routes=routes), hosts)


class _Guard:
    """Answers nobody who calls the preview by another name, or wants to do more than read."""

    def __init__(self, inner: ASGIApp, hosts: frozenset[str]) -> None:
        self._inner = inner
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self._inner)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        named = [host.lower() for host in Headers(scope=scope).getlist("host")]
        if len(named) != 1 or named[0] not in self._hosts:
            names = ", ".join(sorted(self._hosts))
            return PlainTextResponse(f"this preview answers only to {names}\n", 421, HEADERS)
        if scope["method"] not in {"GET", "HEAD"}:
            return PlainTextResponse("a preview is only read\n", 405, HEADERS | ALLOW)
        return None


def _file(request: Request, found: Found, token: str, status: int = 200) -> Response:
    kind = TYPES.get(PurePosixPath(found.path).suffix.lower(), "application/octet-stream")
    data = found.data
    if kind.startswith("text/html"):
        data = with_client(data, token, found.path)
    return _response(request, data, kind, status)


def _response(request: Request, data: bytes, kind: str, status: int = 200) -> Response:
    headers = HEADERS | {"content-type": kind, "content-length": str(len(data))}
    return Response(b"" if request.method == "HEAD" else data, status, headers)


EVENT_STREAM = "text/event-stream"

HEADERS = {
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "x-content-type-options": "nosniff",
}
ALLOW = {"allow": "GET, HEAD"}

TYPES = {
    ".atom": "application/atom+xml",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".htm": "text/html; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}

SCRIPT = Path(__file__).with_name("client.js").read_bytes()

NO_PAGE = b"""<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'">
<meta name="viewport" content="width=device-width"><title>No page here yet</title></head>
<body><main><h1>No page here yet</h1><p>It shows by itself as soon as it is built.</p></main></body>
</html>
"""
