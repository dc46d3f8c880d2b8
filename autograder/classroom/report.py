"""`convnet-course report`: what a class did, on one page that needs no other file."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import numpy as np
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from autograder.authoring.assignment import Assignment
from autograder.authoring.swap import write_file
from autograder.cells import exercise
from autograder.classroom import statistics
from autograder.classroom.attention import attention
from autograder.errors import CourseError
from autograder.grading import files, reports
from autograder.mistakes import answers as mistakes

LOW = 0.2
"""A discrimination that asks for a second look at the exercise."""
YEARS = range(2000, 2100)
"""A time in another year is a slip, and would be the only thing to be seen in the plot."""
BLUE, GREY, RED = "#0072b2", "#777777", "#d55e00"


def write(course: Path, assignment: Assignment, target: Path, database: str | None = None) -> None:
    """Write the page.

    Parameters
    ----------
    course : Path
        With `submitted/`, `autograded/` and the gradebook unless `database` says otherwise.
    assignment : Assignment
    target : Path
    database : str, optional
        URL of nbgrader's gradebook.

    Raises
    ------
    CourseError
        If nothing has been graded.
    """
    scores = reports.read(course, assignment.id, database)
    if not scores:
        raise CourseError(
            f"There are no graded submissions of {assignment.id} in {course}: grade them first, "
            "or name the course's folder, --course."
        )
    students, names, table, most = statistics.points(scores)
    exercises = statistics.exercises(names, table, most)
    wrong = mistakes.answers(course, assignment.id)
    times = handed_in(course, assignment.id, students)
    due = deadline(course, assignment.id, database)
    folder = Environment(
        loader=FileSystemLoader(Path(__file__).parent),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    page = folder.get_template("report.html").render(
        assignment=assignment,
        students=students,
        totals=table.sum(axis=1),
        most=float(most.sum()),
        exercises=exercises,
        low=LOW,
        distribution=_drawn(lambda figure: _distribution(figure, table.sum(axis=1), most.sum())),
        times=_drawn(lambda figure: _times(figure, times, due)) if times else "",
        difficulty=_drawn(lambda figure: _difficulty(figure, exercises)),
        mistakes=[(number, *_found(wrong, number)) for number in names],
        attention=attention(course, assignment.id, students, database),
        made=f"{datetime.now():%Y-%m-%d %H:%M}",
    )
    write_file(target, page)


def _found(wrong, number: str):
    """Named mistakes, and clusters of others: who, what was said, the shortest code."""
    own = [answer for answer in wrong if exercise(answer.cell) == number]
    groups = [
        (sorted({a.student for a in group}), group[0].message, mistakes.functions(group[0].code))
        for group in mistakes.clusters(own)
    ]
    return mistakes.named(own), groups


def handed_in(course: Path, assignment: str, students: list[str]) -> list[datetime]:
    """When the submissions came, as far as their timestamp.txt tells."""
    folders = (course / "submitted" / student / assignment for student in students)
    times = (files.timestamp(folder) for folder in folders)
    return sorted(time for time in times if time and time.year in YEARS)


def deadline(course: Path, assignment: str, database: str | None) -> datetime | None:
    """When an assignment is due, in UTC; None if the gradebook knows of no deadline."""
    with reports.opened(course, database) as gradebook:
        return gradebook.find_assignment(assignment).duedate


def _drawn(draw: Callable[[Figure], None]) -> str:
    """A plot as SVG, to stand in the page."""
    figure = Figure(figsize=(7.2, 2.6), layout="constrained")
    draw(figure)
    text = io.StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()[text.getvalue().index("<svg") :]


def _distribution(figure: Figure, totals: np.ndarray, most: float) -> None:
    axes = figure.subplots()
    width = max(1, round(most / 20))
    bins = np.arange(-width / 2, most + width, width)
    axes.hist(totals, bins=bins.tolist(), color=BLUE, edgecolor="white")
    axes.axvline(np.median(totals), color=RED)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(xlabel="points (red: the median)", ylabel="students", xlim=(bins[0], bins[-1]))


def _times(figure: Figure, times: list[datetime], due: datetime | None) -> None:
    axes = figure.subplots()
    at = np.array(times, dtype="datetime64[s]")
    axes.step(at, range(1, len(times) + 1), where="post", color=BLUE)
    if due:
        axes.axvline(float(date2num(due)), color=RED)
    locator = AutoDateLocator(minticks=3, maxticks=8)  # with five some spans fit no interval
    axes.xaxis.set_major_locator(locator)
    axes.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    label = "UTC (red: the deadline)" if due else "UTC"
    axes.set(xlabel=label, ylabel="handed in", ylim=(0, None))


def _difficulty(figure: Figure, exercises: list[statistics.Exercise]) -> None:
    axes = figure.subplots()
    at = np.arange(len(exercises))
    axes.bar(at, [e.mean for e in exercises], color=BLUE, label="mean share of the points")
    known = [(k, e.discrimination) for k, e in enumerate(exercises) if e.discrimination is not None]
    places, values = [k for k, _ in known], [value for _, value in known]
    axes.plot(places, values, "D", color=RED, markeredgecolor="white", label="discrimination")
    axes.axhline(0, color=GREY, linewidth=0.8)
    axes.set_xticks(at, [e.number for e in exercises], rotation=60 if len(at) > 12 else 0)
    axes.set(ylim=(min([0, *(value - 0.05 for value in values)]), 1.02))
    figure.legend(loc="outside upper right", ncols=2, frameon=False, fontsize="small")
