"""Grading one notebook: the student's cells in a child, the graded ones here."""

from __future__ import annotations

import ast
import contextlib
import signal
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from autograder.errors import CourseError
from autograder.grading.judge import Verdict, failed, judge, visible
from autograder.grading.outputs import safe
from autograder.sandbox.backend import Backend, SandboxError
from autograder.sandbox.channel import Channel, Closed
from autograder.sandbox.limits import Limits
from autograder.sandbox.remote import Gone, Remote
from autograder.sandbox.wire import WireError


@dataclass(frozen=True)
class Cell:
    """A code cell: its place in the notebook, its name for messages, its text, what it is."""

    number: str
    name: str
    source: str
    graded: bool = False
    given: bool = False


@dataclass
class Result:
    """Outputs of the cells that ran in the child, verdicts on the graded ones, both by number.

    `gone` are graded cells whose snapshot had ended when it was asked: once may be another's fault.
    """

    outputs: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)


class _Ended(Exception):
    """The child ended, or was ended, in a cell of the notebook."""


def grade(
    cells: list[Cell],
    backend: Backend,
    limits: Limits,
    seed: Callable[[str], int],
) -> Result:
    """Run a notebook's cells in order and judge the graded ones.

    All cells of the student's run, and a snapshot of the process is forked where each graded cell
    stands, before the first graded cell is looked at: nothing that a hidden check hands over can
    reach an output. A cell that ends its process is left out and the rest run again without it;
    which one it was is found by a second, slower run, since an end may come a moment late.

    Raises
    ------
    CourseError
        If a given cell ends the process without any of the student's.
    """
    result, lost, slowly = Result(notes=list(_rebound(cells))), set[str](), False
    for _ in range(limits.restarts + len(cells) + 1):
        pending = [c for c in cells if c.graded and c.number not in result.verdicts]
        run = _Run(cells, backend, limits, seed, result, lost, slowly)
        try:
            run.play(pending)
        finally:
            backend.kill()
        slowly = slowly or run.ended
        if not any(c.graded and c.number not in result.verdicts for c in cells) and run.complete:
            break
        if len(lost) > limits.restarts:
            break
    for cell in cells:
        if cell.graded and cell.number not in result.verdicts:
            text = "This could not be checked: the process that ran your notebook kept ending."
            result.verdicts[cell.number] = failed(text, f"{cell.name}: the process kept ending")
    return result


def _rebound(cells: list[Cell]) -> Iterator[str]:
    """Names of given cells that the student has bound anew: no harm, but worth knowing."""
    given = {name for c in cells if c.given for part in _bound(c.source) for name in part}
    for cell in cells:
        if not cell.given and not cell.graded:
            names, imported = _bound(cell.source)
            if again := given & (names - imported):
                yield f"cell {cell.name} binds given names anew: {', '.join(sorted(again))}"


def _bound(source: str) -> tuple[set[str], set[str]]:
    """Names that a cell assigns or defines at its top, and names that it imports."""
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set(), set()
    names = {n.name for n in body if isinstance(n, ast.FunctionDef | ast.ClassDef)}
    targets = [t for n in body if isinstance(n, ast.Assign) for t in n.targets]
    imports = [a for n in body if isinstance(n, ast.Import | ast.ImportFrom) for a in n.names]
    imported = {(a.asname or a.name).partition(".")[0] for a in imports}
    return names | {t.id for t in targets if isinstance(t, ast.Name)}, imported


_SETTLE = 0.15
"""Seconds in which a process whose parent was killed has ended."""


class _Run:
    """One child, from its start to its end."""

    def __init__(self, cells, backend, limits, seed, result, lost, slowly):
        self.cells, self.backend, self.limits, self.seed = cells, backend, limits, seed
        self.result, self.lost, self.slowly = result, lost, slowly
        self.complete = self.ended = False
        self.printed: dict[str, list[dict[str, Any]]] = {}
        self.sources = {c.number: c.source for c in cells if not c.graded}

    def play(self, pending: list[Cell]) -> None:
        with _child(self.backend, 1 + 2 * len(pending)) as (control, *snapshots):
            first, second = snapshots[::2], snapshots[1::2]
            places = {c.number: 2 * i + 1 for i, c in enumerate(pending)}
            for cell in self.cells:
                if cell.number in self.lost or (cell.graded and cell.number not in places):
                    continue
                try:
                    if cell.graded:
                        for place in (places[cell.number], places[cell.number] + 1):
                            control.send({"q": "snapshot", "socket": place}, [])
                            self._wait(control)
                    else:
                        self._run(control, cell)
                except _Ended as error:
                    return self._lose(cell, str(error))
                except (Closed, WireError):
                    self.ended = True
                    return self._lose(cell, "") if self.slowly else None
            self.complete = True
            with contextlib.suppress(Closed):
                control.send({"q": "end"}, [])
            # No snapshot has hidden data before all visible parts have been seen: one that has
            # could tell the others by a file, and they would print it or return it.
            for cell, channel in zip(pending, first, strict=True):
                if not self._judge(cell, channel, control, visible):
                    return
            for cell, channel in zip(pending, second, strict=True):
                printed = self.printed.get(cell.number)
                if printed is not None and not self._judge(cell, channel, control, judge, printed):
                    return

    def _run(self, control: Channel, cell: Cell) -> None:
        control.send({"q": "run", "cell": cell.number, "source": cell.source}, [])
        message = self._wait(control)
        if self.slowly and not cell.given:
            control.stays_open(_SETTLE)
        if cell.number not in self.result.outputs:
            outputs = message.get("outputs") if isinstance(message, dict) else None
            self.result.outputs[cell.number] = list(safe(outputs, self.limits))

    def _wait(self, control: Channel) -> object:
        began, before = time.monotonic(), self._cpu()

        def look() -> None:
            used = self._cpu()
            computed = time.monotonic() - began if used is None else used - (before or 0)
            if computed > self.limits.cell_cpu:
                raise _Ended(f"did not finish within {self.limits.cell_cpu:g} s of computing")
            if time.monotonic() - began > self.limits.cell_wall:
                raise _Ended(f"did not finish within {self.limits.cell_wall:g} s")

        return control.receive(look)[0]

    def _cpu(self) -> float | None:
        try:
            return self.backend.cpu()
        except SandboxError:
            return None

    def _lose(self, cell: Cell, why: str) -> None:
        """Leave a cell out from now on."""
        why = why or "ended the process that ran your notebook"
        self.lost.add(cell.number)
        if cell.graded:
            text = f"This could not be checked: the process {why} before it."
            self.result.verdicts[cell.number] = failed(text, f"{cell.name}: {why}")
            return
        self.result.notes.append(f"cell {cell.name} {why}; it was left out")
        self.result.outputs[cell.number] = [
            {
                "output_type": "error",
                "ename": "CellLost",
                "evalue": f"This cell {why}.",
                "traceback": [f"This cell {why}. It was left out, and the others were graded."],
            }
        ]
        if cell.given and self._dies_alone(cell):
            raise CourseError(
                f"the given cell {cell.name} {why} without any code of the student's: mend the "
                "assignment, or its limits"
            )

    def _dies_alone(self, cell: Cell) -> bool:
        """Whether a given cell ends the process also where no student's cell has run."""
        self.backend.kill()
        before = self.cells[: self.cells.index(cell) + 1]
        try:
            with _child(self.backend, 1) as (control,):
                for each in before:
                    if each.given:
                        control.send({"q": "run", "cell": each.number, "source": each.source}, [])
                        self._wait(control)
        except (_Ended, Closed, WireError):
            return True
        return False

    def _judge(self, cell: Cell, channel: Channel, control: Channel, how, *more) -> bool:
        """Judge a graded cell, or its visible part; False if all snapshots are gone with this."""
        remote = Remote(channel, self.backend, self.limits, self.sources)
        try:
            verdict = how(cell.source, cell.number, remote, self.seed, *more)
        except Gone:
            if cell.number in self.result.gone:
                text = "This could not be checked: the process that ran your notebook had ended."
                self.result.verdicts[cell.number] = failed(text, f"{cell.name}: process gone")
            self.result.gone.add(cell.number)
            return False
        finally:
            channel.close()
        if isinstance(verdict, list):
            self.printed[cell.number] = verdict
            return True
        if verdict.note:
            end = "" if remote.killed or not remote.stopped else _how_it_ended(control)
            self.result.notes.append(f"{cell.name}: {verdict.note}{end}")
        self.result.verdicts[cell.number] = verdict
        return not remote.killed


def _how_it_ended(control: Channel) -> str:
    """What the child says of the end of a snapshot."""
    try:
        message, _ = control.receive(_soon(time.monotonic() + 1))
    except (Closed, WireError, TimeoutError):
        return ""
    status = message.get("ended") if isinstance(message, dict) else None
    if not isinstance(status, int):
        return ""
    if status >= 0:
        return f" (exit status {status})"
    with contextlib.suppress(ValueError):
        return f" ({signal.Signals(-status).name})"
    return ""


def _soon(end: float) -> Callable[[], None]:
    def look() -> None:
        if time.monotonic() > end:
            raise TimeoutError

    return look


@contextlib.contextmanager
def _child(backend: Backend, count: int) -> Iterator[list[Channel]]:
    """A child, and as many channels to it."""
    pairs = [socket.socketpair() for _ in range(count)]
    channels = [Channel(ours) for ours, _ in pairs]
    try:
        try:
            backend.start([theirs for _, theirs in pairs])
        finally:
            for _, theirs in pairs:
                theirs.close()
        yield channels
    finally:
        for channel in channels:
            channel.close()
