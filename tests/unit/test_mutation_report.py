"""docs/mutation.md is made notebook by notebook."""

from tests.mutation import __main__ as mutation


def test_a_notebook_made_anew_replaces_its_section_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(mutation, "REPORT", tmp_path / "mutation.md")
    for name, caught, survivors in [
        ("03_convolution", 4, 0),
        ("00_warmup", 2, 1),
        ("03_convolution", 5, 0),
    ]:
        table = {f"{name[:2]}.1": [7, caught, 0, 1, 2], f"{name[:2]}.2": [3, 1, 1, 1, 0]}
        mutation.write(mutation.section(name, table, survivors, 10 if caught == 5 else 70))
    text = (tmp_path / "mutation.md").read_text()
    assert text.count("## ") == 2 and text.index("00_warmup") < text.index("03_convolution")
    assert "A random 10 of 70 slips, 3 caught" in text
    assert "\n10 slips, 6 caught, 1 of those with an error, 2 named (33%), 2 equivalent, 0" in text
    assert "2 equivalent, 0 survive" in text
    assert "| 00.1 | 7 | 2 | 0 | 1 | 2 |" in text and "4 | 0 | 1 | 2 |" not in text
