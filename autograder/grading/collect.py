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
_NOT_THEIRS = {"__MACOSX", ".ipynb_checkpoints"}


class Downloads(FileNameCollectorPlugin):
    """Finds whose a file is: on Canvas by the user's number, on Moodle by the full name."""

    def collect(self, submitted_file: str) -> dict[str, str] | None:
        """Student and file name; None for a file that is no submission."""
        path = Path(submitted_file)
        taken = path.suffix in self.valid_ext or path.name == manifest.NAME
        if not taken or _NOT_THEIRS & set(path.parts):
            return None
        found, name = self._moodle(path) or CANVAS.fullmatch(path.name), ""
        if found is None:
            found, name = self._packed(path), path.name
        if found is None:
            return None
        student = re.sub(r"[^\w.-]+", "_", found["student"]).strip("._")
        return {"student_id": student, "file_id": name or found["file"]} if student else None

    def _packed(self, path: Path) -> re.Match | None:
        """From Canvas, in a package of `convnet-course submit`: nbgrader has unpacked it."""
        return next((m for part in path.parts[-4:-1] if (m := CANVAS.fullmatch(part))), None)

    def _moodle(self, path: Path) -> re.Match | None:
        """With a folder for each student, or without."""
        for depth in range(1, min(len(path.parts), 6)):
            if found := MOODLE.fullmatch("/".join(path.parts[-depth:])):
                return found
        return None
