"""Formulas on feedback's and Formgrader's pages: MathML, whatever a student writes, offline."""

import re
from html import escape

import nbformat
import pytest
from bs4 import BeautifulSoup
from nbconvert.exporters import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.server_extensions.formgrader import handlers
from traitlets.config import PyFileConfigLoader

from autograder.authoring.assignment import assignments
from autograder.bounded import bounded
from autograder.grading import formulas
from tests.cells import ROOT

BOOTSTRAP = "node_modules/bootstrap/dist/css"
FETCHES = "[src], link, iframe, object, embed, script"
NBGRADER = {"notebook": "lab", "score": 1, "max_score": 2, "late_penalty": 0}
ELSEWHERE = re.compile(r"@import|url\(\s*['\"]?(?:https?:)?//")


def page(template: str, *cells) -> BeautifulSoup:
    """Cells on a page as nbgrader makes it under the course's settings."""
    config = PyFileConfigLoader("nbgrader_config.py", path=str(ROOT)).load_config()
    config.HTMLExporter.template_name = template
    config.HTMLExporter.extra_template_paths = [f"{handlers.static_path}/{BOOTSTRAP}"]
    resources = {"nbgrader": NBGRADER, "base_url": "", "index": 0, "total": 1}
    exporter = HTMLExporter(config=config)
    html, _ = exporter.from_notebook_node(new_notebook(cells=list(cells)), resources)
    return BeautifulSoup(html, "html.parser")


TEXT = new_markdown_cell(
    "Here $a<b$, and\n\n$$\\begin{aligned}a &= \\bar W\\\\ b &= 2\\end{aligned}$$\n\n"
    "<details><summary>Is $z$ one?</summary>\n\n`$not$`\n\n</details>"
)


def test_feedback_holds_all_it_needs():
    shown = page("feedback", TEXT)
    assert [
        tag for tag in shown.select(FETCHES) if not tag.get("src", "").startswith("data:")
    ] == []
    assert ELSEWHERE.findall("".join(map(str, shown.find_all("style")))) == []


def test_formgrader_asks_its_own_server_only():
    addresses = [
        tag.get("src") or tag.get("href") or "" for tag in page("formgrade", TEXT).select(FETCHES)
    ]
    assert addresses and [at for at in addresses if at and not at.startswith("/formgrader/")] == []


@pytest.mark.parametrize("template", ["feedback", "formgrade"])
def test_formulas_are_mathematics(template):
    shown = page(template, TEXT)
    inline, display, folded = shown.find_all("math")
    assert inline.text == "a<b" and folded.parent.name == "summary"
    assert display["display"] == "block" and len(display.find_all("mtr")) == 2
    assert shown.find("code", string="$not$")


def test_every_formula_of_the_course_is_mathematics():
    """Also those of the references: Formgrader shows the full answer of a question in words."""
    texts = {
        cell.source
        for each in assignments(ROOT)
        for path in (each.release, each.reference)
        for cell in nbformat.read(path, 4).cells
        if cell.cell_type == "markdown" and "$" in cell.source
    }
    for text in texts:
        shown = BeautifulSoup(formulas.markdown2html({}, text), "html.parser")
        for tag in shown.find_all(["code", "math", "pre"]):
            tag.clear()
        assert not re.search(r"\$|\\[a-z(\[]", shown.text), shown.text


@pytest.mark.parametrize(
    "formula",
    [
        "$\\nonsense{x}$",
        "$x^2^3$",
        "$\\frac$",
        "$}$",
        "$\\href{javascript:X}{x}$",
        "$\\def\\a{\\a\\a}\\a$",
        f"$x{'+x' * formulas.MAX_FORMULA}$",
        f"${'x' * formulas.MAX_FORMULA}$",
        "$\ud800$",
        "\\begin{nonsense}x\\end{nonsense}",
    ],
)
def test_what_is_no_formula_stays_text(formula):
    assert formulas.typeset(f"<p>{escape(formula)} $y$</p>") == (
        f"<p>{escape(formula)} <math><mi>y</mi></math></p>"
    )


@pytest.mark.parametrize(
    "formula",
    [
        "<script>X</script>",
        "\\text{<script>X</script><img src=x onerror=X>}",
        "\\text{</mtext></math><img src=x onerror=X>}",
        "\\color{red;position:fixed}x",
        "\\kern-90em x",
        "\\hspace{9000em} x",
        "\\raisebox{90em}{x}",
        "\\begin{equation}x\\label{a}\\end{equation}",
        "{" * 2000 + "}" * 2000,
        "x^{" * 1000 + "y" + "}" * 1000,
    ],
)
def test_a_formula_shows_something_and_does_nothing_else(formula):
    made = BeautifulSoup(formulas.typeset(f"<p>${escape(formula)}$</p>"), "html.parser")
    assert {tag.name for tag in made.find_all(True)} <= {"p", "span"} | formulas._ELEMENTS
    values = [value for tag in made.find_all(True) for value in map(str, tag.attrs.values())]
    assert not re.search(r"fixed|-\d|\d\dem|X", " ".join(values)), values
    assert not any(set(tag.attrs) & {"id", "href", "voffset"} for tag in made.find_all(True))


def test_more_formulas_than_anybody_writes_stay_text():
    made = formulas.typeset("$x$" * (formulas.MAX_FORMULAS + 2))
    assert made.count("<math>") == formulas.MAX_FORMULAS and made.endswith("$x$$x$")


def test_outputs_hold_mathematics_too():
    data = {"text/latex": "$\\displaystyle \\frac{x}{2}$", "text/plain": "x/2"}
    table = {"text/html": "<table><td>$\\sigma$</td><td>5 < 6</td></table>", "text/plain": ""}
    outputs = [new_output("display_data", each) for each in (data, table)]
    shown = page("feedback", new_code_cell("x / 2", outputs=outputs))
    fraction, letter = shown.find_all("math")
    assert fraction.find("mfrac") and letter.parent.name == "td"


def test_text_that_is_a_formula_nowhere_is_searched_in_good_time():
    """Each opening would else look through all that follows: minutes for a page."""
    text = "$$x \\" * 130_000
    assert bounded(formulas.typeset, f"<p>{text}</p>", seconds=60, cpu=8).startswith("<p>$")
