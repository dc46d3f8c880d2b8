"""The synthetic class: what was planted is what the report of the class says."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from autograder.classroom import attention
from tests.cells import ROOT
from tests.classroom.room import environment
from tests.demo import compare
from tests.demo.plan import work

STUDENTS, SEED = 9, 7
NOTEBOOKS = ["00_warmup", "03_convolution"]
ROW = re.compile(r"<tr><td>(\d+)</td><td>(.*?)(?:<details>|<br>|</td>)", re.DOTALL)


def demo(folder: Path) -> str:
    """Run the demo for a small class; what it says."""
    numbers = ["--students", str(STUDENTS), "--seed", str(SEED)]
    command = [sys.executable, "-m", "tests.demo", *numbers, "--folder", str(folder), *NOTEBOOKS]
    done = subprocess.run(
        command, cwd=ROOT, env=environment(), text=True, timeout=1500,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout
    return done.stdout


def rows(page: str) -> dict[str, int]:
    """How many students each line of a table of the report stands for."""
    return {html.unescape(words): int(count) for count, words in ROW.findall(page)}


@pytest.mark.slow
def test_the_report_has_the_planted_mistakes_with_their_counts(tmp_path):
    folder = tmp_path / "class"
    demo(folder)
    for notebook in NOTEBOOKS:
        class_ = work(notebook, STUDENTS, SEED)
        page = (folder / "reports" / f"{notebook}.html").read_text(encoding="utf-8")
        top, *mistakes = re.split(r"<h3>", page)
        said = {
            (part[:5].partition("<")[0], w): n for part in mistakes for w, n in rows(part).items()
        }
        wanted = {key: len(students) for key, students in compare.planted(class_).items()}
        assert sum(wanted.values()) > 5, "a test of next to nothing"
        assert said == wanted
        kinds, told = Counter(each.kind for each in class_), rows(top)
        assert told[attention.MISSING] == kinds["missing"] > 0
        assert told[attention.UNTOUCHED] == kinds["untouched"] > 0
        assert told[attention.LATE] == kinds["late"] > 0
        marks = (folder / "marks" / f"{notebook}.csv").read_text().splitlines()
        assert len(marks) == 1 + STUDENTS - kinds["missing"]
    again = demo(folder)
    assert len(re.findall(r"^  graded +0$", again, re.MULTILINE)) == len(NOTEBOOKS)


def test_the_class_is_the_same_when_it_is_asked_for_again():
    first, second = (work("00_warmup", 20, 1) for _ in range(2))
    assert first == second != work("00_warmup", 20, 2)


def test_a_name_that_is_missing_or_too_many_is_seen():
    planted = {("00.2", "a"): {"ada", "abel"}, ("00.2", ""): {"carl"}, ("00.3", "b"): {"emil"}}
    same = planted | {("00.2", "a slip"): {"carl"}}
    del same["00.2", ""]
    assert compare.differences(planted, same) == []
    either = {**same, ("00.3", "either b, or c"): {"emil"}}
    del either["00.3", "b"]
    assert compare.differences(planted, either) == []
    [less] = compare.differences(planted, {**same, ("00.2", "a"): {"ada"}})
    [more] = compare.differences(planted, {**same, ("00.3", "b"): {"emil", "ada"}})
    assert less.endswith("not named 'a': abel") and more.endswith("not planted: ada")
