"""What stands before every request: a token for what writes, no foreign site's requests, and strict headers."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web

from pipeline.records import dump_json

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}
LOCAL = ("127.0.0.1", "localhost", "::1")


def guard(token: str | None) -> Middleware:
    """The middleware. With no token only this machine's own names are answered (against DNS rebinding)."""

    @web.middleware
    async def middleware(request: web.Request, handler: Handler) -> web.StreamResponse:
        if token is None and urlsplit(f"//{request.host}").hostname not in LOCAL:
            return _refused(403, "this page answers on loopback names only")
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            origin = request.headers.get("Origin")
            if origin is not None and urlsplit(origin).netloc != request.host:
                return _refused(403, "requests of other sites are refused")
            if token is not None and not _knows(request, token):
                return _refused(401, "a token is needed: Authorization: Bearer TOKEN")
        response = await handler(request)
        if not response.prepared:
            response.headers.update(HEADERS)
        return response

    return middleware


def _knows(request: web.Request, token: str) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(given.encode(), token.encode())


def _refused(status: int, sentence: str) -> web.Response:
    return web.Response(
        status=status, body=dump_json({"error": sentence}), content_type="application/json", headers=HEADERS
    )
