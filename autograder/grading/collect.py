"""`nbgrader zip_collect` for what Canvas and Moodle let an instructor download."""

from __future__ import annotations

import re
from pathlib import Path

from nbgrader.plugins import FileNameCollectorPlugin

from autograder.grading import manifest

CANVAS = re.compile(
    r"(?P<name>[^/_]+)_(LATE_)?(?P<student>\d+)_(?P<attempt>\d+)_(?P<file>[^/]+)", re.IGNORECASE
)
"""doejane_LATE_4711_815_backprop-1.ipynb: name, number of the user, of the attempt, file."""
MOODLE = re.compile(
    r"(?P<student>[^/]+?)_\d+_assignsubmission_file(_|_?/([^/]+/)*)(?P<file>[^/]+)", re.IGNORECASE
)
"""Jane Doe_815_assignsubmission_file_/backprop.ipynb: the number is another one each time."""
EXTRACTED = "extracted"
"""nbgrader's folder for what it has unpacked; the folders above it are the instructor's."""
_NOT_THEIRS = {"__MACOSX", ".ipynb_checkpoints"}


class Downloads(FileNameCollectorPlugin):
    """Finds whose a file is: on Canvas by the user's number, on Moodle by the full name."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._taken: set[tuple[str, str]] = set()

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Student and file name; None for a file that is no submission."""
        path = Path(submitted_file)
        taken = path.suffix in self.valid_ext or path.name == manifest.NAME
        if not taken or _NOT_THEIRS & set(path.parts):
            return None
        start, found = _theirs(path)
        if found is None or any(
            (up / path.name).is_file() for up in path.parents[1 : len(path.parts) - start - 1]
        ):
            return None  # nobody's, or in a folder of old ones beside the file itself
        student = re.sub(r"[^\w.-]+", "_", found["student"]).strip("._")
        # In a package of `convnet-course submit` files have their own names: nbgrader unpacks it.
        file = found["file"] if found[0].endswith(path.name) else path.name
        if not student:
            return None
        if (student, file) in self._taken:
            self.log.warning("%s was left out: there is another %s of %s", path, file, student)
            return None
        self._taken.add((student, file))
        return {"student_id": student, "file_id": file}


def _theirs(path: Path) -> tuple[int, re.Match | None]:
    """The first part that names a student, and where: those below it the student has named."""
    above = path.parts.index(EXTRACTED) + 1 if EXTRACTED in path.parts else 0
    for start in range(above, len(path.parts)):
        below = path.parts[start:]
        if found := CANVAS.fullmatch(below[0]) or MOODLE.fullmatch("/".join(below)):
            return start, found
    return 0, None
