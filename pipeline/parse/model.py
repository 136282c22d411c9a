"""The spaCy pipeline, loaded once a process and made fast.

BLIS picks a generic kernel on many CPUs; numpy's OpenBLAS gives identical parses 1.3-1.4 times as fast (docs/benchmarks.md).
"""

from __future__ import annotations

import importlib
import os
import re
from functools import cache
from typing import TYPE_CHECKING

from pipeline.errors import Unreachable
from pipeline.parse.attachment import words
from pipeline.parse.document import Document
from pipeline.parse.mend import mend

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.tokens import Doc, Token

    from pipeline.records import CleanArticle

AGAIN = "re-"
_ENDINGS = ("s", "ed", "d", "ing", "es")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,3}$")


def _sentence_starts(doc: Doc) -> Doc:
    """No sentence crosses a paragraph or goes on after a caption without a stop, and none begins behind "Corp." in small letters.

    Nor does one begin inside "Jean- Pierre", or behind "Sgt." and initials such as "K.C.".
    """
    for token in doc[:-1]:
        text, after = token.text, doc[token.i + 1]
        if "\n" in text or _runs_on(token, after):
            after.is_sent_start = True
        elif len(text) > 1 and (
            (text[-1] == "." and (after.text[:1].islower() or _named_behind(text, after)))
            or (text[-1] == "-" and text[:1].isupper() and text[-2] != "-")
        ):
            after.is_sent_start = False
    return doc


def _named_behind(text: str, after: Token) -> bool:
    """Whether a name or a number goes on behind a stop: "Sgt. Roe", "K.C. Roe", "No. 9"."""
    if text.lower() == "no.":
        return after.text[0].isdigit()
    named = text.lower() in words("short") or (_INITIALS.match(text) and text not in words("ends"))
    return bool(named) and after.text.istitle() and after.lower_ not in words("opens")


def _runs_on(token: Token, after: Token) -> bool:
    """Whether a new sentence begins though no stop ends the one before: "Roe in Oslo The tram derailed"."""
    if not (after.text.istitle() and after.lower_ in words("opens") and after.i + 1 < len(after.doc)):
        return False
    whole = token.text[-1].isalnum() and token.lower_ not in words("binds")
    return whole and after.nbor().text[:1].islower()


def _again(text: str, hyphen: int) -> bool:
    """Whether this hyphen is the one of "re-elected", which the model knows only in one piece."""
    return hyphen == len(AGAIN) - 1 and text[: hyphen + 1].lower() == AGAIN and text[hyphen + 1 : hyphen + 2].islower()


def _is_whole(text: str) -> bool:
    """Whether it is one word in spite of its hyphen, in whatever form."""
    word = text.lower()
    return "-" in word and not words("whole").isdisjoint({word, *(word.removesuffix(end) for end in _ENDINGS)})


def _bare_lemmas(nlp: Language, doc: Doc) -> Doc:
    """The same document; "re-elected" has the lemma "re-elect", "scammed" "scam", which no rule of the model's gives."""
    verbs = nlp.get_pipe("lemmatizer").lookups.get_table("lemma_index")["verb"]  # type: ignore[attr-defined]
    for token in doc:
        if token.pos_ == "VERB" and token.lemma_.endswith("e") and token.lemma_ not in verbs:
            stem = token.lemma_[:-1]
            single = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
            token.lemma_ = next((verb for verb in (stem, single) if verb in verbs), token.lemma_)
        if _again(token.text, len(AGAIN) - 1):
            bare = type(doc)(doc.vocab, words=[token.text[len(AGAIN) :].lower()], pos=[token.pos_], tags=[token.tag_])
            token.lemma_ = AGAIN + nlp.get_pipe("lemmatizer")(bare)[0].lemma_
    return doc


@cache
def load(package: str) -> Language:
    """The model of an installed package. Raises Unreachable when there is none of that name."""
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    from spacy.language import Language as SpacyLanguage
    from spacy.symbols import ORTH
    from thinc.api import NumpyOps

    try:
        nlp: Language = importlib.import_module(package).load()
    except (ImportError, OSError) as error:
        raise Unreachable(f"the spaCy model {package} is not installed: {error}") from error
    if not SpacyLanguage.has_factory("sentence_starts"):
        SpacyLanguage.component("sentence_starts", func=_sentence_starts)
    nlp.add_pipe("sentence_starts", first=True)
    splits = nlp.tokenizer.infix_finditer  # type: ignore[union-attr]  # it is spaCy's own Tokenizer
    nlp.tokenizer.infix_finditer = lambda text: (  # type: ignore[union-attr]
        [] if _is_whole(text) else [at for at in splits(text) if not _again(text, at.start())]
    )
    for short in words("short") | {"no."}:
        nlp.tokenizer.add_special_case(short.capitalize(), [{ORTH: short.capitalize()}])  # type: ignore[union-attr]
    for _, component in nlp.pipeline:
        model = getattr(component, "model", None)
        if model is not None and hasattr(model, "walk"):
            for node in model.walk():
                node.ops = NumpyOps(use_blis=False)
    return nlp


def parse_many(articles: Iterable[CleanArticle], package: str) -> list[Document]:
    """The articles parsed in one batch, in their order."""
    articles = list(articles)
    nlp = load(package)
    docs = nlp.pipe((article.text for article in articles), batch_size=16)
    return [Document(article, mend(_bare_lemmas(nlp, doc))) for article, doc in zip(articles, docs, strict=True)]
