"""nbgrader's settings for this course. Add your own at the end: course id, exchange, database."""

import os
import sys

from nbgrader.server_extensions.formgrader.handlers import template_path

from autograder.grading import files

c = get_config()  # noqa: F821

# nbgrader calls `alembic` by name when it makes the gradebook: find it beside this Python.
os.environ["PATH"] = os.path.dirname(sys.executable) + os.pathsep + os.environ.get("PATH", "")

# solutions/00_warmup/warmup.ipynb is what instructors have, release/00_warmup/warmup.ipynb what
# `nbgrader generate_assignment` makes of it: the same as course/00_warmup/warmup.ipynb.
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "release"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", ".*", "feedback"]

c.ClearSolutions.code_stub = {"python": "# Your code here\nraise NotImplementedError"}
c.ClearSolutions.text_stub = (
    "*Your answer here: double-click to edit, Shift + Enter when you are done. "
    "Formulas go between dollar signs.*"
)

c.GenerateAssignment.preprocessors = [
    "nbgrader.preprocessors.LockCells",
    "nbgrader.preprocessors.ClearSolutions",
    "nbgrader.preprocessors.ClearOutput",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.SaveCells",
    "nbgrader.preprocessors.ClearHiddenTests",
    "nbgrader.preprocessors.ClearMarkScheme",
    "nbgrader.preprocessors.ComputeChecksums",
    "nbgrader.preprocessors.CheckCellMetadata",
    "autograder.authoring.release.ForStudents",
]

# Seconds for one cell. Cells that need MNIST or more than a few seconds are shown, not graded.
c.Execute.timeout = 300
c.Execute.skip_cells_with_tag = "long"

c.GenerateFeedback.preprocessors = [
    "nbgrader.preprocessors.GetGrades",
    "autograder.grading.feedback.HideHiddenTests",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]

# Formulas of feedback and of Formgrader's pages are MathML: no page asks another host for MathJax.
TEMPLATES = os.path.join(os.path.dirname(files.__file__), "templates")
c.HTMLExporter.extra_template_basedirs = [TEMPLATES, template_path]
c.HTMLExporter.filters = {"markdown2html": "autograder.grading.formulas.markdown2html"}
c.HTMLExporter.preprocessors = ["autograder.grading.formulas.Outputs"]

# `nbgrader zip_collect` knows the file names of Canvas' and Moodle's downloads.
c.ZipCollectApp.collector_plugin = "autograder.grading.collect.Downloads"

# Student code computes in a sandbox, the verdict is reached outside it: docs/threat-model.md.
c.Autograde.exporter_class = "autograder.grading.nbgrader.Submissions"
# Metadata are the instructor's own, and validated where they are read: once for a class.
c.Autograde.sanitize_preprocessors = []
c.Autograde.autograde_preprocessors = [
    "autograder.grading.nbgrader.Judge",
    "nbgrader.preprocessors.LimitOutput",
    "nbgrader.preprocessors.SaveAutoGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
]
files.tolerate_timestamps()
