"""The pictures in docs/screenshots of a page that runs: 1280 wide in light and dark, 400 wide.

    dateline up            # in another terminal, with articles coming in
    python scripts/take_screenshots.py http://127.0.0.1:8321/

Needs Chromium (Debian: apt-get install chromium).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Literal

from playwright.sync_api import sync_playwright

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
PICTURES: tuple[tuple[str, int, int, Literal["light", "dark"]], ...] = (
    ("page-1280", 1280, 2600, "light"),
    ("page-400", 400, 5000, "light"),
    ("page-dark", 1280, 2600, "dark"),
)


def main(address: str, folder: Path = FOLDER) -> None:
    """Take all of them."""
    with sync_playwright() as playwright:
        arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
        for name, width, height, scheme in PICTURES:
            context = browser.new_context(
                viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
            )
            page = context.new_page()
            page.goto(address)
            page.wait_for_selector("html[data-ready]")
            page.wait_for_timeout(2500)  # a second look, so that the charts have their points
            clip = {"x": 0.0, "y": 0.0, "width": float(width), "height": float(height)}  # the events go on for long
            page.screenshot(path=folder / f"{name}.png", full_page=True, clip=clip)
            context.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:2], *(Path(word) for word in sys.argv[2:3]))
