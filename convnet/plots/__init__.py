"""Figures of the course, one module a notebook, drawn from data made by code."""
