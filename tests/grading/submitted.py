"""Small submissions for tests of what is made of them."""

import json

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.grading import reading, sanitise

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII="


def labelled(kind, name, source, **flags):
    cell = new_code_cell(source) if kind == "code" else new_markdown_cell(source)
    information = {"grade_id": name, "grade": False, "solution": False, "locked": False}
    cell.metadata["nbgrader"] = information | {"schema_version": 3, "task": False} | flags
    cell.id = name
    return cell


def handed_in(official):
    cells = nbformat.from_dict(json.loads(json.dumps(official)))
    for cell in cells:
        if cell.metadata.nbgrader.solution:
            cell.source = f"my {cell.metadata.nbgrader.grade_id}"
        else:
            cell.source = cell.source.replace("  # hidden", "")
    return cells


def graded(cells, official, tmp_path, change=lambda nb: nb):
    notes = reading.Notes()
    path = tmp_path / "lab.ipynb"
    notebook = change(json.loads(nbformat.writes(new_notebook(cells=cells))))
    path.write_text(notebook if isinstance(notebook, str) else json.dumps(notebook))
    kinds = {c.metadata.nbgrader.grade_id: c.cell_type for c in official}
    whole = sanitise.restored(reading.read(path, notes, kinds), official, {}, notes)
    nbformat.validate(whole)
    return whole, notes


def names(whole):
    return [c.metadata.get("nbgrader", {}).get("grade_id", "-") for c in whole.cells]
