"""The living present: someone at every step, work for every role, and accounts that open."""

import stat
from datetime import timedelta
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import Count
from django.utils import timezone

from accounts.models import AccessRecord, User
from accounts.permissions import ROLES
from branches.models import Member, Organization, Target
from candidates import obligations
from candidates.demo.accounts import ACCOUNTS, kept_passwords, set_passwords
from candidates.models import (
    Candidate,
    ClassNomination,
    CommitteeMeeting,
    CompletionPoint,
    MonthlyRemark,
    Obligation,
    StageEvent,
    TrainingClass,
)
from candidates.pipeline import STAGES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("present")]


def commune():
    return Organization.objects.get(code="phu-lam")


def people():
    return Candidate.objects.under(commune())


def user(username):
    return User.objects.get(username=username)


def test_someone_stands_at_every_stage():
    standing = set(people().values_list("stage", flat=True))
    assert set(STAGES) - standing == {"left"}  # a probationer who died: too sad for a demonstration


def test_every_way_of_arriving_is_there():
    facts = StageEvent.objects.under(commune())
    assert facts.filter(kind="take_over").count() == 2
    assert facts.filter(irregular=True, kind="cell_vote").count() == 1
    assert facts.filter(kind="move_cell").count() == 2
    assert facts.filter(kind="decide_failed").count() == 1
    assert people().filter(is_readmission=True).count() == 1
    assert people().filter(source="trade_union", introductions__union="trade_union").exists()


def test_some_things_are_due_soon_and_some_are_late():
    today = timezone.localdate()
    obligations.refresh(today)
    due = Obligation.objects.open().under(commune()).filter(due_on__isnull=False, opens_on__lte=today)
    assert due.filter(due_on__lt=today).exists()
    assert due.filter(due_on__gte=today, due_on__lte=today + timedelta(days=10)).exists()
    assert {"remark", "decide", "ceremony", "recognition"} <= set(due.values_list("kind", flat=True))


def test_the_months_of_the_first_cell_have_holes_and_wait_for_conclusions():
    remarks = MonthlyRemark.objects.filter(candidate__organization__code="phu-lam-01")
    assert remarks.filter(conclusion="", meeting=None).exists()
    assert remarks.exclude(conclusion="").count() > 50
    obligations.refresh(timezone.localdate())
    missing = Obligation.objects.open().filter(kind="remark", organization__code="phu-lam-01")
    assert missing.filter(due_on__lt=timezone.localdate()).exists()


def test_classes_and_meetings_past_and_to_come():
    today = timezone.localdate()
    results = ClassNomination.objects.filter(training_class__ends_on__lt=today).values_list("result", flat=True)
    assert sorted(results) == ["absent", *["completed"] * 5]
    assert TrainingClass.objects.filter(starts_on__gt=today, nominations__result="").distinct().count() == 2
    assert ClassNomination.objects.waiting().filter(kind="awareness").exists()
    past, school, coming = CommitteeMeeting.objects.annotate(n=Count("cases")).order_by("held_on")
    assert (past.closed_at is not None, past.n) == (True, 2)
    assert (school.organization.code, school.n) == ("phu-lam-thpt", 1)
    assert (coming.held_on > today, coming.n, coming.submission_number != "") == (True, 4, True)


def test_open_points_wait_for_an_answer():
    points = CompletionPoint.objects.filter(request__candidate__stage="returned")
    assert sorted(point.answer != "" for point in points) == [False, False, True]


def test_nobody_checked_what_they_entered():
    for event in StageEvent.objects.filter(
        kind__in=("appraise", "decide", "recognize"), organization__code__startswith="phu-lam"
    ):
        entered = event.candidate.events.filter(kind__in=("cell_vote", "submit"))
        assert not any(event.recorded_by.is_same_person(each.recorded_by) for each in entered)


def test_targets_of_several_sources_stand_side_by_side():
    year = timezone.localdate().year
    sources = set(
        Target.objects.filter(organization=commune(), ends_on__year__gte=year).values_list("source", flat=True)
    )
    assert sources == {"congress", "assigned", "registered"}


def test_each_role_has_an_account_that_sees_its_own():
    assert {role for account in ACCOUNTS for role in account.roles} == set(ROLES)
    assert people().visible_to(user("canbo")).count() == people().count()
    own = Candidate.objects.visible_to(user("bithu"))
    assert {candidate.organization.code for candidate in own} == {"phu-lam-01"}
    helped = Candidate.objects.visible_to(user("nguoigiupdo"))
    assert 3 <= helped.count() < own.count()
    assert not Candidate.objects.visible_to(user("quantri")).exists()
    articles = Candidate.objects.visible_to(user("lanhdao-baibao"))
    assert not articles.filter(pk__in=people()).exists()


def test_some_dossiers_were_opened_by_others_each_for_a_purpose():
    rows = AccessRecord.objects.under(commune()).exclude(dossier="")
    assert {"own_cell", "check", "meeting", "supervise", "other"} <= set(rows.values_list("purpose", flat=True))
    assert not rows.filter(purpose="").exists()
    codes = set(rows.values_list("dossier", flat=True))
    assert len(codes) == Candidate.objects.visible_to(user("lanhdao")).filter(code__in=codes).count() > 3


def test_those_in_charge_are_named():
    assert commune().responsible_member is not None
    assert Member.objects.under(commune()).filter(positions__title="secretary").count() >= 17
    assert Member.objects.under(commune()).filter(exempt_from__isnull=False).present().exists()


def test_passwords_are_random_kept_for_the_owner_alone_and_open(client):
    lines = set_passwords()
    path = settings.VAR_DIR / "demo-accounts.txt"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert kept_passwords() == lines
    assert len({password for _, _, password, _ in lines}) == len(ACCOUNTS)
    for _, username, password, _ in lines:
        assert user(username).check_password(password)
        assert client.login(username=username, password=password)
    assert {line[1:3] for line in set_passwords()}.isdisjoint(line[1:3] for line in lines)


def test_the_command_prints_every_account():
    lines = set_passwords()
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    for label, username, password, unit in lines:
        assert any(
            all(part in row for part in (label, username, password, unit)) for row in out.getvalue().splitlines()
        )


def test_accounts_of_the_record_cannot_sign_in():
    others = User.objects.exclude(username__in=[account.username for account in ACCOUNTS])
    assert others.exists()
    assert not any(each.has_usable_password() for each in others)


def test_loading_again_is_refused_or_does_nothing():
    before = Organization.objects.count()
    call_command("seed_demo", "--if-empty")
    with pytest.raises(CommandError, match="Đã có dữ liệu"):
        call_command("seed_demo")
    assert Organization.objects.count() == before


def test_nothing_is_loaded_where_no_demonstration_is(settings):
    settings.INSTALLATION = {**settings.INSTALLATION, "demo": False}
    with pytest.raises(CommandError, match="không dùng dữ liệu minh họa"):
        call_command("seed_demo")
    call_command("seed_demo", "--if-empty")
    out = StringIO()
    call_command("demo_accounts", stdout=out)
    assert "Mật khẩu" not in out.getvalue()


def test_its_rows_agree_with_each_other():
    call_command("integrity")
