"""The demonstration's accounts: one for each role, on the commune of the living present, and one for the articles.

They exist only with the demonstration's data. Their passwords are made by chance when the data
is loaded and kept in one file that its owner alone can read.
"""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from accounts import actions as account_actions
from accounts.models import User
from accounts.permissions import ROLES
from branches.models import Organization

FILE_NAME = "demo-accounts.txt"
# Easy to tell apart and to type on a phone.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
ARTICLE_UNITS = ("tinh-lao-cai", "tinh-lam-dong", "tinh-binh-phuoc", "tinh-khoi", "tinh-attp", "tinh-s10")
ARTICLE_UNITS += ("tinh-s13", "tinh-s14")


TOPS = ("tinh-phu-lam", "minh-hoa", *ARTICLE_UNITS)
SEVERAL = {ARTICLE_UNITS: "Các đơn vị trong bài báo", TOPS: "Mọi đơn vị cấp cao nhất"}


@dataclass(frozen=True)
class DemoAccount:
    """`places` are codes of organizations; whose account it is says `member`, a number on the roster of `cell`."""

    username: str
    roles: tuple
    places: tuple
    cell: str = "phu-lam-cq"
    member: int | None = None
    title: str = ""

    @property
    def label(self):
        return self.title or ", ".join(ROLES[role].label for role in self.roles)


def _at_commune(username, role, member):
    return DemoAccount(username, (role,), ("phu-lam",), member=member)


ACCOUNTS = (
    DemoAccount("bithu", ("cell_secretary",), ("phu-lam-01",), cell="phu-lam-01", member=0),
    DemoAccount("phobithu", ("cell_deputy",), ("phu-lam-01",), cell="phu-lam-01", member=1),
    DemoAccount("nguoigiupdo", ("mentor",), ("phu-lam-01",), cell="phu-lam-01", member=2),
    _at_commune("canbo", "org_officer", 3),
    _at_commune("ghinhan", "recorder", 4),
    _at_commune("truongban", "org_head", 2),
    _at_commune("lanhdao", "leader", 1),
    _at_commune("trungtam", "political_centre", 5),
    _at_commune("doanthanhnien", "youth_officer", 6),
    _at_commune("congdoan", "union_officer", 7),
    _at_commune("kiemtra", "auditor", 8),
    _at_commune("quantri", "system_admin", 9),
    DemoAccount("bithutruong", ("cell_secretary",), ("phu-lam-thpt-1",), cell="phu-lam-thpt-1", member=0),
    DemoAccount(
        "vanphongtruong",
        ("org_officer", "recorder"),
        ("phu-lam-thpt",),
        cell="phu-lam-thpt-3",
        member=1,
        title="Văn phòng đảng ủy trường: thẩm định, ghi nghị quyết",
    ),
    DemoAccount("lanhdao-baibao", ("leader",), ARTICLE_UNITS, title="Lãnh đạo xem số liệu của các bài báo"),
    # What holds for all is changed at the top only, and the demonstration has several tops.
    DemoAccount("bantochuc", ("org_head",), TOPS, title="Ban tổ chức cấp cao nhất: sửa quy định, lịch nghỉ"),
)


def open_account(username, full_name, organization, *, person=None, appointments=(), since=None):
    """Open an account with its appointments since the day `since`; nobody can sign in until it has a password."""
    user = account_actions.open_account(
        by=None, organization=organization, username=username, full_name=full_name, person=person
    )
    for role, place in appointments:
        account_actions.appoint(by=None, user=user, organization=place, role=role, starts_on=since)
    return User.objects.get(pk=user.pk)


def open_accounts(rosters, since):
    """Open the accounts of `ACCOUNTS` whose units are there; returns username -> user.

    `rosters` maps a cell's code to its members.
    """
    places = Organization.objects.in_bulk(field_name="code")
    found = {}
    for account in ACCOUNTS:
        held = [places[code] for code in account.places if code in places]
        if not held:
            continue
        member = rosters[account.cell][account.member] if account.member is not None else None
        found[account.username] = open_account(
            account.username,
            member.person.full_name if member else account.label,
            held[0],
            person=member and member.person,
            appointments=[(role, place) for place in held for role in account.roles],
            since=since,
        )
    return found


@transaction.atomic
def set_passwords():
    """Give every account of `ACCOUNTS` a new password and keep them in the file; returns its lines.

    Lines are (role, user name, password, unit), the unit as it is called today.
    """
    users = {user.username: user for user in User.objects.filter(username__in=[each.username for each in ACCOUNTS])}
    names = dict(Organization.objects.values_list("code", "name"))
    lines = []
    for account in ACCOUNTS:
        user = users.get(account.username)
        if user is None:
            continue
        password = "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(3))
        user.set_password(password)
        user.save()
        unit = SEVERAL.get(account.places) or names[account.places[0]]
        lines.append((account.label, account.username, password, unit))
    _keep(lines)
    return lines


def _file():
    return settings.VAR_DIR / FILE_NAME


def _keep(lines):
    path = _file()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    path.touch(mode=0o600)
    path.write_text("".join("\t".join(line) + "\n" for line in lines), encoding="utf-8")


def kept_passwords():
    """The lines of the file as `set_passwords` returns them; empty without the file."""
    if not _file().exists():
        return []
    return [tuple(line.split("\t")) for line in _file().read_text(encoding="utf-8").splitlines()]
