"""Formulas as MathML, made when a page is written: browsers show it without a script or a network.

`nbgrader_config.py` names what is here for feedback and for Formgrader's pages, docs/site/conf.py
for the course's site. A student's formula may hold anything: where it is none that math-core knows
it stays the text that it was, and of what is made only the elements named here are kept.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from html import escape
from pathlib import Path

import nh3
from bs4 import BeautifulSoup, NavigableString
from jinja2 import pass_context
from jinja2.runtime import Context
from math_core import LatexError, LatexToMathML
from nbconvert.exporters import HTMLExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.preprocessors import Preprocessor
from nbformat import NotebookNode

from autograder.grading.clean import safely, words

STYLES = [
    Path(__file__).with_name("templates") / "base" / name for name in ("font.css", "formulas.css")
]
"""A font and how formulas stand; the template beside them brings them where nbconvert's of the same
name loads MathJax."""

MAX_FORMULA = 5000
"""Characters of a formula, and a tenth of those of its MathML; the course's longest has 605."""
FAR = 4 * MAX_FORMULA
"""How far the end of a formula is looked for: text full of beginnings would else take minutes."""
MAX_FORMULAS = 500
"""Formulas of a cell or an output; more stay text."""

_CONVERTER = LatexToMathML(fancy_error=False, allow_unreliable_rendering=True, max_expansions=100)
_ENVIRONMENT = r"(?:equation|align(?:ed|at)?|gather(?:ed)?|multline|cases|array|[pbBvV]?matrix)\*?"
_FORMULA = re.compile(
    rf"""
      \$\$ (?P<display> (?: [^$\\] | \\. | \$(?!\$) ){{1,{FAR}}} ) \$\$
    | (?<!\\) \$ (?P<inline> (?: [^$\\] | \\. ){{1,{FAR}}} ) \$
    | \\\[ (?P<brackets> (?: (?!\\[\[\]]). ){{1,{FAR}}} ) \\\]
    | \\\( (?P<parentheses> (?: (?!\\[()]). ){{1,{FAR}}} ) \\\)
    | (?P<environment> \\begin\{{(?P<name>{_ENVIRONMENT})\}}
        (?: (?!\\(?:begin|end)\{{(?P=name)\}}). ){{0,{FAR}}} \\end\{{(?P=name)\}} )
    """,
    re.DOTALL | re.VERBOSE,
)
"""The delimiters that JupyterLab knows."""
_VERBATIM = ["code", "math", "pre", "script", "style", "svg", "textarea"]

_ELEMENTS = words(
    "math menclose mfrac mi mn mo mover mpadded mphantom mroot mrow mspace msqrt msub msubsup msup "
    "mtable mtd mtext mtr munder munderover"
)
_ATTRIBUTES = words(
    "accent accentunder display displaystyle form linethickness lspace mathvariant maxsize minsize "
    "notation rspace scriptlevel stretchy style width"
)
_LENGTHS = {"linethickness", "lspace", "maxsize", "minsize", "rspace", "width"}
_LENGTH = re.compile(r"\d(\.\d+)?(em)?")
_STYLE = re.compile(
    r"((text-align|justify-items|padding-\w+|border-\w+|width|color): ?[\w.#% ]{1,30};?)+"
)


def typeset(html: str) -> str:
    """HTML with MathML in place of the formulas in its text."""
    if not _FORMULA.search(html):
        return html
    soup, left = BeautifulSoup(html, "html.parser"), MAX_FORMULAS
    for text in soup.find_all(string=_FORMULA):
        if type(text) is not NavigableString or text.find_parent(_VERBATIM):
            continue
        made, end = "", 0
        for found in _FORMULA.finditer(text):
            left -= 1
            if left < 0:
                break
            made += escape(text[end : found.start()]) + _in_place_of(found)
            end = found.end()
        text.replace_with(BeautifulSoup(made + escape(text[end:]), "html.parser"))
    return str(soup)


def _in_place_of(found: re.Match[str]) -> str:
    """A formula with its delimiters as MathML, or as it was."""
    inline = found["inline"] or found["parentheses"]
    try:
        formula = inline or found["display"] or found["brackets"] or found["environment"]
        return mathml(formula, display=not inline)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # a panic of Rust's is no Exception
        return escape(found[0])


@lru_cache(maxsize=4096)
def mathml(formula: str, display: bool) -> str:
    """A formula, without its delimiters, as MathML that shows something and does nothing else.

    Raises
    ------
    ValueError
        It is none.
    """
    if len(formula) > MAX_FORMULA:
        raise ValueError(f"a formula of {len(formula):,} characters")
    try:
        made = _CONVERTER.convert_with_local_state(formula, displaystyle=display)
    except LatexError as error:
        raise ValueError(f"{error} in {formula}") from error
    if len(made) > 10 * MAX_FORMULA:
        raise ValueError(f"the MathML of {formula} is too long")
    made = nh3.clean(
        made, tags=_ELEMENTS, attributes={"*": _ATTRIBUTES}, attribute_filter=safely(_kept)
    )
    return f'<span class="formula">{made}</span>' if display else made


def _kept(_element: str, attribute: str, value: str) -> str | None:
    """The value that an attribute keeps: nothing is moved over what stands beside it."""
    if attribute == "style":
        return value if _STYLE.fullmatch(value) else None
    if attribute in _LENGTHS:
        return value if _LENGTH.fullmatch(value) else None
    return value


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter()


@pass_context
def markdown2html(context: Context, source: str) -> str:
    """nbconvert's filter of this name, with formulas typeset."""
    return typeset(_exporter().markdown2html(context, source))


class Outputs(Preprocessor):
    """Typesets formulas in outputs: LaTeX, and HTML such as a table's."""

    def preprocess_cell(
        self, cell: NotebookNode, resources: ResourcesDict, cell_index: int
    ) -> tuple[NotebookNode, ResourcesDict]:
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if "text/html" in data:
                data["text/html"] = typeset(data["text/html"])
            elif "text/latex" in data:
                data["text/html"] = typeset(f"<p>{escape(data['text/latex'])}</p>")
        return cell, resources
