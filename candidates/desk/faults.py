"""Whether committees' meetings, unions' votes and numbers of papers agree; asked by `candidates.integrity`."""

from collections import defaultdict
from itertools import combinations

from django.db.models import F, Q

from branches.models import Organization
from candidates.desk.numbers import (
    DECISION,
    DECISIONS_ON_CLASSES,
    MINUTES,
    RESOLUTION,
    SUBMISSION,
    WORDS,
)
from candidates.models import ClassPaper, CommitteeMeeting, Introduction, MeetingCase, StageEvent
from candidates.models.vote import Vote
from candidates.series import in_one_term, same, serial, was_given_again

SERIES_OF = {Vote.Body.BASE: RESOLUTION, Vote.Body.DECIDING: DECISION}
OF_MEETINGS = ((MINUTES, "minutes_number", "held_on"), (SUBMISSION, "submission_number", "submission_on"))


def committee_meetings():
    """At no committee's meeting more were there than there are, and nobody's vote had more than the meeting."""
    for meeting in CommitteeMeeting.objects.filter(present__gt=F("eligible")).order_by("pk"):
        yield f"Phiên họp số {meeting.pk}: có mặt {meeting.present}, tổng số ủy viên ghi {meeting.eligible}."
    given = F("event__vote__votes_for") + F("event__vote__votes_against") + F("event__vote__votes_other")
    more = MeetingCase.objects.annotate(given=given).filter(
        Q(given__gt=F("meeting__present")) | Q(event__vote__present__gt=F("meeting__eligible"))
    )
    for case in more.select_related("candidate").order_by("pk"):
        yield f"Phiên họp số {case.meeting_id}: số phiếu về hồ sơ {case.candidate.code} nhiều hơn số ủy viên."


def union_votes():
    """Of a union's committee no more agreed than were there, no fewer than had to, and no more were there than are."""
    voted = Introduction.objects.filter(met_on__isnull=False).select_related("candidate")
    fits = Q(needed__lte=F("votes_for"), votes_for__lte=F("present"), present__lte=F("total"))
    for each in voted.exclude(pk__in=voted.filter(fits).values("pk")).order_by("pk"):
        yield (
            f"Giới thiệu số {each.pk} (hồ sơ {each.candidate.code}): tán thành {each.votes_for}, cần {each.needed}, "
            f"có mặt {each.present}, tổng số {each.total} không khớp nhau."
        )


def numbers():
    """A number stands once in a committee's term for each kind of paper (a cell's: see `cell_meetings`).

    Several people of one meeting may share a resolution or decision on the same matter, signed on the same day;
    and who recorded a number for the second time may have said that the paper bears it.
    """
    series = defaultdict(list)
    for unit, kind, number, day, matter, name in (*_of_votes(), *_of_classes(), *_of_meetings()):
        series[unit, kind, serial(number)].append((number, day, matter, name))
    crowded = {key: rows for key, rows in series.items() if len({matter for _, _, matter, _ in rows}) > 1}
    units = Organization.objects.in_bulk({unit for unit, _, _ in crowded})
    for (unit, kind, _), rows in sorted(crowded.items(), key=lambda each: each[0]):
        for (number, day, matter, name), (other, later, another, its_name) in combinations(rows, 2):
            if matter == another or not same(number, other) or not in_one_term(units[unit], day, later):
                continue
            yield f"{units[unit].code}: số {number} của {WORDS[kind]} đứng ở cả {name} và {its_name}."


def _of_votes():
    """(unit, kind, number, day, what may share it, name): the papers of votes, wherever these were recorded."""
    rows = StageEvent.objects.filter(vote__body__in=SERIES_OF).exclude(paper_number="").order_by("pk")
    fields = ("vote__organization", "vote__body", "paper_number", "paper_on", "on", "kind", "vote__met_on", "findings")
    for unit, body, number, signed, on, kind, met_on, found, code in rows.values_list(*fields, "candidate__code"):
        if was_given_again(found):
            continue
        day = signed or on
        yield unit, SERIES_OF[body], number, day, (kind, met_on, day), f"hồ sơ {code} ngày {day:%d/%m/%Y}"


def _of_classes():
    papers = ClassPaper.objects.filter(kind__in=DECISIONS_ON_CLASSES, issued_on__isnull=False).exclude(number="")
    papers = papers.filter(issuer="")  # a political centre counts its own
    fields = ("training_class__organization", "number", "issued_on", "kind", "training_class")
    for unit, number, day, kind, which in papers.order_by("pk").values_list(*fields):
        yield unit, DECISION, number, day, (kind, day), f"lớp số {which} ngày {day:%d/%m/%Y}"


def _of_meetings():
    """Minutes and submissions are one meeting's alone."""
    for kind, number, day in OF_MEETINGS:
        rows = CommitteeMeeting.objects.exclude(**{number: ""}).exclude(**{day: None}).order_by("pk")
        for pk, unit, its_number, on in rows.values_list("pk", "organization", number, day):
            yield unit, kind, its_number, on, pk, f"phiên họp số {pk} ngày {on:%d/%m/%Y}"
