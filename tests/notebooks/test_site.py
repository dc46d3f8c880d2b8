"""The site: what a visitor reads, and what no visitor may."""

import re
from html.parser import HTMLParser
from urllib.parse import unquote

import nbformat
import pytest

from autograder.authoring import site
from autograder.authoring.assignment import assignments
from tests.notebooks.toy import ROOT


def cell(name, source, output=None, **nbgrader):
    metadata = {"nbgrader": {"grade_id": name, **nbgrader}} if nbgrader else {}
    made = nbformat.v4.new_code_cell(source, metadata=metadata, id=name)
    if output:
        made.outputs = [nbformat.v4.new_output("stream", text=output)]
    return made


GRADED = {"grade": True, "solution": False, "locked": True}
SOLVED = {"grade": False, "solution": True, "locked": False}


def test_outputs_come_from_cells_that_are_no_exercise_and_alike_in_both():
    release = nbformat.v4.new_notebook(
        cells=[
            cell("03-figure-a", "draw()"),
            cell("03-01-solution", "x = 1", **SOLVED),
            cell("03-01-test", "check(x)", **GRADED),
            cell("03-demo", "show(1)"),
        ]
    )
    reference = nbformat.v4.new_notebook(
        cells=[
            cell("03-figure-a", "draw()", "a picture"),
            cell("03-01-solution", "x = 1", "the answer", **SOLVED),
            cell("03-01-test", "check(x)", "hidden checks", **GRADED),
            cell("03-demo", "show(2)", "of another cell"),
        ]
    )
    shown = site.page(release, reference)
    assert [[o.text for o in each.outputs] for each in shown.cells] == [["a picture"], [], [], []]
    assert [each.metadata["tags"] for each in shown.cells] == [[], [], ["hide-input"], []]
    assert release.cells[0].outputs == []


def test_every_page_of_docs_is_on_the_site_and_links_to_what_is_there():
    """Sphinx finds the same in the slow test; a new page should not have to wait for that."""
    docs = ROOT / "docs"
    assert sorted(path.stem for path in docs.glob("*.md")) == sorted(site.ABOUT)
    for path in docs.rglob("*.md"):
        for link in re.findall(r"\]\(([^)#]+)", path.read_text("utf-8")):
            if re.match(r"[a-z]+:", link):
                continue
            target = (path.parent / link).resolve()
            on_site = any(
                target.is_relative_to(ROOT / each) for each in ("docs", "course", "solutions")
            )
            assert target.exists() and on_site, f"{path.name}: {link}"


class Links(HTMLParser):
    """The addresses and the anchors of a page."""

    def __init__(self, text):
        super().__init__()
        self.links, self.anchors = set(), set()
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        for name, value in attributes:
            if name == "id":
                self.anchors.add(value)
            elif name in ("href", "src") and value and not re.match(r"[a-z]+:|//", value):
                self.links.add(unquote(value))


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    target = tmp_path_factory.mktemp("site")
    assert site.build(target, "https://github.com/somebody/course") == 0
    pages = (path for path in target.rglob("*.html") if "_static" not in path.parts)
    return {path: path.read_text("utf-8") for path in pages}


@pytest.mark.slow
def test_every_link_of_the_site_leads_somewhere(built):
    pages = {path.resolve(): Links(text) for path, text in built.items()}
    missing = []
    for path, page in pages.items():
        for link in page.links:
            file, _, anchor = link.partition("#")
            target = (path.parent / file.partition("?")[0]).resolve() if file else path
            if not target.exists():
                missing.append(f"{path.name}: {link}")
            elif anchor and target in pages and anchor not in pages[target].anchors:
                missing.append(f"{path.name}: no anchor {link}")
    assert missing == []


@pytest.mark.slow
def test_pages_hold_the_notebooks_with_live_pictures_and_no_solution(built):
    by_name = {path.stem: text for path, text in built.items()}
    for each in assignments(ROOT):
        text = by_name[each.name]
        assert "NotImplementedError" in text and "hidden checks follow" in text
        assert "runtime.mount(picture.default" in text, "pictures that need no kernel live"
        for secret in ("BEGIN SOLUTION", "BEGIN HIDDEN", "check.hidden(", "edit(&quot;"):
            assert secret not in text, f"{each.id}: {secret}"
        assert "colab.research.google.com" in text and "mybinder.org" in text
    assert "digit_pad" in by_name["index"] or "draw a digit here" in by_name["index"]
    assert "convnet.layers.Conv2d" in by_name["api"]


@pytest.mark.slow
def test_pages_show_formulas_without_asking_another_host(built, browser):
    notebooks = {each.name for each in assignments(ROOT)}
    asked: list[str] = []
    with browser.new_page() as page:
        page.on("request", lambda request: asked.append(request.url))
        for path in built:
            page.goto(path.as_uri())
            if path.stem in notebooks:
                page.evaluate("document.fonts.ready")
                assert "Course formulas" in page.evaluate(LOADED), path.stem
                heights = page.locator("math").evaluate_all(HEIGHTS)
                assert len(heights) > 20 and max(heights) > 30, path.stem
                assert page.locator("p", has_text=re.compile(r"\$|\\[a-z]")).count() == 0, path.stem
    assert len(asked) > len(built)
    assert [address for address in asked if not re.match("file:|data:|blob:", address)] == []


LOADED = "[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family).join()"
"""The fonts that a page uses."""
HEIGHTS = "all => all.map(formula => formula.getBoundingClientRect().height)"
