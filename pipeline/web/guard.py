"""What stands before every request: a token for what writes, no foreign site's requests, and strict headers."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aiohttp import web
from aiokafka.errors import KafkaError

from pipeline.errors import DatelineError
from pipeline.records import dump_json

if TYPE_CHECKING:
    from aiohttp.typedefs import Handler, Middleware

HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
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
        return await _answer(request, handler)

    return middleware


async def harden(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the strict headers on every answer, streams and errors too; only the page's own files may be kept a while."""
    response.headers.update(HEADERS)
    response.headers.setdefault("Cache-Control", "no-cache" if isinstance(response, web.FileResponse) else "no-store")


async def _answer(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What the handler answers; errors as the API describes them."""
    try:
        return await handler(request)
    except web.HTTPException as error:
        if error.content_type == "application/json" or error.status < 400:
            raise
        kept = {name: value for name, value in error.headers.items() if name == "Allow"}
        return _refused(error.status, error.reason.lower(), kept)
    except (DatelineError, KafkaError) as error:
        return _refused(503, str(error) or type(error).__name__)


def _knows(request: web.Request, token: str) -> bool:
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return hmac.compare_digest(given.encode(), token.encode())


def _refused(status: int, sentence: str, headers: dict[str, str] | None = None) -> web.Response:
    return web.Response(
        status=status, body=dump_json({"error": sentence}), content_type="application/json", headers=headers
    )
