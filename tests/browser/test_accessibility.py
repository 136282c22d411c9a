"""For those who use no mouse, a narrow window, or other colours: keyboard, width and axe-core's rules, in Chromium."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import opened

pytestmark = pytest.mark.broker
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"


def test_everything_is_reached_and_worked_by_keyboard(page: Page):
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to content")
    expect(skip).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        focus = page.evaluate(
            """() => { const one = document.activeElement, style = getComputedStyle(one);
            return [one.closest("[id]")?.id, style.outlineStyle]; }"""
        )
        if focus[0] is None:  # the footer: all was passed
            break
        reached.add(focus[0])
        assert focus[1] != "none", f"no focus is seen on {focus[0]}"
    assert {"letter-list", "countries", "types", "live", "search", "event-list"} <= reached
    page.locator("#countries button").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#search [name=country]")).to_have_value("KEN")
    page.locator("#event-list summary").first.focus()
    page.keyboard.press("Space")
    record = json.loads(page.locator("#event-list pre").first.inner_text())
    assert record["schema_version"] == "1.0"


@pytest.mark.parametrize("width", [320, 400, 768])
def test_a_narrow_window_never_scrolls_sideways(browser: Browser, address: str, width: int):
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = opened(context, address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 400)])
def test_axe_finds_nothing_serious(browser: Browser, address: str, theme: str, width: int):
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=theme, reduced_motion="reduce", bypass_csp=True
    )
    page = opened(context, address)
    page.locator("#event-list summary").first.click()
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    context.close()
    serious = [
        f"{one['id']}: {node['target']} {node.get('failureSummary')}"
        for one in found["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    assert serious == []
