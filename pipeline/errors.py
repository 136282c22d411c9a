"""Every error Dateline raises on purpose.

DatelineError
 ├─ RecordError          a record that can't be used; carries its dead-letter reason
 │   ├─ BadJson          bad-json        not UTF-8 JSON, or not an object
 │   ├─ BadSchema        bad-schema      a field has the wrong type or is missing
 │   ├─ TooLarge         too-large       over the size limit
 │   ├─ NoText           no-text         nothing to read in it
 │   ├─ ExtractTimeout   extract-timeout the coding took longer than the limit
 │   └─ ExtractCrash     extract-crash   the coding failed or its process died
 ├─ UsageError           exit status 2
 ├─ Unreachable          exit status 3: a broker, port, folder or download that can't be had
 └─ LexiconError         a lexicon file has a wrong line (named in the message)
"""


class DatelineError(Exception):
    """The root: its message is one sentence that a user can act on."""

    exit_status = 1


class RecordError(DatelineError):
    """A record that ends as a dead letter (or an error line, offline) with this ``reason``."""

    reason = "bad-record"


class BadJson(RecordError):
    reason = "bad-json"


class BadSchema(RecordError):
    reason = "bad-schema"


class TooLarge(RecordError):
    reason = "too-large"


class NoText(RecordError):
    reason = "no-text"


class ExtractTimeout(RecordError):
    reason = "extract-timeout"


class ExtractCrash(RecordError):
    reason = "extract-crash"


class UsageError(DatelineError):
    exit_status = 2


class Unreachable(DatelineError):
    exit_status = 3


class LexiconError(DatelineError):
    pass
