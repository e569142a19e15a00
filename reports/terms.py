"""When a unit's terms began: the one that runs, and those before it as they were recorded."""

from datetime import timedelta

from reports.reading import once_a_reading

# No term is so short: of two first days nearer to each other the one recorded before was a mistake.
SHORTEST = timedelta(days=2 * 365)


@once_a_reading
def term_start_on(organization, day):
    """The first day of the term in which `day` lies; None where it is not known.

    The unit records only its present term; what it had recorded before the congress stands in its history, of which
    the last word on each term counts.
    """
    today = organization.term_starts_on
    if today is None or today <= day:
        return today
    recorded = organization.history.filter(term_starts_on__isnull=False).order_by("-history_date", "-history_id")
    starts = [today]
    for start in recorded.values_list("term_starts_on", flat=True):
        if all(abs(start - known) >= SHORTEST for known in starts):
            starts.append(start)
    return max((start for start in starts if start <= day), default=None)
