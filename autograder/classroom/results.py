"""One JSON file for each submission, written atomically: what has been graded is never lost."""

from __future__ import annotations

import contextlib
import hashlib
import json
import shutil
import tempfile
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.classroom.task import Notebook, Outcome
from autograder.whole import write

FORMAT = 1
FOLDER = "results"


class Results:
    """The outcomes of an assignment, in files.

    Parameters
    ----------
    folder : Path
        For the JSON files, STUDENT.json.
    autograded : callable
        From a student to the folder where nbgrader looks for the graded notebooks.
    permissions : int
        Of those notebooks.
    """

    def __init__(self, folder: Path, autograded, permissions: int = 0o444):
        self.folder, self.autograded, self.permissions = folder, autograded, permissions

    def read(self, student: str) -> Outcome | None:
        """What came of a student's submission, if that is all there."""
        try:
            content = json.loads((self.folder / f"{student}.json").read_text(encoding="utf-8"))
            outcome = _outcome(content)
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return outcome if self._is_there(outcome) else None

    def _is_there(self, outcome: Outcome) -> bool:
        """Whether the graded notebooks are those of the outcome."""
        folder = self.autograded(outcome.student)
        with contextlib.suppress(OSError):
            return all(
                hashlib.sha256((folder / f"{name}.ipynb").read_bytes()).hexdigest() == each.sha256
                for name, each in outcome.notebooks.items()
            )
        return False

    def keep(self, outcome: Outcome) -> None:
        """Write the graded notebooks, then the JSON file, which says that they are there."""
        self._place(self.autograded(outcome.student), outcome.files)
        self.note(outcome)

    def note(self, outcome: Outcome) -> None:
        """Write the JSON file alone."""
        content = asdict(outcome) | {"format": FORMAT}
        del content["files"]
        content["timestamp"] = outcome.timestamp.isoformat() if outcome.timestamp else None
        text = json.dumps(content, ensure_ascii=False, indent=1)
        self.folder.mkdir(parents=True, exist_ok=True)
        write(self.folder / f"{outcome.student}.json", text.encode())

    def _place(self, folder: Path, files: dict[str, bytes]) -> None:
        """Put a whole new folder in the place of an old one."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        for stale in folder.parent.glob(f".{folder.name}.*"):
            shutil.rmtree(stale, ignore_errors=True)
        new = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            new.chmod(0o755)
            for name, content in files.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content)
                path.chmod(self.permissions)
            if folder.exists():
                shutil.rmtree(folder)
            new.rename(folder)
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise


def _outcome(content: dict[str, Any]) -> Outcome:
    if content.pop("format") != FORMAT:
        raise ValueError("of another version")
    time = content.pop("timestamp")
    notebooks = {name: Notebook(**each) for name, each in content.pop("notebooks").items()}
    made = datetime.fromisoformat(time) if time else None
    return Outcome(timestamp=made, notebooks=notebooks, **content)
