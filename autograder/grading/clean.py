"""HTML, SVG and markdown of a student's, without anything that runs or fetches.

Formgrader and feedback show what is stored here in the browser of an instructor who is logged in: a
script in it could write grades. nh3 (Ammonia) parses as browsers do and keeps what is named here.
Call this in `bounded`: even a sound parser takes long for what is made to take long.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections import Counter
from collections.abc import Callable, Mapping
from html.parser import HTMLParser
from xml.etree import ElementTree

import nh3
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

from autograder.grading import plain


def words(text: str) -> set[str]:
    return set(text.split())


TAGS = words(
    "a abbr b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div "
    "dl dt em figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q s samp "
    "small span strike strong sub summary sup table tbody td tfoot th thead tr tt u ul var"
)
_ATTRIBUTES = {
    "*": words("align aria-hidden class dir id lang role style title valign"),
    "a": {"href"}, "img": {"src", "alt", "width", "height"}, "col": {"span", "width"},
    "td": {"colspan", "rowspan", "width"}, "th": {"colspan", "rowspan", "scope", "width"},
    "ol": {"start", "type"}, "ul": {"type"}, "table": {"border", "width"},
    "font": {"color", "size"}, "details": {"open"},
}  # fmt: skip
STYLES = words(
    "background-color border border-bottom border-collapse border-color border-left border-radius "
    "border-right border-spacing border-style border-top border-width color column-gap display "
    "font font-family font-size font-style font-variant font-weight gap grid-template-columns "
    "height letter-spacing line-height list-style-type margin margin-bottom margin-left "
    "margin-right margin-top max-height max-width min-width opacity overflow overflow-x padding "
    "padding-bottom padding-left padding-right padding-top row-gap text-align text-decoration "
    "text-indent vertical-align white-space width word-break word-spacing"
)
_CLASS = re.compile(
    r"highlight|anchor-link|task-list-item(-checkbox)?|language-[\w+-]+|[a-z]{1,2}\d?|dataframe"
    r"|convnet-[\w-]+"
)
"""Classes of coloured code, tables and the course's own pictures; none of Formgrader's."""
_BAD_STYLE = re.compile(r"url|expression|import|[\\@<]|(?<![\w.])-\s*\.?\d", re.IGNORECASE)
_LINK = re.compile(r"(https?://|mailto:)[^\s]+|#[^\s]*", re.IGNORECASE)
_PICTURE = re.compile(r"data:image/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/=\s]*")
_DRAWN = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=\s]*)")
"""How the course's pictures stand in a page that was saved."""
_BESIDE = re.compile(r"(?!.*\.\.)[\w-][\w ./-]*\.(png|jpe?g|gif|webp)", re.IGNORECASE)
"""A picture that was handed in with the notebook."""
_CONTENT = {"script", "style", "title", "template", "iframe", "object", "noscript", "svg", "math"}
"""Elements that go with all that is in them."""

SVG = words(
    "svg g path rect circle ellipse line polyline polygon text tspan defs use clipPath "
    "linearGradient radialGradient stop marker pattern title desc symbol"
)
_SVG_ATTRIBUTES = {
    "*": words(
        "class clip-path clip-rule cx cy d dominant-baseline dx dy fill fill-opacity fill-rule "
        "font-family font-size font-style font-weight gradientTransform gradientUnits height href "
        "id marker-end marker-mid marker-start markerHeight markerUnits markerWidth offset opacity "
        "orient patternTransform patternUnits points preserveAspectRatio r refX refY rotate rx ry "
        "stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap "
        "stroke-linejoin stroke-miterlimit stroke-opacity stroke-width style text-anchor transform "
        "version viewBox width x x1 x2 xlink:href xmlns xmlns:xlink y y1 y2"
    )
}
MAGIC = {
    "image/png": (b"\x89PNG\r\n\x1a\n",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/gif": (b"GIF87a", b"GIF89a"),
    "image/webp": (b"RIFF",),
}


def page(given: str) -> str:
    """HTML without scripts, handlers, forms, styles of pages, and anything from elsewhere."""
    return nh3.clean(
        plain.message(given), tags=TAGS, attributes=_ATTRIBUTES, attribute_filter=safely(_kept),
        clean_content_tags=_CONTENT, url_schemes={"http", "https", "mailto", "data"},
        filter_style_properties=STYLES, link_rel=None,
    )  # fmt: skip


_Filter = Callable[[str, str, str], str | None]


def safely(keep: _Filter) -> _Filter:
    """A filter of attributes that drops one at which it fails: nh3 would keep it."""

    def kept(tag: str, attribute: str, value: str) -> str | None:
        try:
            return keep(tag, attribute, value)
        except BaseException:
            return None

    return kept


def _kept(tag: str, attribute: str, value: str) -> str | None:
    """The value that an attribute keeps, None where it goes."""
    if attribute == "class":
        return " ".join(c for c in value.split() if _CLASS.fullmatch(c)) or None
    if attribute == "style":
        return None if _BAD_STYLE.search(value) else value
    if attribute == "href":
        return value if _LINK.fullmatch(value) else None
    if attribute == "src":
        if found := _DRAWN.fullmatch(value):
            return _drawn_anew(found[1])
        return value if _PICTURE.fullmatch(value) or _BESIDE.fullmatch(value) else None
    if attribute == "id":  # those that headings get; Formgrader's fields have ids like 04-07-test
        return value if tag in ("h1", "h2", "h3", "h4", "h5", "h6") and not re.match(
            r"\d\d-\d\d-", value) else None  # fmt: skip
    return value


def _drawn_anew(encoded: str) -> str | None:
    """An SVG in a link, cleaned as one that stands in the page."""
    made = drawing(base64.b64decode(encoded).decode("utf-8"))
    return made and f"data:image/svg+xml;base64,{base64.b64encode(made.encode()).decode()}"


def drawing(given: str) -> str | None:
    """An SVG that draws and does nothing else; None where nothing valid is left."""
    made = nh3.clean(
        plain.message(given), tags=SVG, attributes=_SVG_ATTRIBUTES,
        attribute_filter=safely(_drawn),
        clean_content_tags={"script", "style", "foreignObject", "foreignobject", "metadata"},
        link_rel=None,
    ).strip()  # fmt: skip
    if not made.startswith("<svg"):
        return None
    for name, uri in (("xmlns:xlink", "1999/xlink"), ("xmlns", "2000/svg")):
        if f'{name}="' not in made.partition(">")[0]:
            made = made.replace("<svg", f'<svg {name}="http://www.w3.org/{uri}"', 1)
    try:
        ElementTree.fromstring(made.replace("&nbsp;", "&#160;"))
    except ElementTree.ParseError:
        return None
    return made.replace("&nbsp;", "&#160;")


def _drawn(_tag: str, attribute: str, value: str) -> str | None:
    if attribute.endswith("href"):
        return value if value.startswith("#") else None
    if attribute.startswith("xmlns"):
        return value if value.startswith("http://www.w3.org/") else None
    local = re.sub(r"url\(\s*[\"']?#[\w-]+[\"']?\s*\)", "", value)
    return None if re.search(r"url|expression|script|import|[\\@<]", local, re.I) else value


def picture(kind: str, content: str, most: int = 8 << 20) -> str | None:
    """Base64 of a picture of that kind, None where it is something else or too large."""
    if len(content) > most:
        return None
    try:
        data = base64.b64decode("".join(content.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    good = any(data.startswith(magic) for magic in MAGIC.get(kind, ()))
    return base64.b64encode(data).decode() if good else None


def shown(data: Mapping[str, str]) -> dict[str, str]:
    """What an output shows, by MIME type: pictures, clean HTML and SVG, text."""
    made: dict[str, str] = {}
    for kind, content in data.items():
        if kind in ("image/png", "image/jpeg"):
            made[kind] = picture(kind, content) or ""
        elif kind == "image/svg+xml":
            made[kind] = drawing(content) or ""
        elif kind == "text/html":
            made[kind] = page(content)
        elif kind == "text/markdown" and "text/html" not in data:
            made["text/html"] = page(_rendered(content, _Attachments({})))
        elif kind in ("text/plain", "text/latex"):
            made[kind] = plain.output(content)
    return {k: v for k, v in made.items() if v.strip() or k == "text/plain"}


ACTIVE = re.compile(r"<[A-Za-z/!?]|\]\s*[(:\[]|mermaid|attachment:")
"""What a markdown text without any of is text, mathematics and code, however it is parsed."""
MAX_PAGE = 12 << 20
"""Characters that a markdown text may become: each mention of a picture shows all of it."""


class TooLarge(Exception):
    """A text would become a page that is too large."""


def markdown(source: str, pictures: Mapping[str, Mapping[str, str]]) -> tuple[str, list[str]]:
    """A markdown text as it may be shown, and the attachments that it mentions and lacks.

    It stays as it is where that shows nothing but text, pictures and links; else it is made HTML,
    cleaned, in one line that no renderer takes for anything else.

    Raises
    ------
    TooLarge
    """
    if not ACTIVE.search(source) and len(source) < 2000:
        return source, []
    attachments = _Attachments(pictures)
    rendered = _rendered(source, attachments)
    if len(rendered) > MAX_PAGE:
        raise TooLarge
    cleaned = page(rendered)
    if _elements(rendered) != _elements(cleaned):
        source = f"<div>{cleaned}</div>".replace("\n", "&#10;")
    return source, attachments.lacking


def as_text(source: str) -> str:
    """Markdown that shows a text as it is."""
    longest = max(map(len, re.findall(r"`{3,}", source)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}\n{source}\n{fence}"


class _Attachments(dict):
    """A cell's attachments, as base64 by MIME type; one that is not there is an empty picture."""

    def __init__(self, pictures: Mapping[str, Mapping[str, str]]) -> None:
        super().__init__(pictures)
        self.lacking: list[str] = []
        self.size = 0

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> dict[str, str]:
        self.lacking.append(name)
        return {"image/png": ""}

    def __getitem__(self, name: str) -> Mapping[str, str]:
        found = super().__getitem__(name)
        self.size += sum(map(len, found.values()))
        if self.size > MAX_PAGE:
            raise TooLarge
        return found


def _rendered(source: str, attachments: dict) -> str:
    """As nbconvert's pages render it."""
    renderer = IPythonRenderer(escape=False, attachments=attachments)
    return MarkdownWithMath(renderer=renderer).render(source)


_CHECKBOX = re.compile(
    r'<input class="task-list-item-checkbox" type="checkbox" disabled(?: checked)?/>'
)
_ADDED = {"p", "tbody"}
"""What a parser of HTML may add by itself."""


class _Elements(HTMLParser):
    """Counts elements with their attributes, and gathers the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: Counter = Counter()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        kept = sorted((k, re.sub(r"[\s;]+", "", v or "")) for k, v in attrs)
        if tag not in _ADDED or kept:
            self.found[tag, tuple(kept)] += 1

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        self.found["other", data] += 1

    def handle_decl(self, decl: str) -> None:
        self.found["other", decl] += 1

    def handle_pi(self, data: str) -> None:
        self.found["other", data] += 1

    def unknown_decl(self, data: str) -> None:
        self.found["other", data] += 1


def _elements(given: str) -> tuple[Counter, str]:
    parser = _Elements()
    parser.feed(_CHECKBOX.sub("", given))
    parser.close()
    return parser.found, "".join(html.unescape("".join(parser.text)).split())
