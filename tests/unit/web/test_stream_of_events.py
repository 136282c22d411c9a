"""Pages that come and go while events flow."""

from __future__ import annotations

import asyncio
import logging
from types import SimpleNamespace

import aiohttp
import pytest
from aiohttp import web

from pipeline.web import server
from pipeline.web.feed import Feed


async def test_a_page_that_is_closed_leaves_no_listener_and_no_traceback(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
):
    monkeypatch.setattr(server, "STILL_HERE_SECONDS", 0.05)
    feed = Feed("nowhere:9092")
    app = web.Application()
    app[server.PAGE] = SimpleNamespace(feed=feed)  # type: ignore[assignment]
    app.router.add_get("/api/stream", server._stream)
    runner = web.AppRunner(app)  # as `dateline dashboard` has it: a handler is not cancelled when its client goes
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/api/stream"
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            async with aiohttp.ClientSession() as session, session.get(address) as response:
                assert await response.content.readline() == b": still here\n"
                assert feed._listeners
        for _ in range(100):
            if not feed._listeners:
                break
            await asyncio.sleep(0.05)
    await runner.cleanup()
    assert not feed._listeners
    assert caplog.records == []
