"""A mended parse must stay a tree: words that hang on each other in a ring would lose the whole article."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, cast

import numpy as np
from spacy.attrs import DEP, HEAD, LEMMA, POS, TAG

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc
    from thinc.types import Ints2d

_log = logging.getLogger(__name__)
_PARSE = [HEAD, DEP, POS, TAG, LEMMA]


def as_tree(doc: Doc, mend: Callable[[Doc], None]) -> Doc:
    """The document mended, or as the parser gave it where that would tangle it."""
    parsed = doc.to_array(_PARSE)
    try:
        mend(doc)
        why = "" if is_tree(doc) else "words hang on each other in a ring"
    except RuntimeError as error:  # spaCy's own search for a root ran in a ring
        why = str(error)
    if not why:
        return doc
    _log.warning("a parse was left unmended: %s", why)
    return doc.from_array(_PARSE, cast("Ints2d", parsed))


def is_tree(doc: Doc) -> bool:
    """Whether every word hangs, in the end, on a root."""
    above = np.array([token.head.i for token in doc], dtype=np.int64)
    roots = above == np.arange(len(above))
    for _ in range(len(above).bit_length()):
        above = above[above]
    return bool(roots[above].all())
