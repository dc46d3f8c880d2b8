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
