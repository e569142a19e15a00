"""The world of the access tests: the cast's tree with one of everything at every place, and who looks at it.

    X ── A ── A1 ── G          own, below, beside and above are all there for someone at A
      │    └─ A2               (own A, below A1 A2 G, beside B B1, above X) and for someone at A1
      └─ B ── B1               (own A1, below G, beside A2 B1, above A X).

Every text that is somebody's carries a canary, "CNR-<place>-<kind>": where it may be read stands
in `table.READS`. All names are invented.
"""

from datetime import date

from django.conf import settings
from django.test import override_settings

from accounts.models import User
from accounts.permissions import ROLES
from branches import actions as branch_actions
from branches.permissions import Permission
from candidates import actions, opening
from candidates.actions.comments import comment
from candidates.cell_meetings.attendance import everyone
from candidates.models import AgendaItem, Candidate, CellMeeting, Certificate, ClassUnit, Holiday, TrainingClass
from candidates.scans import receive, store
from dossiers import cv_actions
from dossiers.cv.partial import Partial
from partydev.saved import save_view
from tests.access.places import CELLS, PARENT, STATIONS, Thing, Viewer, World, canary
from tests.candidates.desk_cases import decided_above, step, submitted
from tests.candidates.scan_files import pdf as plain_pdf
from tests.candidates.scan_files import pdf_with_photo as scan_pdf
from tests.factories import (
    days_ago,
    make_candidate,
    make_cast,
    make_member,
    make_organization,
    make_person,
    make_user,
    today,
)
from tests.reports.reporting import lock

FOUNDED = date(2012, 1, 1)
NUMBER = "001198004545"  # everybody's citizen number


def build():
    """Make the world in the present transaction."""
    cast = make_cast()
    decided_above(cast)
    for place in ("B", "A2", "B1"):
        _rename(getattr(cast, place), canary(place, "UNIT"))
    group = make_organization("Tổ đảng G", "group", cast.A1, code="g")
    places = {"X": cast.X, "A": cast.A, "B": cast.B, "A1": cast.A1, "A2": cast.A2, "B1": cast.B1, "G": group}
    world = World(cast, _viewers(cast))
    for place in CELLS:
        _fill_cell(world, cast, place)
    _offers(world, cast)
    _handed_over(world, cast)
    for place, organization in places.items():
        _unit(world, place, organization)
    for place in ("A", "B", "X"):
        _meeting(world, cast, place, places[place])
    for place, attending in (("A", "A1"), ("B", "B1"), ("X", "A2")):
        _class(world, cast, place, attending)
    _accounts(world, cast)
    _law(world)
    for viewer in world.viewers:
        world.client(viewer)  # now: a session opened within a test would end with it
    return world


# Who looks


def _viewers(cast):
    places = {"A": cast.A, "A1": cast.A1}

    def user(role, station):
        person = make_person("Người giúp đỡ chưa được giao ai") if ROLES[role].own_only else None
        return make_user(f"{role}_{station}", (role, places[station]), person=person)

    viewers = [
        Viewer(f"{role}@{station}", user(role, station), role, station) for role in ROLES for station in STATIONS
    ]
    return [
        *viewers,
        Viewer("helper", cast["helper_A1"], "mentor", "A1", helps=True),
        Viewer("anonymous", None),
        Viewer("nobody", cast["nobody"]),
        Viewer("expired", cast["expired"]),
    ]


# What there is to see


def _person(place, number=""):
    return make_person(
        canary(place, f"NAME{number}"),
        home_place=canary(place, "DOSSIER1"),
        residence=canary(place, "DOSSIER2"),
        workplace=canary(place, "DOSSIER3"),
    )


HELPED = {"case", "mentor", "task", "paper", "point", "remark"}


def _add(world, kind, place, seen_from=(), query=None, **kwargs):
    helped = kind in HELPED and place == "A1"
    world.things.setdefault(kind, []).append(Thing(place, kwargs, tuple(seen_from), helped, query or {}))


def _rename(organization, name):
    branch_actions.rename(by=None, organization=organization, on=FOUNDED, name=name)
    organization.refresh_from_db()


def _unit(world, place, organization):
    _add(world, "unit", place, code=organization.code)
    _add(world, "phrase", place, code=organization.code, key="cell_admission_proposal")
    if organization.kind == "group":
        return
    _add(world, "planning", place, code=organization.code)
    if organization.parent_id:
        _registered(world, place, organization)
    quarter = f"{today().year}-Q{(today().month + 2) // 3}"
    _add(world, "report", place, code=organization.code, key=quarter)
    if organization.parent_id:
        # Received or sent back by the unit above; the unit itself sees the page and may not.
        _add(world, "report_above", PARENT[place], (place,), code=organization.code, key=quarter)
    if place in ("A", "A1", "B1"):
        _locked_report(world, place, organization)
    _add(world, "figure", place, query={"don_vi": organization.code, "ky": quarter, "chi_tieu": "in_pool"})


def _locked_report(world, place, organization):
    """Last year's report, sent and locked; no pages are laid out for it."""
    key = str(today().year - 1)
    revision = lock(organization, key, making=lambda document: plain_pdf()).revision
    _add(world, "revision", place, code=organization.code, key=key, ordinal=1)
    _add(world, "record", place, lookup=revision.code)


def _registered(world, place, organization):
    """A target that the unit has sent up: seen there, answered above."""
    year = today().year
    branch_actions.register_target(by=None, organization=organization, year=year, value=2, submit=True)
    _add(world, "registered", PARENT[place], seen_from=(place,), code=organization.code, which=year)


def _fill_cell(world, cast, place):
    """One person in the pool, and one whose dossier was sent up and came back for completion."""
    cell, secretary = getattr(cast, place), cast[f"sec_{place}"]
    fresh = actions.enter_pool(
        by=secretary,
        organization=cell,
        person=_person(place, 1),
        on=days_ago(90),
        source="other",
        source_name=canary(place, "DOSSIER4"),
        evidence=canary(place, "DOSSIER5"),
        note=canary(place, "DOSSIER6"),
    )
    case = _returned(cast, place, cell, secretary)
    _add(world, "cell", place, code=cell.code)
    _add(world, "fresh", place, pk=fresh.pk)
    _add(world, "case", place, pk=case.pk)
    _add(world, "form", place, pk=case.pk, form="6-knd", part=0)
    _rests_on(world, place, case, secretary)
    mentor = case.mentors.get()
    _add(world, "mentor", place, pk=case.pk, assignment=mentor.pk)
    given = actions.give_task(candidate=case, by=secretary, title=canary(place, "TASK1"), given_on=days_ago(30))
    done = actions.give_task(candidate=case, by=secretary, title=canary(place, "TASK2"), given_on=days_ago(30))
    actions.complete_task(task=done, by=secretary, done_on=days_ago(20), result=canary(place, "TASK3"))
    _add(world, "task", place, pk=case.pk, task=given.pk)
    paper = case.papers.get(code="39")
    _add(world, "paper", place, pk=case.pk, code=paper.code, ordinal=1)
    scan = _scan(case, paper, secretary)
    _add(world, "scan", place, pk=case.pk, scan=scan.pk)
    _add(world, "scan_page", place, pk=case.pk, scan=scan.pk, number=1)
    point = case.requests.get().points.first()
    _add(world, "point", place, pk=case.pk, point=point.pk)
    _add(world, "asked", place, pk=case.pk, asked=case.requests.get().pk)
    sent = submitted(cast, days_ago(58), canary(place, "NAME5"), cell=cell, by=secretary)
    _add(world, "sent", place, pk=sent.pk)
    _add(world, "handed", place, pk=sent.pk, event=sent.events.get(kind="submit").pk)
    _add(world, "cell_vote", place, pk=sent.pk, vote=sent.votes.get(body="cell").pk)
    _add(world, "desk_paper", place, pk=sent.pk, paper=sent.papers.get(code="39").pk)
    _add(world, "duty", place, pk=case.obligations.open().filter(turn="cell").first().pk)
    _add(world, "decided", place, pk=_taken_over(cell, place, 6, "decided", ("decide", days_ago(10))).pk)
    _add(world, "to_vote", place, pk=_taken_over(cell, place, 9, "opinions_collected").pk)
    listed = actions.enter_pool(
        by=secretary, organization=cell, person=_person(place, 7), on=days_ago(90), source="cell"
    )
    event = step(listed, "list", secretary, days_ago(80))
    _add(world, "recorded", place, pk=listed.pk, event=event.pk)
    early = actions.enter_pool(
        by=secretary, organization=cell, person=_person(place, 8), on=days_ago(90), source="cell"
    )
    step(early, "list", secretary, days_ago(80))
    happened = {"reason": canary(place, "DOSSIER7"), "as_happened": True}
    _add(
        world,
        "irregular",
        place,
        pk=early.pk,
        event=step(early, "open_dossier", secretary, days_ago(70), **happened).pk,
    )
    month = today().replace(day=1)
    _add(world, "month", place, cell=cell.pk, month=month)
    _add(world, "remark", place, pk=case.pk, month=month)
    _remarks(case, place, secretary, month)
    item = _cell_meeting(cell, place, secretary, month)
    _add(world, "agenda_item", place, cell=cell.pk, month=month, item=item.pk)
    _cv(world, place, case, secretary)
    _asked(world, place, case, secretary)
    said = {"text": canary(place, "DOSSIER53"), "unit": cell, "internal": False}
    said = comment(candidate=case, by=secretary, **said)
    _add(world, "comment", place, pk=case.pk, comment=said.pk)
    speaks = {"kind": "award", "on": days_ago(9), "what": canary(place, "DOSSIER50")}
    speaks["source"] = canary(place, "DOSSIER51")
    row = actions.record_evidence(candidate=case, by=secretary, **speaks)
    _add(world, "evidence", place, pk=case.pk, row=row.pk)
    _source_list(world, place, cell, secretary, fresh)
    member = make_member(cell, canary(place, "MEMBER"))
    _add(world, "member", place, pk=member.pk)
    post = branch_actions.set_position(
        by=None, member=member, organization=cell, title="secretary", starts_on=days_ago(9)
    )
    _add(world, "position", place, pk=member.pk, position_pk=post.pk)


def _offers(world, cast):
    """A person offered to each cell, and one whom it offers; the other end is a cell where nothing else is."""
    near = {
        name: make_organization("Chi bộ liền kề", "cell", getattr(cast, name), code=f"lien-ke-{name.lower()}")
        for name in ("A", "B")
    }
    for place in CELLS:
        beside = near[PARENT[place]]
        for kind, ends in (("offer", (beside, getattr(cast, place))), ("offered", (getattr(cast, place), beside))):
            case = make_candidate(ends[0], person=make_person(f"Người chuyển {place} {kind}"))
            made = actions.offer_transfer(candidate=case, to=ends[1], by=None, on=days_ago(5), reason="Đổi chỗ ở")
            _add(world, kind, place, pk=made.pk)


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
    _add(world, "source_list", place, cell=cell.pk, year=year)


def _handed_over(world, cast):
    """Each cell's work, handed over to who is in charge of it all."""
    for place in CELLS:
        row = actions.hand_over(organization=getattr(cast, place), to=cast["head_X"], by=None, on=today())
        _add(world, "hand_over", place, pk=row.pk)


def _rests_on(world, place, case, secretary):
    """Who introduces, and a document of a higher organ."""
    introduction = case.introductions.filter(member__isnull=False).first()
    _add(world, "introduction", place, pk=case.pk, introduction=introduction.pk)
    ground = actions.record_ground(
        candidate=case,
        by=secretary,
        kind="over_60_consent",
        number=canary(place, "DOSSIER30"),
        issued_on=days_ago(20),
        issuer=canary(place, "DOSSIER31"),
        note=canary(place, "DOSSIER32"),
    )
    _add(world, "ground", place, pk=case.pk, ground=ground.pk)


def _asked(world, place, case, secretary):
    """A place that was asked about the CV, and chased."""
    row = actions.ask_about(
        candidate=case, by=secretary, relation="father", place="home", body=canary(place, "DOSSIER40"), method="letter"
    )
    sent = {"sent_on": days_ago(9), "number": canary(place, "DOSSIER41")}
    row = actions.record_verification(request=row, by=secretary, version=row.version, **sent)
    actions.chase(request=row, by=secretary, kind="telephone", on=today(), note=canary(place, "DOSSIER42"))
    _add(world, "place_asked", place, pk=case.pk, request_pk=row.pk)


def told(world):
    """Everybody has said today what they open each dossier for; `test_purposes` has somebody who has not.

    For tests that open every page: elsewhere a client answers when it is asked.
    """
    for case in Candidate.objects.select_related("organization"):
        for viewer in world.viewers:
            if viewer.user and viewer.user.can(Permission.CANDIDATE_VIEW, case):
                opening.tell(user=viewer.user, candidate=case, purpose="check")


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
    _add(world, "cv_section", place, pk=case.pk, section="tu-nhan-xet")
    _add(world, "cv_row", place, pk=case.pk, row=entry.pk)
    _add(world, "cv_relative", place, pk=case.pk, row=kin.pk)


def _taken_over(cell, place, number, stage, *milestones):
    return actions.take_over(
        by=None,
        organization=cell,
        person=_person(place, number),
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


def _meeting(world, cast, place, organization):
    """A meeting planned, with someone from below on its agenda."""
    officer = {"A": cast["head_A"], "B": None, "X": cast["head_X"]}[place]
    body, size = (
        ("standing", organization.standing_size) if place == "X" else ("executive", organization.committee_size)
    )
    planned = actions.plan_meeting(by=officer, organization=organization, body=body, held_on=today(), eligible=size)
    _add(world, "meeting", place, pk=planned.pk)
    added = actions.add_reason(organization=organization, by=officer, label=f"Lý do riêng của {organization}")
    _add(world, "own_reason", place, pk=added.pk)
    _add(world, "meeting_paper", place, pk=planned.pk, paper="to-trinh")
    cell = {"A": "A1", "B": "B1", "X": "A2"}[place]
    case = planned.cases.create(
        candidate=_at_the_meeting(cast, cell), order=1, transition="decide" if place == "X" else "committee_vote"
    )
    _add(world, "agenda", place, pk=case.pk)


def _at_the_meeting(cast, cell):
    candidate = actions.take_over(
        by=None,
        organization=getattr(cast, cell),
        person=_person(cell, 3),
        stage="pending_decision" if cell == "A2" else "appraised",
        entered_on=days_ago(400),
        note=canary(cell, "DOSSIER13"),
    )
    return Candidate.objects.get(pk=candidate.pk)


def _class(world, cast, place, attending):
    convened = actions.create_class(
        by=None,
        organization=getattr(cast, place),
        kind=TrainingClass.Kind.AWARENESS,
        name=canary(place, "CLASS"),
        starts_on=days_ago(10),
        ends_on=today(),
    )
    pupil = actions.enter_pool(
        by=None, organization=getattr(cast, attending), person=_person(attending, 4), on=days_ago(80), source="cell"
    )
    actions.nominate(candidate=pupil, kind="awareness", by=None, on=days_ago(20))
    nomination = pupil.nominations.get()
    actions.assign_to_class(nominations=[nomination], training_class=convened, by=None)
    _add(world, "class", place, seen_from=(attending,), pk=convened.pk)
    _add(world, "class_paper", place, seen_from=(attending,), pk=convened.pk, paper="mo-lop")
    session = actions.add_session(
        training_class=convened, by=None, held_on=days_ago(9), part="1_morning", topic=canary(place, "CLASS")
    )
    _add(world, "class_session", place, seen_from=(attending,), pk=convened.pk, session=session.pk)
    _certificate(world, convened, place, attending)
    # Asked by the top, whose name everyone below may read.
    asked = ClassUnit(training_class=_asking(cast)).place(getattr(cast, place))
    asked.save()
    _add(world, "class_unit", place, pk=asked.training_class_id, unit=asked.pk)
    _add(world, "issuer", place, code=getattr(cast, place).code)
    _add(world, "class_row", place, seen_from=(attending,), pk=convened.pk, nomination=nomination.pk)


def _certificate(world, convened, place, attending):
    """Somebody of the class has finished it already."""
    pupil = make_candidate(getattr(world.cast, attending), person=_person(attending, 9))
    nomination = actions.nominate(candidate=pupil, kind="awareness", by=None, on=days_ago(20))
    actions.assign_to_class(nominations=[nomination], training_class=convened, by=None)
    actions.record_results(
        training_class=convened, by=None, completed={nomination: "01/GCN"}, absent=[], completed_on=today()
    )
    line = Certificate.objects.get(nomination=nomination)
    _add(world, "certificate", place, seen_from=(attending,), pk=line.pk)


def _asking(cast):
    """A class that asks units to take part."""
    days = {"starts_on": today(), "ends_on": today()}
    return actions.create_class(by=None, organization=cast.X, kind="awareness", name="Lớp liên xã", **days)


def _law(world):
    """What holds for all: whoever may change it somewhere knows that it is there, and changes it at the top only."""
    _add(world, "top", "X", seen_from=STATIONS)
    _add(world, "law", "X", seen_from=STATIONS, key="probation_months")
    # Its own: a test that empties the database leaves none of the shipped ones.
    holiday, _ = Holiday.objects.get_or_create(
        day=date(2031, 9, 2), defaults={"name": "Quốc khánh", "kind": "holiday", "source": "Bộ luật Lao động"}
    )
    _add(world, "holiday", "X", seen_from=STATIONS, pk=holiday.pk)


def _accounts(world, cast):
    view = save_view(by=cast["dep_A1"], key="people", name="Nguồn", query="stage=pool")  # of none of the viewers
    _add(world, "saved_view", "A1", pk=view.pk)
    names = {"X": "lead_X", "A": "staff_A", "B": "staff_B", "A1": "sec_A1", "A2": "sec_A2", "B1": "sec_B1"}
    for place, name in names.items():
        account = cast[name]
        User.objects.filter(pk=account.pk).update(full_name=canary(place, "ACCOUNT"))
        _add(world, "account", place, pk=account.pk)
        _add(world, "appointment", place, pk=account.pk, appointment_pk=account.appointments.get().pk)
