"""When a unit's terms began: the one that runs, and those before it as they were recorded."""

from reports.reading import once_a_reading


@once_a_reading
def term_start_on(organization, day):
    """The first day of the term in which `day` lies; None where it is not known.

    The unit records only its present term; what it had recorded before the congress stands in its history, of which
    the last word counts.
    """
    today = organization.term_starts_on
    if today is None or today <= day:
        return today
    recorded = organization.history.filter(term_starts_on__lte=day).order_by("-history_date", "-history_id")
    return recorded.values_list("term_starts_on", flat=True).first()
