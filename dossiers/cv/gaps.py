"""Months of the working life about which nothing is written: pointed out, never refused. Pure."""

from dossiers.cv.partial import month_of, month_text


def gaps(spans, on):
    """Sentences for the months between the first job and `on` that no job covers.

    `spans` are (from, to) as `Partial`; `to` None goes on until today. A year without a month counts
    as the whole year, so that who remembers the year only is not asked about months.
    """
    months = ((start.first_month, end.last_month if end else None) for start, end in spans if start)
    known = sorted(months, key=lambda span: span[0])
    found, reached = [], None
    for first, last in known:
        if reached is not None and first > reached + 1:
            found.append(f"{_from_to(reached + 1, first - 1)} chưa ghi làm gì.")
        last = month_of(on) if last is None else last
        reached = last if reached is None else max(reached, last)
    if reached is not None and reached < month_of(on) - 1:
        found.append(f"Từ {month_text(reached + 1)} đến nay chưa ghi làm gì.")
    return found


def _from_to(first, last):
    if first == last:
        return f"Tháng {month_text(first)}"
    return f"Từ {month_text(first)} đến {month_text(last)}"
