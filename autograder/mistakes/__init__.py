"""Known wrong answers: declared once, replayed in a student's place, and named by that."""
