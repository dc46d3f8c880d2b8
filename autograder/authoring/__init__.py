"""From one source per notebook to reference and student edition, and the proof that they agree.

`source` reads and writes the percent source, `execute` runs notebooks and `outputs` looks at what
they put out, `release` makes the student edition, `build` puts them together, `verify` proves what
must hold: `rules` of the text, `graded` of graded cells' text, `alone` by running those. Needs the `grading` extra.
"""
