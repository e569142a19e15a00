"""How long something takes, for the scripts of this folder."""

import statistics
import time


def medians(act, runs):
    """Medians of `runs` in milliseconds, by the clock and of the processor, after one that does not count."""
    act()
    times, processor = [], []
    for _ in range(runs):
        start, used = time.perf_counter(), time.process_time()
        act()
        times.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - used) * 1000)
    return statistics.median(times), statistics.median(processor)


def median(act, runs):
    """The first of `medians`."""
    return medians(act, runs)[0]
