from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.count import ArticleFacts, EventFacts, Running, Version, Versions, contributions, difference
from pipeline.count.keys import CountKey, bucket_kind
from pipeline.count.running import advance
from pipeline.count.versions import amounts

STEPS = st.lists(st.tuples(st.integers(0, 30), st.integers(-3, 3)), max_size=30).map(
    lambda steps: sorted(dict(steps).items())
)


@given(STEPS, st.lists(st.integers(0, 31), max_size=6), st.integers(0, 5))
def test_a_count_is_the_same_however_the_batches_are_cut_and_delivered_again(
    steps: list[tuple[int, int]], cuts: list[int], again: int
):
    bounds = [0, *sorted(cuts), 31]
    current: Running | None = None
    for start, end in pairwise(bounds):
        for begin in (start, max(start - again, 0)):  # the second time as after a crash: a little earlier on
            batch = [(offset, amount) for offset, amount in steps if begin <= offset < end]
            if batch:
                current = advance(current, batch, upto=end - 1, generation=1) or current
    assert (current.total if current else 0) == sum(amount for _, amount in steps)


def test_a_late_value_of_a_worker_that_lost_its_partition_never_wins():
    late, owner = Running(5, 100, 3), Running(8, 150, 4)
    assert not late.newer_than(owner)
    assert owner.newer_than(late)
    assert Running(6, 150, 5).newer_than(owner)


def _facts(*types: str, day: str | None = "2025-12-01") -> ArticleFacts:
    events = tuple(
        EventFacts(
            kind, "material-conflict", ("RUS",), ("UKR", "POL"), "UKR", "Pokrovsk", "Kremlin", "probable", day, None
        )
        for kind in types
    )
    return ArticleFacts("Wire", "en", "2025-12-02", "2025-12-02T12", events)


def test_each_dimension_is_counted_in_total_by_day_and_by_hour():
    found = contributions(_facts("ASSAULT"))
    assert found[CountKey("dyad", "RUS-UKR", "2025-12-01")] == 1
    assert found[CountKey("dyad", "RUS-POL", "total")] == 1
    assert found[CountKey("dyad-quad", "RUS-UKR material-conflict", "2025-12-01")] == 1
    assert found[CountKey("action", "ASSAULT", "2025-12-02T12")] == 1
    assert found[CountKey("articles", "Wire", "2025-12-02")] == 1
    assert {key.dimension for key in found} >= {"quad-class", "actor", "recipient", "country", "location", "attributed"}


def test_an_event_without_a_day_is_counted_on_the_day_of_its_publication():
    found = contributions(_facts("ASSAULT", day=None))
    assert found[CountKey("action", "ASSAULT", "2025-12-02")] == 1


def test_an_article_without_any_date_is_counted_as_such_and_not_today():
    found = contributions(ArticleFacts("Wire", "en", None, None, ()))
    assert found[CountKey("articles", "Wire", "day-unknown")] == 1
    assert {bucket_kind(key.bucket) for key in found} == {"total", "day", "hour"}


def test_a_correction_takes_back_exactly_what_the_version_before_had_added():
    before, now = _facts("ASSAULT", "ASSAULT"), _facts("ASSAULT", "COERCE")
    changed = difference(contributions(now), contributions(before))
    assert changed[CountKey("action", "ASSAULT", "total")] == -1
    assert changed[CountKey("action", "COERCE", "total")] == 1
    assert CountKey("dyad", "RUS-UKR", "total") not in changed
    assert CountKey("articles", "Wire", "total") not in changed


def test_facts_and_versions_survive_being_written_and_read():
    versions = Versions((Version(7, 2, "abc", _facts("ASSAULT"), ("e1",), ("s1",)),))
    assert Versions.from_json(versions.to_json()) == versions


@given(st.lists(st.sampled_from(["ASSAULT", "AID", "MEET"]), min_size=1, max_size=6), st.integers(0, 7))
def test_what_an_article_adds_over_all_its_versions_is_what_its_last_version_adds(types: list[str], committed: int):
    versions, total = Versions(), contributions(None)
    for offset, kind in enumerate(types):
        versions = versions.with_version(Version(offset, 1, str(offset), _facts(kind), (), ()), min(committed, offset))
        total.update(amounts(versions.at(offset), versions.before(offset)))
    assert {key: n for key, n in total.items() if n} == dict(contributions(_facts(types[-1])))


def test_the_history_of_an_article_stays_short():
    versions = Versions()
    for offset in range(100):
        versions = versions.with_version(Version(offset, 1, "d", _facts("AID"), (), ()), committed=offset - 3)
    assert len(versions.items) <= 5
    assert versions.before(97) is not None, "a message that may come again still finds what it replaced"
