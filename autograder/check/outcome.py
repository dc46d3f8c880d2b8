"""How a graded cell can end other than well: exceptions that a student reads as messages."""

from __future__ import annotations

from autograder.check.failure import Failure


class _ForStudents(AssertionError):
    """Shown as its message alone, without a traceback of ours."""

    def _render_traceback_(self) -> list[str]:
        return str(self).splitlines()


class NotDone(_ForStudents):
    """The exercise still has its stub."""


class Rejected(_ForStudents):
    """A check found something wrong.

    Attributes
    ----------
    verdict : str
        The mistake it looks like, in words, or "".
    failure : Failure or None
        Where the cell failed, and on what.
    picture : str
        HTML that a notebook shows below the message, or "".
    """

    def __init__(
        self,
        message: str,
        verdict: str = "",
        failure: Failure | None = None,
        picture: str = "",
    ):
        super().__init__(message)
        self.verdict, self.failure, self.picture = verdict, failure, picture


class Paused(BaseException):
    """The grader has seen the visible part, and goes on with the hidden one later."""
