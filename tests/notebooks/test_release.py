"""Every notebook of the course, proven by `verify`: its text, and its runs."""

from __future__ import annotations

import pytest

from autograder.authoring import verify
from autograder.authoring.assignment import assignments
from tests.notebooks.toy import ROOT


@pytest.fixture(params=assignments(ROOT), ids=lambda assignment: assignment.id)
def assignment(request):
    return request.param


def test_every_source_is_listed():
    assert list(verify.unlisted(ROOT)) == []


def test_text_points_and_student_edition(assignment):
    assert verify.static(assignment) == []


def test_student_edition_runs_and_scores_nothing(assignment):
    assert verify.running(assignment, log=lambda _: None) == []
