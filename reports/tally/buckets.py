"""Half months: what a span of days is made of, and the days at its ends that only the facts can tell.

Pure: no model, no clock.
"""

from dataclasses import dataclass
from datetime import date, timedelta

DAY = timedelta(days=1)
MIDDLE = 15


@dataclass(frozen=True)
class Cover:
    """A span of days as the half months from `first` to `last` (none where `last` is None, all before where
    `first` is), the part of a half month up to `part`, and the `cuts`: (sign, first day, last day) to be added or
    taken away."""

    first: date | None
    last: date | None
    cuts: tuple = ()
    part: date | None = None

    @property
    def is_kept(self):
        """Whether any of it is added up."""
        return self.last is not None or self.part is not None

    @property
    def end(self):
        """The last day of what is added up."""
        return self.part or (self.last and following(self.last) - DAY)


def bucket_of(day):
    """The first day of the half month in which `day` lies."""
    return day.replace(day=1 if day.day < MIDDLE else MIDDLE)


def following(bucket):
    """The half month after `bucket`."""
    if bucket.day < MIDDLE:
        return bucket.replace(day=MIDDLE)
    return (bucket + timedelta(days=MIDDLE + 5)).replace(day=1)


def cover(start, end, today, part=None):
    """The `Cover` of the days from `start` (None: from the first) to `end`.

    A half month that is cut is counted from whichever side has fewer facts: nothing lies after today. Where it is cut
    after `part`, that part is added up by itself.
    """
    if start is not None and start > end:
        return Cover(None, None)
    if start is not None and start > bucket_of(start) and bucket_of(start) == bucket_of(end):
        return Cover(None, None, ((1, start, end),))
    first, cuts = _from(start)
    if end == part and following(bucket_of(end)) - DAY != end:
        last = bucket_of(bucket_of(end) - DAY)
        return Cover(first, None if first is not None and last < first else last, cuts, part)
    last, at_end = _to(end, today)
    if first is not None and last < first:
        return Cover(None, None, (*cuts, *at_end))
    return Cover(first, last, (*cuts, *at_end))


def _from(start):
    if start is None or start == bucket_of(start):
        return start, ()
    bucket = bucket_of(start)
    if start - bucket <= following(bucket) - start:
        return bucket, ((-1, bucket, start - DAY),)
    return following(bucket), ((1, start, following(bucket) - DAY),)


def _to(end, today):
    bucket = bucket_of(end)
    last = following(bucket) - DAY
    if end == last:
        return bucket, ()
    if end >= today or last - end < end - bucket + DAY:
        return bucket, ((-1, end + DAY, last),)
    return bucket_of(bucket - DAY), ((1, bucket, end),)
