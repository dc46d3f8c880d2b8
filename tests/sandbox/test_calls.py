"""Cells, values and calls across the border between a check and a student's code."""

import numpy as np
import pytest

from autograder import check
from autograder.sandbox import frames
from autograder.sandbox.remote import RemoteFunction, RemoteObject
from tests.sandbox.session import Session, text


def test_a_cell_runs_as_in_ipython(backend):
    child = Session(backend, "%matplotlib inline\n!echo hello\nprint('größe')\n6 * 7")
    kinds = [o["output_type"] for o in child.ran["outputs"]]
    assert kinds[-1] == "execute_result" and child.ran["outputs"][-1]["data"] == {
        "text/plain": "42"
    }
    assert "hello" in text(child.ran) and "größe" in text(child.ran)
    assert "input()" in text(child.run("input('who? ')"))
    assert "7" in text(child.run("import asyncio\nawait asyncio.sleep(0.01)\nprint(7)"))


def test_libraries_are_there_before_the_submission_and_withheld_layers_are_not(backend):
    names = ["matplotlib.font_manager", "ipywidgets", "autograder.check", "convnet.layers"]
    child = Session(backend, f"import sys\nprint([name in sys.modules for name in {names}])")
    assert text(child.ran).strip() == "[True, True, True, False]"


def test_calls_cross_by_value_both_ways(backend):
    child = Session(
        backend,
        "def slope(f, x):\n    return (f(x + 1e-5) - f(x - 1e-5)) / 2e-5\n"
        "def pair(*, a, b=(1, 'x')):\n    return {'a': a, 'b': b}\n"
        "def in_place(x, d):\n    x[0] = 9.0\n    d['y'].append(3)\n",
    )
    slope, pair, in_place = child.names("slope", "pair", "in_place")
    assert abs(slope(lambda v: v**3, 2.0) - 12) < 1e-6
    made = pair(a=np.arange(6, dtype="i2").reshape(2, 3))
    assert made["a"].dtype == np.int16 and made["a"].shape == (2, 3) and made["b"] == (1, "x")
    x, d = np.zeros(3), {"y": [1]}
    in_place(x, d)
    assert x.tolist() == [9, 0, 0] and d == {"y": [1, 3]}


def test_a_change_is_seen_while_the_check_is_called_back(backend):
    child = Session(backend, "def step(f, x):\n    x[1] = 5.0\n    return f()\n")
    x = np.zeros(3)
    assert child.names("step")(lambda: float(x[1]), x) == 5.0


def test_check_call_reports_an_argument_changed_in_place(backend):
    code = "def scale(w):\n    w *= 2\n    return w\n\ndef all(*args, **kwargs):\n"
    child = Session(backend, code + "    args[1][0] = 2\n    return 1\n")
    scale, scale_all = child.names("scale", "all")
    with pytest.raises(check.Rejected, match="changes its argument w"):
        check.call(scale, np.ones(3))
    with pytest.raises(check.Rejected, match="changes its argument 2"):
        check.call(scale_all, np.ones(3), np.ones(3))


def test_a_generator_is_handed_out_as_a_copy(backend):
    child = Session(backend, "def draw(rng):\n    return rng.normal(size=3)\n")
    rng, same, again = (np.random.default_rng(1) for _ in range(3))
    np.testing.assert_array_equal(child.names("draw")(rng), same.normal(size=3))
    assert rng.normal() == again.normal()


PUTS = """
class Live:
    def __len__(self):
        return 1
def fill(nodes):
    nodes[0] = Live()
    return 1
def fill_deep(nodes):
    nodes[0] = {"x": (0, [Live()])}
    return 1
def make():
    return Live()
def again(nodes):
    nodes.append(2)
    return 1
"""


@pytest.mark.parametrize("name", ["fill", "fill_deep"])
def test_an_object_of_the_students_is_not_put_into_an_argument(backend, name):
    nodes = [1.0]
    with pytest.raises(check.Rejected, match="an object of its own"):
        Session(backend, PUTS).names(name)(nodes)
    assert nodes == [1.0]


def test_an_object_that_was_handed_back_may_stay_in_an_argument(backend):
    make, again = Session(backend, PUTS).names("make", "again")
    nodes = [make()]
    again(nodes)
    assert len(nodes) == 2 and isinstance(nodes[0], RemoteObject)


def test_errors_cross_as_what_they_are_with_the_students_line(backend):
    source = (
        "class Mine(ValueError):\n    pass\n"
        "def f(kind):\n    raise eval(kind)('why')\n"
        "def g():\n    raise SystemExit\n"
        "def h(c):\n    return c()\n"
    )
    f, g, h = Session(backend, source).names("f", "g", "h")
    for kind, expected in [("KeyError", KeyError), ("Mine", ValueError)]:
        with pytest.raises(expected) as caught:
            f(kind)
        assert caught.value.student_frames[-1].line == "raise eval(kind)('why')"
    for kind in ("AssertionError", "StopIteration", "KeyboardInterrupt", "GeneratorExit"):
        with pytest.raises(RuntimeError):
            f(kind)
    with pytest.raises(RuntimeError):
        g()
    with pytest.raises(ZeroDivisionError):
        h(lambda: 1 / 0)


def test_objects_forward_attributes_and_items_and_nothing_that_judges(backend):
    source = (
        "class Agree:\n    w = 3.0\n    _hidden = 4\n"
        "    def __eq__(self, other):\n        return True\n"
        "    __hash__ = None\n"
        "    def __sub__(self, other):\n        return self\n"
        "    def __getitem__(self, i):\n        return 10 * i\n"
        "    def __len__(self):\n        return 4\n"
        "    def twice(self, x):\n        return 2 * x\n"
        "def make():\n    return Agree()\n"
        "def take(o):\n    return type(o).__name__\n"
    )
    make, take = Session(backend, source).names("make", "take")
    thing = make()
    assert isinstance(thing, RemoteObject) and not isinstance(thing, RemoteFunction)
    assert thing.w == 3.0 and thing[2] == 20 and len(thing) == 4 and thing.twice(4) == 8
    assert take(thing) == "Agree"
    assert thing != 3.0
    for judged in (lambda: thing - 1, lambda: bool(thing), lambda: thing < 2, lambda: abs(thing)):
        with pytest.raises(TypeError):
            judged()
    with pytest.raises(AttributeError):
        _ = thing._hidden
    with pytest.raises(check.Rejected, match="not an array of numbers but an object"):
        check.value(thing, 3.0)


@pytest.mark.parametrize("given", ["Live()", "[1.0, Live()]", "{1: (Live(),)}"])
def test_a_check_function_gets_no_object_of_the_students(backend, given):
    """One that keeps what it is called with would else look into a live object later on."""
    source = f"class Live: pass\ndef f(report):\n    report({given})\n    return 1.0\n"
    kept = []
    with pytest.raises(TypeError, match="an object of the student's"):
        Session(backend, source).names("f")(kept.append)
    assert kept == []


def test_a_method_has_the_name_by_which_the_check_asks_for_it(backend):
    source = "class C:\n    def code_42(self): pass\n    go = code_42\ndef f():\n    return C()\n"
    assert Session(backend, source).names("f")().go.__name__ == "go"


def test_a_check_function_can_only_be_called(backend):
    source = (
        "def look(f):\n"
        "    found = []\n"
        "    for name in ('__globals__', '__code__', '__closure__', '__defaults__'):\n"
        "        try:\n            found.append(getattr(f, name))\n"
        "        except AttributeError:\n            pass\n"
        "    try:\n        f(1)\n"
        "    except Exception as error:\n        found.append(str(error))\n"
        "    return [str(x) for x in found]\n"
    )

    def secret(_):
        raise ValueError("the expected value is 42")

    said = Session(backend, source).names("look")(secret)
    assert said == ["a function of the check stopped with ValueError"]


def test_without_acts_in_the_students_process(backend):
    source = "import numpy as np\ndef f(x, w):\n    return np.convolve(x, w)\n"
    remote = (child := Session(backend, source)).remote
    f = child.names("f")
    with (
        remote.forbid(("numpy.convolve",), "write it"),
        pytest.raises(check.Rejected, match=r"numpy\.convolve is not to be used here: write it"),
    ):
        f(np.ones(2), np.ones(2))
    assert f(np.ones(2), np.ones(1)).tolist() == [1, 1]
    assert np.convolve(np.ones(1), np.ones(1)) == 1


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("def f():\n    while True:\n        pass", "did not finish within"),
        (
            "import signal, time\ndef f():\n    signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
            "    while True:\n        try:\n            time.sleep(1)\n"
            "        except BaseException:\n            pass",
            "did not finish within 4 s",
        ),
        ("import os\ndef f():\n    os._exit(0)", "ended the process"),
        ("import ctypes\ndef f():\n    ctypes.string_at(0)", "ended the process"),
        ("def f():\n    x = []\n    x.append(x)\n    return x", "a list that contains itself"),
        (
            "import numpy as np\ndef f():\n    return np.broadcast_to(1.0, (50, 1000, 1000))",
            "400 MB of data",
        ),
    ],
)
def test_what_goes_wrong_in_a_call_is_said(backend, source, words):
    child = Session(backend, source)
    with pytest.raises(check.Rejected, match=words):
        child.names("f")()
    backend.kill()


def test_a_surplus_answer_ends_the_child(backend):
    source = (
        "import gc\nfrom autograder.sandbox.child import Student\n"
        "def f(n):\n"
        "    s = next(o for o in gc.get_objects() if isinstance(o, Student))\n"
        "    s.channel.send({'n': s.active[-1][0], 'r': 7}, [])\n    return n\n"
    )
    f = Session(backend, source).names("f")
    assert f(1) == 7  # in place of 1, as it might have returned
    with pytest.raises(check.Rejected, match="no result"):
        f(2)


def test_a_hostile_child_is_refused(backend):
    for frame in (b"garbage" * 9, frames.HEAD.pack(frames.MAGIC, 1 << 31, 0), frames.pack([1], [])):
        child = Session(
            backend,
            "import gc\nfrom autograder.sandbox.child import Student\n"
            "def f():\n"
            "    s = next(o for o in gc.get_objects() if isinstance(o, Student))\n"
            f"    s.channel.sock.sendall({frame!r})\n    return 1\n",
        )
        with pytest.raises(check.Rejected, match="no result"):
            child.names("f")()
