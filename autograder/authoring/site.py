"""The course's web site: `make site`.

Each notebook is a page: the student edition's cells, with the outputs that the reference has for
cells that are no exercise. Nothing of a solution or a hidden test can be there, since their cells
are never read. Pictures that need no kernel live on the page.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.authoring.assignment import Assignment, assignments
from autograder.cells import cell_name, role
from convnet.pictures import show

ROOT = Path(__file__).resolve().parents[2]
ABOUT = "lectures", "coverage", "findings", "pictures", "threat-model", "attacks", "mutation"
"""Pages of `docs/` about the course, in this order."""


def page(release: NotebookNode, reference: NotebookNode) -> NotebookNode:
    """A notebook as a visitor reads it.

    Parameters
    ----------
    release, reference : notebooks
        The student edition, and the executed solution: only outputs of cells that both have alike,
        and that are neither an exercise nor its check, are taken from it.
    """
    outputs = {
        (cell.id, cell.source): cell.outputs
        for cell in reference.cells
        if cell.cell_type == "code" and role(cell_name(cell)) not in ("solution", "test")
    }
    shown = nbformat.from_dict(release)
    for cell in shown.cells:
        if cell.cell_type != "code":
            continue
        kind = role(cell_name(cell))
        cell.outputs = outputs.get((cell.id, cell.source), [])
        cell.metadata["tags"] = ["hide-input"] if kind == "test" else []
    shown.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3"}
    return shown


def contents(notebooks: list[Assignment]) -> str:
    """The first page: docs/site/index.md with what it leaves open."""
    rows = [
        f"| [{each.number} {each.title}]({each.id}/{each.name}.ipynb) "
        f"| {each.automatic + each.manual} | {each.hours} h |"
        for each in notebooks
    ]
    how_to = sorted(path.stem for path in (ROOT / "docs" / "how-to").glob("*.md"))
    tables = [
        _toctree("Notebooks", [f"{each.id}/{each.name}" for each in notebooks]),
        _toctree("How to", [f"how-to/{name}" for name in how_to]),
        _toctree("About", [*ABOUT, "api"]),
    ]
    text = (ROOT / "docs" / "site" / "index.md").read_text(encoding="utf-8")
    pad = "<div>" + show("digit_pad").html().replace("\n\n", "\n") + "</div>"
    text = text.replace("NOTEBOOKS", "\n".join(rows)).replace("DIGIT_PAD", pad)
    return text + "\n".join(["", *tables])


def _toctree(caption: str, names: list[str]) -> str:
    return f"```{{toctree}}\n:hidden:\n:caption: {caption}\n\n" + "\n".join(names) + "\n```\n"


def gather(folder: Path) -> None:
    """Write what Sphinx builds from into an empty folder."""
    docs, notebooks = ROOT / "docs", assignments(ROOT)
    shutil.copytree(docs, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("site"))
    shutil.copytree(docs / "site", folder, dirs_exist_ok=True)
    for path in folder.rglob("*.md"):  # pages link to files of the clone; here a notebook is a page
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace("../solutions/", "").replace("../course/", ""), "utf-8")
    for each in notebooks:
        made = page(nbformat.read(each.release, 4), nbformat.read(each.reference, 4))
        target = folder / each.id / f"{each.name}.ipynb"
        target.parent.mkdir()
        nbformat.write(made, target)
    (folder / "index.md").write_text(contents(notebooks), encoding="utf-8")


def build(target: Path, repository: str = "") -> int:
    """Make the site; whatever Sphinx warns of is an error.

    Parameters
    ----------
    target : Path
        The folder that gets `index.html`.
    repository : str
        Address on GitHub of a public copy of the course: adds buttons for Colab and Binder.

    Returns
    -------
    int
        0, or what Sphinx says if it fails.
    """
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "source"
        gather(source)
        options = ["-q", "-W", "--keep-going", "-j", "auto", "-d", str(Path(folder) / "doctrees")]
        command = [sys.executable, "-m", "sphinx", *options, str(source), str(target)]
        return subprocess.run(
            command, env=os.environ | {"COURSE_REPOSITORY": repository}
        ).returncode


def main() -> int:
    parser = argparse.ArgumentParser(prog="make site", description=__doc__)
    parser.add_argument("--to", type=Path, default=ROOT / "dist" / "site", metavar="FOLDER")
    parser.add_argument(
        "--repository", default="", metavar="URL", help="GitHub address: buttons for Colab, Binder"
    )
    options = parser.parse_args()
    print("The course's site: a minute or two.", flush=True)
    failed = build(options.to, options.repository)
    if not failed:
        print(f"open {options.to / 'index.html'}")
    return failed


if __name__ == "__main__":
    sys.exit(main())
