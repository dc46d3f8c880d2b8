"""The interactive pictures as Python shows them: built, whole, alive and dead."""

import base64
import gzip
import re
from html import unescape

import pytest

from convnet import pictures
from tests.pictures import FIGURES, node

NAMES = sorted(pictures.listed())


def test_every_source_is_built_and_nothing_else_is_there():
    sources = {path.stem for path in FIGURES.glob("*.js")}
    assert set(NAMES) == sources
    built = {f"{name}.{kind}" for name in sources for kind in ("js", "svg")}
    there = {path.name for path in pictures.STATIC.iterdir()}
    data = {f"data_{path.name}" for path in (FIGURES / "data").glob("*.js")}
    assert there == built | data | {"runtime.js", "pictures.json"}


def test_what_is_committed_is_what_the_sources_give_byte_by_byte(tmp_path):
    node("build.mjs", str(tmp_path))
    for built in tmp_path.iterdir():
        assert built.read_bytes() == (pictures.STATIC / built.name).read_bytes(), (
            f"{built.name} is not what figures/ gives: make pictures"
        )


def test_the_pictures_own_tests_pass():
    files = [str(path.relative_to(FIGURES)) for path in FIGURES.glob("tests/*.test.js")]
    said = node("--test", "--test-reporter=tap", *files)  # newer releases take no folder
    assert re.search(r"^# fail 0$", said, re.MULTILINE)
    assert int(re.search(r"^# pass (\d+)$", said, re.MULTILINE)[1]) > 7 * len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_an_image_with_its_sentence_and_a_script_beside_it(name):
    data = pictures.show(name)._repr_mimebundle_()
    html, sentence = data["text/html"], data["text/plain"]
    assert unescape(re.search(r'<img alt="([^"]*)"', html)[1]) == sentence
    source = re.search(r'src="data:image/svg\+xml;base64,([^"]*)"', html)[1]
    svg = base64.b64decode(source).decode()
    assert svg == (pictures.STATIC / f"{name}.svg").read_text(encoding="utf-8")
    assert html.count("<script>") == html.count("</script") == 1
    assert max(map(len, source.split("\n"))) <= 76


@pytest.mark.parametrize("name", NAMES)
def test_a_still_picture_needs_nothing_from_its_page(name):
    """Other renderers know no variables, two views must not share an id, a title is a tooltip."""
    svg = (pictures.STATIC / f"{name}.svg").read_text(encoding="utf-8")
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 ')
    assert (
        re.findall(r"var\(|<title|\bid=|class=|href=\"(?!data:)|<style|<foreignObject", svg) == []
    )


def test_an_unknown_name_says_which_there_are():
    with pytest.raises(ValueError, match=r"no picture 'conections'; there are .*connections_1d"):
        pictures.show("conections")


def test_the_page_holds_all_pictures_and_asks_for_no_other_file(tmp_path):
    page = pictures.page()
    assert page.count('<figure class="cn"') == len(NAMES)
    assert re.findall(r'(?:src|href)="(?!data:)[^"]*"', page) == []


def test_the_page_says_once_what_its_pictures_share():
    page = pictures.page()
    assert page.count("var runtime=") == page.count("var data_lenet=") == 1


def test_all_pictures_together_are_small():
    """The budget of issue 15 is 150 kB, LeNet's weights apart."""
    weights = pictures.STATIC / "data_lenet.js"
    others = sorted(path for path in pictures.STATIC.glob("*.js") if path != weights)
    assert len(gzip.compress(b"".join(path.read_bytes() for path in others), 9)) < 128_000
    assert len(gzip.compress(weights.read_bytes(), 9)) < 75_000


def test_a_script_is_one_function_that_leaves_no_name_behind():
    script = re.search(r"<script>(.*)</script>", pictures.show(NAMES[0]).html(), re.DOTALL)[1]
    assert script.startswith("(() => {") and script.endswith("})();")
    assert "import(" not in script and "type=module" not in script
