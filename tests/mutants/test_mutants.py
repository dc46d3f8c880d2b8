"""Every realistic wrong answer fails its own exercise, only that, and is named as what it is."""

import pytest

from tests.cells import code_cells, independent, notebooks, solved, variants, verdicts

MUTANTS = [(name, mutant) for name in notebooks() for mutant in variants("mutants", name)]


@pytest.mark.parametrize("notebook", notebooks())
def test_references_pass_every_graded_cell(notebook):
    said = verdicts(notebook, solved(notebook))
    assert said and not any(said.values()), said


@pytest.mark.parametrize(
    ("notebook", "mutant"), MUTANTS, ids=[f"{m.exercise}-{m.id}" for _, m in MUTANTS]
)
def test_mutant_fails_its_own_exercise_and_is_named(notebook, mutant):
    names = solved(notebook, mutant.source)
    said = verdicts(notebook, names, independent(notebook, mutant.exercise))
    own = {
        cell.grade_id
        for cell in code_cells(notebook)
        if cell.is_graded and cell.exercise == mutant.exercise
    }
    failed = {grade_id for grade_id, message in said.items() if message}
    assert failed & own, "accepted by its own checks"
    assert failed <= own, f"fails other exercises too: {sorted(failed - own)}"
    if mutant.words != "-":
        assert any(mutant.words in said[grade_id] for grade_id in own), said


@pytest.mark.parametrize("notebook", notebooks())
def test_each_graded_exercise_has_at_least_three_mutants_or_those_of_the_list(notebook):
    mutants = [m.exercise for m in variants("mutants", notebook)]
    missing = {c.exercise for c in code_cells(notebook) if c.is_graded} - set(mutants)
    assert not missing, f"no wrong answer for {sorted(missing)}"
