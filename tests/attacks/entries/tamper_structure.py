# %% [markdown] id="T38" answers="right" points=[25] stock_here="lost"
# # test cell deleted
#
# By accident (dd in command mode) or to hide a failure; must be neither punished nor rewarded.

# %% part="notebook"
nb["cells"].remove(cell("test_conv1d"))

# %% [markdown] id="T39" answers="zeros" points=[0] stock_here="25 points"
# # tag skip-execution on the test cells
#
# nbclient does not execute a cell with this tag, and a cell without an error gets full marks.
# Restoring the source alone is not enough. (`raises-exception` is a second such tag.)

# %% part="notebook"
for c in nb["cells"]:
    if c["metadata"]["nbgrader"]["grade"]:
        c["metadata"]["tags"] = ["skip-execution"]

# %% [markdown] id="T40" answers="zeros" points=[0] stock_here="lost"
# # points and flags changed
#
# The notebook's metadata is the student's to edit.

# %% part="notebook"
cell("test_conv1d")["metadata"]["nbgrader"]["points"] = 500
cell("test_cross_entropy")["metadata"]["nbgrader"].update(solution=True, locked=False)
cell("test_linear_backward")["metadata"]["nbgrader"].update(grade=False, locked=False)
cell("test_numerical_gradient")["source"] = "pass"

# %% [markdown] id="T41" answers="right" points=[25]
# # test cell turned into raw or markdown
#
# One key (r or m) in command mode.
#
# No proof in stock nbgrader: nbgrader restores a cell that has another type itself.

# %% part="notebook"
for name, kind in (("test_conv1d", "raw"), ("test_cross_entropy", "markdown")):
    c = cell(name); c["cell_type"] = kind
    del c["outputs"], c["execution_count"]

# %% [markdown] id="T42" answers="zeros" points=[0] stock_here="lost"
# # an extra graded cell worth 100 points
#
# Only cells of the source can carry points.

# %% part="notebook"
import copy
bonus = copy.deepcopy(cell("test_conv1d")); bonus["id"] = "bonus"; bonus["source"] = "pass"
bonus["metadata"]["nbgrader"].update(grade_id="bonus", points=100)
nb["cells"].append(bonus)
