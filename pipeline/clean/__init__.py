"""Cleaning: from what a publisher sends to the body of news, with all that was taken off it kept."""

from pipeline.clean.article import Cleaned, clean, clean_knowing

__all__ = ["Cleaned", "clean", "clean_knowing"]
