"""What stands in a cell of the world: people at several steps, with everything that is said of them."""

from datetime import date

from django.conf import settings
from django.test import override_settings

from branches import actions as branch_actions
from candidates import actions
from candidates.actions.comments import comment
from candidates.cell_meetings.attendance import everyone
from candidates.models import AgendaItem, Candidate, CellMeeting
from candidates.scans import receive, store
from dossiers import cv_actions
from dossiers.cv.partial import Partial
from tests.access.places import add, canary, person_of
from tests.candidates.desk_cases import step, submitted
from tests.candidates.scan_files import pdf_with_photo as scan_pdf
from tests.factories import (
    days_ago,
    make_member,
    today,
)

NUMBER = "001198004545"  # everybody's citizen number


def fill_cell(world, cast, place):
    """One person in the pool, and one whose dossier was sent up and came back for completion."""
    cell, secretary = getattr(cast, place), cast[f"sec_{place}"]
    fresh = actions.enter_pool(
        by=secretary,
        organization=cell,
        person=person_of(place, 1),
        on=days_ago(90),
        source="other",
        source_name=canary(place, "DOSSIER4"),
        evidence=canary(place, "DOSSIER5"),
        note=canary(place, "DOSSIER6"),
    )
    case = _returned(cast, place, cell, secretary)
    add(world, "cell", place, code=cell.code)
    add(world, "fresh", place, pk=fresh.pk)
    add(world, "case", place, pk=case.pk)
    add(world, "form", place, pk=case.pk, form="6-knd", part=0)
    _rests_on(world, place, case, secretary)
    mentor = case.mentors.get()
    add(world, "mentor", place, pk=case.pk, assignment=mentor.pk)
    given = actions.give_task(candidate=case, by=secretary, title=canary(place, "TASK1"), given_on=days_ago(30))
    done = actions.give_task(candidate=case, by=secretary, title=canary(place, "TASK2"), given_on=days_ago(30))
    actions.complete_task(task=done, by=secretary, done_on=days_ago(20), result=canary(place, "TASK3"))
    add(world, "task", place, pk=case.pk, task=given.pk)
    paper = case.papers.get(code="39")
    add(world, "paper", place, pk=case.pk, code=paper.code, ordinal=1)
    scan = _scan(case, paper, secretary)
    add(world, "scan", place, pk=case.pk, scan=scan.pk)
    add(world, "scan_page", place, pk=case.pk, scan=scan.pk, number=1)
    point = case.requests.get().points.first()
    add(world, "point", place, pk=case.pk, point=point.pk)
    add(world, "asked", place, pk=case.pk, asked=case.requests.get().pk)
    sent = submitted(cast, days_ago(58), canary(place, "NAME5"), cell=cell, by=secretary)
    add(world, "sent", place, pk=sent.pk)
    add(world, "handed", place, pk=sent.pk, event=sent.events.get(kind="submit").pk)
    add(world, "cell_vote", place, pk=sent.pk, vote=sent.votes.get(body="cell").pk)
    add(world, "desk_paper", place, pk=sent.pk, paper=sent.papers.get(code="39").pk)
    add(world, "duty", place, pk=case.obligations.open().filter(turn="cell").first().pk)
    add(world, "decided", place, pk=_taken_over(cell, place, 6, "decided", ("decide", days_ago(10))).pk)
    add(world, "to_vote", place, pk=_taken_over(cell, place, 9, "opinions_collected").pk)
    listed = actions.enter_pool(
        by=secretary, organization=cell, person=person_of(place, 7), on=days_ago(90), source="cell"
    )
    event = step(listed, "list", secretary, days_ago(80))
    add(world, "recorded", place, pk=listed.pk, event=event.pk)
    early = actions.enter_pool(
        by=secretary, organization=cell, person=person_of(place, 8), on=days_ago(90), source="cell"
    )
    step(early, "list", secretary, days_ago(80))
    happened = {"reason": canary(place, "DOSSIER7"), "as_happened": True}
    add(
        world,
        "irregular",
        place,
        pk=early.pk,
        event=step(early, "open_dossier", secretary, days_ago(70), **happened).pk,
    )
    month = today().replace(day=1)
    add(world, "month", place, cell=cell.pk, month=month)
    add(world, "remark", place, pk=case.pk, month=month)
    _remarks(case, place, secretary, month)
    item = _cell_meeting(cell, place, secretary, month)
    add(world, "agenda_item", place, cell=cell.pk, month=month, item=item.pk)
    _cv(world, place, case, secretary)
    _asked(world, place, case, secretary)
    said = {"text": canary(place, "DOSSIER53"), "unit": cell, "internal": False}
    said = comment(candidate=case, by=secretary, **said)
    add(world, "comment", place, pk=case.pk, comment=said.pk)
    speaks = {"kind": "award", "on": days_ago(9), "what": canary(place, "DOSSIER50")}
    speaks["source"] = canary(place, "DOSSIER51")
    row = actions.record_evidence(candidate=case, by=secretary, **speaks)
    add(world, "evidence", place, pk=case.pk, row=row.pk)
    _source_list(world, place, cell, secretary, fresh)
    member = make_member(cell, canary(place, "MEMBER"))
    add(world, "member", place, pk=member.pk)
    post = branch_actions.set_position(
        by=None, member=member, organization=cell, title="secretary", starts_on=days_ago(9)
    )
    add(world, "position", place, pk=member.pk, position_pk=post.pk)


def _rests_on(world, place, case, secretary):
    """Who introduces, and a document of a higher organ."""
    introduction = case.introductions.filter(member__isnull=False).first()
    add(world, "introduction", place, pk=case.pk, introduction=introduction.pk)
    ground = actions.record_ground(
        candidate=case,
        by=secretary,
        kind="over_60_consent",
        number=canary(place, "DOSSIER30"),
        issued_on=days_ago(20),
        issuer=canary(place, "DOSSIER31"),
        note=canary(place, "DOSSIER32"),
    )
    add(world, "ground", place, pk=case.pk, ground=ground.pk)


def _asked(world, place, case, secretary):
    """A place that was asked about the CV, and chased."""
    row = actions.ask_about(
        candidate=case, by=secretary, relation="father", place="home", body=canary(place, "DOSSIER40"), method="letter"
    )
    sent = {"sent_on": days_ago(9), "number": canary(place, "DOSSIER41")}
    row = actions.record_verification(request=row, by=secretary, version=row.version, **sent)
    actions.chase(request=row, by=secretary, kind="telephone", on=today(), note=canary(place, "DOSSIER42"))
    add(world, "place_asked", place, pk=case.pk, request_pk=row.pk)


def _source_list(world, place, cell, secretary, fresh):
    """The cell's list of the year, reviewed once."""
    year = today().year
    drawn = actions.file_source_list(by=secretary, organization=cell, year=year, candidates=[fresh])
    actions.record_source_review(
        by=secretary,
        source_list=drawn,
        minutes_number="3",
        minutes_on=date(year, 1, 1),
        marks={fresh: ("A", canary(place, "DOSSIER52"))},
    )
    add(world, "source_list", place, cell=cell.pk, year=year)


def with_relatives():
    """An installation on an independent LAN, the only one that keeps relatives."""
    return override_settings(INSTALLATION={**settings.INSTALLATION, "profile": "independent-lan"})


def _scan(case, paper, secretary):
    """A scan of `paper`, without the seconds that making one takes."""
    sending = store.Sending(store.new_sending(secretary))
    sending.add(0, 0, scan_pdf())
    path = sending.files()[0]
    sha256, size = store.settle(path)
    finished = receive.Finished(path, sha256, size, pages=1, made_from="photos", unclear=())
    kept = actions.keep_scan(candidate=case, by=secretary, code=paper.code, ordinal=1, finished=finished)
    sending.drop()
    return kept


def _cv(world, place, case, secretary):
    """A CV with something in a page, a list and the family."""
    answers = {"other_names": canary(place, "DOSSIER20"), "self_assessment": canary(place, "DOSSIER21")}
    answers["citizen_id"] = NUMBER
    cv_actions.answer_cv(candidate=case, by=secretary, version=0, values=answers)
    job = {"start": Partial(2016, 9), "ongoing": True, "work": canary(place, "DOSSIER22")}
    entry = cv_actions.write_entry(candidate=case, by=secretary, part="jobs", values=job)
    father = {"full_name": canary(place, "DOSSIER23"), "residence": canary(place, "DOSSIER24")}
    with with_relatives():
        kin = cv_actions.write_relative(candidate=case, by=secretary, kin="father", values=father)
    add(world, "cv_section", place, pk=case.pk, section="tu-nhan-xet")
    add(world, "cv_row", place, pk=case.pk, row=entry.pk)
    add(world, "cv_relative", place, pk=case.pk, row=kin.pk)


def _taken_over(cell, place, number, stage, *milestones):
    return actions.take_over(
        by=None,
        organization=cell,
        person=person_of(place, number),
        stage=stage,
        entered_on=days_ago(300),
        milestones=[actions.Milestone(*each) for each in milestones],
    )


def _returned(cast, place, cell, secretary):
    case = submitted(cast, days_ago(60), canary(place, "NAME2"), cell=cell, by=secretary)
    for name, number in (("home_place", 1), ("residence", 2), ("workplace", 3)):
        setattr(case.person, name, canary(place, f"DOSSIER{number}"))
    case.person.save()
    officer = cast["staff_B" if place == "B1" else "staff_A"]
    points = [("37", canary(place, "DOSSIER10")), ("", canary(place, "DOSSIER11"))]
    actions.request_completion(candidate=case, by=officer, on=days_ago(35), points=points)
    actions.enter_paper(
        candidate=case,
        by=secretary,
        code="39",
        issued_on=days_ago(50),
        number=canary(place, "DOSSIER7"),
        issuer=canary(place, "DOSSIER8"),
        note=canary(place, "DOSSIER9"),
    )
    actions.introduce(
        candidate=case,
        by=secretary,
        on=days_ago(30),
        union="trade_union",
        union_name=canary(place, "INTRODUCTION"),
        paper_number=canary(place, "DOSSIER12"),
    )
    if place == "A1":
        # The helper of the cast is the one who was assigned.
        assert case.mentors.get().mentor == cast.mentor_member
    return Candidate.objects.get(pk=case.pk)


def _remarks(case, place, secretary, month):
    actions.hold_meeting(organization=case.organization, month=month, by=secretary, held_on=today())
    actions.write_remark(
        candidate=case,
        month=month,
        by=secretary,
        strengths=canary(place, "REMARK1"),
        shortcomings=canary(place, "REMARK2"),
        version=0,
    )


def _cell_meeting(cell, place, secretary, month):
    """The cell's meeting of the month with an agenda, people there, and what came of it; returns its item."""
    actions.fill_agenda(organization=cell, month=month, by=secretary, keys=[], text=canary(place, "DOSSIER50"))
    meeting, item = CellMeeting.objects.get(organization=cell, month=month), AgendaItem.objects.get(organization=cell)
    here = {each.key: ("", "") for each in everyone(meeting)}
    names = [each.name for each in everyone(meeting) if each.is_full] or [""]
    signed = {"chair": names[0], "minutes_by": names[-1]}
    actions.record_cell_attendance(meeting=meeting, by=secretary, people=here, **signed)
    outcomes = {item.pk: canary(place, "DOSSIER51")}
    actions.record_outcome(meeting=meeting, by=secretary, outcomes=outcomes, conclusion=canary(place, "DOSSIER52"))
    return item
