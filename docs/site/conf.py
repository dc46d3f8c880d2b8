"""How Sphinx makes the course's site; `make site` puts the pages beside this file's copy."""

import os

from docutils import nodes
from sphinx.util import logging

from autograder.grading import formulas

project = "ConvNets from scratch"
author = "The convnet-course authors"
project_copyright = "The convnet-course authors"
extensions = ["myst_nb", "sphinx.ext.autodoc", "numpydoc"]

# Notebooks come with their outputs.
nb_execution_mode = "off"
nb_output_stderr = "remove"
myst_enable_extensions = ["amsmath", "dollarmath"]
myst_heading_anchors = 3
# Notebooks use a heading of the third level below one of the first.
suppress_warnings = ["myst.header"]

numpydoc_show_class_members = False
autodoc_member_order = "bysource"

html_theme = "sphinx_book_theme"
html_title = project
html_static_path = ["_static", *map(str, formulas.STYLES)]
html_css_files = ["site.css", *(path.name for path in formulas.STYLES)]
html_math_renderer = "mathml"
html_show_sourcelink = False
html_theme_options = {
    "show_toc_level": 2,
    "use_download_button": True,
    "home_page_in_toc": True,
    "show_navbar_depth": 1,
}
# https://github.com/OWNER/NAME: where the notebooks can be opened in Colab and on Binder.
repository = os.environ.get("COURSE_REPOSITORY", "")
if repository:
    html_theme_options |= {
        "repository_url": repository,
        "repository_branch": "main",
        "path_to_docs": "course",
        "use_repository_button": True,
        "launch_buttons": {
            "colab_url": "https://colab.research.google.com",
            "binderhub_url": "https://mybinder.org",
            "notebook_interface": "jupyterlab",
        },
    }

# Only checks are folded.
nb_code_prompt_show = "The check"
nb_code_prompt_hide = "The check"


def _writing(display):
    def visit(translator, node):
        try:
            translator.body.append(formulas.mathml(node.astext(), display))
        except ValueError as error:
            logging.getLogger(__name__).warning("no formula: %s", error, location=node)
        raise nodes.SkipNode

    return visit, None


def setup(app):
    """Formulas are MathML, as in feedback: pages ask no other host for MathJax."""
    app.add_html_math_renderer("mathml", _writing(False), _writing(True))
