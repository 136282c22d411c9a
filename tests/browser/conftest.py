"""One staged dashboard for all browser tests, one Chromium a file, a fresh browser context a test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.staging import HOSTILE, Stage, ask, count, event, letter, wait_for

ORIGINAL = b'{"id": "again", "text": "Once more."}'
CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> str:
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed here (Debian: apt-get install chromium)")
    return CHROMIUM


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """Not for the whole session: while playwright runs, this thread has a running loop, which no async test could bear."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def stage(chromium: str, bootstrap: str, tmp_path_factory: pytest.TempPathFactory) -> Stage:  # noqa: ARG001 - skips first
    """Twelve plain events, three hostile ones, counts, two dead letters, lag on one partition of two."""
    stage = Stage(bootstrap, tmp_path_factory.mktemp("page"))
    stage.topics()
    plain = [event(number) for number in range(12)]
    plain.append(event(20, kind="AID", country="NOR", certainty="certain", sentence="Norway's fleet sent aid."))
    hostile = [
        event(30 + number, sentence=text, actor=text, source=text, url="javascript:window.broken=3")
        for number, text in enumerate(HOSTILE)
    ]
    stage.put("events", *plain, *hostile)
    stage.put(
        "counts",
        *(count("country", value, number) for value, number in (("KEN", 12), ("NOR", 3), ("SGP", 2))),
        *(count("action", value, number) for value, number in (("COERCE", 15), ("AID", 1))),
        count("dyad", "KEN-UGA", 12),
        count("dyad-quad", "KEN-UGA material-conflict", 12),
    )
    raw = f"{stage.prefix}.articles.raw"
    stage.put("articles.raw", *((b"a", b"{}") for _ in range(7)))
    stage.commit(p0=4, p1=0)
    stage.put(
        "dead-letters",
        letter("no-text", "nothing is left", "kept", b'{"id": "kept", "text": "Again."}', raw),
        letter("bad-json", HOSTILE[0], HOSTILE[1], b"{", raw),
    )
    return stage


@pytest.fixture(scope="session")
def address(stage: Stage) -> Iterator[str]:
    with stage.dashboard() as address:
        wait_for(
            lambda: (
                ((ask(f"{address}/api/summary") or {}).get("lag") or {}).get("messages") == 3
                and len(ask(f"{address}/api/events?limit=500") or []) == 16
                and len(ask(f"{address}/api/dead-letters") or []) == 2
                and len(ask(f"{address}/api/counts?by=country") or []) == 3
            ),
            "the page to have read its topics",
        )
        yield address


@pytest.fixture(scope="session")
def quiet(stage: Stage) -> Iterator[tuple[Stage, str]]:
    """A stage and its page with one dead letter and nothing else, for tests that change what is there."""
    quiet = Stage(stage.bootstrap, stage.folder)
    quiet.topics()
    topic = f"{quiet.prefix}.articles.raw"
    quiet.put("dead-letters", letter("extract-timeout", "too slow", "again", ORIGINAL, topic))
    with quiet.dashboard() as address:
        yield quiet, address


@dataclass
class Seen:
    """What a browser said and asked for while a test ran."""

    complaints: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def context(browser: Browser, seen: Seen) -> Iterator[BrowserContext]:
    """A context that fails the test on console errors, page errors and requests to anywhere else."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(15_000)

    def watch(page: Page) -> None:
        page.on(
            "console", lambda said: seen.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        page.on("pageerror", lambda error: seen.complaints.append(str(error)))
        page.on("request", lambda request: seen.requests.append(request.url))

    context.on("page", watch)
    yield context
    context.close()
    assert seen.complaints == []
    assert [url for url in seen.requests if not url.startswith("http://127.0.0.1:")] == []


@pytest.fixture
def page(context: BrowserContext, address: str) -> Page:
    return opened(context, address)


def opened(context: BrowserContext, address: str) -> Page:
    """The page at this address, drawn."""
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html[data-ready]")
    return page
