"""What the coding processes share: imported once by the fork server, which each of them is forked from.

The server has no threads, so that a process can be forked safely at any time, and the loaded model is shared memory.
"""

from contextlib import suppress

from pipeline.run import engine
from pipeline.stream import outputs

__all__ = ["outputs"]

with suppress(Exception):  # nobody hears it here: the first task loads it again, and the worker says what is wrong
    engine()
