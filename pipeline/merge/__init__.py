"""Merges the events of many articles into stories: one real-world event, however many articles report it.

``words``       a text's words as they are compared, and how common they are
``sketch``      half a kilobyte of a text that shows whether another one is made of it
``copies``      which article's text another one copies
``report``      what merging needs of an article
``neighbours``  which reports are about the same thing, and how rare a word is
``trace``       the part of a sighting that others are compared with
``alike``       how much speaks for two sightings being one happening
``story``       a story's record from its mentions
``window``      the reports that are kept
``merger``      all of it, one article after the other
``version``     which code merges here
"""

from pipeline.merge.merger import Changes, Merger
from pipeline.merge.report import Report, Sighting, report_of
from pipeline.merge.version import merger_version
from pipeline.merge.window import Row

__all__ = ["Changes", "Merger", "Report", "Row", "Sighting", "merger_version", "report_of"]
