"""What a page may show of a student's: markdown, HTML, SVG and outputs are cleaned."""

import base64
import json
import re

import pytest
from nbconvert import HTMLExporter
from nbformat.v4 import new_markdown_cell, new_notebook

from autograder.grading import clean, untrusted
from autograder.sandbox.limits import Limits
from tests.grading.submitted import PNG


@pytest.mark.parametrize(
    "source",
    [
        "<script>X</script> a",
        "[x](javascript:X)",
        '<a href="&#106;avascript:X">x</a>',
        "![x](http://X/y.png)",
        "![x](/X.png)",
        "<img src=p.png onerror=X>",
        "<div>\n\n*a* <img src=x onerror=X></div>",
        "```mermaid\n<img src=x onerror=X>\n```",
        "<form action=X><input name=X></form>",
        "<svg onload=X></svg>",
        '<b id="00-01-test" style="position: fixed; background: url(//X)">b</b>',
        "[a]: javascript:X\n\n[a]",
        "<style>@import 'X'</style>",
        "<!--><img src=x onerror=X>-->",
    ],
)
def test_markdown_that_runs_or_fetches_something_does_not_stay(source):
    made, _ = clean.markdown(source, {})
    assert made != source
    page, _ = HTMLExporter(template_name="basic").from_notebook_node(
        new_notebook(cells=[new_markdown_cell(made)])
    )
    assert "X" not in page and "position" not in page


@pytest.mark.parametrize(
    "source",
    [
        "$a<b$ and `x<y`, *so* $$\\begin{pmatrix}1&2\\end{pmatrix}$$",
        "# Head\n\n- [x] done\n- [ ] not\n\n| a | b |\n|---|---|\n| 1 | 2 |",
        "```python\nfor i in range(3): print('<b>')\n```\n<br> [a](https://x.org) <https://x.org>",
        "![a](attachment:a.png) ![b](b.png) <img src='attachment:a.png' width=30>",
        "<details><summary>s</summary><b style='color: red'>t</b></details>",
    ],
)
def test_honest_markdown_stays_as_it_is(source):
    if "<img" in source:  # nbconvert does not show this one; JupyterLab does
        source = source.partition("<img")[0]
    made, lacking = clean.markdown(source, {"a.png": {"image/png": PNG}})
    assert made == source and not lacking


def test_a_mention_of_a_picture_costs_its_size():
    picture = {"a": {"image/png": "A" * 1_000_000}}
    with pytest.raises(clean.TooLarge):
        clean.markdown("![x](attachment:a) " * 50, picture)


def test_html_keeps_text_and_pictures_and_nothing_that_acts():
    from convnet.plots.picture import figure_html

    kept = clean.page(figure_html(b"\x89PNG\r\n\x1a\n", "a < b", (3, 4)))
    assert "data:image/png;base64,iVBOR" in kept and "a &lt; b" in kept and "max-width" in kept
    table = '<table class="dataframe"><tr><th>a</th></tr></table>'
    assert 'class="dataframe"' in clean.page(table)
    bad = (
        "<script>X</script><b onclick=X style='margin: -50px' class='modal full-credit'>t</b>"
        "<iframe src=X></iframe><a href=page.html>p</a><object data=X></object><base href=X>"
    )
    assert clean.page(bad) == "<b>t</b><a>p</a>"


def test_an_attribute_at_which_a_filter_fails_is_dropped(monkeypatch):
    monkeypatch.setattr(clean, "_LINK", None)
    assert clean.page('<a href="https://x.org">x</a>') == "<a>x</a>"


def test_svg_is_drawn_and_does_nothing():
    import io

    from matplotlib.figure import Figure

    figure, file = Figure(), io.StringIO()
    figure.subplots().plot([1, 2])
    figure.savefig(file, format="svg")
    made = clean.drawing(file.getvalue())
    assert made.count("<path") == file.getvalue().count("<path") and "clip-path" in made
    bad = (
        '<svg onload="X"><script>X</script><image href="//X"/><a href="X"><path d="M0"/></a></svg>'
    )
    made = clean.drawing(bad)
    assert "X" not in made and "<path" in made
    assert clean.drawing("no drawing") is None


def test_a_drawing_in_a_link_is_drawn_and_does_nothing():
    """The course's own pictures stand so in a page that was saved."""

    def page(svg):
        link = base64.b64encode(svg.encode()).decode()
        return clean.page(f'<img alt="a" src="data:image/svg+xml;base64,{link}">')

    kept = page('<svg onload="X"><script>X</script><image href="//X"/><path d="M0 1"/></svg>')
    [link] = re.findall('base64,([^"]*)', kept)
    made = base64.b64decode(link).decode()
    assert "X" not in made and '<path d="M0 1">' in made
    assert page("no drawing") == '<img alt="a">'
    assert clean.page('<img src="data:image/svg+xml;base64,A">') == "<img>"


def test_outputs_are_of_few_kinds_and_clean():
    shown = {
        "text/html": "<script>X</script><b>t</b>", "image/png": "X", "application/javascript": "X",
        "text/plain": "\x1b]0;t\x07 at 0x7f1234567890 \ud800", "text/markdown": "X",
    }  # fmt: skip
    given = [
        {"output_type": "display_data", "data": shown},
        {"output_type": "stream", "name": "stdout", "text": "\x1b[31mred\x1b[0m\x1b[2J"},
        {"output_type": "error", "ename": "E\nF", "evalue": "\ud800", "traceback": ["\x1b[2Jt"]},
    ]
    made = list(untrusted.outputs(given, Limits()))
    assert untrusted.cleaned([made])
    assert made[0]["data"] == {
        "text/html": "<b>t</b>",
        "text/plain": " at … \N{REPLACEMENT CHARACTER}",
    }
    assert made[1]["text"] == "\x1b[31mred\x1b[0m"
    assert made[2]["ename"] == "E F" and made[2]["traceback"] == ["t"]
    json.dumps(made, ensure_ascii=False).encode()
