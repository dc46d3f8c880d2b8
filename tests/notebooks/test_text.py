"""What a notebook's text promises its reader: one notation, boxes that name their lecture, length.

A rule takes the text of a notebook and yields what breaks it, so each rule is also tried on a
planted fault. Rules hold what can be held of a text without understanding it; reading it aloud is
still needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from autograder.authoring import source
from autograder.authoring.assignment import assignments
from autograder.cells import cell_name, role
from tests.notebooks.toy import ROOT

LENGTH = 6000
"""Words that a reader meets unfolded in one notebook, at most."""

LECTURES = {
    "Y": "York EECS 4422/5323 unit 8",
    "T": "Toronto CSC2515 lecture 6",
    "M": "MIT 6.869 lecture 7",
    "V": "van der Maaten, convolutional networks part 1",
    "B": "Innsbruck 703142 lecture 11",
}
"""The lectures' letters and full names."""

VERBATIM = (
    "3 layer perceptron",  # Y, perceptron
    "usually 3",  # B, neural networks
    "no more expressive than linear regression",  # T, linear layers
    "Write the equations of a two-layer network",  # T, question
    "Exercise!",  # T, calculus-class derivation
    "maximizing −log likelihood",  # B, neural networks
    "Deham",  # Y, historical remark
    "∂C/∂W = e h",  # V, back-propagation
    "soft ReLU",  # T, activation functions
    "discrete convolution",  # V, convolution
    "interchangeably",  # V, the footnote there
    "is exactly a convolution at k",  # Y, looking under the hood
    "What does this filter do?",  # T, four times
    "what would go wrong?",  # V, multilayer networks
    "Why?",  # V, mini-batch SGD
    "the maximal argument",  # T, pooling
    "a small step in the direction of the loss gradient",  # V, gradient descent
    "explaining away",  # Y and M, role of normalization
    "drop in performance",  # M, ablation
)
"""What is known word for word of the lectures' text; a part of it may be quoted too."""

FOLD = re.compile(r"<details>\s*<summary>(.*?)</summary>(.*?)</details>", re.DOTALL)
MATHS = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
QUOTED = re.compile(r'"([^"\n]+)"|“([^”\n]+)”|„([^“\n]+)“')
REFERENCES = re.compile(
    r"^(\*\*|#+ |<details><summary>)(References|Further reading)\b.*", re.MULTILINE | re.DOTALL
)
FOREIGN = re.compile(r"\b[TBYMV] (writes|defines)\b")
"""Says that the letters of a lecture follow."""


def written(assignment) -> list[str]:
    """The cells of text that a student gets: all but the model answers."""
    cells = source.read(assignment).cells
    return [
        cell.source
        for cell in cells
        if cell.cell_type == "markdown" and role(cell_name(cell)) != "manual"
    ]


def everything(assignment) -> list[str]:
    """The sources of all cells."""
    return [cell.source for cell in source.read(assignment).cells]


def names(text: str) -> bool:
    """Whether it gives a lecture's full name, or speaks of all of them."""
    plain = text.replace(",", "")
    return "all five" in plain or any(each.replace(",", "") in plain for each in LECTURES.values())


def is_box(fold: re.Match) -> bool:
    """Whether something folded is about the lectures."""
    return names(fold[1]) or bool(re.match(r"\W*Where\b.*\blecture", fold[1]))


def own(cell: str) -> str:
    """What the course says itself: no boxes, nothing if a lecture's letters are announced."""
    if FOREIGN.search(FOLD.sub("", cell)):
        return ""
    return FOLD.sub(lambda fold: "" if is_box(fold) else fold[0], cell)


def prose(cell: str) -> str:
    """Words only: no maths, code, tags or references."""
    for pattern in (CODE, MATHS, REFERENCES, re.compile(r"<[^>]*>")):
        cell = pattern.sub(" ", cell)
    return cell


def near(text: str, match: re.Match) -> str:
    """A place that breaks a rule, with what stands around it."""
    return re.sub(r"\s+", " ", text[max(0, match.start() - 40) : match.end() + 40])


def found(pattern: str, text: str) -> Iterator[str]:
    return (near(text, match) for match in re.finditer(pattern, text))


def layers(cells: list[str]) -> Iterator[str]:
    """A layer is written W^{(l)}: W^2 and δ² are powers, a stroke is a derivative."""
    for cell in map(own, cells):
        for maths in MATHS.findall(cell):
            yield from found(r"(\b[Wb]|\\delta|\\bar\{? ?[Wb]\}?)_?\w*\^\{?[1-9lL]\b", maths)
            yield from found(r"\b[hzvy]\^\{?1\b", maths)
            yield from found(r"\bh'+(?! *[(=])", maths)
        yield from found(r"[Wδ][¹²³]|[hzb]¹", cell)


def indices(cells: list[str]) -> Iterator[str]:
    """Sums, lists and entries begin with 0."""
    for cell in map(own, cells):
        yield from found(r"(\\sum|\\prod|∑|Σ)_\{?\s*[a-z]\s*=\s*1\b", cell)
        yield from found(r"\b[a-km-z] = 1, ?(\\[cl]?dots|…), ?[A-Z]\b(?! *-)", cell)
        for letter in "xwhvtyzpu":
            entries = set(re.findall(rf"(?<![\w\\|]){letter}_\{{?(\d)\b", cell))
            if {"1", "2"} <= entries and "0" not in entries:
                yield f"{letter}_1 and {letter}_2 without {letter}_0: {cell[:50]!r}"


def letters(cells: list[str]) -> Iterator[str]:
    """A letter of the notation has one meaning."""
    tables = re.compile(r"^\|.*", re.MULTILINE)  # they translate
    for cell in (tables.sub("", own(cell)) for cell in cells):
        yield from found(r"\\partial\s*[CEL]\b", cell)  # the cost is J, one example's is ℓ
        yield from found(r"←[^\n]{0,30}\+ ?η|\\leftarrow[^\n$]{0,30}\+ ?\\eta", cell)
        yield from found(r"\$N\$ (inputs|nodes|units)\b", cell)  # N counts examples


def key(cells: list[str]) -> Iterator[str]:
    """Whoever meets T, B, Y, M or V for a lecture has been told which one it is."""
    told: set[str] = set()
    for cell in cells:
        for letter, name in LECTURES.items():
            if re.search(rf"\*\*{letter}\*\*[^\n]{{0,6}}{name.split()[0]}", cell):
                told.add(letter)
        text = QUOTED.sub(" ", prose(cell))
        speaks = r"(?<![\w.*&-])([TBYMV])(?='s|’s| [a-z]+s\b|:|,| (and|or) [TBYMV]\b)"
        for match in re.finditer(speaks, text):
            if match[0] not in told:
                yield near(text, match)


def boxes(cells: list[str]) -> Iterator[str]:
    """What lectures say otherwise is folded, and begins with a lecture's full name."""
    for cell in cells:
        unfolded = FOLD.sub(" ", cell)
        yield from found(r"(\*\*|# )Where (the|two|three|some) lectures?\b", unfolded)
        for fold in FOLD.finditer(cell):
            head = fold[1] + fold[2].strip().partition("\n")[0]
            if is_box(fold) and not names(head):
                yield f"no lecture's full name at its head: {head[:90]!r}"


def quotations(cells: list[str]) -> Iterator[str]:
    """Marks of quotation where a lecture speaks hold the lecture's own words."""
    words = "|".join(["[Ll]ectures?", "[Ss]lides?", *(n.split()[0] for n in LECTURES.values())])
    for cell in cells:
        # Nothing is quoted there.
        cell = re.sub(
            r"(not )?in ((any|none) of )?the lectures|Where the lectures differ", "", cell
        )
        for paragraph in re.split(r"\n\s*\n", REFERENCES.sub("", CODE.sub("`", cell))):
            speaks = rf"\b({words})\b|(?<![\w.$-])[TBYMV]('s)?(?=[\s:,])"
            if not re.search(speaks, QUOTED.sub(" ", MATHS.sub(" ", paragraph))):
                continue
            for match in QUOTED.finditer(re.sub(r'\w+="[^"]*"', "", paragraph)):
                said = next(part for part in match.groups() if part)
                plain = re.sub(r"[$*\\]", "", said).rstrip(".,").strip().lower()
                if not any(re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", v.lower())
                           for v in VERBATIM):  # fmt: skip
                    yield f"not known to be verbatim: {said!r}"


def length(cells: list[str]) -> Iterator[str]:
    """A notebook is read in one sitting or two."""
    words = sum(len(MATHS.sub(" formula ", FOLD.sub(" ", cell)).split()) for cell in cells)
    if words > LENGTH:
        yield f"{words} words unfolded, {words - LENGTH} too many"


def folds(cells: list[str]) -> Iterator[str]:
    """A fold has a summary, and each cell closes what it opens."""
    for cell in cells:
        for tag in ("details", "summary"):
            if cell.count(f"<{tag}>") != cell.count(f"</{tag}>"):
                yield f"<{tag}> and </{tag}> do not match: {cell[:60]!r}"
        yield from found(r"<details>(?!\s*<summary>\s*\w)", cell)


def alternatives(cells: list[str]) -> Iterator[str]:
    """A picture in the text has a text for who does not see it."""
    for cell in cells:
        yield from found(r"!\[\s*\]\(", cell)
        yield from found(r"<img\b(?![^>]*\balt=[\"'][^\"']*\w)[^>]*>", cell)


def shown(outputs) -> list[str]:
    """The pictures among a cell's outputs, as a page shows them."""
    data = [dict(output.get("data", {})) for output in outputs]
    pages = [each.get("text/html", "<img>" if "image/png" in each else "") for each in data]
    return ["".join(page) for page in pages]


ALL = assignments(ROOT)
FAULTS = {
    layers: ["$W^2 h$", r"$\delta^1$", "$h'_j$", "$z^1$", "δ² = ∂J/∂z²", r"$$\bar W^2$$", "$b^l$"],
    indices: [r"$\sum_{n=1}^N$", "$w_1 x_1 + w_2 x_2$", r"$k = 1, \dots, K$", "$h_1$ and $h_2$"],
    letters: [r"$\partial E/\partial w$", r"$w \leftarrow w + \eta g$", "$N$ inputs"],
    key: ["As Y says, it is.", "**M** MIT. V flips it.", "V's error"],
    boxes: [
        "**Where the lectures differ.** T says 1.",
        "<details><summary>Where the lectures differ</summary>\n\nT says 1.\n\n</details>",
        "<details><summary>Where the lectures differ: Toronto</summary>\n\nIt is 1.\n</details>",
    ],
    quotations: ['B has "because of the random start".', "One lecture: “it falls”."],
    length: ["word " * (LENGTH + 1)],
    folds: ["<details><summary>Hint</summary>", "<details>\nHint 1\n</details>"],
    alternatives: ["![](a.png)", '<img src="a.png">', "<img alt='' src='a.png'>"],
}
SOUND = r"""
The lectures: **T** Toronto, **B** Innsbruck. In T and B, $W^{(2)}$ is a layer, $h^2$ a square and
$\varphi'(z)$ a slope; $\sum_{n=0}^{N-1} x_n$ begins with 0, and so do $w_0, w_1, w_2$. `B` is
code, and $\partial J/\partial w$ a gradient for the step $w \leftarrow w - \eta \bar w$.

T asks "What does this filter do?", and the slope of tanh is $1 - h^2$.

We call "A and not B" a gate.

A box *Where the lectures differ* is folded.

<details><summary>Where the lectures differ: Toronto CSC2515 lecture 6</summary>

T has $\partial C/\partial W^2$, $\sum_{k=1}^K$.

</details>

![the slope](a.png)

**References.** T. Author, "A title", 2001.
"""


@pytest.mark.parametrize("assignment", ALL, ids=lambda a: a.id)
@pytest.mark.parametrize("rule", FAULTS, ids=lambda rule: rule.__name__)
def test_text(rule, assignment):
    cells = everything(assignment) if rule is layers else written(assignment)
    faults = list(rule(cells))
    assert not faults, "\n".join([rule.__doc__, *faults])


@pytest.mark.parametrize("assignment", ALL, ids=lambda a: a.id)
def test_figures_have_a_text_for_who_does_not_see_them(assignment):
    cells = source.load(assignment.reference).cells
    pages = [page for cell in cells for page in shown(cell.get("outputs", []))]
    assert not list(alternatives(pages))


def test_a_figure_without_a_text_is_seen():
    bare, silent = {"image/png": "iVBO"}, {"text/html": "<img src='a.png'>", "image/png": "iVBO"}
    named = {"text/html": "<img src='a.png' alt='a slope'>", "image/png": "iVBO"}
    wrong = [list(alternatives(shown([{"data": data}]))) for data in (bare, silent, named)]
    assert [len(each) for each in wrong] == [1, 1, 0]


@pytest.mark.parametrize("rule", FAULTS, ids=lambda rule: rule.__name__)
def test_a_rule_sees_planted_faults(rule):
    for fault in FAULTS[rule]:
        assert list(rule([SOUND, fault])), fault


@pytest.mark.parametrize("rule", FAULTS, ids=lambda rule: rule.__name__)
def test_a_rule_lets_a_sound_text_pass(rule):
    assert list(rule([SOUND])) == []
