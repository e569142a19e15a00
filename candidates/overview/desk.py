"""The first page by permission: what waits for an officer, a mentor, a leader; doors for everybody else."""

from datetime import timedelta

from django.db.models import Count, F

from branches.permissions import Permission as P  # noqa: N817 - a table reads better with a short name
from candidates.comments import mentioned
from candidates.desk.irregular import waiting
from candidates.models import Candidate, CompletionRequest, HandOver, MonthlyRemark, Obligation
from candidates.overview.doors import doors
from candidates.overview.due import duties_seen
from candidates.overview.links import link
from candidates.overview.work import elsewhere, line, own_work, tasks_of
from candidates.pipeline import CELL, PHASES, STAGES

# Functions (user, today) of other applications: parts of the first page with `title`, `items`, and whether `first`.
BESIDE = []
OLDEST = 5
YEAR = timedelta(days=365)
NOT_CELL = tuple(key for key, stage in STAGES.items() if stage.open and stage.turn != CELL)


def first_page(user, today):
    """Everything that the first page shows to `user`; what the user has no permission for is missing."""
    page = {"today": today}
    acting, reading = user.scope(P.CANDIDATE_ADVANCE), user.scope(P.CANDIDATE_VIEW)
    desk = user.scope(P.DOSSIER_CHECK) or user.scope(P.DECISION_RECORD)
    if acting:
        page["work"] = own_work(user, acting, today, but=NOT_CELL if desk else ())
        page["elsewhere"], page["elsewhere_total"] = elsewhere(user, acting, today)
    if desk:
        page["queue"] = queue(desk, checks=bool(user.scope(P.DOSSIER_CHECK)))
        page["wrong"] = {"number": waiting(user), "url": link("desk:irregular")}
    if acting:
        page["handed"] = HandOver.objects.visible_to(user).filter(taken_by=user, state=HandOver.State.OPEN).first()
    if user.person_id and user.holds(P.REMARK_WRITE):
        page["mentored"] = mentored(user, today)
    if reading:
        page["phases"] = phases(reading)
    if user.holds(P.REPORT_VIEW) and not acting:
        page["overdue"] = duties_seen(reading, today).open().filter(due_on__lt=today).count()
        page["dashboard_url"] = link("reports:dashboard")
        sent_back = CompletionRequest.objects.filter(
            candidate__in=Candidate.objects.within(reading), requested_on__year=today.year
        )
        page["returned"] = {"number": sent_back.count(), "url": link("desk:returns")}
        if reading and not desk:
            page["irregular"] = {"number": waiting(user), "url": link("desk:irregular")}
    page["beside"] = [part for each in BESIDE for part in each(user, today)]
    page["asked_for"] = mentioned(user).count()
    page["can_enter"] = bool(user.scope(P.CANDIDATE_ENTER))
    if not reading:
        page["doors"] = doors(user, today)
    return page


def queue(scope, *, checks):
    """Dossiers that wait at the committees of `scope`: how many, and the oldest ones.

    `checks`: the reader checks dossiers; otherwise only records what the committee decides.
    """
    waiting = Candidate.objects.open().waiting_at(scope).at_stage(*NOT_CELL)
    oldest = list(waiting.select_related("person", "organization").order_by(F("stage_on"), "pk")[:OLDEST])
    clocks = Obligation.objects.open().filter(candidate__in=oldest, kind="decide")
    due = dict(clocks.values_list("candidate_id", "due_on"))
    return {
        "total": waiting.count(),
        "url": link("desk:queue" if checks else "desk:meetings"),
        "action": "Mở danh sách thẩm định" if checks else "Mở phiên họp xét",
        "oldest": [
            {
                "who": each.person.full_name,
                "what": each.stage_label,
                "where": each.organization.name,
                "note": f"từ ngày {each.stage_on:%d/%m/%Y}",
                "url": (checks and link("desk:review", pk=each.pk)) or link("candidates:detail", pk=each.pk),
                "on": due.get(each.pk),
            }
            for each in oldest
        ],
    }


def mentored(user, today):
    """The people whom the user's person is assigned to help: this month's remark, and what is still owed."""
    month = today.replace(day=1)
    people = (
        Candidate.objects.filter(pk__in=Candidate.objects.mentored_by(user))
        .open()
        .select_related("person", "organization")
    )
    people = list(people.order_by("person__sort_key", "pk"))
    written = set(
        MonthlyRemark.objects.filter(candidate__in=people, month=month).values_list("candidate_id", flat=True)
    )
    owed = {}
    for duty in (
        Obligation.objects.filter(candidate__in=people, kind="remark")
        .open()
        .select_related("candidate__person", "candidate__organization", "organization", "acts_at", "explanation")
        .due_first()
    ):
        owed.setdefault(duty.candidate_id, []).append(duty)
    people.sort(key=lambda each: min((duty.due_on for duty in owed.get(each.pk, [])), default=today + YEAR))
    tasks = tasks_of(people, today)
    return [
        _mentored_person(each, owed.get(each.pk, []), each.pk in written, month, user, today)
        | {"tasks": tasks.get(each.pk, []), "today": today}
        for each in people
    ]


def _mentored_person(candidate, owed, is_written, month, user, today):
    remark_url = link("candidates:remark", pk=candidate.pk, month=f"{month:%Y-%m}")
    return {
        "name": candidate.person.full_name,
        "where": candidate.organization.name,
        "stage": candidate.stage_label,
        "url": link("candidates:detail", pk=candidate.pk),
        "is_written": is_written,
        "month": f"{month:%m/%Y}",
        "remark_url": remark_url,
        "owed": [line(duty, user, today) for duty in owed if duty.key != f"{month:%Y-%m}"],
        "due_on": next((duty.due_on for duty in owed if duty.key == f"{month:%Y-%m}"), None),
    }


def phases(scope):
    """How many people stand in each phase, each number with the list behind it."""
    by_stage = dict(
        Candidate.objects.within(scope).open().order_by().values_list("stage").annotate(number=Count("pk"))
    )
    rows = [(str(phase.number), phase.label) for phase in PHASES] + [("0", "Tạm dừng xem xét")]
    found = []
    for number, label in rows:
        total = sum(count for stage, count in by_stage.items() if STAGES[stage].phase == int(number))
        if total or number not in ("0", "5"):
            found.append(
                {"label": label, "value": total, "url": f"{link('candidates:list')}?stage=phase-{number}&state=open"}
            )
    return found
