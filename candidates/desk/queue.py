"""The queue of the committee's desk: its tabs as questions, oldest first, in a constant number of queries."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.db.models import Case, Count, DateField, Exists, F, IntegerField, OuterRef, Q, Subquery, When
from django.db.models.functions import Coalesce

from branches.models import Organization
from branches.permissions import Permission
from candidates.gather import straight_to_decision
from candidates.models import Candidate, CompletionRequest, MeetingCase, Obligation, StageEvent
from candidates.pipeline import BASE_OR_DECIDING
from candidates.rulebook import work_calendar

# A month before probation ends, the desk begins to look at who is due.
RECOGNITION_AHEAD = timedelta(days=30)
# Stages at which a dossier lies on the desk of a committee.
AT_DESK = (
    "submitted",
    "appraised",
    "committee_resolved",
    "pending_decision",
    "recognition_cell_resolved",
    "recognition_committee_resolved",
    "strike_off_cell_resolved",
    "strike_off_committee_resolved",
    "reported_upward",
)
# Where the deciding body has everything before it.
TO_DECIDE = (
    "pending_decision",
    "recognition_committee_resolved",
    "strike_off_committee_resolved",
    "reported_upward",
)
# For what follows these the rules name no day.
WITHOUT_DAY = ("strike_off_cell_resolved", "strike_off_committee_resolved", "reported_upward")
# Where the way forks: with the base committee's resolution, or straight to the deciding body.
FORKS = ("appraised", *BASE_OR_DECIDING)


@dataclass(frozen=True)
class Tab:
    key: str
    label: str
    nothing: str


TABS = {
    tab.key: tab
    for tab in (
        Tab("mine", "Chờ đơn vị tôi", "Khi chi bộ gửi hồ sơ lên, hồ sơ sẽ hiện ở đây."),
        Tab("check", "Chờ thẩm định", "Hồ sơ mới gửi lên hoặc gửi lại sau khi bổ sung sẽ hiện ở đây."),
        Tab("meeting", "Chờ họp xét", "Hồ sơ đã thẩm định, cần cấp ủy họp xét trước khi trình, sẽ hiện ở đây."),
        Tab("forward", "Chờ trình", "Hồ sơ đủ điều kiện trình cấp có thẩm quyền sẽ hiện ở đây."),
        Tab("decision", "Chờ quyết định", "Hồ sơ đã trình, chờ cấp có thẩm quyền quyết định, sẽ hiện ở đây."),
        Tab("returned", "Đã đề nghị bổ sung", "Hồ sơ đang được chi bộ bổ sung, hoàn thiện sẽ hiện ở đây."),
        Tab("recognition", "Đến hạn công nhận", "Đảng viên dự bị sắp hết thời gian dự bị sẽ hiện ở đây."),
        Tab("all", "Tất cả trong phạm vi", "Chưa có hồ sơ nào ở bước của cấp ủy."),
    )
}


class Queue:
    """What waits for `user` on `today`, within the part of the tree where they check dossiers."""

    def __init__(self, user, today):
        self.today = today
        self.scope = user.scope(Permission.DOSSIER_CHECK)
        self.visible = Candidate.objects.visible_to(user).within(self.scope)

    def cases(self, tab):
        """The cases of a tab, oldest first, each with `came_on`: who was sent back keeps their place."""
        sent = StageEvent.objects.filter(candidate=OuterRef("pk"), kind="submit").order_by("-pk").values("on")[:1]
        first = Case(When(stage="submitted", then=Subquery(sent)), output_field=DateField())
        found = self.visible.filter(self._condition(tab)).annotate(came_on=Coalesce(first, F("stage_on")))
        if tab == "recognition":
            return found.order_by("next_due", "pk")
        return found.order_by("came_on", "pk")

    def counts(self):
        """How many each tab holds: key -> number, in one query."""
        return self.visible.aggregate(
            **{key: Count("pk", filter=self._condition(key)) for key in TABS},
        )

    @cached_property
    def mine(self):
        """Ids of the organizations at whose desk the user sits."""
        return [pk for pk, _, _ in self.scope.tops]

    @cached_property
    def _straight(self):
        forks = self.visible.at_stage(*FORKS).values("organization_id")
        return straight_to_decision(Organization.objects.filter(pk__in=forks), self.today)

    def _condition(self, tab):
        straight = Q(organization_id__in=self._straight)
        if tab == "mine":
            return Q(waits_at_id__in=self.mine, stage__in=AT_DESK)
        if tab == "check":
            return Q(stage="submitted")
        if tab == "meeting":
            return Q(stage__in=FORKS) & ~straight
        if tab == "forward":
            return Q(stage="committee_resolved") | Q(stage="appraised") & straight
        if tab == "decision":
            decided_next = Q(stage__in=BASE_OR_DECIDING) & straight
            return Q(stage__in=TO_DECIDE) | decided_next
        if tab == "returned":
            return Q(stage="returned")
        if tab == "recognition":
            due = Obligation.objects.open().filter(
                candidate=OuterRef("pk"), kind="recognition", opens_on__lte=self.today + RECOGNITION_AHEAD
            )
            return Q(stage__in=("probationary", "recognition_prepared")) & Q(Exists(due))
        return Q(stage__in=(*AT_DESK, "returned"))


def with_what_a_row_shows(cases):
    """`cases` with their deadline, number of returns, steps recorded against the rules, and next meeting."""
    due = Obligation.objects.open().filter(candidate=OuterRef("pk"), kind__in=("decide", "recognition"))
    meeting = MeetingCase.objects.filter(
        candidate=OuterRef("pk"), event__isnull=True, left_at__isnull=True, meeting__closed_at__isnull=True
    ).order_by("meeting__held_on")
    return cases.select_related("person", "organization", "waits_at").annotate(
        due_on=Subquery(due.order_by("due_on").values("due_on")[:1]),
        due_unsure=Subquery(due.order_by("due_on").values("unsure")[:1]),
        returns=_number_of(CompletionRequest.objects.all()),
        irregular=_number_of(StageEvent.objects.filter(irregular=True)),
        meets_on=Subquery(meeting.values("meeting__held_on")[:1]),
    )


def _number_of(rows):
    counted = rows.filter(candidate=OuterRef("pk")).order_by().values("candidate").annotate(n=Count("pk"))
    return Coalesce(Subquery(counted.values("n"), output_field=IntegerField()), 0)


def working_days_waiting(candidate, today):
    """Working days since the case came to where it stands."""
    return work_calendar().working_days(candidate.stage_on, today)


def following(cases, pk):
    """The id of the case after `pk` in the list `cases`; None at its end, and where `pk` is not in it the first."""
    ids = list(cases.values_list("pk", flat=True))
    rest = ids[ids.index(pk) + 1 :] if pk in ids else ids
    return rest[0] if rest else None


def narrowed(cases, cell=None, words=""):
    """`cases` of one cell, or whose name or code holds the words."""
    if cell is not None:
        cases = cases.filter(organization_id=cell.pk)
    return cases.named(words) if words else cases


def cells_of(cases):
    """The organizations that have cases among `cases`, for the filter."""
    return Organization.objects.filter(pk__in=cases.order_by().values("organization_id")).order_by(F("name"))
