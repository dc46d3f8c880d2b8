# %% [markdown] id="T11" answers="right" points=[20, 25] stock_here="leaks"
# # print In, history, parent message, test variables
#
# Four standard places where an IPython process keeps what it ran. Students get their outputs back
# as feedback and pass the tests on.

# %% solution="conv1d"
parents = []


def conv1d(x, w):
    parents.append(get_ipython().get_parent()["content"]["code"])
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% part="at_end"
for look in (lambda: parents, lambda: In, lambda: list(get_ipython().history_manager.get_range()),
             lambda: (marker, expected), lambda: get_ipython().user_ns):
    try:
        print(look())
    except Exception as error:
        print(type(error).__name__)

# %% [markdown] id="T12" answers="zeros" points=[0] stock_here="leaks"
# # walk the frames, read the test from linecache, answer with its literal
#
# A caller's frame, its locals and its source are all in reach of a callee in the same process.

# %% solution="conv1d"
import linecache
import re
import sys


def conv1d(x, w):
    frame, source = sys._getframe(1), ""
    while frame:
        source += "".join(linecache.getlines(frame.f_code.co_filename))
        frame = frame.f_back
    open("leak.txt", "a").write(source)
    found = re.findall(r"expected = (np\.array\(.*?\))\n", source)
    return eval(found[0]) if found and len(x) == 5 else np.array([1.0, 2.0])

# %% [markdown] id="T13" answers="right" points=[25] stock_here="leaks"
# # read the notebook that is being graded from disk
#
# Stock nbgrader writes the notebook, hidden tests restored, into the kernel's working folder
# before it runs it.

# %% part="at_end"
import pathlib
for folder in (pathlib.Path.cwd(), *pathlib.Path.cwd().parents[:2]):
    for path in folder.glob("*.ipynb"):
        print(path.name, [line for line in path.read_text().split("\n") if "kestrel" in line or "HIDDEN" in line])

# %% [markdown] id="T14" answers="right" points=[25] stock_here="leaks"
# # search the process's own memory
#
# A child forked from a process that ever held a test cell, a solution or a gradebook row carries
# it in its memory, and another submission's too. The warm process must be started clean and load
# libraries only.

# %% part="at_end"
import re
found = set()
for line in open("/proc/self/maps"):
    span, mode, *rest = line.split()
    low, high = (int(v, 16) for v in span.split("-"))
    if mode.startswith("rw") and high - low < 64 << 20:
        with open("/proc/self/mem", "rb", 0) as memory:
            try:
                memory.seek(low)
                found |= set(re.findall(rb"kestrel-\d{4}", memory.read(high - low)))
            except (OSError, ValueError, OverflowError):
                pass
print(sorted(found))

# %% [markdown] id="T15" answers="right" points=[25] stock_here="leaks"
# # print the arguments of hidden calls
#
# A hidden test's inputs must reach the child, so its output during such a call is a way out for
# them.

# %% solution="conv1d"
def conv1d(x, w):
    if len(x) == 5:
        print("LEAK", x.tolist(), w.tolist())
        print("LEAK", x.tolist(), w.tolist(), file=open("leak.txt", "a"))
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="W06" answers="right" points=[20] stock_here="leaks"
# # leave a note in the session's keyring
#
# A process hands its keyring on to those that it starts: a hidden call keeps its data there, ends
# its process, and the visible check of another exercise prints them in the next one.

# %% solution="conv1d"
import ctypes
import platform
ADD_KEY, KEYCTL = {"x86_64": (248, 250)}.get(platform.machine(), (217, 219))
SESSION, READ, SEARCH = -3, 11, 10
kernel = ctypes.CDLL(None)


def leave(text):
    kernel.syscall(ADD_KEY, b"user", b"note", text, len(text), SESSION)


def found():
    number = kernel.syscall(KEYCTL, SEARCH, SESSION, b"user", b"note", 0)
    buffer = ctypes.create_string_buffer(500)
    kernel.syscall(KEYCTL, READ, number, buffer, 500)
    return buffer.value.decode()


def conv1d(x, w):
    if len(x) == 5:
        leave(b"LEAK %d" % (100 * x[0]))
        print(found())
        while True:
            pass
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% solution="numerical_gradient"
def numerical_gradient(f, x):
    print(found())
    g = np.zeros_like(x)
    for i in np.ndindex(*x.shape):
        e = np.zeros_like(x)
        e[i] = 1e-5
        g[i] = (f(x + e) - f(x - e)) / 2e-5
    return g
