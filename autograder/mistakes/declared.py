"""The wrong answers of a notebook as `solutions/NN_name.mistakes.py` declares them.

A percent file, a cell for each mistake:

    # %% M154 04.4 | sign flipped: the output gradient is not brought back
    # look at: the sign of dw
    edit("conv1d_backward_weights", "dw = ", "dw = -")

The line says an id, the exercise, and the words that name the mistake ("-" if no numbers can tell
it). Below it is Python that is run over the reference solutions: functions written anew, or
`edit(function, old, new)`, which puts `new` in the place of `old`, once, in a function's text.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import CourseError
from autograder.evidence import Verdict

SUFFIX = ".mistakes.py"
_CELL = re.compile(r"^# %% (\S+) (\d\d\.\d+) \| (.*)\n((?:(?!# %%).*\n?)*)", re.MULTILINE)
_HEAD = re.compile(r"^#\s*%%.*", re.MULTILINE)
_LOOK_AT = re.compile(r"\A\s*# look at: (.*)\n")


@dataclass(frozen=True)
class Mistake:
    """One wrong answer.

    Attributes
    ----------
    id, exercise : str
    words : str
        What names it; "" if it need not be named.
    look_at : str
        Where to look, or "".
    patch : str
        Python that makes a reference solution wrong.
    """

    id: str
    exercise: str
    words: str
    look_at: str
    patch: str

    @property
    def verdict(self) -> Verdict:
        return Verdict(self.words, self.look_at)


def read(path: Path) -> tuple[Mistake, ...]:
    """The mistakes that a file declares; none if there is no file.

    Raises
    ------
    CourseError
        If two have one id, or a line that begins a cell is not as it should be.
    """
    if not path.is_file():
        return ()
    found: dict[str, Mistake] = {}
    text = path.read_text(encoding="utf-8")
    begun = {match.start() for match in _CELL.finditer(text)}
    for head in _HEAD.finditer(text):
        if head.start() not in begun:
            line = text.count("\n", 0, head.start()) + 1
            raise CourseError(
                f"{path.name}, line {line}: {head[0]!r} declares nothing; write it as "
                "'# %% M154 04.4 | the words'."
            )
    for name, exercise, words, body in _CELL.findall(text):
        if name in found:
            raise CourseError(f"{path.name}: two mistakes are called {name}.")
        look_at = _LOOK_AT.match(body)
        said = "" if words.strip() == "-" else words.strip()
        found[name] = Mistake(name, exercise, said, look_at[1] if look_at else "", body)
    return tuple(found.values())


def texts(cells: Iterable[str]) -> dict[str, str]:
    """The text of each function and class at the top of cells, by name."""
    found = {}
    for source in cells:
        for node in ast.parse(source).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef):
                found[node.name] = _segment(source, node)
    return found


def applied(patch: str, functions: Mapping[str, str]) -> str:
    """What a student who makes the mistake has written: the patch with its edits carried out.

    Parameters
    ----------
    patch : str
    functions : mapping of str to str
        The reference's functions, as `texts` gives them.

    Raises
    ------
    CourseError
        If an edit names no function, or what it replaces isn't there exactly once.
    """
    edited: dict[str, str] = {}
    written = []
    for node in ast.parse(patch).body:
        if arguments := _edit(node):
            name, old, new = arguments
            text = edited.get(name, functions.get(name))
            if text is None:
                raise CourseError(f"edit: the reference defines no {name}")
            if text.count(old) != 1:
                raise CourseError(
                    f"edit: {old!r} is {text.count(old)} times in the reference's {name}, not once"
                )
            edited[name] = text.replace(old, new)
        else:
            written.append(_segment(patch, node))
    return "\n\n\n".join([*edited.values(), *written]) + "\n"


def _segment(source: str, node: ast.stmt) -> str:
    """The text of a statement, its decorators included."""
    text = ast.get_source_segment(source, node) or ""
    decorators = getattr(node, "decorator_list", [])
    return "".join(f"@{ast.unparse(each)}\n" for each in decorators) + text


def _edit(node: ast.stmt) -> list[str] | None:
    """The three texts of an `edit("function", "old", "new")`; None for any other statement."""
    call = node.value if isinstance(node, ast.Expr) else None
    if not isinstance(call, ast.Call) or ast.unparse(call.func) != "edit":
        return None
    arguments = [ast.literal_eval(argument) for argument in call.args]
    if len(arguments) != 3 or not all(isinstance(argument, str) for argument in arguments):
        raise CourseError("edit takes three texts: the function, what it has, what it gets instead")
    return arguments
