"""What must hold of a graded cell's text: the grader runs it alone, and carries only so much.

The grader runs a graded cell in a fresh namespace in which the student's functions are the only
names, and hands over results by value; what does not fit into that is in `FORBIDDEN`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

from nbformat import NotebookNode

from autograder.authoring.rules import HIDDEN, parsed
from autograder.authoring.source import where
from autograder.cells import cell_name, exercise, free_names, role

FORBIDDEN = {
    "np.vectorize": "call the student's function in a loop: the grader cannot carry it in there",
    "np.shares_memory": "compare values: results are copies in the grader",
    "np.may_share_memory": "compare values: results are copies in the grader",
    "inspect": "a student's code is not in the grader's process",
    "pickle": "nothing is pickled between grader and student",
    "importlib": "import what the cell uses at its top",
    "ctypes": "it has no place in a check",
    "subprocess": "it has no place in a check",
    "eval": "write the code out",
    "exec": "write the code out",
    "globals": "name the function that is tested",
    "locals": "name the function that is tested",
    "get_ipython": "a graded cell also runs without IPython",
    "print": "messages come from check",
}
"""What a graded cell may not use, and what to do instead."""

MOST_LINES = 30
"""A student reads every line of a visible check."""


def graded_cells(cells: list[NotebookNode]) -> Iterator[str]:
    """Graded cells are self-contained, hide what they should and use what the grader carries."""
    functions = student_functions(cells)
    for cell in cells:
        if role(cell_name(cell)) == "test":
            for problem in _graded_cell(cell, functions):
                yield f"{where(cell)}: {problem}"


def student_functions(cells: list[NotebookNode]) -> set[str]:
    """Names of the functions and classes that solution cells define."""
    return {
        node.name
        for cell in cells
        if role(cell_name(cell)) == "solution"
        for node in parsed(cell.source).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


def _graded_cell(cell: NotebookNode, functions: set[str]) -> Iterator[str]:
    text, number = cell.source, exercise(cell_name(cell))
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        yield f"it is not Python: {error.msg} in line {error.lineno}"
        return
    yield from _form(tree, cell_name(cell), number)
    yield from _hidden_parts(tree, text, number)
    if (length := visible_lines(text)) > MOST_LINES:
        yield f"students would see {length} lines of it; {MOST_LINES} are the most"
    for name in sorted(free_names(text) - functions):
        yield (
            f"the name {name} is not made in this cell and is no function of a solution cell; "
            "import or make it here"
        )
    for used, instead in _forbidden(tree):
        yield f"it uses {used}; {instead}"


def visible_lines(text: str) -> int:
    """How many lines of a graded cell a student sees."""
    return len(HIDDEN.sub("", text).strip().splitlines())


def _form(tree: ast.Module, name: str, number: str) -> Iterator[str]:
    *imports, last = tree.body or [ast.Pass()]
    context = last.items[0].context_expr if isinstance(last, ast.With) else None
    part = name.partition("-test-")[2]
    wanted = [number, part] if part else [number]
    if (
        not all(isinstance(node, ast.Import | ast.ImportFrom) for node in imports)
        or _call_arguments(context, "exercise") != wanted
    ):
        arguments = ", ".join(f'"{argument}"' for argument in wanted)
        yield (
            f"it should be imports and then one `with check.exercise({arguments}):` with "
            "everything in it"
        )


def _hidden_parts(tree: ast.Module, text: str, number: str) -> Iterator[str]:
    if not HIDDEN.search(text):
        yield "it has no hidden part (### BEGIN HIDDEN TESTS, ### END HIDDEN TESTS)"
    for part in HIDDEN.finditer(text):
        begin = text[: part.start()].count("\n") + 1
        end = begin + part[0].count("\n")
        inside = [
            node
            for node in ast.walk(tree)
            if isinstance(node, ast.stmt) and begin < node.lineno <= end
        ]
        node = min(inside, key=lambda node: (node.lineno, node.col_offset), default=None)
        call = node.value if isinstance(node, ast.Expr) else None
        if _call_arguments(call, "hidden") != [number]:
            yield f'its hidden part should begin with check.hidden("{number}")'


def _call_arguments(node: ast.AST | None, function: str) -> list[object] | None:
    """The constants that check.<function> is called with, None for anything else."""
    if (
        isinstance(node, ast.Call)
        and ast.unparse(node.func) == f"check.{function}"
        and all(isinstance(argument, ast.Constant) for argument in node.args)
    ):
        return [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
    return None


def _forbidden(tree: ast.Module) -> Iterator[tuple[str, str]]:
    found: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0]: None for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = (node.module or "").replace("numpy", "np")
            found |= {module.partition(".")[0]: None}
            found |= {f"{module}.{alias.name}": None for alias in node.names}
        elif isinstance(node, ast.Name):
            found[node.id] = None
        elif isinstance(node, ast.Attribute):
            found[ast.unparse(node).replace("numpy.", "np.")] = None
            if re.fullmatch(r"__\w+__", node.attr):
                yield node.attr, "a student's function is only called in the grader"
    for name in found:
        if name in FORBIDDEN:
            yield name, FORBIDDEN[name]
        elif re.fullmatch(r"np\.random\.(?!default_rng|Generator)\w+", name):
            yield name, "draw data from check.rng()"
