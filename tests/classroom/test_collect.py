"""What Canvas and Moodle let an instructor download goes to the right students."""

import zipfile

import pytest

from autograder.grading.collect import Downloads
from tests.attacks import lab
from tests.cells import ROOT


@pytest.mark.parametrize(
    ("path", "student", "file"),
    [
        ("doejane_4711_815_lab.ipynb", "4711", "lab.ipynb"),
        ("doejane_LATE_4711_815_lab-1.ipynb", "4711", "lab-1.ipynb"),
        ("o'haraseán_12_9_my_lab_2.ipynb", "12", "my_lab_2.ipynb"),
        ("Jane Doe_815_assignsubmission_file_/lab.ipynb", "Jane_Doe", "lab.ipynb"),
        ("Jane Doe_815_assignsubmission_file/lab.ipynb", "Jane_Doe", "lab.ipynb"),
        ("Jane Doe_815_assignsubmission_file_lab.ipynb", "Jane_Doe", "lab.ipynb"),
        ("Zoë van Dijk_7_assignsubmission_file/notebooks/lab.ipynb", "Zoë_van_Dijk", "lab.ipynb"),
        ("doejane_4711_815_00_lab-2026-11-22-0102/00_lab/lab.ipynb", "4711", "lab.ipynb"),
        ("doejane_4711_815_00_lab-2026-11-22-0102/00_lab/manifest.json", "4711", "manifest.json"),
        ("Li Na_2_assignsubmission_file_/lab-1/00_lab/manifest.json", "Li_Na", "manifest.json"),
        # What a student has named names nobody else.
        ("mal_666_816_lab/x_4712_1_lab.ipynb", "666", "x_4712_1_lab.ipynb"),
        ("roe_12_816_lab/lab_2_1_final.ipynb", "12", "lab_2_1_final.ipynb"),
        (
            "Mal_2_assignsubmission_file_/Jane Doe_1_assignsubmission_file_lab.ipynb",
            "Mal",
            "Jane Doe_1_assignsubmission_file_lab.ipynb",
        ),
    ],
)
def test_a_file_name_tells_whose_it_is(path, student, file):
    found = Downloads().collect(f"/course/downloaded/lab/extracted/submissions/{path}")
    assert found == {"student_id": student, "file_id": file}


@pytest.mark.parametrize(
    "path",
    [
        "lab.ipynb",
        "Jane Doe_815_assignsubmission_onlinetext/onlinetext.html",
        "Jane Doe_815_assignsubmission_file/__MACOSX/lab.ipynb",
        "doejane_4711_815_lab.pdf",
        "../_1_assignsubmission_file/lab.ipynb",
    ],
)
def test_what_is_no_submission_is_left_alone(path):
    found = Downloads().collect(f"/course/downloaded/lab/extracted/submissions/{path}")
    assert found is None or ".." not in found["student_id"]


def test_a_copy_in_a_folder_and_a_second_file_of_a_name_are_left_out(tmp_path, caplog):
    package = tmp_path / "extracted" / "submissions" / "doejane_4711_815_lab"
    whole, old = package / "lab.ipynb", package / "attic" / "lab.ipynb"
    old.parent.mkdir(parents=True)
    whole.touch()
    old.touch()
    collector = Downloads()
    assert collector.collect(str(old)) is None
    assert collector.collect(str(whole)) == {"student_id": "4711", "file_id": "lab.ipynb"}
    forged = package.with_name("doejane_4711_816_lab.ipynb")
    assert collector.collect(str(forged)) is None
    assert "another lab.ipynb of 4711" in caplog.text


@pytest.mark.slow
@pytest.mark.parametrize(
    ("names", "students"),
    [
        (["doejane_4711_815_lab.ipynb", "roerichard_LATE_12_816_lab-1.ipynb"],
         {"4711": "lab.ipynb", "12": "lab-1.ipynb"}),
        (["Jane Doe_1_assignsubmission_file/lab.ipynb", "Li Na_2_assignsubmission_file/lab.ipynb"],
         {"Jane_Doe": "lab.ipynb", "Li_Na": "lab.ipynb"}),
    ],
)  # fmt: skip
def test_zip_collect_puts_a_download_where_it_is_graded(names, students, tmp_path):
    project = str(ROOT / "nbgrader_config.py")
    (tmp_path / "nbgrader_config.py").write_text(f"exec(open({project!r}).read())\n")
    archive = tmp_path / "downloaded" / "lab" / "archive"
    archive.mkdir(parents=True)
    with zipfile.ZipFile(archive / "submissions.zip", "w") as download:
        for name in names:
            download.writestr(name, name)
    done = lab.run(tmp_path, "zip_collect", "lab")
    assert done.returncode == 0, done.stdout
    there = {p.parts[-3]: p.name for p in (tmp_path / "submitted").glob("*/lab/*.ipynb")}
    assert there == students
