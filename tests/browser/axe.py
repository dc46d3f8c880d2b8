"""What axe-core finds in a part of a page: rules for readers who hear it, or see it differently."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.tools import lacking

AXE = Path(__file__).resolve().parents[2] / "figures" / "node_modules" / "axe-core" / "axe.min.js"

RUN = """async (where) => {
  const { violations } = await axe.run({ include: [where] }, { resultTypes: ['violations'] });
  return violations
    .filter(({ impact }) => ['serious', 'critical'].includes(impact))
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}"""


def serious(page: Page, where: str) -> list[str]:
    """Serious and critical findings in all elements that a selector names."""
    if not AXE.is_file():
        lacking("axe-core", "make pictures-tools")
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    return page.evaluate(RUN, where)
