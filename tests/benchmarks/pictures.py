"""From input to painted picture: python -m tests.benchmarks.pictures

Every interactive picture on a page without a kernel, in headless Chromium: pointer moves over the
drawing, arrow keys on it, and on its first slider, choice or menu. A time runs from the event's own
time stamp to the first task after the frame that shows its effect. Prints median and 95th
percentile in milliseconds.
"""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from convnet import pictures
from tests.browser.lab import chromium

TIMES = 40
"""Events of each kind for each picture."""
CONTROLS = "input[type=range], input[type=radio], select"
WATCH = """() => {
  window.times = [];
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => {
    for (const start of waiting.splice(0)) times.push(performance.now() - start);
  };
  for (const kind of ['pointermove', 'keydown', 'input'])
    window.addEventListener(kind, (event) => {
      if (!window.measuring) return;
      requestAnimationFrame(() => {
        waiting.push(event.timeStamp);
        channel.port2.postMessage(null);
      });
    });
}"""


def measure(page, act) -> list[float]:
    """Times of the events that `act` causes."""
    page.evaluate("() => { window.times = []; window.measuring = true }")
    act()
    page.wait_for_timeout(50)
    return page.evaluate("() => { window.measuring = false; return window.times }")


def pointer(page, drawing) -> None:
    box = drawing.bounding_box()
    for i in range(TIMES):
        x = (0.05 + 0.9 * ((7 * i) % TIMES) / TIMES) * box["width"]
        y = (0.1 + 0.8 * ((3 * i) % TIMES) / TIMES) * box["height"]
        page.mouse.move(box["x"] + x, box["y"] + y)
        page.wait_for_timeout(20)


def arrows(page, focused) -> None:
    focused.focus()
    for i in range(TIMES):
        page.keyboard.press("ArrowRight" if i % 4 < 2 else "ArrowLeft")
        page.wait_for_timeout(20)


def said(times: list[float]) -> str:
    if len(times) < TIMES // 2:
        return f"{'–':>11}"
    high = statistics.quantiles(times, n=20)[-1]
    return f"{statistics.median(times):5.0f} /{high:4.0f}"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        file = Path(folder) / "pictures.html"
        file.write_text(pictures.page(), encoding="utf-8")
        page = browser.new_page(viewport={"width": 800, "height": 1000})
        page.goto(file.as_uri())
        page.evaluate(WATCH)
        print(f"{'milliseconds, median / 95 %':28}{'pointer':>11}{'keys':>11}{'control':>11}")
        for name, about in pictures.listed().items():
            figure = page.locator("section", has=page.locator(f'h2:text-is("{about["title"]}")'))
            drawing, control = figure.locator(".cn-drawing"), figure.locator(CONTROLS)
            drawing.scroll_into_view_if_needed()
            columns = []
            takes_keys = drawing.get_attribute("tabindex") is not None
            columns.append(measure(page, lambda d=drawing: pointer(page, d)) if takes_keys else [])
            columns.append(measure(page, lambda d=drawing: arrows(page, d)) if takes_keys else [])
            first = control.first
            columns.append(
                measure(page, lambda c=first: arrows(page, c)) if control.count() else []
            )
            print(f"{name:28}" + "".join(f"{said(times):>11}" for times in columns), flush=True)


if __name__ == "__main__":
    main()
