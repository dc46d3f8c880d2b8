"""Interactive pictures that need no kernel: an image of the first state, and a script beside it.

The pictures are written in `figures/` and built into `convnet/static/`. Where scripts may run
(JupyterLab, a reopened notebook, nbconvert's HTML, a page on the web) the picture lives; elsewhere
its image stays, with its sentence.

`python -m convnet.pictures FILE` writes a page with all of them.
"""

from __future__ import annotations

import base64
import json
import sys
from functools import cache
from html import escape
from pathlib import Path

STATIC = Path(__file__).parent / "static"
WIDTH = 720


class Picture:
    """A picture as a notebook shows it.

    Attributes
    ----------
    name, title, description : str
        Its name in `figures/`, its title, and a sentence that says what its first state shows.
    """

    def __init__(self, name: str):
        known = listed()
        if name not in known:
            raise ValueError(f"there is no picture {name!r}; there are {', '.join(known)}")
        self.name, self.title = name, known[name]["title"]
        self.description = known[name]["sentence"]

    def __repr__(self) -> str:
        return self.description

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html(), "text/plain": self.description}

    def html(self, alone: bool = True) -> str:
        """The image with its sentence, and the script that puts the live picture in its place.

        Parameters
        ----------
        alone : bool
            With all that the script needs; otherwise the page has it, see `shared`.
        """
        words = escape(self.description)
        # In lines of 76 characters: programs that search in outputs are slow on a long one.
        source = base64.encodebytes(_text(f"{self.name}.svg").encode()).decode().strip()
        return (
            f'<figure class="cn" style="margin: 0; max-width: {WIDTH}px">'
            f'<img alt="{words}" width="{WIDTH}" style="max-width: 100%; height: auto"'
            f' src="data:image/svg+xml;base64,{source}">'
            f'<figcaption aria-hidden="true" style="line-height: 1.4">{words}</figcaption>'
            f"<script>{self._script(alone)}</script></figure>"
        )

    def _script(self, alone: bool) -> str:
        # One function, run at once: nothing of it is seen by the page's other scripts.
        start = "runtime.mount(picture.default, document.currentScript);"
        parts = _parts(self.name) if alone else _text(f"{self.name}.js")
        return "(() => {\n" + parts + start + "\n})();"


def show(name: str) -> Picture:
    """The picture of this name, as the last line of a cell.

    Parameters
    ----------
    name : str
        A module of `figures/`, for example "connections_2d".
    """
    return Picture(name)


@cache
def listed() -> dict[str, dict]:
    """Title, height and sentence of each picture by its name."""
    return json.loads(_text("pictures.json"))


def module(name: str) -> str:
    """The script of a picture for anywidget's `_esm`, where Python reads or gives its state."""
    return _parts(name) + "export default runtime.widget(picture.default);\n"


def page() -> str:
    """An HTML page with all pictures, which needs no kernel and no other file."""
    pictures = "".join(
        f"<section><h2>{escape(show(name).title)}</h2>{show(name).html(alone=False)}</section>\n"
        for name in listed()
    )
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        "<title>Pictures of the course</title><style>:root { color-scheme: light dark }"
        "body { max-width: 720px; margin: 2em auto; padding: 0 1em; font-family: system-ui,"
        " sans-serif; background: light-dark(#ffffff, #111111); color: light-dark(#1f1f1f, #ececec)"
        " } section { margin-bottom: 4em }</style>"
        f"<script>{shared()}</script></head>\n<body><h1>Pictures of the course</h1>\n"
        f"{pictures}</body></html>\n"
    )


def shared() -> str:
    """What the pictures of a page need besides themselves, once: the runtime and all data."""
    files = [
        "runtime",
        *sorted({file for each in listed().values() for file in each.get("data", [])}),
    ]
    return "".join(_text(f"{file}.js") for file in files)


def _parts(name: str) -> str:
    """What all pictures share, the data that this one needs, and itself."""
    files = "runtime", *listed()[name].get("data", []), name
    return "".join(_text(f"{file}.js") for file in files)


@cache
def _text(name: str) -> str:
    return (STATIC / name).read_text(encoding="utf-8")


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(page(), encoding="utf-8")
    print(f"{len(listed())} pictures in {target}")
