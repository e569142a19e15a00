"""Plain functions that make invented people and units for tests, and a cast with known places in the tree."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from html import unescape
from itertools import count
from urllib.parse import parse_qs

from django.utils import timezone

from accounts import actions as account_actions
from accounts.middleware import stamp
from accounts.models import User
from branches import actions as branch_actions
from branches.models import Member, Organization, Person
from candidates import actions
from candidates.actions.entry import Milestone
from candidates.models import Holiday
from candidates.pipeline import MAIN_WAY
from candidates.rules.calendar import shipped_holidays

PASSWORD = "Mat-khau-thu-2026"
_numbers = count(1)


def today():
    return timezone.localdate()


def days_ago(days):
    return today() - timedelta(days=days)


def make_organization(name=None, kind="cell", parent=None, **fields):
    number = next(_numbers)
    fields.setdefault("founded_on", date(2010, 1, 1))
    return branch_actions.found(
        by=None,
        code=fields.pop("code", f"to-chuc-{number}"),
        name=name or f"Tổ chức số {number}",
        kind=kind,
        parent=parent,
        **fields,
    )


def make_person(full_name=None, **fields):
    fields.setdefault("birth_date", date(1998, 5, 17))
    fields.setdefault("sex", "female")
    fields.setdefault("education", "upper_secondary")
    return Person.objects.create(full_name=full_name or f"Nguyễn Thị Mẫu {next(_numbers)}", **fields)


def make_member(organization, full_name=None, status=Member.Status.FULL, on=date(2015, 1, 1), **fields):
    person = fields.pop("person", None) or make_person(full_name, birth_date=date(1970, 3, 2), sex="male")
    return branch_actions.record_roster(
        by=None, person=person, organization=organization, status=status, on=on, **fields
    )


def make_user(username, *appointments, person=None, organization=None):
    """A user with the password `PASSWORD` and (role, organization) appointments since a year ago."""
    organization = organization or (appointments[0][1] if appointments else Organization.objects.get(parent=None))
    user = User(username=username, full_name=f"Người dùng {username}", organization=organization, person=person)
    user.set_password(PASSWORD)
    user.save()
    for role, place in appointments:
        account_actions.appoint(by=None, user=user, organization=place, role=role, starts_on=days_ago(365))
    return User.objects.get(pk=user.pk)


def make_candidate(organization, stage="pool", person=None, entered_on=None, **fields):
    """A candidate at `stage`, taken over with invented days; newest first step half a year ago."""
    person = person or make_person()
    entered_on = entered_on or days_ago(700)
    milestones = []
    reached = MAIN_WAY.index(stage) if stage in MAIN_WAY else 0
    if reached >= MAIN_WAY.index("decided"):
        milestones.append(Milestone("decide", days_ago(450)))
    if reached >= MAIN_WAY.index("probationary"):
        milestones.append(Milestone("admit", days_ago(430)))
    if reached >= MAIN_WAY.index("recognized"):
        milestones.append(Milestone("recognize", days_ago(40)))
    return actions.take_over(
        by=None,
        organization=organization,
        person=person,
        stage=stage,
        entered_on=entered_on,
        milestones=milestones,
        **fields,
    )


def shipped_days_off():
    """The shipped holidays again, where a test that empties the database was here before."""
    if not Holiday.objects.exists():
        Holiday.objects.bulk_create(
            Holiday(day=row.day, name=row.name, kind=row.kind, source=row.source) for row in shipped_holidays()
        )


@dataclass
class Cast:
    """A tree and users with known places: X (superior) over base committees A and B, cells A1, A2, B1."""

    X: Organization
    A: Organization
    B: Organization
    A1: Organization
    A2: Organization
    B1: Organization
    users: dict
    mentor_member: Member
    candidates: dict  # cell code -> Candidate

    def __getitem__(self, username):
        return self.users[username]


def make_cast():
    """The fixture of the access tests; every cell has five full members and one candidate in the pool."""
    shipped_days_off()
    X = make_organization("Đảng bộ X", "superior", code="x", committee_size=15, standing_size=5)  # noqa: N806
    A = make_organization("Đảng bộ cơ sở A", "grassroots_committee", X, code="a", committee_size=9, standing_size=3)  # noqa: N806
    B = make_organization("Đảng bộ cơ sở B", "grassroots_committee", X, code="b", committee_size=9, standing_size=3)  # noqa: N806
    cells = {
        code: make_organization(f"Chi bộ {code.upper()}", "cell", parent, code=code)
        for code, parent in (("a1", A), ("a2", A), ("b1", B))
    }
    candidates = {}
    for code, cell in cells.items():
        for number in range(5):
            make_member(cell, f"Đảng viên {code.upper()} số {number}")
        candidates[code] = make_candidate(cell, person=make_person(f"Quần chúng ưu tú {code.upper()}"))
    helper = Member.objects.filter(organization=cells["a1"]).first()
    users = {
        name: make_user(name, *appointments)
        for name, appointments in {
            "sec_A1": [("cell_secretary", cells["a1"])],
            "dep_A1": [("cell_deputy", cells["a1"])],
            "sec_A2": [("cell_secretary", cells["a2"])],
            "sec_B1": [("cell_secretary", cells["b1"])],
            "staff_A": [("org_officer", A)],
            "staff_B": [("org_officer", B)],
            "rec_A": [("recorder", A)],
            "head_A": [("org_head", A)],
            "head_X": [("org_head", X)],
            "lead_A": [("leader", A)],
            "lead_X": [("leader", X)],
            "centre_X": [("political_centre", X)],
            "youth_A": [("youth_officer", A)],
            "union_A": [("union_officer", A)],
            "auditor_X": [("auditor", X)],
            "sysadmin": [("system_admin", X)],
        }.items()
    }
    users["helper_A1"] = make_user("helper_A1", ("mentor", cells["a1"]), person=helper.person)
    users["nobody"] = make_user("nobody", organization=X)
    expired = make_user("expired", organization=X)
    account_actions.appoint(
        by=None, user=expired, organization=A, role="org_officer", starts_on=days_ago(700), ends_on=days_ago(1)
    )
    users["expired"] = User.objects.get(pk=expired.pk)
    return Cast(X, A, B, cells["a1"], cells["a2"], cells["b1"], users, helper, candidates)


def sign_in(client, user, *, tells=True):
    """Sign `user` in on a test client, with what the sign-in page writes into the session.

    Asked what a dossier is opened for, the client answers as anybody does, by that page's form, and
    goes on to the page it wanted; without `tells` it stops at the question.
    """
    client.force_login(user)
    session = client.session
    stamp(session, user)
    session.save()
    if tells and not hasattr(client, "unasked"):
        client.unasked, client.unasked_post = client.get, client.post
        client.get = partial(_and_tell, client, client.unasked)
        client.post = partial(_and_tell, client, client.unasked_post)
    return client


def _and_tell(client, send, path, data=None, *, follow=False, **more):
    response = send(path, data, **more)
    asked, _, query = response.get("Location", "").partition("?")
    if response.status_code == 302 and asked.endswith("/muc-dich/"):
        page = client.unasked(asked, parse_qs(query))
        # From the page itself: of clients in several threads each is handed the contexts of all.
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page.content.decode())
        sent = {name: unescape(value) for name, value in fields} | {"purpose": "check"}
        assert client.unasked_post(asked, sent).status_code == 302
    elif not follow:
        return response
    return send(path, data, follow=follow, **more)
