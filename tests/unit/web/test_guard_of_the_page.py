"""What stands before every request: without it any web site the operator opens could replay dead letters."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from pipeline.errors import Unreachable
from pipeline.web.guard import guard, harden

Client = TestClient[web.Request, web.Application]


async def answer(_request: web.Request) -> web.Response:
    return web.json_response({"done": True})


async def unreachable(_request: web.Request) -> web.Response:
    raise Unreachable("no Kafka answers")


async def stream(request: web.Request) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
    await response.prepare(request)
    await response.write(b"data: 1\n\n")
    return response


async def client_of(token: str | None) -> Client:
    app = web.Application(middlewares=[guard(token)])
    app.on_response_prepare.append(harden)
    app.add_routes(
        [
            web.get("/read", answer),
            web.post("/write", answer),
            web.post("/away", unreachable),
            web.get("/stream", stream),
        ]
    )
    client = TestClient(TestServer(app))
    await client.start_server()
    return client


@pytest.fixture
async def local() -> AsyncIterator[Client]:
    client = await client_of(None)
    yield client
    await client.close()


@pytest.fixture
async def open_to_the_network() -> AsyncIterator[Client]:
    client = await client_of("right")
    yield client
    await client.close()


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8321", "127.0.0.1.evil.example", "[::2]", "", "a:b:c"])
async def test_a_name_rebound_to_this_machine_is_refused(local: Client, host: str):
    answered = await local.get("/read", headers={"Host": host})
    assert answered.status in (400, 403)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8321", "[::1]:8321"])
async def test_this_machines_own_names_are_answered(local: Client, host: str):
    assert (await local.get("/read", headers={"Host": host})).status == 200


async def test_another_sites_page_can_not_write(local: Client):
    answered = await local.post("/write", headers={"Origin": "https://evil.example"})
    assert answered.status == 403
    assert "error" in await answered.json()
    assert (await local.post("/write", headers={"Origin": "null"})).status == 403


async def test_the_page_itself_can_write(local: Client):
    own = str(local.make_url("/")).rstrip("/")
    assert (await local.post("/write", headers={"Origin": own})).status == 200


async def test_writing_over_the_network_needs_the_token(open_to_the_network: Client):
    client = open_to_the_network
    assert (await client.get("/read", headers={"Host": "dateline.example"})).status == 200
    for headers in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "Bearer r\xefght"}, {"Authorization": ""}):
        answered = await client.post("/write", headers=headers)
        assert answered.status == 401
        assert "token" in (await answered.json())["error"]
    assert (await client.post("/write", headers={"Authorization": "Bearer right"})).status == 200


@pytest.mark.parametrize("path", ["/read", "/missing", "/stream"])
async def test_every_answer_forbids_scripts_of_others(local: Client, path: str):
    headers = (await local.get(path)).headers
    assert "script-src 'self'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"


async def test_errors_are_json_that_a_program_can_read(local: Client):
    expected: list[tuple[Callable[..., object], str, int]] = [
        (local.get, "/missing", 404),
        (local.put, "/read", 405),
        (local.post, "/away", 503),
    ]
    for method, path, status in expected:
        answered = await method(path)
        assert (answered.status, list(await answered.json())) == (status, ["error"])
