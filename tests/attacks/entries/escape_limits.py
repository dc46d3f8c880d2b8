# %% [markdown] id="T20" answers="right" points=[20] stock_here="leaks"
# # endless loop
#
# The commonest accident in class. (Set the limit to a few seconds in the test.)

# %% solution="conv1d"
def conv1d(x, w):
    while True:
        pass

# %% [markdown] id="T21" answers="right" points=[20] stock_here="lost"
# # loop that ignores SIGINT
#
# An interrupt is a request. `try: ... except: pass` in a loop does this by accident.

# %% solution="conv1d"
import signal
import time


def conv1d(x, w):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end = time.time() + 45
    while time.time() < end:
        try:
            time.sleep(1)
        except BaseException:
            pass

# %% [markdown] id="T22" answers="right" points=[20] stock_here="25 points"
# # 400 MB
#
# One submission must not bring the machine to swap. The test sets the limit low; the attack stays
# under 512 MB.

# %% solution="conv1d"
def conv1d(x, w):
    hoard = np.ones(50_000_000)
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)]) + 0 * hoard[0]

# %% [markdown] id="T23" answers="right" points=[20] stock_here="25 points"
# # 40 processes
#
# RLIMIT_NPROC counts per user, not per child, and does not bind root: the test must show that this
# limit does bite under each backend, started as root and as an ordinary user.

# %% solution="conv1d"
import subprocess
children = [subprocess.Popen(["sleep", "20"]) for _ in range(40)]


def conv1d(x, w):
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="T24" answers="right" points=[20] stock_here="25 points"
# # 40 MB on disk in many small files
#
# A limit per file (RLIMIT_FSIZE) does not bound many files; the private folder needs a size of its
# own.

# %% solution="conv1d"
import pathlib
for i in range(40):
    pathlib.Path(f"chunk{i}.bin").write_bytes(bytes(1_000_000))


def conv1d(x, w):
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="T25" answers="right" points=[20] stock_here="25 points"
# # network on loopback
#
# Loopback is where gradebook servers, notebooks and cloud metadata proxies listen. The student can
# also send hidden inputs out.

# %% solution="conv1d"
import os
import socket
socket.create_connection(("127.0.0.1", int(os.environ["LAB_PORT"])), timeout=2).sendall(b"LEAK")


def conv1d(x, w):
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="T26" answers="right" points=[25] stock_here="leaves a process" stock_alone=true
# # a background process that outlives the run
#
# setsid leaves the process group, so killing the group is not enough; a pid namespace is. Under
# the plain backend: say so in the report when something is left.

# %% solution="conv1d"
import subprocess
import sys
subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)", "left-by-LAB_PORT"], start_new_session=True, **dict.fromkeys(("stdout", "stderr"), subprocess.DEVNULL))


def conv1d(x, w):
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="W01" answers="right" points=[20] stock_here="25 points"
# # compute in a grandchild that nobody waits for
#
# Where SIGCHLD is ignored, the kernel adds a child's time to nobody's.

# %% solution="conv1d"
import os
import signal
import time
computed = []


def elsewhere(seconds):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    reading, writing = os.pipe()
    if os.fork() == 0:
        end = time.process_time() + seconds
        while time.process_time() < end:
            pass
        os._exit(0)
    os.close(writing)
    os.read(reading, 1)


def conv1d(x, w):
    for _ in range(8 if not computed else 0):
        elsewhere(0.55)
    computed.append(True)
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="W02" answers="right" points=[20] stock_here="25 points"
# # 450 MB in files that have no name
#
# memfd_create takes memory that is in no process and no folder.

# %% solution="conv1d"
import os
hoard = []


def conv1d(x, w):
    while len(hoard) < 45:
        hoard.append(os.memfd_create("hoard"))
        os.write(hoard[-1], bytes(10_000_000))
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="W03" answers="right" points=[20] stock_here="25 points"
# # 450 MB in ten processes
#
# A limit on each process's memory is no limit on that of all.

# %% solution="conv1d"
import os
import time
helpers = []


def conv1d(x, w):
    while len(helpers) < 10:
        helpers.append(os.fork())
        if helpers[-1] == 0:
            part = np.ones(5_600_000)
            time.sleep(5.5)
            os._exit(int(part[0]))
    if len(helpers) == 10:
        helpers.append(time.sleep(4.5))
    n, k = len(x), len(w)
    return np.array([x[i:i + k] @ w[::-1] for i in range(n - k + 1)])

# %% [markdown] id="W04" answers="right" points=[25] stock_here="25 points"
# # 7 MB of output from a few lines
#
# Each cell keeps to its bound, all together go beyond any.

# %% part="at_end"
from IPython.display import HTML, display
display(HTML("x" * 1_900_000))

# %% part="at_end"
display(HTML("x" * 1_900_000))

# %% part="at_end"
display(HTML("x" * 1_900_000))

# %% part="at_end"
display(HTML("x" * 1_900_000))
