"""The world of the access tests: the cast's tree with one of everything at every place, and who looks at it.

    X ── A ── A1 ── G          own, below, beside and above are all there for someone at A
      │    └─ A2               (own A, below A1 A2 G, beside B B1, above X) and for someone at A1
      └─ B ── B1               (own A1, below G, beside A2 B1, above A X).

Every text that is somebody's carries a canary, "CNR-<place>-<kind>": where it may be read stands
in `table.READS`. All names are invented.
"""

from datetime import date

from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from accounts.permissions import ROLES
from branches import actions as branch_actions
from branches.permissions import Permission
from candidates import actions, opening
from candidates.models import Candidate, Holiday
from partydev.models import Job
from partydev.saved import save_view
from reports.actions_beside import enter_outside
from tests.access.cells import NUMBER, fill_cell, with_relatives
from tests.access.committees import hold_class, hold_meeting
from tests.access.places import CELLS, PARENT, STATIONS, Thing, Viewer, World, add, canary
from tests.candidates.desk_cases import decided_above
from tests.candidates.scan_files import pdf as plain_pdf
from tests.factories import (
    days_ago,
    make_candidate,
    make_cast,
    make_organization,
    make_person,
    make_user,
    today,
)
from tests.reports.reporting import lock

__all__ = ["NUMBER", "Thing", "build", "told", "with_relatives"]
FOUNDED = date(2012, 1, 1)


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
        fill_cell(world, cast, place)
    _offers(world, cast)
    _handed_over(world, cast)
    for place, organization in places.items():
        _unit(world, place, organization)
    for place in ("A", "B", "X"):
        hold_meeting(world, cast, place, places[place])
    for place, attending in (("A", "A1"), ("B", "B1"), ("X", "A2")):
        hold_class(world, cast, place, attending)
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


def _rename(organization, name):
    branch_actions.rename(by=None, organization=organization, on=FOUNDED, name=name)
    organization.refresh_from_db()


def _unit(world, place, organization):
    add(world, "unit", place, code=organization.code)
    add(world, "phrase", place, code=organization.code, key="cell_admission_proposal")
    if organization.kind == "group":
        return
    add(world, "planning", place, code=organization.code)
    add(world, "outside_row", place, code=organization.code, pk=_from_outside(organization).pk)
    if organization.parent_id:
        _registered(world, place, organization)
    quarter = f"{today().year}-Q{(today().month + 2) // 3}"
    add(world, "report", place, code=organization.code, key=quarter)
    if organization.parent_id:
        # Received or sent back by the unit above; the unit itself sees the page and may not.
        add(world, "report_above", PARENT[place], (place,), code=organization.code, key=quarter)
    if place in ("A", "A1", "B1"):
        _locked_report(world, place, organization)
    add(world, "figure", place, query={"don_vi": organization.code, "ky": quarter, "chi_tieu": "in_pool"})


def _from_outside(organization):
    """A figure of the committee above that was typed in there."""
    first = date(today().year - 1, 1, 1)
    figure = {"area": "above", "measure": "rate", "value": 3, "document": "Báo cáo số 9-BC/TU"}
    return enter_outside(by=None, organization=organization, starts_on=first, ends_on=first.replace(month=12, day=31),
                         document_on=days_ago(5), **figure)  # fmt: skip


def _locked_report(world, place, organization):
    """Last year's report, sent and locked; no pages are laid out for it."""
    key = str(today().year - 1)
    revision = lock(organization, key, making=lambda document: plain_pdf()).revision
    add(world, "revision", place, code=organization.code, key=key, ordinal=1)
    add(world, "record", place, lookup=revision.code)


def _registered(world, place, organization):
    """A target that the unit has sent up: seen there, answered above."""
    year = today().year
    branch_actions.register_target(by=None, organization=organization, year=year, value=2, submit=True)
    add(world, "registered", PARENT[place], seen_from=(place,), code=organization.code, which=year)


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
            add(world, kind, place, pk=made.pk)


def _handed_over(world, cast):
    """Each cell's work, handed over to who is in charge of it all."""
    for place in CELLS:
        row = actions.hand_over(organization=getattr(cast, place), to=cast["head_X"], by=None, on=today())
        add(world, "hand_over", place, pk=row.pk)


def told(world):
    """Everybody has said today what they open each dossier for; `test_purposes` has somebody who has not.

    For tests that open every page: elsewhere a client answers when it is asked.
    """
    for case in Candidate.objects.select_related("organization"):
        for viewer in world.viewers:
            if viewer.user and viewer.user.can(Permission.CANDIDATE_VIEW, case):
                opening.tell(user=viewer.user, candidate=case, purpose="check")


def _law(world):
    """What holds for all: whoever may change it somewhere knows that it is there, and changes it at the top only."""
    add(world, "top", "X", seen_from=STATIONS)
    add(world, "law", "X", seen_from=STATIONS, key="probation_months")
    # Its own: a test that empties the database leaves none of the shipped ones.
    holiday, _ = Holiday.objects.get_or_create(
        day=date(2031, 9, 2), defaults={"name": "Quốc khánh", "kind": "holiday", "source": "Bộ luật Lao động"}
    )
    add(world, "holiday", "X", seen_from=STATIONS, pk=holiday.pk)


def _accounts(world, cast):
    view = save_view(by=cast["dep_A1"], key="people", name="Nguồn", query="stage=pool")  # of none of the viewers
    add(world, "saved_view", "A1", pk=view.pk)
    job = Job.objects.create(owner=cast["dep_A1"], address=reverse("reports:xlsx", args=["a1", str(today().year)]),
                             words="Báo cáo năm", state="cancelled", asked_at=timezone.now())  # fmt: skip
    add(world, "job", "A1", pk=job.pk)
    names = {"X": "lead_X", "A": "staff_A", "B": "staff_B", "A1": "sec_A1", "A2": "sec_A2", "B1": "sec_B1"}
    for place, name in names.items():
        account = cast[name]
        User.objects.filter(pk=account.pk).update(full_name=canary(place, "ACCOUNT"))
        add(world, "account", place, pk=account.pk)
        add(world, "appointment", place, pk=account.pk, appointment_pk=account.appointments.get().pk)
