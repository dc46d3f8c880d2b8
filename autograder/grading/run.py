"""One child for a notebook: the student's cells run in it, the graded ones judged here."""

from __future__ import annotations

import contextlib
import signal
import socket
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from autograder.cells import free_names
from autograder.errors import CourseError
from autograder.grading import untrusted
from autograder.grading.judgement import GradedCell, Judgement, explain, failed
from autograder.grading.standing import Cell, Ending, Pace, Standing
from autograder.sandbox.backend import Backend, SandboxError
from autograder.sandbox.channel import Channel, Closed
from autograder.sandbox.limits import Limits
from autograder.sandbox.remote import Gone, Remote
from autograder.sandbox.wire import WireError


class _Ended(Exception):
    """The child was ended in a cell of the notebook, and why."""


class _AllEnded(Exception):
    """All snapshots ended with the one that was asked."""


_SETTLE = 0.15
"""Seconds in which a process whose parent was killed has ended."""


class Run:
    """One child, from its start to its end."""

    _at: Cell
    """The cell that the child is at."""

    def __init__(
        self,
        standing: Standing,
        backend: Backend,
        limits: Limits,
        seed: Callable[[str], int],
        files: Mapping[str, bytes],
    ):
        self.standing, self.backend, self.limits, self.seed = standing, backend, limits, seed
        self.files = files
        self.cells, self.result = standing.cells, standing.result
        self.sources = {c.number: c.source for c in standing.cells if not c.graded}

    def play(self, pending: list[Cell]) -> Ending:
        """Run the cells, then judge the pending ones until all snapshots have ended."""
        wanted = {cell.number for cell in pending}
        groups: list[list[Cell]] = []
        with _child(self.backend, 1 + self._most_groups(wanted)) as (control, *snapshots):
            try:
                self._hand_over(control)
            except (Closed, WireError, _Ended):
                return Ending.UNTRACED
            try:
                self._go_through(control, wanted, groups)
            except _Ended as error:
                return self._leave_out(self._at, str(error))
            except (Closed, WireError):
                if self.standing.pace is Pace.QUICK and not self.backend.over():
                    return Ending.UNTRACED
                why = self.backend.why() or "ended the process that ran your notebook"
                return self._leave_out(self._at, why)
            with contextlib.suppress(Closed):
                control.send({"q": "end"}, [])
            with contextlib.suppress(_AllEnded):
                self._judge_all(groups, snapshots, control)
            return Ending.RAN

    def _most_groups(self, wanted: set[str]) -> int:
        """So many groups there are where each cell between graded ones makes a difference."""
        run = (c for c in self.cells if c.number not in self.standing.left_out)
        kinds = [c.number in wanted for c in run if c.number in wanted or not c.graded]
        return sum(now and not before for before, now in pairwise([False, *kinds]))

    def _go_through(self, control: Channel, wanted: set[str], groups: list[list[Cell]]) -> None:
        """Run the cells and have snapshots made, one for each group of graded cells.

        Graded cells share one, as they share a kernel, where nothing runs between them but cells
        that only define what none of them has use for.
        """
        waiting = False  # for its snapshot: the last group
        for cell in self.cells:
            if cell.number in self.standing.left_out:
                continue
            self._at = cell
            if cell.number in wanted:
                if not waiting:
                    groups.append([])
                groups[-1].append(cell)
                waiting = True
            elif not cell.graded:
                if waiting and not self._run(control, cell, groups[-1]):
                    self._fork(control, groups)
                    waiting = False
                    self._at = cell
                if not waiting:
                    self._run(control, cell)
        if waiting:
            self._fork(control, groups)

    def _judge_all(
        self, groups: list[list[Cell]], snapshots: list[Channel], control: Channel
    ) -> None:
        """Judge the visible part of each cell in its snapshot, then what is hidden.

        No snapshot has hidden data before all visible parts have been seen: one that has could
        tell the others by a file, and they would print it or return it.
        """
        waiting: list[tuple[Cell, GradedCell]] = []
        try:
            for group, channel in zip(groups, snapshots, strict=False):
                remote = Remote(channel, self.backend, self.limits, self.sources)
                for cell in group:
                    graded = GradedCell(cell.source, cell.number, remote, self.seed)
                    if not self._ask(cell, remote, control, graded.begin):
                        waiting.append((cell, graded))
            while waiting:
                cell, graded = waiting.pop(0)
                self._ask(cell, graded.remote, control, graded.finish)
        finally:
            for _, graded in waiting:
                graded.drop()

    def _hand_over(self, control: Channel) -> None:
        """Put the files that lie beside the notebook into the child's folder."""
        for name, content in self.files.items():
            self._wait(control, {"q": "file", "name": name}, content)

    def _run(self, control: Channel, cell: Cell, waiting: Sequence[Cell] = ()) -> bool:
        """Run a cell: where graded ones are waiting, only if they won't notice; whether it ran."""
        if waiting and self.standing.pace is Pace.CAREFUL:
            return False
        question: dict[str, Any] = {"q": "run", "cell": cell.number, "source": cell.source}
        if waiting:
            question["unless"] = sorted(set().union(*(free_names(c.source) for c in waiting)))
        message = self._wait(control, question)
        if waiting and message.get("ok") is None:
            return False
        if self.standing.pace is Pace.CAREFUL and not cell.given:
            control.stays_open(_SETTLE)
            if why := self.backend.why():
                raise _Ended(why)
        if cell.number not in self.result.outputs:
            made = list(untrusted.outputs(message.get("outputs"), self.limits))
            self.result.outputs[cell.number] = self._bounded(cell, made)
        return True

    def _bounded(self, cell: Cell, made: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """A cell's outputs, or a line in their place once all cells have shown too much."""
        size, bound = len(str(made)), self.limits.total_output
        if not made or self.standing.shown + size <= bound:
            self.standing.shown += size
            return made
        self.result.notes.append(f"cell {cell.name}: {size} characters of output are not kept")
        text = f"Not kept: all cells together show more than {bound / 1e6:g} million characters.\n"
        return [{"output_type": "stream", "name": "stdout", "text": text}]

    def _fork(self, control: Channel, groups: list[list[Cell]]) -> None:
        """Have the child make the snapshot of the last group."""
        self._at = groups[-1][-1]
        self._wait(control, {"q": "snapshot", "socket": len(groups)})

    def _wait(self, control: Channel, question: dict, *pieces: bytes) -> dict:
        began, before = time.monotonic(), self._cpu()

        def look() -> None:
            used = self._cpu()
            computed = time.monotonic() - began if used is None else used - (before or 0)
            if computed > self.limits.cell_cpu:
                raise _Ended(f"did not finish within {self.limits.cell_cpu:g} s of computing")
            if time.monotonic() - began > self.limits.cell_wall:
                raise _Ended(f"did not finish within {self.limits.cell_wall:g} s")

        return control.ask(question, look, *pieces)

    def _cpu(self) -> float | None:
        try:
            return self.backend.cpu()
        except SandboxError:
            return None

    def _leave_out(self, cell: Cell, why: str) -> Ending:
        """Leave a cell out from now on."""
        self.standing.left_out.add(cell.number)
        if cell.graded:
            text = f"This could not be checked: the process {why} before it."
            self.result.judgements[cell.number] = failed(text, f"{cell.name}: {why}")
            return Ending.LEFT_OUT
        self.result.notes.append(f"cell {cell.name} {why}; it was left out")
        self.result.outputs[cell.number] = [
            {
                "output_type": "error",
                "ename": "CellLost",
                "evalue": f"This cell {why}.",
                "traceback": [f"This cell {why}. It was left out, and the others were graded."],
            }
        ]
        if cell.given and not self.backend.over() and self._dies_alone(cell):
            raise CourseError(
                f"the given cell {cell.name} {why} without any code of the student's: mend the "
                "assignment, or its limits"
            )
        return Ending.LEFT_OUT

    def _dies_alone(self, cell: Cell) -> bool:
        """Whether a given cell ends the process also where nothing of the student's is."""
        self.backend.kill()
        before = self.cells[: self.cells.index(cell) + 1]
        try:
            with _child(self.backend, 1) as (control,):
                for each in before:
                    if each.given:
                        question = {"q": "run", "cell": each.number, "source": each.source}
                        self._wait(control, question)
        except (_Ended, Closed, WireError):
            return not self.backend.over()  # else the student has taken the time for this trial
        return False

    def _ask(
        self,
        cell: Cell,
        remote: Remote,
        control: Channel,
        how: Callable[[], Judgement | None],
    ) -> bool:
        """Put a graded cell to its snapshot, and record a judgement; whether there is one.

        Raises
        ------
        _AllEnded
            If the snapshot had ended before, or was ended now, and with it all others.
        """
        try:
            came = how()
        except Gone:
            if cell.number in self.standing.unheard:
                text = "This could not be checked: the process that ran your notebook had ended."
                self.result.judgements[cell.number] = failed(text, f"{cell.name}: process gone")
            self.standing.unheard.add(cell.number)
            raise _AllEnded from None
        if came is None:
            return False
        if came.note:
            end = "" if remote.killed or not remote.stopped else _how_it_ended(control)
            self.result.notes.append(f"{cell.name}: {came.note}{end}")
        explain(came, self.sources, self.result.outputs)
        self.result.judgements[cell.number] = came
        if remote.killed:
            raise _AllEnded
        return True


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
