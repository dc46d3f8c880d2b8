"""Run each graded cell of a reference in a fresh namespace, as the grader does.

`python -m autograder.authoring.alone NOTEBOOK` prints, as its last line, what each cell said: a
JSON object from grade id to message, "" for a pass.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from autograder.authoring.source import load
from autograder.cells import free_names, grade_id, role, run


def verdicts(path: Path) -> dict[str, str]:
    """What each graded cell of a notebook says of its solutions."""
    cells = [cell for cell in load(path).cells if cell.cell_type == "code"]
    student: dict[str, object] = {"__name__": "__main__"}
    for cell in cells:
        if role(grade_id(cell)) == "solution" or grade_id(cell).endswith("-setup"):
            run(cell.source, student, f"<{grade_id(cell)}>")
    said = {}
    for cell in cells:
        if role(grade_id(cell)) == "test":
            names = {name: student[name] for name in free_names(cell.source) & set(student)}
            try:
                run(cell.source, {"__name__": "__graded__"} | names, f"<{grade_id(cell)}>")
                said[grade_id(cell)] = ""
            except Exception as error:
                said[grade_id(cell)] = f"{type(error).__name__}: {error}"
    return said


if __name__ == "__main__":
    print(json.dumps(verdicts(Path(sys.argv[1])), ensure_ascii=False))
