"""How a server is started: in bubblewrap or plain, as root or as an ordinary user."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.sandbox.limits import MB, Limits
from autograder.sandbox.namespaces import HOME, TELLING

MODES = ("warm", "cold", "plain")
ISOLATES = {
    "warm": "one bubblewrap sandbox, in it for each submission a child with namespaces of its own: "
    "no network, no files of the course, no other submission, no process left behind",
    "cold": "a bubblewrap sandbox for each submission (slower): no network, no files of the "
    "course, no other submission, no process left behind",
    "plain": "NO ISOLATION: an ordinary process with limits. Student code can read and write "
    "whatever you can, solutions and gradebook included",
}
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32")
_ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "fonts", "alternatives", "localtime")


@dataclass
class Launch:
    """A command, its environment, the folder where the child lives, and where it runs."""

    command: list[str]
    environment: dict[str, str]
    folder: str
    temporary: str | None = None


def launch(mode: str, descriptor: int, limits: Limits) -> Launch:
    """How to start the server in a mode."""
    server = [sys.executable, "-s", "-P", "-m", "autograder.sandbox.server", str(descriptor)]
    if mode == "plain":
        folder = tempfile.mkdtemp(prefix="convnet-student-")
        return Launch(server, environment(folder), folder, temporary=folder)
    return Launch([*_bubblewrap(mode, limits), *server], environment(HOME), HOME)


def environment(home: str) -> dict[str, str]:
    """All variables that student code sees: nothing of the instructor's."""
    variables = {
        "PATH": os.pathsep.join([os.path.dirname(sys.executable), "/usr/bin", "/bin"]),
        "HOME": home,
        "IPYTHONDIR": f"{home}/.ipython",
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "LANG": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": os.pathsep.join([str(_package("autograder").parent), *_packages()]),
    }
    threads = ("OPENBLAS", "OMP", "MKL", "VECLIB_MAXIMUM", "NUMEXPR")
    variables |= {f"{name}_NUM_THREADS": "1" for name in threads}
    if "CONVNET_DATA" in os.environ:
        variables["CONVNET_DATA"] = os.path.abspath(os.environ["CONVNET_DATA"])
    if sys.platform == "win32":
        variables["SYSTEMROOT"] = os.environ.get("SYSTEMROOT", "")
    return variables


def _packages() -> list[str]:
    """Folders of installed packages, also those of a user's own."""
    return [p for p in sys.path if os.path.basename(p) in ("site-packages", "dist-packages")]


def _package(name: str) -> Path:
    return Path(__file__).resolve().parents[2] / name


def _readable() -> list[str]:
    """What a child needs to read, apart from the system's own folders."""
    root = _package("autograder").parent
    paths = [sys.prefix, sys.base_prefix, *_packages()]
    paths += [str(root / name) for name in ("autograder", "convnet", "datasets")]
    paths += [os.environ[name] for name in ("CONVNET_DATA",) if name in os.environ]
    paths = sorted({os.path.realpath(p) for p in paths} | {os.path.abspath(p) for p in paths})
    kept: list[str] = []
    for path in paths:
        below = any(Path(path).is_relative_to(k) for k in (*kept, "/usr"))
        if os.path.exists(path) and not below:
            kept.append(path)
    return kept


def _bubblewrap(mode: str, limits: Limits) -> list[str]:
    """The command in front of the server's.

    As root two sandboxes, one in the other: the first one sees the files that only root may reach
    and becomes a user that nothing else runs as (the limit on processes does nothing for root,
    and counts a user's); the second one is what an ordinary user would start.
    """
    bwrap = shutil.which("bwrap") or "bwrap"
    apart = [f"--unshare-{name}" for name in ("pid", "net", "ipc", "uts", "cgroup-try")]
    apart += ["--die-with-parent", "--new-session"]
    user = ["--unshare-user", "--uid", "1000", "--gid", "1000"]
    user += ["--disable-userns"] if mode == "cold" else []
    # Not in the warm mode, whose children could mount no /proc of their own below a covered one.
    hidden = [p for p in TELLING if mode == "cold" and os.path.exists(p)]
    proc = ["--proc", "/proc", *(w for p in hidden for w in ("--dev-bind", "/dev/null", p))]
    if os.getuid():
        return [bwrap, *apart, *user, *_files(limits), *proc, *_CLOSED]
    number = str(1_000_000_000 + os.getpid())
    drop = ["--cap-drop", "ALL"]
    for name in ("SETUID", "SETGID", "SETPCAP"):
        drop += ["--cap-add", f"CAP_{name}"]
    become = ["setpriv", "--reuid", number, "--regid", number, "--clear-groups"]
    become += ["--inh-caps=-all", "--bounding-set=-all"]
    # The second sandbox may mount a /proc of its own only where it sees one that nothing covers.
    first = [bwrap, *apart, *drop, *_files(limits), "--bind", "/proc", "/proc", *_CLOSED, *become]
    return [*first, bwrap, *apart, *user, "--dev-bind", "/", "/", *proc, *_CLOSED[-3:]]


_CLOSED = ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", HOME, "--"]


def _files(limits: Limits) -> list[str]:
    """What the sandbox sees of the machine's files, all of it read-only, and its own folders."""
    options: list[str] = []
    made: set[str] = set()

    def parents(path: str) -> None:
        for folder in reversed(Path(path).parents):
            if str(folder) != "/" and str(folder) not in made:
                made.add(str(folder))
                options.extend(["--perms", "755", "--dir", str(folder)])

    for path in _SYSTEM:
        if os.path.islink(path):
            options += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            options += ["--ro-bind", path, path]
            made.add(path)
    for name in _ETC:
        parents(f"/etc/{name}")
        options += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    options += ["--dev", "/dev"]
    options += ["--perms", "1777", "--size", str(limits.disk), "--tmpfs", "/dev/shm"]
    # Not /tmp: the Python that is to run may lie in it.
    options += ["--perms", "1777", "--size", str(max(limits.disk, 16 * MB)), "--tmpfs", HOME]
    options += ["--perms", "1777", "--dir", f"{HOME}/tmp"]
    for path in _readable():
        parents(path)
        options += ["--ro-bind", path, path]
        made.add(path)
    if "/tmp" not in made:
        options += ["--symlink", f"{HOME}/tmp", "/tmp"]
    return options
