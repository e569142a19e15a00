"""What a committee is told of its cells to urge them: people without remarks (P5), meetings without content (P8).

Units and causes only: who owes a remark stays inside the cell, and nobody is scored.
"""

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q

from candidates.models import AgendaItem, Candidate, CellMeeting, MentorAssignment, MonthlyRemark, Obligation, Vote
from partydev.dates import add_months


def people_without_remarks(organization, on):
    """Open cases below `organization` that lack the remarks of so many months that the committee is told."""
    late = Obligation.objects.open().filter(kind="remark", due_on__lt=on, candidate__isnull=False)
    late = late.order_by().values("candidate").annotate(number=Count("pk"))
    told = late.filter(number__gte=settings.REMARKS_MISSING_TOLD).values("candidate")
    return Candidate.objects.open().under(organization).filter(pk__in=told)


def meetings_without_content(organization, on):
    """Cells' meetings of this month and the last that considered nothing of this work.

    No item of it (other matters, such as fees, are none), no conclusion, no vote, nobody assigned to help.
    """
    since = add_months(on.replace(day=1), -1)
    held = CellMeeting.objects.under(organization).filter(held_on__gte=since, held_on__lte=on)
    items = AgendaItem.objects.filter(organization=OuterRef("organization"), month=OuterRef("month"))
    items = items.exclude(kind=AgendaItem.Kind.OTHER, candidate__isnull=True)
    said = MonthlyRemark.objects.filter(meeting=OuterRef("pk"))
    votes = Vote.objects.filter(organization=OuterRef("organization"), body=Vote.Body.CELL, met_on=OuterRef("held_on"))
    mentors = MentorAssignment.objects.filter(
        Q(starts_on=OuterRef("held_on")) | Q(resolution_on=OuterRef("held_on")),
        candidate__organization=OuterRef("organization"),
    )
    return held.filter(~Exists(items), ~Exists(said), ~Exists(votes), ~Exists(mentors))
