"""A missing package is told with the extra that brings it."""

import pytest

from autograder.errors import CourseError
from autograder.extras import installed


@pytest.mark.parametrize(
    ("package", "extra"),
    [("nbgrader.api", "grading"), ("distributed", "dask"), ("psycopg", "postgres")],
)
def test_each_package_leads_to_its_own_extra(package, extra):
    with pytest.raises(CourseError, match=rf'pip install "convnet-course\[{extra}\]"'), installed():
        raise ModuleNotFoundError(f"No module named {package!r}", name=package)


def test_a_fault_of_the_courses_own_is_no_missing_package():
    with pytest.raises(ModuleNotFoundError), installed():
        raise ModuleNotFoundError("No module named 'autograder.gone'", name="autograder.gone")
