"""Interactive figures of notebook 06: what light does to a picture, and scales to a cost."""

from convnet.pictures import Picture, show


def light() -> Picture:
    """A scene in another light, normalised as a whole and by neighbourhoods."""
    return show("light")


def isotropy() -> Picture:
    """Inputs with an offset and a stretch, and the valley that gradient descent meets."""
    return show("isotropy")


def batch() -> Picture:
    """A batch of four, normalised; one of them can be moved."""
    return show("batch")
