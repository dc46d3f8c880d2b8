"""The one error that a person is meant to read."""


class CourseError(Exception):
    """Something that the user can mend; the message says what was wrong, where, and what to do."""
