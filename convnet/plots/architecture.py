"""Plots for notebook 09: the contest's errors, an ablation, searches."""

from __future__ import annotations

import numpy as np

from convnet.plots.picture import BLUE, GREY, INK, ORANGE, PALE_GREY, Picture

CONTEST = (
    (2010, "", 0, 28.2),
    (2011, "", 0, 25.8),
    (2012, "AlexNet", 8, 16.4),
    (2013, "Clarifai", 8, 11.7),
    (2014, "VGG", 19, 7.3),
    (2014, "GoogLeNet", 22, 6.7),
    (2015, "ResNet", 152, 3.57),
)
"""Best entries of ILSVRC: year, network, layers with weights (0: none that learn features), top-5
error in per cent on test images, without training images from outside the contest.

O. Russakovsky et al., "ImageNet large scale visual recognition challenge", 2015; for 2015 K. He et
al., "Deep residual learning for image recognition", 2016. From 2012 on several networks together.
"""
DETECTION = (
    ("", 0, 33.7),
    ("AlexNet", 8, 58.5),
    ("VGG", 16, 66.0),
    ("ResNet", 101, 85.6),
)
"""Detectors on PASCAL VOC 2007: network, its layers, mean average precision in per cent.

R. Girshick et al., "Rich feature hierarchies", 2014 (DPM and R-CNN), and He et al., 2016 (Faster
R-CNN with further improvements and more training images).
"""


def errors_by_year():
    """The contest's top-5 errors by year, and how well the same networks find objects."""

    def draw(figure):
        left, right = figure.subplots(1, 2, width_ratios=(9, 4))
        _bars(left, CONTEST, "ImageNet: top-5 error, %")
        left.set_xlabel("year, network, layers with weights")
        _bars(right, DETECTION, "Finding objects: precision, %")
        right.set_xlabel("network, layers")

    errors = [
        f"{error:g} % in {year}" + f" ({name}, {depth} layers)" * bool(depth)
        for year, name, depth, error in CONTEST
    ]
    found = [f"{share:g} % ({name}, {depth} layers)" for name, depth, share in DETECTION[1:]]
    return Picture(
        draw,
        f"Top-5 error of the best entries of ImageNet's contest: {', '.join(errors)}. Mean average "
        f"precision of detectors on PASCAL VOC 2007: {DETECTION[0][-1]:g} % (not deep), "
        f"{', '.join(found)}.",
        (10.0, 4.6),
    )


def _bars(axes, rows, title):
    """A bar a row with its value above and its other entries below; grey without a network."""
    places, values = range(len(rows)), [row[-1] for row in rows]
    axes.bar(places, values, color=[BLUE if row[-2] else GREY for row in rows], width=0.75)
    for place, value in zip(places, values, strict=True):
        above = {"textcoords": "offset points", "ha": "center"}
        axes.annotate(f"{value:.3g}", (place, value), (0, 4), **above)
    lines = [[*row[:-2], row[-2] or "not\ndeep"] for row in rows]
    axes.set_xticks(places, ["\n".join(str(line) for line in each if line) for each in lines])
    axes.tick_params(axis="x", length=0, labelsize=12)
    axes.set(title=title, ylim=(0, 1.1 * max(values)))


def ablated(results):
    """Validation errors of a network with some of its layers removed.

    Parameters
    ----------
    results : dict of str to (int, list of float)
        For the names of the removed layers, "" for none, the number of parameters and the errors,
        one for each seed.
    """
    names = [f"without {removed}" if removed else "whole" for removed in results]

    def draw(figure):
        axes = figure.subplots()
        for i, (parameters, errors) in enumerate(results.values()):
            percent = 100 * np.array(errors)
            axes.plot(percent, np.full(len(percent), i), "o", color=BLUE, alpha=0.6)
            axes.plot([percent.mean()] * 2, [i - 0.3, i + 0.3], color=ORANGE, lw=3)
            note = f"{percent.mean():.1f} %, {parameters:,} parameters"
            axes.annotate(
                note, (percent.max(), i), (12, 0), textcoords="offset points", va="center"
            )
        axes.set_yticks(range(len(names)), names)
        axes.invert_yaxis()
        highest = max(max(errors) for _, errors in results.values())
        axes.set(xlabel="validation error, %", xlim=(0, 150 * highest + 1))

    means = ", ".join(
        f"{name} {100 * np.mean(errors):.1f} % with {parameters:,} parameters"
        for name, (parameters, errors) in zip(names, results.values(), strict=True)
    )
    seeds = len(next(iter(results.values()))[1])
    return Picture(
        draw, f"Validation errors, dots for {seeds} seeds and a line for their mean: {means}."
    )


def searches(f, tried):
    """Two searches of the unit square, and the values of the first coordinate that they try.

    Parameters
    ----------
    f : callable
        What is searched, for points (x0, x1).
    tried : dict of str to list of points
        By the name of the search.
    """

    def draw(figure):
        grid = figure.subplots(2, len(tried), height_ratios=(1, 2), sharex=True, squeeze=False)
        x = np.linspace(0, 1, 201)
        for (above, below), (name, points) in zip(grid.T, tried.items(), strict=True):
            points = np.array(points)
            above.plot(x, [f((value, 0.5)) for value in x], color=GREY)
            above.plot(points[:, 0], [f(point) for point in points], "o", color=BLUE, ms=5)
            different = len(np.unique(points[:, 0].round(9)))
            above.set(title=f"{name}: {different} values of the first number", ylim=(-0.1, 1.2))
            above.set_ylabel("f")
            below.set_facecolor(PALE_GREY)
            below.plot(points[:, 0], points[:, 1], "o", color=BLUE)
            below.set(xlim=(0, 1), ylim=(0, 1), xlabel="first number", ylabel="second number")

    words = [f"{name}: {len(points)} points, {len({round(p[0], 9) for p in points})} different "
             f"first numbers, smallest value {min(map(f, points)):.2f}"
             for name, points in tried.items()]  # fmt: skip
    sentence = f"Points that two searches try, below, and their values, above. {'; '.join(words)}."
    return Picture(draw, sentence, (10.0, 5.0))


def searched_errors(trainings):
    """Validation errors of two searches against the step size.

    Parameters
    ----------
    trainings : dict of str to list of (exponent of η, exponent of λ, error)
    """

    def draw(figure):
        axes = figure.subplots()
        for (name, tried), mark, color in zip(
            trainings.items(), ("s", "o"), (ORANGE, BLUE), strict=True
        ):
            rows = np.array(tried)
            axes.plot(
                10 ** rows[:, 0], 100 * rows[:, 2], mark, color=color, ms=8, alpha=0.75, label=name
            )
            best = rows[rows[:, 2].argmin()]
            axes.plot(10 ** best[0], 100 * best[2], mark, ms=15, mfc="none", color=INK[color])
        axes.set(xscale="log", xlabel="step size η", ylabel="validation error, %", ylim=(0, 100))
        axes.legend(title="search; its best has a ring", loc="upper center")

    words = []
    for name, tried in trainings.items():
        eta, decay, error = min(tried, key=lambda row: row[2])
        words.append(f"{name}, best {error:.1%} at η = {10**eta:.2g}, λ = {10**decay:.1g}")
    return Picture(
        draw, f"Validation error against step size, 16 trainings a search: {'; '.join(words)}."
    )
