import random
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from pipeline.stream.deliveries import Deliveries, Turn


@dataclass(eq=False)
class Message:
    offset: int


def handed(count: int, start: int = 0) -> tuple[Deliveries, list[Message]]:
    deliveries, messages = Deliveries(start), [Message(start + number) for number in range(count)]
    for message in messages:
        deliveries.hand(message)
    return deliveries, messages


def test_nothing_is_committed_while_the_oldest_delivery_is_not_done():
    deliveries, messages = handed(3, start=10)
    for message in messages:
        assert deliveries.turn(message) is Turn.NOW
    deliveries.done(messages[2])
    deliveries.done(messages[1])
    assert deliveries.committable() == 10
    deliveries.done(messages[0])
    assert deliveries.committable() == 13


def test_a_message_whose_predecessor_vanished_in_a_buffer_is_not_worked_on():
    deliveries, messages = handed(3)
    assert deliveries.turn(messages[0]) is Turn.NOW
    assert deliveries.turn(messages[2]) is Turn.TOO_EARLY
    assert deliveries.rewind() == 0, "the first one was taken and isn't done, so it comes again too"
    assert deliveries.turn(messages[2]) is Turn.STALE


def test_a_message_from_before_a_rebalance_is_left_alone():
    _, old = handed(3)
    deliveries, _ = handed(3)
    assert deliveries.turn(old[0]) is Turn.STALE
    assert not deliveries.done(old[0])
    assert deliveries.committable() == 0


def test_a_batch_with_a_hole_in_it_is_not_worked_on():
    deliveries, messages = handed(4)
    assert deliveries.next_are(messages[:2])
    assert not deliveries.next_are(messages[1:3])
    assert not deliveries.next_are([messages[0], messages[2]])
    deliveries.done(messages[0])
    assert deliveries.next_are(messages[1:3])
    deliveries.rewind()
    assert not deliveries.knows(messages[1])


def test_an_assignment_that_worked_on_nothing_commits_nothing():
    assert Deliveries(start=100, committed=40).committable() == 40


def test_a_stuck_partition_is_committed_again_now_and_then_and_an_idle_one_is_not():
    deliveries, messages = handed(2, start=10)
    assert deliveries.due(0.0, 5.0)  # a sign of life after the assignment
    deliveries.told(10, 0.0)
    assert not deliveries.due(4.9, 5.0)
    assert deliveries.due(5.0, 5.0)
    deliveries.turn(messages[0])
    deliveries.done(messages[0])
    assert deliveries.due(0.1, 5.0)  # a move is told at once
    deliveries.told(11, 0.1)
    deliveries.turn(messages[1])
    deliveries.done(messages[1])
    deliveries.told(12, 0.2)
    assert not deliveries.due(100.0, 5.0)


def test_an_offset_that_was_never_committed_is_not_made_up():
    deliveries = Deliveries(start=100, committed=0)
    deliveries.hand(Message(100))
    assert not deliveries.due(100.0, 5.0)


@given(st.lists(st.sampled_from(["hand", "take", "done", "lose", "rewind"]), max_size=80), st.randoms())
def test_no_order_of_events_commits_past_a_message_that_is_not_done(steps: list[str], chance: random.Random):
    deliveries, done, taken = Deliveries(0), set(), []
    buffer: list[Message] = []
    for step in steps:
        if step == "hand":
            message = Message(deliveries.expected)
            deliveries.hand(message)
            buffer.append(message)
        elif step == "take" and buffer:
            message = buffer.pop(0)
            if deliveries.turn(message) is Turn.NOW:
                taken.append(message)
        elif step == "lose" and buffer:
            buffer.pop(chance.randrange(len(buffer)))
        elif step == "done" and taken:
            message = taken.pop(chance.randrange(len(taken)))
            if deliveries.done(message):
                done.add(message.offset)
        elif step == "rewind":
            deliveries.rewind()
            taken.clear()
        assert set(range(deliveries.committable())) <= done
