"""IPython without a kernel: runs cells in the child and keeps what they show, within bounds."""

from __future__ import annotations

import builtins
import io
import sys
import types
from functools import cache
from typing import Any

from IPython.core.compilerop import CachingCompiler
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

SHOWN = ("text/plain", "text/html", "text/markdown", "text/latex", "image/png", "image/jpeg",
         "image/svg+xml")  # fmt: skip
IMAGES = 10
"""Times the bound on text that the pictures of one cell may take."""


class Outputs:
    """What one cell shows, as nbformat's outputs; beyond the bound it is only counted."""

    bound = 0

    def __init__(self):
        self.start()

    def start(self) -> None:
        """Forget everything."""
        self.items: list[dict[str, Any]] = []
        self.text, self.pictures, self.cut = 0, 0, 0

    def stream(self, name: str, text: str) -> None:
        kept = text[: max(0, self.bound - self.text)]
        self.text += len(text)
        self.cut += len(text) - len(kept)
        if not kept:
            return
        last = self.items[-1] if self.items else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["parts"].append(kept)
        else:
            self.items.append({"output_type": "stream", "name": name, "parts": [kept]})

    def show(self, kind: str, data: dict, metadata: dict) -> None:
        kept = {k: v for k, v in data.items() if k in SHOWN and isinstance(v, str | bytes)}
        kept = {k: v if isinstance(v, str) else _base64(v) for k, v in kept.items()}
        size = sum(map(len, kept.values()))
        if self.pictures + size > IMAGES * self.bound or len(self.items) > 200:
            self.cut += size
            return
        self.pictures += size
        self.items.append({"output_type": kind, "data": kept, "metadata": {}})

    def error(self, name: str, text: str, lines: list[str]) -> None:
        lines = [line[:20_000] for line in lines[:100]]
        self.items.append(
            {"output_type": "error", "ename": name, "evalue": text[:2000], "traceback": lines}
        )

    def taken(self) -> list[dict[str, Any]]:
        """All outputs so far, with a line about what was cut."""
        for item in self.items:
            if "parts" in item:
                item["text"] = "".join(item.pop("parts"))
        if self.cut:
            text = f"\n… {self.cut} more characters of output are not kept.\n"
            self.items.append({"output_type": "stream", "name": "stdout", "text": text})
        return self.items


def _base64(data: bytes) -> str:
    import base64

    return base64.b64encode(data).decode()


class Stream(io.TextIOBase):
    """Standard output or error of the student's code."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs):
        self._name, self._outputs = name, outputs

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._outputs.stream(self._name, text)
        return len(text)


class _Compiler(CachingCompiler):
    """Gives each cell a file name that says which it is."""

    current = "?"

    def get_code_name(self, raw_code, transformed_code, number):
        return f"<cell {self.current}>"


class _Hook(DisplayHook):
    shell: Shell

    def write_output_prompt(self):
        pass

    def write_format_data(self, format_dict, md_dict=None):
        self.shell.outputs.show("execute_result", format_dict, md_dict or {})

    def finish_displayhook(self):
        pass


class _Publisher(DisplayPublisher):
    shell: Shell

    def publish(self, data, metadata=None, source=None, **kwargs):
        self.shell.outputs.show("display_data", data, metadata or {})

    def clear_output(self, wait=False):
        self.shell.outputs.start()


class Shell(InteractiveShell):
    """The student's shell."""

    outputs: Outputs
    compile: _Compiler
    compiler_class = _Compiler

    def __init__(self, outputs: Outputs, **kwargs):
        self.outputs = outputs
        super().__init__(displayhook_class=_Hook, display_pub_class=_Publisher, **kwargs)
        self.system = self.system_piped  # type: ignore[method-assign]

    def init_io(self) -> None:
        """Leave the standard streams as they are."""

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.error(etype.__name__, _safe(evalue), list(stb))

    def enable_gui(self, gui=None):
        """There is no window to open."""


def _safe(error: BaseException) -> str:
    try:
        return str(error)
    except Exception:
        return ""


@cache
def prepared() -> Shell:
    """The shell that children take over, made where it is first asked for: in the warm process.

    Making one takes a child as long as three snapshots, and the first error shown in one as long as
    twenty, so another has shown one before.
    """
    run(_made(), 0, "raise ValueError")
    for name in ("last_type", "last_value", "last_traceback", "last_exc"):
        vars(sys).pop(name, None)
    return _made()


def _made() -> Shell:
    """A shell in a new `__main__`."""
    module = types.ModuleType("__main__")
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    config.InteractiveShell.enable_tip = False
    Shell.clear_instance()
    return Shell.instance(
        outputs=Outputs(), user_module=module, user_ns=module.__dict__, config=config
    )


def taken_over(bound: int) -> Shell:
    """The shell of this process: its output is captured within a bound, and there is no input."""
    shell = prepared()
    shell.outputs.bound = bound
    InteractiveShell._instance = shell  # type: ignore[assignment]
    sys.modules["__main__"] = shell.user_module
    sys.stdout, sys.stderr = Stream("stdout", shell.outputs), Stream("stderr", shell.outputs)

    def no_input(*_args, **_kwargs):
        raise RuntimeError("input() cannot be answered while the notebook is graded")

    builtins.input = no_input
    return shell


def run(shell: Shell, number: int, source: str) -> tuple[bool, list[dict[str, Any]]]:
    """Run a cell; whether it ran to its end, and its outputs."""
    shell.outputs.start()
    shell.compile.current = str(number)
    result = shell.run_cell(source, store_history=True)
    return bool(result.success), shell.outputs.taken()
