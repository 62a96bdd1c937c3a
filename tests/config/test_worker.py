"""The worker's clock: what hangs does not stop the heart."""

import threading

from config.management.commands.worker import keep_time


def test_work_that_hangs_does_not_stop_the_heart() -> None:
    stopped, beats = threading.Event(), threading.Semaphore(0)

    keep_time([(stopped.wait, 0.01), (beats.release, 0.01)], stopped)

    assert all(beats.acquire(timeout=5) for _beat in range(5))
    stopped.set()


def test_work_that_fails_is_tried_again() -> None:
    stopped, tries = threading.Event(), threading.Semaphore(0)

    def fail() -> None:
        tries.release()
        raise RuntimeError

    keep_time([(fail, 0.01)], stopped)

    assert all(tries.acquire(timeout=5) for _try in range(3))
    stopped.set()
