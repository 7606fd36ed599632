"""Of many who ask while one is served only the last is served next."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event

from desk.preview.turns import Turns


def test_only_the_newest_of_those_who_wait_gets_the_turn() -> None:
    turns, begun, ended = Turns(), Event(), Event()

    def hold() -> bool:
        with turns.next_one() as is_mine:
            begun.set()
            ended.wait()
            return is_mine

    def ask() -> bool:
        with turns.next_one() as is_mine:
            return is_mine

    with ThreadPoolExecutor(4) as threads:
        first = threads.submit(hold)
        begun.wait()
        second = threads.submit(ask)
        while turns._newest < 2:
            pass
        third = threads.submit(ask)
        assert not second.result()  # while the first has the turn
        assert not first.done()
        ended.set()
        assert first.result()
        assert third.result()


def test_a_turn_that_fails_is_given_on() -> None:
    turns = Turns()
    try:
        with turns.next_one():
            raise OSError
    except OSError:
        pass
    with turns.next_one() as is_mine:
        assert is_mine
