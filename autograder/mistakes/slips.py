"""Single slips that can be made in any function: each change of one sign, number, axis, …

They are made automatically in a reference solution. Where no declared mistake fits a wrong answer,
the slip that gives the same numbers says what kind of thing is wrong. And `make mutate` looks which
slips the checks let pass.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass

Change = tuple[str, ast.AST]
"""A kind of slip in words, and what stands there after it."""


@dataclass(frozen=True)
class Slip:
    """One change to one function.

    Attributes
    ----------
    function : str
    kind : str
        What kind of slip it is, in words that give no line of the solution away.
    what : str
        The change itself.
    source : str
        The changed function.
    """

    function: str
    kind: str
    what: str
    source: str


def slips(source: str) -> Iterator[Slip]:
    """Every slip of the kinds below in the function that `source` defines; each gives new code."""
    tree = ast.parse(source)
    body = tree.body[0]
    assert isinstance(body, ast.FunctionDef)
    seen = {ast.unparse(tree)}
    for path, node in _nodes(tree):
        for kind, new in _changes(node):
            changed = copy.deepcopy(tree)
            _put(changed, path, new)
            text = ast.unparse(ast.fix_missing_locations(changed))
            if text not in seen:
                seen.add(text)
                what = f"`{ast.unparse(node)}` becomes `{ast.unparse(new)}`"
                yield Slip(body.name, kind, what, text + "\n")


# Where a node is: the fields and places on the way to it.
_Path = tuple[tuple[str, int | None], ...]


def _nodes(tree: ast.AST, path: _Path = ()) -> Iterator[tuple[_Path, ast.AST]]:
    """Every expression and statement, the function itself and its docstring excepted."""
    for name, value in ast.iter_fields(tree):
        children: list[tuple[int | None, ast.AST]] = []
        if isinstance(value, ast.AST):
            children = [(None, value)]
        if isinstance(value, list):
            children = [(i, v) for i, v in enumerate(value) if isinstance(v, ast.AST)]
        for index, child in children:
            here = (*path, (name, index))
            if isinstance(child, ast.expr | ast.stmt) and len(path) > 0:
                yield here, child
            yield from _nodes(child, here)


def _put(tree: ast.AST, path: _Path, new: ast.AST) -> None:
    *way, (name, index) = path
    for field, i in way:
        tree = getattr(tree, field) if i is None else getattr(tree, field)[i]
    if index is None:
        setattr(tree, name, new)
    else:
        getattr(tree, name)[index] = new


def _changes(node: ast.AST) -> Iterator[Change]:
    """What one node may be mistaken for."""
    match node:
        case ast.BinOp():
            yield from _arithmetic(node)
        case ast.Compare(ops=[_]):
            yield from _comparisons(node)
        case ast.UnaryOp(op=ast.USub()):
            yield "a minus sign is missing", node.operand
        case ast.Constant(value=bool()):
            yield "a True for a False, or the reverse", ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield from _numbers(node)
        case ast.Attribute(attr="T"):
            yield "a transpose is missing", node.value
        case ast.Subscript(slice=ast.Slice() as part):
            for end in ("lower", "upper"):
                if getattr(part, end) is not None:
                    whole = _with(node, slice=_with(part, **{end: None}))
                    yield "a slice begins or ends elsewhere", whole
        case ast.Call():
            yield from _calls(node)
        case ast.If():
            for always in (True, False):
                yield "two cases are not told apart", _with(node, test=ast.Constant(always))
        case ast.IfExp():
            yield "two cases are not told apart", node.body
            yield "two cases are not told apart", node.orelse
        case ast.stmt():
            yield from _statements(node)


_OPPOSITE = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
_OTHER = {
    ast.Mult: (ast.Add, "a sum where a product belongs"),
    ast.FloorDiv: (ast.Div, "a division that is not rounded down"),
    ast.Mod: (ast.FloorDiv, "a quotient where a remainder belongs"),
    ast.Pow: (ast.Mult, "a product where a power belongs"),
}
_TURNED = {
    ast.Sub: "a difference the wrong way round",
    ast.Div: "a fraction upside down",
    ast.MatMult: "the factors of a matrix product are exchanged",
}


def _arithmetic(node: ast.BinOp) -> Iterator[Change]:
    kind = type(node.op)
    if kind in (ast.Add, ast.Sub):
        yield "a plus sign for a minus sign, or the reverse", _with(node, op=_OPPOSITE[kind]())
    if kind in (ast.Mult, ast.Div):
        yield (
            "a product where a quotient belongs, or the reverse",
            _with(node, op=_OPPOSITE[kind]()),
        )
    if kind in _OTHER:
        other, words = _OTHER[kind]
        yield words, _with(node, op=other())
    if kind in _TURNED:
        yield _TURNED[kind], _with(node, left=node.right, right=node.left)
    if kind in (ast.Add, ast.Sub):
        yield "one term of a sum is missing", node.left
        yield "one term of a sum is missing", node.right
    if kind in (ast.Mult, ast.Div):
        yield "a factor is missing", node.left
    if kind is ast.Mult:
        yield "a factor is missing", node.right


_BOUNDARY = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
_REVERSED = {
    ast.Lt: ast.Gt,
    ast.LtE: ast.GtE,
    ast.Gt: ast.Lt,
    ast.GtE: ast.LtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}


def _comparisons(node: ast.Compare) -> Iterator[Change]:
    kind = type(node.ops[0])
    if kind in _BOUNDARY:
        words = "the boundary of a comparison: equality falls on the wrong side"
        yield words, _with(node, ops=[_BOUNDARY[kind]()])
    if kind in _REVERSED:
        yield "a comparison the wrong way round", _with(node, ops=[_REVERSED[kind]()])


def _numbers(node: ast.Constant) -> Iterator[Change]:
    number = node.value
    assert isinstance(number, int | float)
    for step in (1, -1):
        yield "a number in it is off by one", ast.Constant(number + step)
    if isinstance(number, float) and number:
        yield "a number in it is too large or too small", ast.Constant(2 * number)


_LEFT_OUT = {
    "abs": "an absolute value is missing",
    "np.abs": "an absolute value is missing",
    "np.sqrt": "a square root is missing",
    "np.square": "a square is missing",
    "np.log": "a logarithm is missing",
    "np.exp": "an exponential is missing",
    "np.flip": "something is not flipped",
    "np.pad": "something is not padded",
}


def _calls(node: ast.Call) -> Iterator[Change]:
    name = ast.unparse(node.func)
    if len(node.args) >= 2 and name not in ("isinstance", "zip"):
        exchanged = [node.args[1], node.args[0], *node.args[2:]]
        yield "two arguments are exchanged", _with(node, args=exchanged)
    if name in _LEFT_OUT:
        yield _LEFT_OUT[name], node.args[0]
    for i, keyword in enumerate(node.keywords):
        if keyword.arg in ("axis", "keepdims"):
            rest = node.keywords[:i] + node.keywords[i + 1 :]
            yield f"an {keyword.arg}= is missing".replace("an k", "a k"), _with(node, keywords=rest)


def _statements(node: ast.stmt) -> Iterator[Change]:
    match node:
        case ast.AugAssign(op=ast.Add()):
            yield "= for +=: only the last term is kept", ast.Assign([node.target], node.value)
            yield "a plus sign for a minus sign, or the reverse", _with(node, op=ast.Sub())
            yield "a step is missing", ast.Pass()
        case ast.Assign(targets=[ast.Subscript() as target]):
            added = ast.AugAssign(target, ast.Add(), node.value)
            yield "+= for =: something is added that should be replaced", added
            yield "a step is missing", ast.Pass()
        case ast.Expr(value=ast.Call()) | ast.AugAssign():
            yield "a step is missing", ast.Pass()
        case ast.Return(value=ast.Tuple(elts=[first, second, *rest])):
            turned = ast.Tuple([second, first, *rest], ast.Load())
            yield "two results are exchanged", ast.Return(turned)


def _with(node, **changes):
    copied = copy.copy(node)
    for name, value in changes.items():
        setattr(copied, name, value)
    return copied
