"""Articles from files: one reader a format, each yielding RawArticles or saying which record is wrong and why."""

from pipeline.publish.model import Found, Reader
from pipeline.publish.registry import FORMATS, files, read_file

__all__ = ["FORMATS", "Found", "Reader", "files", "read_file"]
