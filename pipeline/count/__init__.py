"""What is counted, and the arithmetic that counts every article exactly once however often it is delivered.

``facts``     what one article adds up to: small enough to be remembered with the article
``keys``      from facts to count keys: dimension, value and time bucket
``running``   one running count that knows how far it has counted
``kept``      which hours and days are kept
``versions``  what was decided about an article at which offset: duplicates, corrections, redeliveries
"""

from pipeline.count.facts import ArticleFacts, EventFacts, facts_of
from pipeline.count.kept import Kept
from pipeline.count.keys import DIMENSIONS, CountKey, contributions, difference
from pipeline.count.running import Running
from pipeline.count.versions import Version, Versions

__all__ = [
    "DIMENSIONS",
    "ArticleFacts",
    "CountKey",
    "EventFacts",
    "Kept",
    "Running",
    "Version",
    "Versions",
    "contributions",
    "difference",
    "facts_of",
]
