"""Every Prometheus metric of a worker, in one place. Offsets and lag are read from the broker, not here."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)

ARTICLES = Counter(
    "dateline_articles", "Raw articles worked on, by what became of them.", ["outcome"]
)  # coded, uncoded (another language), duplicate, corrected, replayed, redelivered, dead
WORDS = Counter("dateline_words", "Words of clean text that were coded.")
EVENTS = Counter("dateline_events", "Events sent, by action type.", ["action"])
STATEMENTS = Counter("dateline_statements", "Statements sent.")
WITHDRAWN = Counter("dateline_withdrawn", "Events and statements withdrawn by a correction or a replay.")
REPEATED = Counter("dateline_repeated_paragraphs", "Paragraphs taken off since their outlet repeats them.")
DEAD_LETTERS = Counter("dateline_dead_letters", "Dead letters, by reason.", ["reason"])
COUNT_WRITES = Counter("dateline_count_writes", "Running counts written.")
REPORTS = Counter(
    "dateline_reports", "Articles' reports merged into stories, by what became of them.", ["outcome"]
)  # merged, unchanged, withdrawn, redelivered, broken
STORIES = Counter("dateline_stories", "Stories sent, by what became of them.", ["outcome"])  # told, withdrawn
STORIES_OPEN = Gauge("dateline_stories_open", "Stories that further articles may join.")
STORY_REPORTS = Gauge("dateline_story_reports", "Reports in the window in which articles are merged.")

STAGE_SECONDS = Histogram(
    "dateline_stage_seconds", "How long a stage of a batch took.", ["stage"], buckets=_SECONDS
)  # of articles: code, intent, outputs, decision, counts; of reports: merge, remember, tell
BATCH_ARTICLES = Histogram("dateline_batch_articles", "Articles in a batch.", buckets=(1, 2, 4, 8, 16, 32, 64, 128))
IN_FLIGHT = Gauge("dateline_in_flight", "Articles handed over and not done.", ["partition"])
OLDEST_SECONDS = Gauge("dateline_oldest_in_flight_seconds", "Age of the oldest article in flight.", ["partition"])

REPAIRS = Counter(
    "dateline_delivery_repairs", "Deliveries that vanished and were sought back, by where.", ["where"]
)  # fetched: between broker and consumer; buffered, taken: between consumer and lane; failed: a batch that failed
STALE_DELIVERIES = Counter("dateline_stale_deliveries", "Messages from before a rebalance, left alone.")
GAPS = Counter("dateline_gaps", "Offsets that were gone from the source before they were read.")
COMMIT_FAILURES = Counter("dateline_commit_failures", "Commits that failed (and were tried again).")
BATCH_FAILURES = Counter("dateline_batch_failures", "Batches that failed and were tried again, by error.", ["error"])
POOL_ARTICLES = Gauge("dateline_pool_articles", "Articles that a coding process has or that wait for one.")
POOL_KILLS = Counter("dateline_pool_kills", "Coding processes that had to be ended or died, by cause.", ["cause"])
for _cause in ("timeout", "crash"):
    POOL_KILLS.labels(_cause)  # a first kill is an increase only where a zero came before it
POOL_REBUILDS = Counter("dateline_pool_rebuilds", "Times the process pool died and was made anew.")
REBALANCES = Counter("dateline_rebalances", "Assignments this worker was given.")
PARTITIONS = Gauge("dateline_partitions", "Partitions this worker holds.")

RECOVERY_REMAINING = Gauge(
    "dateline_recovery_remaining", "Records a table still has to read before work goes on.", ["table", "partition"]
)
RECOVERY_SECONDS = Histogram("dateline_recovery_seconds", "How long a table took to be read again.", buckets=_SECONDS)
REBUILDS = Counter("dateline_rebuilds", "Tables rebuilt from the beginning since local state was behind.", ["table"])
LATE_WRITES = Counter(
    "dateline_late_writes",
    "Values found in a table's topic that an older owner wrote too late, and put right.",
    ["table"],
)
