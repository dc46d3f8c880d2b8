# %% [markdown] id="T32" answers="right" points=[0] stock_here="lost"
# # file cut off in the middle
#
# An interrupted upload. It must be a result, not an exception of the run.

# %% part="file"
data = data[:len(data) // 2]

# %% [markdown] id="T33" answers="right" points=[0] stock_here="lost"
# # empty file
#
# A full disk or a sync client leaves these.

# %% part="file"
data = b""

# %% [markdown] id="T34" answers="right" points=[25] stock_here="stops the class" stock_alone=true
# # metadata of schema 1
#
# An old file, or an edit: stock stops the class and tells the instructor to update the course.

# %% part="notebook"
for c in nb["cells"]:
    c["metadata"]["nbgrader"]["schema_version"] = 1

# %% [markdown] id="T35" answers="right" points=[25] stock_here="stops the class" stock_alone=true
# # duplicate grade id
#
# Copy and paste in JupyterLab copies the metadata: the most frequent accident in large classes.

# %% part="notebook"
import copy
twin = copy.deepcopy(cell("test_conv1d")); twin["id"] = "twin"
nb["cells"].append(twin)

# %% [markdown] id="T36" answers="right" points=[25]
# # unknown kernel
#
# A student's own environment has another kernel name.
#
# No proof in stock nbgrader: nbgrader replaces an unknown kernel itself.

# %% part="notebook"
nb["metadata"]["kernelspec"] = {"name": "conda-env-ml-py", "display_name": "Python (ml)", "language": "python"}

# %% [markdown] id="T37" answers="right" points=[0] stock_here="lost"
# # merge conflict in the JSON
#
# Students who work in pairs with git hand these in.

# %% part="file"
data = data.replace(b'"cells": [', b'<<<<<<< HEAD\n "cells": [\n=======\n>>>>>>> mine', 1)

# %% [markdown] id="I09" answers="right" points=[25] stock_here="lost"
# # a notebook called `lab (1).ipynb`
#
# So browsers name a second download. Outcome before: left without a grade, exit status 1.

# %% part="folder"
(folder / "lab.ipynb").rename(folder / "lab (1).ipynb")

# %% [markdown] id="I10" answers="right" points=[0] stock_here="lost"
# # no notebook at all
#
# Outcome before: left without a grade, and without a word.

# %% part="folder"
(folder / "lab.ipynb").rename(folder / "lab.pdf")

# %% [markdown] id="I11" answers="right" points=[25] stock_here="lost"
# # the notebook in UTF-16
#
# Outcome before: 0 points, "the JSON breaks at line 1".

# %% part="file"
data = data.decode().encode("utf-16")

# %% [markdown] id="I12" answers="right" points=[25]
# # 22 MB, nearly all of it outputs
#
# Outcome before: 0 points, too large.
#
# No proof in stock nbgrader: Stock nbgrader grades it rightly; it must stay so.

# %% part="notebook"
cell("conv1d")["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * (22 << 20)}]
