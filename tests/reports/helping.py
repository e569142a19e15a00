"""Helpers, remarks, months without a meeting, rhythms and classes at random, over the year 2024."""

from datetime import date, timedelta

from branches.models import Member, Organization
from candidates.models import (
    Candidate,
    CellMeeting,
    ClassNomination,
    MentorAssignment,
    MonthlyRemark,
    RemarkRhythm,
    TrainingClass,
)
from partydev.dates import add_months

MONTHS = [add_months(date(2023, 11, 1), number) for number in range(16)]
SAID = ({"strengths": "Chăm chỉ"}, {"shortcomings": "Còn rụt rè"}, {"conclusion": "Thống nhất"}, {})


def help_and_remark(chance, times=6):
    """Any case is helped by anybody from any cell, from and to any day; remarks as they come, or not said at all."""
    cases, mentors = list(Candidate.objects.order_by("pk")), list(Member.objects.order_by("pk"))
    for case in chance.choices(cases, k=times) if cases else ():
        own = [member for member in mentors if member.organization_id == case.organization_id]
        _help(chance, case, chance.choice(own if own and chance.random() < 0.6 else mentors))
        for month in chance.sample(MONTHS, 5):
            MonthlyRemark.objects.update_or_create(
                candidate=case, month=month,
                defaults=dict.fromkeys(("strengths", "shortcomings", "conclusion"), "") | chance.choice(SAID),
            )  # fmt: skip
    cells, units = Organization.objects.cells().order_by("pk"), Organization.objects.order_by("pk")
    meeting = {"organization": chance.choice(cells), "month": chance.choice(MONTHS)}
    if row := CellMeeting.objects.filter(**meeting).first():
        row.held_on = None if row.held_on else row.month
        row.save()
    else:
        CellMeeting(month=meeting["month"], not_held_because="Bão lũ").place(meeting["organization"]).save()
    if chance.random() < 0.7:
        begins = chance.choice(MONTHS)
        RemarkRhythm(months=chance.choice((1, 2, 3)), valid_from=begins, basis="1").place(chance.choice(units)).save()


def _help(chance, case, mentor):
    since = MONTHS[0] + timedelta(days=chance.randrange(420))
    lasts = chance.choice((None, None, 0, 20, 45, 150))
    until = None if lasts is None else since + timedelta(days=lasts)
    open_rows = MentorAssignment.objects.filter(candidate=case, mentor=mentor, ends_on=None)
    if until is None and open_rows.exists():
        open_rows.filter(starts_on__lte=since).update(ends_on=since)
        return
    MentorAssignment.objects.create(
        candidate=case, mentor=mentor, phase="candidate", starts_on=since, ends_on=until, resolution_number="1",
        resolution_on=since,
    )  # fmt: skip


def teach(chance, times=6):
    """Any case is sent to any class of either kind, or to none yet, and completes it or not, on any day."""
    day, units = MONTHS[0] + timedelta(days=chance.randrange(420)), Organization.objects.order_by("pk")
    for kind in TrainingClass.Kind:
        TrainingClass(kind=kind, name="Lớp", starts_on=day, ends_on=day).place(chance.choice(units)).save()
    classes, cases = list(TrainingClass.objects.order_by("pk")), list(Candidate.objects.order_by("pk"))
    for case in chance.choices(cases, k=times) if cases else ():
        held = chance.choice(classes)
        if not case.nominations.filter(training_class=held).exists():
            _send(chance, case, held)


def _send(chance, case, held):
    sent = MONTHS[0] + timedelta(days=chance.randrange(420))
    waiting = case.nominations.filter(kind=held.kind, result="").first()
    row = waiting or ClassNomination(candidate=case, kind=held.kind, nominated_on=sent)
    row.training_class = held if chance.random() < 0.8 else row.training_class
    if chance.random() < 0.6:
        row.result, row.completed_on = "completed", sent + timedelta(days=chance.randrange(60))
    elif waiting and chance.random() < 0.5:
        row.result = "absent"
        row.save()
        row = ClassNomination(candidate=case, kind=held.kind, nominated_on=sent, missed=row)
    row.save()
