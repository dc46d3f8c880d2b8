# %% [markdown] id="T27" answers="right" points=[20] stock_here="lost"
# # os._exit in a cell
#
# Also what a crash in compiled code looks like. One bad cell costs only its own exercise.

# %% solution="conv1d"
import os
os._exit(0)

# %% [markdown] id="T28" answers="right" points=[20, 25] stock_here="stops the class" stock_alone=true
# # kill the parent
#
# In stock nbgrader the kernel's parent is the command that grades the class.

# %% solution="conv1d"
import os, signal
os.kill(os.getppid(), signal.SIGKILL)

# %% [markdown] id="T29" answers="right" points=[20] stock_here="lost"
# # segmentation fault in a hidden call
#
# as_strided and ctypes make this possible by accident. The visible check passes, so the child dies
# in the middle of a test cell in the grader.

# %% solution="conv1d"
import ctypes


def conv1d(x, w):
    if len(x) == 5:
        ctypes.string_at(0)
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="T30" answers="right" points=[0]
# # monstrous return values
#
# What comes back is the student's choice: size, depth and type must be bounded on the child's and
# again on the grader's side.
#
# No proof in stock nbgrader: The check refuses such a value in stock nbgrader, too; what counts
# here is that it cannot harm the grader, which there is the student's own process.

# %% solution="cross_entropy"
def cross_entropy(Z, y):
    loop = []
    loop.append(loop)
    return loop

# %% solution="linear_backward"
def linear_backward(dZ, X, W):
    return np.broadcast_to(1.0, (50, 1000, 1000)), dZ.T @ X, dZ.sum(axis=0)

# %% solution="conv1d"
def conv1d(x, w):
    deep = 1.0
    for _ in range(50_000):
        deep = [deep]
    return deep

# %% solution="numerical_gradient"
import itertools


def numerical_gradient(f, x):
    return itertools.count()

# %% [markdown] id="T31" answers="right" points=[25] stock_here="stops the class" stock_alone=true
# # hold the gradebook's lock
#
# A locked database aborts a stock run for everybody who follows.

# %% solution="conv1d"
import pathlib
import subprocess
import sys
CODE = '''
import sqlite3, sys, time
db = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=5)
db.execute("begin exclusive")
time.sleep(40)
'''
for folder in pathlib.Path.cwd().parents:
    for path in folder.glob("gradebook.db"):
        subprocess.Popen([sys.executable, "-c", CODE, str(path)], start_new_session=True)


def conv1d(x, w):
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="I03" answers="right" points=[25]
# # text that takes a parser minutes or gigabytes
#
# Outcome before: graded, after 44 s for the first cell; `"a;" * 3000000` took 1.8 GB.
#
# No proof in stock nbgrader: whether it ends within the 30 s of a cell is a matter of the machine.

# %% part="notebook"
for number, text in enumerate(["f'" + "{a}" * 150_000 + "'", "a;" * 3_000_000, "a." * 45_000]):
    nb["cells"].append({"cell_type": "code", "metadata": {}, "source": text, "id": f"big-{number}",
                        "outputs": [], "execution_count": None})  # fmt: skip
nb["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "![a][b" * 15_000, "id": "md"})

# %% [markdown] id="I04" answers="right" points=[25] stock_here="lost"
# # lone surrogates in text, names and outputs
#
# No file takes them. Outcome before: left without a grade, exit status 1; here from the text of a
# cell.

# %% part="notebook"
nb["cells"].append({"cell_type": "markdown", "metadata": {}, "source": "\ud800", "id": "surrogate"})
cell("conv1d")["source"] += "\n# \udfff"

# %% [markdown] id="I05" answers="right" points=[25] stock_here="lost"
# # metadata nested 700 deep
#
# Outcome before: left without a grade, exit status 1.

# %% part="notebook"
deep = {}
for _ in range(700):
    deep = {"a": deep}
cell("conv1d")["metadata"]["nbgrader"]["more"] = deep

# %% [markdown] id="I06" answers="right" points=[25] stock_here="lost"
# # timestamp.txt says "yesterday"
#
# Outcome before: the run ended at this student.

# %% part="folder"
(folder / "timestamp.txt").write_text("yesterday")

# %% [markdown] id="I07" answers="right" points=[25] stock_here="lost"
# # timestamp.txt in UTF-16
#
# Outcome before: left without a grade, exit status 1.

# %% part="folder"
(folder / "timestamp.txt").write_text("2026-11-21 21:00:00 UTC", encoding="utf-16")

# %% [markdown] id="I08" answers="right" points=[25]
# # 3,000 files, links and a device beside the notebook
#
# Outcome before: graded, after 34 s.
#
# No proof in stock nbgrader: it copies them all and takes as long; a pipe stops it for good, so
# none is among them there.

# %% part="folder"
for number in range(3000):
    (folder / f"note-{number}.txt").write_text("x")
(folder / "link.txt").symlink_to("/etc/hostname")
(folder / "page.html").write_text("<script>ACTIVE-16</script>")

# %% [markdown] id="W05" answers="zeros" points=[0]
# # a complex number that no float holds
#
# Whatever comes from the student's process is decoded by the grader: an error in that is the
# submission's, not the run's.
#
# No proof in stock nbgrader: There is no process of the student's own that the grader listens to.

# %% solution="conv1d"
from autograder.sandbox.child import Student


def answer(self, message, pieces):
    self.channel.send({"r": {"c": [10**400, 0]}, "n": message.get("c")}, [])


Student._answer = answer


def conv1d(x, w):
    return x
