"""What goes wrong outside the mathematics."""


class DataError(Exception):
    """A data file is missing, broken, or cannot be fetched; the message says what to do."""
