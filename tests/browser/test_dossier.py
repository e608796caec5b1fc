"""The dossier in a real browser: nothing outside is asked for, everything opens, nothing sticks out.

Chromium runs a copy of the page with a probe at its end and prints the document; the probe writes what it found
into the document. No driver is needed.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from debate_by_hand import ferry_pile, large_pile
from onrecord.publish import render_dossier

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr",
)  # fmt: skip
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

PROBE = """
<script>
addEventListener("load", () => {
  const buttons = [...document.querySelectorAll("button[popovertarget]:not([popovertargetaction])")];
  const opened = buttons.filter((button) => {
    button.click();
    const target = document.getElementById(button.getAttribute("popovertarget"));
    const shown = target.matches(":popover-open") && target.querySelectorAll("mark").length > 0;
    if (shown) target.hidePopover();
    return shown;
  }).length;
  location.hash = "#" + (document.querySelector("details .line[id]") || document.body).id;
  const folded = document.querySelector("details .line[id]");
  const sheet = document.documentElement;
  const wide = [...document.querySelectorAll("body *")]
    .filter((each) => !each.closest(".scroll, .sr, [popover]"))
    .filter((each) => each.getBoundingClientRect().right > sheet.clientWidth + 0.5)
    .map((each) => each.outerHTML.slice(0, 90));
  const probed = () => {
    const report = document.createElement("pre");
    report.id = "probe";
    report.textContent = JSON.stringify({
      cells: buttons.length, opened, wide,
      overflow: sheet.scrollWidth - sheet.clientWidth,
      asked: performance.getEntriesByType("resource").map((each) => each.name),
      revealed: !folded || folded.closest("details").open,
      paper: getComputedStyle(document.body).backgroundColor,
    });
    document.body.append(report);
  };
  setTimeout(probed, 50);
});
</script>
"""


def _visit(page: Path, folder: Path, *flags: str) -> tuple[dict[str, Any], str]:
    """What the probe says, and what the browser wrote to its log."""
    assert CHROMIUM is not None
    done = subprocess.run(
        [CHROMIUM, *FLAGS, *flags, f"--user-data-dir={folder / 'profile'}", "--virtual-time-budget=4000", "--dump-dom",
         page.as_uri()],
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    found = re.search(r'<pre id="probe">(.*?)</pre>', done.stdout, flags=re.S)
    assert found, done.stderr[-2000:]
    return json.loads(unescape(found.group(1))), done.stderr


def _probed(folder: Path, html: str) -> Path:
    page = folder / "dossier.html"
    page.write_text(html.replace("</body>", PROBE + "</body>"), encoding="utf-8")
    return page


@pytest.mark.parametrize(("width", "dark"), [(360, True), (1280, False)])
def test_the_page_works_at_phone_and_desk_width(tmp_path: Path, width: int, dark: bool) -> None:
    """No console error, no request, every cell opens, links unfold their line, nothing sticks out, light and dark."""
    page = _probed(tmp_path, render_dossier(ferry_pile().debate()))
    scheme = f"--blink-settings=preferredColorScheme={0 if dark else 1}"
    probe, log = _visit(page, tmp_path, f"--window-size={width},900", scheme)
    assert probe["cells"] == probe["opened"] == 5
    assert probe["asked"] == []
    assert probe["revealed"]
    assert probe["wide"] == []
    assert probe["overflow"] <= 0
    assert "CONSOLE" not in log
    assert probe["paper"] == ("rgb(22, 23, 26)" if dark else "rgb(251, 250, 246)")


def test_a_large_debate_opens(tmp_path: Path) -> None:
    """250 articles with 3,000 statements: all cells open, nothing sticks out on a phone."""
    probe, _ = _visit(_probed(tmp_path, render_dossier(large_pile().debate())), tmp_path, "--window-size=500,900")
    assert probe["cells"] == probe["opened"] == 240
    assert probe["overflow"] <= 0
