"""From one source per notebook to reference and student edition, and the proof that they agree.

To build: `source` reads and writes the percent source, `execute` runs notebooks, `outputs` cleans
what they put out, `release` makes the student edition, `swap` puts it in place, `build` calls them.
To prove: `rules` and (for graded cells) `graded` look at the text, `alone` runs graded cells one by
one, `verify` calls them. Needs the `grading` extra.
"""
