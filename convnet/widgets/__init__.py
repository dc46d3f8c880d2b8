"""Interactive figures of the course, one module a notebook."""

from convnet.widgets.interactive import Interactive

__all__ = ["Interactive"]
