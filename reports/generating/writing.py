"""Writes everything, in one transaction: START HERE."""

import random
import time
from datetime import date

from django.db import connection, transaction
from django.utils import timezone

from accounts import actions as account_actions
from accounts.models import User
from branches.models import DecidingAuthority, Member, MemberEvent, Organization, OrganizationState, Person, Target
from candidates import obligations
from candidates.models import Candidate, StageEvent
from partydev.refusals import Invalid
from reports.generating import beside
from reports.generating.beside import Beside
from reports.generating.cases import Cases
from reports.generating.days import ISO, number_of
from reports.generating.loading import Loader, bare_tables
from reports.generating.members import Rosters
from reports.generating.people import People
from reports.generating.rows import NULL
from reports.generating.scales import CELL, SUPERIOR
from reports.generating.units import AUTHORITIES, FOUNDED, ORGANIZATIONS, STATES, TARGETS, Tree

MODELS = (
    Organization,
    OrganizationState,
    DecidingAuthority,
    Target,
    Person,
    Member,
    MemberEvent,
    Candidate,
    StageEvent,
    *beside.MODELS,
)
YEARS = 6  # of history before this one
USERNAME = "lanhdao"


def generate(scale, *, seed=1, on=None, tell=lambda words: None):
    """Write an installation of `scale` as it stands on the day `on`; returns (model -> rows, one-time code).

    The account `lanhdao` reads the root's reports and sets its password with the code. Raises `Invalid` on a
    database that holds data, or that is too slow for the scale. All or nothing.
    """
    on = on or timezone.localdate()
    _check(scale)
    with transaction.atomic():
        with bare_tables(MODELS, tell):
            loader = Loader()
            _write(scale, random.Random(seed), loader, on, tell)  # noqa: S311 - invented data, not a secret
        _go_on_after_keys()
        code = _account()
    _settle(tell)
    if scale.key == "commune":
        obligations.refresh(on)
    return dict(loader.written), code


def _check(scale):
    if any(model._base_manager.exists() for model in (*MODELS, User)):
        raise Invalid("Đã có dữ liệu. Chỉ tạo được vào cơ sở dữ liệu còn trống.")
    if scale.key != "commune" and connection.vendor != "postgresql":
        raise Invalid(f"Cỡ {scale.label} chỉ tạo được trên PostgreSQL. Trên SQLite hãy dùng cỡ một xã (commune).")


def _write(scale, chance, loader, on, tell):
    # What happened today would have been recorded this morning, which may still lie ahead.
    first, last = number_of(date(on.year - YEARS, 1, 1)), number_of(on) - 1
    people = People(chance, loader, last)
    rosters = Rosters(chance, loader, people, first, last)
    company = Beside(chance, loader, first, last)
    cases = Cases(chance, loader, people, rosters, company, first, last)
    serial, begun, told = _Serial(), time.monotonic(), 0
    for unit in Tree(scale, chance).walk():
        if unit.kind == CELL:
            rosters.fill(unit, max(3, int(scale.members * (0.4 + 1.2 * chance.random()))))
            company.begin(unit)
            cases.fill(unit, int(scale.candidates * (0.1 + 1.8 * chance.random())))
        _unit(unit, loader, serial, on, chance)
        if time.monotonic() - begun > told + 15:
            told = time.monotonic() - begun
            tell(f"{unit.pk} / {scale.units} tổ chức, {told:.0f} giây.")
    loader.flush()


class _Serial:
    """The next key of each small table."""

    authority = target = 0


def _unit(unit, loader, serial, on, chance):
    """The rows of the organization itself."""
    parent = unit.parent.pk if unit.parent else NULL
    loader.add(ORGANIZATIONS, unit.line(ISO[unit.last_admission] if unit.last_admission else NULL))
    loader.add(STATES, STATES.line(f"{unit.pk}\t{unit.pk}\t{unit.name}\t{unit.kind}\t{parent}\t{FOUNDED}"))
    if unit.kind == SUPERIOR:
        serial.authority += 1
        loader.add(AUTHORITIES, AUTHORITIES.line(f"{serial.authority}\t{unit.pk}\t{unit.pk}\t{FOUNDED}"))
    if unit.kind != CELL:
        for year in (on.year - 1, on.year):
            serial.target += 1
            value = 2 + int(8 * chance.random())
            days = f"{serial.target}\t{year}-01-01\t{year}-12-31\t{value}"
            loader.add(TARGETS, TARGETS.line(days, Target.Source.ASSIGNED.value, unit.place_text))


# Never back: a key that was handed out once, be it in vain, is older than all that come.
_ONWARD = (
    "SELECT setval(%s, GREATEST((SELECT COALESCE(MAX({key}), 1) FROM {table}), (SELECT last_value FROM {serial})))"
)


def _go_on_after_keys():
    """Let PostgreSQL give further rows the keys after those that were written."""
    if connection.vendor != "postgresql":
        return
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        for model in MODELS:
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", [quote(table), key])
            (serial,) = cursor.fetchone()
            cursor.execute(_ONWARD.format(key=quote(key), table=quote(table), serial=serial), [serial])


def _account():
    """The one who reads the root; returns the code with which the account gets its password."""
    root = Organization.objects.get(parent=None)
    user = account_actions.open_account(
        by=None, organization=root, username=USERNAME, full_name="Lãnh đạo xem số liệu thử"
    )
    today = timezone.localdate()
    account_actions.appoint(by=None, user=user, organization=root, role="leader", starts_on=today, basis="Dữ liệu thử")
    return account_actions.issue_code(by=None, user=user)


def _settle(tell):
    """Let PostgreSQL learn of so many rows at once, and that all of them are seen by everybody."""
    if connection.vendor != "postgresql":
        return
    tell("Cập nhật thống kê của cơ sở dữ liệu.")
    # Within a transaction (a test) rows cannot be marked as seen by all.
    act = "ANALYZE" if connection.in_atomic_block else "VACUUM (ANALYZE)"
    with connection.cursor() as cursor:
        for model in MODELS:
            cursor.execute(f"{act} {connection.ops.quote_name(model._meta.db_table)}")
