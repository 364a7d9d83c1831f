"""Watching a real page: what it complains of, and what jumps on it."""

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Frame, Page

# The language is for the browser's own parts, such as a field for a date.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--lang=vi"]
MOST_SHIFT = 0.1
# The phone's tray closes when the picture has left: on a slow machine that is later than the half
# second for which the browser still calls it an answer to the tap.
AFTER_A_TAP = "below"
WATCH = """
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (entry.hadRecentInput) continue;
    const moved = entry.sources.map(({ node }) => node?.id || node?.className || node?.nodeName);
    console.debug(`layout-shift ${entry.value} ${moved.join(", ")}`);
  }
}).observe({ type: "layout-shift", buffered: true });
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


@dataclass
class Watch:
    """What the pages of one browser window did that they should not do."""

    complaints: list[str] = field(default_factory=list)
    shifts: dict[str, float] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)
    loads: int = 0

    def over(self, page: Page) -> Page:
        page.add_init_script(WATCH)
        page.on("console", self._console)
        page.on("framenavigated", self._begin_again)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("requestfailed", lambda request: self._failed(page, request))
        return page

    def is_content(self) -> None:
        assert not self.complaints, self.complaints
        jumpy = {path: sum_ for path, sum_ in self.shifts.items() if sum_ > MOST_SHIFT}
        assert not jumpy, self.moved

    def _console(self, said: ConsoleMessage) -> None:
        if said.type == "error":
            self.complaints.append(f"{said.location.get('url')}: {said.text}")
        shift = re.match(r"layout-shift (\S+) (.*)", said.text)
        if shift and shift[2] != AFTER_A_TAP:
            path = f"{self.loads}: {urlsplit(said.page.url).path if said.page else ''}"
            self.shifts[path] = self.shifts.get(path, 0.0) + float(shift[1])
            self.moved.append(f"{path} {shift[1]}: {shift[2]}")

    def _begin_again(self, _frame: Frame) -> None:
        self.loads += 1

    def _failed(self, page: Page, request) -> None:
        # A stream or a poll that ends because the page is left is no failure.
        if "ERR_ABORTED" not in (request.failure or ""):
            self.complaints.append(f"{page.url}: {request.url} {request.failure}")
