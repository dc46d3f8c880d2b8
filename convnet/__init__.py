"""The library that the notebooks of convnet-course import."""

COURSE = "convnet-course"
