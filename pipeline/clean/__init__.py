"""Cleaning: from what a publisher sends to the body of news, with all that was taken off it kept."""

from pipeline.clean.article import clean

__all__ = ["clean"]
