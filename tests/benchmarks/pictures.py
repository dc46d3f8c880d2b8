"""From input to painted picture: python -m tests.benchmarks.pictures

Every interactive picture, each alone on a page, in headless Chromium: pointer moves over the
drawing, arrow keys on it, and on its first slider, choice or menu. A time runs from the event's own
time stamp to the first task after the frame that shows its effect; events come at random moments
of a frame, as a hand's do. Prints median and 95th percentile in milliseconds, and behind them the
processor's time in scripts for an event, which other programs on the machine change less. The first
row is the least that this browser takes: a page with one number that a slider changes.
"""

from __future__ import annotations

import random
import statistics

from convnet import pictures
from tests.browser.lab import chromium

TIMES = 40
"""Events of each kind for each picture."""
KINDS = ("pointer", "keys", "control")
CONTROLS = "input[type=range], input[type=radio], select"
FLOOR = """<div tabindex="0" onpointermove="put(event.clientX)" onkeydown="put(event.timeStamp)">
<output>0</output></div><input type="range" oninput="put(this.value)">
<script>const put = (value) => { document.querySelector('output').value = value }</script>"""
WATCH = """() => {
  window.times = [];
  const channel = new MessageChannel();
  const waiting = [];
  channel.port1.onmessage = () => {
    for (const start of waiting.splice(0)) times.push(performance.now() - start);
  };
  for (const kind of ['pointermove', 'keydown', 'input'])
    window.addEventListener(kind, (event) => {
      // Of a key on a control the input that it causes is measured.
      const twice = kind === 'keydown' && event.target.matches('input');
      if (!window.measuring || twice) return;
      requestAnimationFrame(() => {
        waiting.push(event.timeStamp);
        channel.port2.postMessage(null);
      });
    });
}"""


def measure(page, session, act) -> tuple[list[float], float]:
    """Times of the events that `act` causes, and the milliseconds in scripts for each."""
    page.evaluate("() => { window.times = []; window.measuring = true }")
    start = in_scripts(session)
    act()
    page.wait_for_timeout(50)
    times = page.evaluate("() => { window.measuring = false; return window.times }")
    return times, 1000 * (in_scripts(session) - start) / max(len(times), 1)


def in_scripts(session) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(each["value"] for each in metrics if each["name"] == "ScriptDuration")


def pause(page) -> None:
    """One to three frames: without chance in it, events keep step with the frames."""
    page.wait_for_timeout(random.uniform(20, 50))


def pointer(page, drawing) -> None:
    box = drawing.bounding_box()
    for i in range(TIMES):
        x = (0.05 + 0.9 * ((7 * i) % TIMES) / TIMES) * box["width"]
        y = (0.1 + 0.8 * ((3 * i) % TIMES) / TIMES) * box["height"]
        page.mouse.move(box["x"] + x, box["y"] + y)
        pause(page)


def arrows(page, focused) -> None:
    focused.focus()
    for i in range(TIMES):
        page.keyboard.press("ArrowRight" if i % 4 < 2 else "ArrowLeft")
        pause(page)


def said(times: list[float], script: float) -> str:
    if len(times) < TIMES // 2:
        return "–"
    high = statistics.quantiles(times, n=20)[-1]
    return f"{statistics.median(times):5.0f} /{high:4.0f} {script:5.1f}"


def row(page, name: str, drawing, control) -> None:
    """Measure one picture, and print its line."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    takes_keys = drawing.get_attribute("tabindex") is not None
    acts = {
        "pointer": takes_keys and (lambda: pointer(page, drawing)),
        "keys": takes_keys and (lambda: arrows(page, drawing)),
        "control": control.count() and (lambda: arrows(page, control.first)),
    }
    found = [measure(page, session, acts[kind]) if acts[kind] else ([], 0.0) for kind in KINDS]
    print(f"{name:22}" + "".join(f"{said(*each):>19}" for each in found), flush=True)
    session.detach()


def main() -> None:
    random.seed(0)
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 800, "height": 1000})
        print(f"{'milliseconds':22}" + "".join(f"{kind:>19}" for kind in KINDS))
        page.set_content(FLOOR)
        page.evaluate(WATCH)
        row(page, "(a number)", page.locator("div"), page.locator("input"))
        for name in pictures.listed():
            page.goto("about:blank")
            page.set_content(f"<!doctype html><body>{pictures.show(name).html()}</body>")
            page.evaluate(WATCH)
            row(page, name, page.locator(".cn-drawing"), page.locator(CONTROLS))


if __name__ == "__main__":
    main()
