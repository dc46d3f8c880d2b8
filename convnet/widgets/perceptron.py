"""Interactive figures of notebook 01: a line to drag, the perceptron's updates, losses."""

from __future__ import annotations

import ipywidgets
import numpy as np
from matplotlib.figure import Figure

from convnet.plots.perceptron import (
    CLOUDS,
    LOSSES_SIZE,
    STEPPED,
    STEPPER_SIZE,
    describe_losses,
    describe_stepper,
    draw_losses,
    draw_mistakes,
    draw_points,
    draw_side,
    draw_stepper,
    mistakes,
)
from convnet.plots.picture import BLACK, FONT, WIDTH
from convnet.widgets.interactive import Interactive
from convnet.widgets.pointer import Pointed


def perceptron_stepper() -> Interactive:
    """The perceptron rule, one update a step, with the two bounds of the proof."""
    controls = {
        "data": ipywidgets.Dropdown(options=list(STEPPED), description="data"),
        "updates": ipywidgets.IntSlider(value=6, min=0, max=18, description="updates"),
    }
    return Interactive(draw_stepper, controls, describe_stepper, size=STEPPER_SIZE)


def losses() -> Interactive:
    """Five losses against the margin, with a slider for the margin."""
    margin = ipywidgets.FloatSlider(
        value=-1, min=-3, max=3, step=0.25, description="margin m", readout_format=".2f"
    )
    return Interactive(draw_losses, {"margin": margin}, describe_losses, size=LOSSES_SIZE)


class SeparatingLine(Pointed):
    """A line through two handles, to drag among points of two classes.

    Attributes
    ----------
    handles : dict of str to ndarray
        The two points that the line goes through, in the data's coordinates. The unit fires to
        the left of the way from A to B.
    """

    SIZE = (WIDTH, 6.5)
    FRAME = (0.06, 0.08, 0.92, 0.9)
    """Left, bottom, width and height of the axes as shares of the picture."""
    X_LIMITS, Y_LIMITS = (-3.1, 3.1), (-2.0, 2.0)

    def __init__(self) -> None:
        self.handles = {"A": np.array([1.2, 1.2]), "B": np.array([-0.6, 1.6])}
        self._held: str | None = None
        self.data = ipywidgets.ToggleButtons(options=list(CLOUDS), description="points")
        self.keyboard = ipywidgets.ToggleButtons(
            options=list(self.handles), description="arrow keys move handle"
        )
        controls = (self.data, self.keyboard)
        for control in controls:
            control.style.button_width = "8.5em"
        super().__init__(self._draw_line, self._drag, self._words, self.SIZE, 0.025, controls)
        self.data.observe(lambda _: self.refresh(), names="value")

    @property
    def unit(self) -> tuple[np.ndarray, float]:
        """The unit (w, b) of the line, with ‖w‖ = 1."""
        a, b = self.handles["A"], self.handles["B"]
        along = (b - a) / np.linalg.norm(b - a)
        w = np.array([-along[1], along[0]])
        return w, float(-w @ a)

    def _draw_line(self, figure: Figure) -> None:
        # Fixed axes, so that a place in the picture can be turned into coordinates.
        figure.set_layout_engine("none")
        axes = figure.add_axes(self.FRAME)
        axes.set(xlim=self.X_LIMITS, ylim=self.Y_LIMITS, xticks=range(-3, 4), yticks=range(-2, 3))
        points, (w, b) = CLOUDS[self.data.value], self.unit
        draw_side(axes, w, b)
        draw_points(axes, points)
        draw_mistakes(axes, points, mistakes(points, w, b))
        for name, place in self.handles.items():
            axes.plot(*place, "D", color=BLACK, markersize=9, zorder=5)
            axes.annotate(
                name, tuple(place), tuple(-15 * w), textcoords="offset points",
                ha="center", va="center", fontsize=FONT + 1, zorder=5,
            )  # fmt: skip
        middle = np.mean(list(self.handles.values()), axis=0)
        tip, arrow = tuple(middle + 0.5 * w), {"arrowstyle": "-|>", "lw": 1.6}
        axes.annotate("", tip, tuple(middle), arrowprops=arrow)
        x, y = middle + 0.62 * w
        axes.text(x, y, "w", ha="center", va="center", style="italic")

    def _words(self) -> str:
        points, (w, b) = CLOUDS[self.data.value], self.unit
        wrong = int(mistakes(points, w, b).sum())
        side = "1 is" if wrong == 1 else f"{wrong} are"
        words = (
            f"The line of the unit w = ({w[0]:.2f}, {w[1]:.2f}), b = {b:.2f}: of {len(points.t)} "
            f"points {side} on the wrong side."
        )
        return words.replace("-", "−")

    def _drag(self, x: float, y: float, pressed: bool) -> bool:
        """Move the handle that is held; a new press takes the nearest one."""
        if not pressed and self._held is None:
            return False
        left, bottom, width, height = self.FRAME
        shares = np.array([(x - left) / width, (1 - y - bottom) / height])
        low, high = np.array([self.X_LIMITS, self.Y_LIMITS]).T
        place = low + np.clip(shares, 0, 1) * (high - low)
        held = self._held or min(
            self.handles, key=lambda name: np.linalg.norm(self.handles[name] - place)
        )
        # A release counts as the last move: a busy kernel may not have heard of those before it.
        self._held = held if pressed else None
        self.keyboard.value = held
        return self._put(held, place)

    def arrow(self, dx: float, dy: float) -> bool:
        """Move the handle that the buttons name."""
        name, (_, _, width, height) = self.keyboard.value, self.FRAME
        low, high = np.array([self.X_LIMITS, self.Y_LIMITS]).T
        step = np.array([dx / width, -dy / height]) * (high - low)
        return self._put(name, np.clip(self.handles[name] + step, low, high))

    def _put(self, name: str, place: np.ndarray) -> bool:
        """Move a handle, but not onto the other one."""
        if np.linalg.norm(place - self.handles["A" if name == "B" else "B"]) < 0.2:
            return False
        self.handles[name] = place
        return True


def separating_line() -> SeparatingLine:
    """A line to drag among points, with its mistakes marked."""
    return SeparatingLine()
