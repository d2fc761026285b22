"""A real browser for pages that planlint writes: what it computes, after real clicks."""

import html
import json
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), "")  # fmt: skip
needs_browser = pytest.mark.skipif(not CHROMIUM, reason="no chromium on PATH")

# Runs in a copy of the page only: clicks, then says of each place whether it is shown and where.
_SCRIPT = """
addEventListener("load", async () => {
  const steps = %s, out = [];
  const rest = () => new Promise(done => setTimeout(done, 100));
  const look = place => {
    const node = document.querySelector(place);
    if (!node) return null;
    const box = node.getBoundingClientRect(), style = getComputedStyle(node);
    const pane = node.closest(".pane"), frame = pane ? pane.getBoundingClientRect() : null;
    return {
      shown: node.checkVisibility({visibilityProperty: true}), position: style.position,
      background: style.backgroundColor, width: box.width,
      inside: frame === null ? null : box.top >= frame.top - 1 && box.bottom <= frame.bottom + 1,
      visible: box.bottom > 0 && box.top < innerHeight,
    };
  };
  for (const [click, places] of steps) {
    if (click) document.querySelector(click).click();
    await rest();
    out.push(Object.fromEntries(places.map(place => [place, look(place)])));
  }
  const page = document.scrollingElement;
  const result = {
    steps: out, wide: page.scrollWidth - page.clientWidth,
    panes: [...document.querySelectorAll(".pane")].map(p => p.scrollWidth - p.clientWidth),
  };
  const told = document.createElement("script");
  told.type = "told"; told.textContent = JSON.stringify(result);
  document.body.append(told);
});
"""


def run(*arguments: str) -> bytes:
    """What headless Chromium prints; it touches no network and leaves nothing behind."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic",
            "--no-first-run", "--disable-background-networking", "--disable-component-update",
            "--disable-sync", f"--user-data-dir={profile}", *arguments,
        ]  # fmt: skip
        return subprocess.run(command, capture_output=True, timeout=90, check=False).stdout


def use(page: Path, steps: list[tuple[str, list[str]]], width: int = 1280) -> dict[str, Any]:
    """Click and look: each step is what is clicked ("" for nothing) and what is looked at."""
    text = page.read_text(encoding="utf-8")
    script = f"<script>{_SCRIPT % json.dumps(steps)}</script>"
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    assert policy in text
    copy = page.with_name(f"copy-{page.name}")
    changed = text.replace(policy, f"{policy}; script-src 'unsafe-inline'")
    copy.write_text(changed.replace("</head>", f"{script}</head>"), encoding="utf-8")
    out = run(
        f"--window-size={width},900", "--virtual-time-budget=20000", "--dump-dom", copy.as_uri()
    )
    told = re.search(r'<script type="told">(.*?)</script>', out.decode("utf-8"), re.DOTALL)
    assert told is not None, out[-500:]
    result: dict[str, Any] = json.loads(html.unescape(told[1]))
    return result
