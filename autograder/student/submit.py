"""`convnet-course submit`: one file to hand in, and what a grader will find in it."""

from __future__ import annotations

import hashlib
import json
import tempfile
import zipfile
from collections.abc import Callable, Collection
from datetime import datetime
from pathlib import Path

from nbformat import NotebookNode

from autograder import __version__
from autograder.errors import CourseError
from autograder.student import beside, health, kernels, work
from autograder.student.beside import MANIFEST
from autograder.student.check import summary
from autograder.student.run import executed
from autograder.student.standing import Part, State, parts

Log = Callable[[str], object]


def submit(
    name: str, folder: Path | None = None, *, as_saved: bool = False, log: Log = print
) -> int:
    """Pack a student's notebook, run it from the package, and say what differs.

    Parameters
    ----------
    name : str
        "04" or "04_modules".
    folder : Path, optional
        The student's; by default it is looked for.
    as_saved : bool
        Also if the kernel was active since the file was saved.
    log : callable
        Takes text.

    Returns
    -------
    int
        1 if something that passes in the student's notebook does not pass in the package, else 0.

    Raises
    ------
    CourseError
        If the file may be older than what the student sees.
    """
    mine = work.find(name, folder)
    if not as_saved and (why := kernels.unsaved(mine.path)):
        raise CourseError(
            f"{mine.path} may not hold your last answers: {why}. Save it in JupyterLab "
            "(Ctrl + S) and submit again; to hand in the file as it is, add --as-saved."
        )
    package = pack(mine)
    digest = hashlib.sha256(package.read_bytes()).hexdigest()
    unused = beside.left_out(mine)
    for line in beside.warnings(mine, unused):
        log(line)
    log(f"{mine.title}: packed from {mine.path}. Running it from the package ...")
    differing = _tried(mine, package, unused, log)
    log(f"Hand in this file: {package}")
    log(f"Its SHA-256 begins with {digest[:16]}; whoever has the file can compare.")
    return 1 if differing else 0


def pack(mine: work.Work) -> Path:
    """Write submissions/NN_name-TIME.zip: the notebook, what lies beside it, and a manifest."""
    files = {mine.path.name: mine.path.read_bytes()}
    for path in work.beside(mine):
        files[path.relative_to(mine.path.parent).as_posix()] = path.read_bytes()
    files.pop(MANIFEST, None)
    manifest = {
        "notebook": mine.id,
        "release": work.version(work.read(mine.path)),
        "made with": f"convnet-course {__version__}",
        "made": datetime.now().astimezone().isoformat(timespec="seconds"),
        "sha256": {name: hashlib.sha256(data).hexdigest() for name, data in files.items()},
    }
    files[MANIFEST] = (json.dumps(manifest, indent=1) + "\n").encode()
    to = mine.folder / work.SUBMISSIONS / f"{mine.id}-{work.stamp()}.zip"
    to.parent.mkdir(parents=True, exist_ok=True)
    unfinished = to.with_suffix(".unfinished")
    with zipfile.ZipFile(unfinished, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(f"{mine.id}/{name}", data)
    return unfinished.replace(to)


def unpacked(package: Path, folder: Path) -> Path:
    """Unpack a submission; returns the folder with the notebook.

    Raises
    ------
    CourseError
        If a file is not the one that was packed.
    """
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    [manifest] = folder.glob(f"*/{MANIFEST}")
    for name, digest in json.loads(manifest.read_text(encoding="utf-8"))["sha256"].items():
        if hashlib.sha256((manifest.parent / name).read_bytes()).hexdigest() != digest:
            raise CourseError(f"{package} is damaged: {name} is not what was packed.")
    return manifest.parent


def _tried(mine: work.Work, package: Path, unused: Collection[str], log: Log) -> list[str]:
    """Run the package's notebook in a fresh kernel and say how it stands; returns what is worse.

    Files that graders leave out are left out here, too.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = unpacked(package, Path(name))
        packed = work.read(folder / mine.path.name)
        files = [
            path
            for path in folder.rglob("*")
            if path.is_file()
            and path.suffix != ".ipynb"
            and path.relative_to(folder).as_posix() not in {MANIFEST, *unused}
        ]
        ran = executed(health.repaired(packed, mine.official), files, folder)
    saved, fresh = parts(packed, mine.official), parts(ran, mine.official)
    for text in [mine.newer(packed), *_troubles(mine, packed)]:
        if text:
            log(text)
    worse = []
    for before, now in zip(saved, fresh, strict=True):
        nothing_done = {before.state, now.state} == {State.NOT_RUN, State.UNTOUCHED}
        if before.state is not now.state and not nothing_done:
            log(_difference(before, now))
            worse += [now.name] * (before.state is State.PASSES)
    log(summary(fresh))
    if worse:
        log(
            "What passes in your notebook and not in a fresh kernel needs something that is no "
            "longer in it: a cell that was changed or deleted, or run in another order. Restart "
            "the kernel, run all cells, and look there."
        )
    return worse


def _troubles(mine: work.Work, packed: NotebookNode) -> list[str]:
    """What would get in the way of grading, a sentence each."""
    damage = [] if mine.newer(packed) else health.damage(packed, mine.official)
    more = f" (`convnet-course check {mine.number} --repair` puts it right)"
    found = [text + more for text in damage] + health.remarks(packed, mine.release)
    return [f"In the way of grading: {text}." for text in found]


def _difference(before: Part, now: Part) -> str:
    said = f": {now.said.splitlines()[0]}" if now.said else ""
    was = "was not run when you saved" if before.state is State.NOT_RUN else before.state.value
    return f"  {now.name:<16} in your notebook: {was}; run afresh: {now.state.value}{said}"
