"""Cases whose papers are printed: one that has everything, one with hardly anything, one with the longest of all."""

from datetime import date, timedelta

from branches.models import Member, Organization, OrganizationState, Person, Position
from candidates import actions
from candidates.models import Candidate, Introduction, TrainingClass
from dossiers.editions import edition_on
from dossiers.filling import Filling
from dossiers.gather import case_of
from dossiers.phrases import DEFAULTS
from tests.candidates.desk_cases import appraised, decided_above, step, vote
from tests.factories import days_ago, make_candidate, make_cast, make_member, make_person, today

_LONG = "Nguyễn Hoàng Thị Phương Khuê Ngọc Trường Giang Đặng Trần Thục Uyên Ƀ Y Mlô Čoh Ŏng Ŭn K’Brih "
LONG_NAME = (_LONG * 4)[:300].strip()
LONG_PLACE = (
    "tổ dân phố Hưởng Ứng – Ghềnh Quýt số 12, phường Hưởng Ứng Thượng (nay là phường Ghềnh Quýt Đông), "
    "thành phố Đồi Gió Trường Sơn, tỉnh Đồi Gió (trước đây là huyện Suối Đá, tỉnh Mẫu)"
)
LONG_TEXT = ("Có lập trường tư tưởng vững vàng, chấp hành nghiêm nghị quyết của Đảng, pháp luật của Nhà nước. " * 30)[
    :2900
]


def case_now(candidate):
    return case_of(Candidate.objects.get(pk=candidate.pk), today())


def guided_case(cast):
    """Somebody with a helper, before any dossier."""
    person = {"workplace": "Trường Tiểu học Suối Đá", "home_place": "xã Mẫu, tỉnh Mẫu"}
    guided = make_candidate(cast.A2, person=_person("Vàng Thị Mỷ", **person), stage="listed")
    actions.assign_mentor(
        candidate=guided,
        mentor=Member.objects.filter(organization=cast.A2).first(),
        by=cast["sec_A2"],
        on=days_ago(300),
        resolution_number="03-NQ/CB",
    )
    return case_now(guided)


def walk(cast, on_way=None):
    """A candidate taken from the pool to the recognition, every fact known; `on_way` gets the case at each stage."""
    seen = on_way if on_way is not None else {}
    on, sec, head, staff = days_ago(700), cast["sec_A1"], cast["head_A"], cast["staff_A"]
    candidate = appraised(cast, on, name="Lò Thị Ưng")
    Person.objects.filter(pk=candidate.person_id).update(
        residence="thôn Suối Đá, xã Mẫu", occupation=_occupation(), professional_level="bachelor",
        youth_union_on=date(2014, 3, 26),
    )  # fmt: skip
    _class(candidate, cast)
    seen["cell_resolved"] = case_now(candidate)
    step(candidate, "committee_vote", head, on + timedelta(days=21), number="08-NQ/ĐU", ballot=vote(8, 9))
    seen["committee_resolved"] = case_now(candidate)
    step(candidate, "forward", staff, on + timedelta(days=22))
    step(candidate, "decide", cast["head_X"], on + timedelta(days=30), number="12-QĐ/ĐU", ballot=vote(4, 5))
    seen["decided"] = case_now(candidate)
    step(candidate, "admit", sec, on + timedelta(days=40))
    candidate.refresh_from_db()
    other = Member.objects.filter(organization=cast.A1, status="full").last()
    actions.assign_mentor(
        candidate=candidate, mentor=other, by=sec, on=on + timedelta(days=41), resolution_number="900"
    )
    seen["probationary"] = case_now(candidate)
    _recognize(cast, candidate, on)
    seen["recognized"] = case_now(candidate)
    return candidate


def _recognize(cast, candidate, on):
    sec, head = cast["sec_A1"], cast["head_A"]
    nomination = actions.nominate(candidate=candidate, kind="new_member", by=sec, on=on + timedelta(days=60))
    actions.complete_class(nomination=nomination, by=head, on=on + timedelta(days=70), certificate_number="3")
    for code in ("47", "48", "49"):
        actions.enter_paper(candidate=candidate, by=sec, code=code, issued_on=on + timedelta(days=400), number="1")
    step(candidate, "prepare_recognition", sec, on + timedelta(days=404))
    step(candidate, "recognition_cell_vote", sec, on + timedelta(days=410), ballot=vote(5, 5))
    step(candidate, "recognition_committee_vote", head, on + timedelta(days=415), ballot=vote(9, 9))
    step(candidate, "recognize", cast["head_X"], on + timedelta(days=420), number="31-QĐ/ĐU", ballot=vote(5, 5))


def failed_case(cast):
    """The base committee did not carry the proposal."""
    candidate = appraised(cast, days_ago(60), name="Giàng Thị Dợ")
    Person.objects.filter(pk=candidate.person_id).update(residence="thôn Suối Đá, xã Mẫu")
    step(candidate, "committee_vote", cast["head_A"], days_ago(38), number="", ballot=vote(4, 9))
    return case_now(candidate)


def bare_case(cast):
    """A person taken over of whom hardly anything is known."""
    person = Person.objects.create(full_name="Sùng Thị Say", sex="female", birth_date=None)
    return case_now(make_candidate(cast.B1, person=person))


def longest_case(cast):
    """Every name and place as long as its field allows."""
    for unit in (cast.X, cast.A, cast.A2):
        name = f"{unit.name} {LONG_PLACE}"[:200].strip()
        Organization.objects.filter(pk=unit.pk).update(name=name)
        OrganizationState.objects.filter(organization=unit).update(name=name)
    candidate = appraised(cast, days_ago(80), name=LONG_NAME, cell=cast.A2, by=cast["sec_A2"])
    Person.objects.filter(pk=candidate.person_id).update(
        home_place=LONG_PLACE[:200], residence=LONG_PLACE[:200], workplace=LONG_PLACE[:200], occupation=_occupation(),
        youth_union_on=date(2014, 3, 26),
    )  # fmt: skip
    Person.objects.filter(memberships__organization=cast.A2).update(full_name=LONG_NAME, home_place=LONG_PLACE[:200])
    Introduction.objects.exclude(union="").update(union_name=f"Ban Chấp hành Đoàn {LONG_PLACE}"[:160])
    _class(candidate, cast)
    return case_now(candidate)


def _occupation():
    return Person._meta.get_field("occupation").choices[0][0]


def _person(name, **fields):
    return make_person(name, residence="thôn Suối Đá, xã Mẫu", occupation=_occupation(), **fields)


def _class(candidate, cast):
    """The awareness class that the certificate is of."""
    held = TrainingClass(
        kind="awareness", name="Lớp bồi dưỡng nhận thức về Đảng khóa II", starts_on=days_ago(699),
        ends_on=days_ago(696), organization=cast.X, venue="Trung tâm chính trị",
    )  # fmt: skip
    for depth, pk in enumerate(cast.X.ancestors()):
        setattr(held, f"ancestor_{depth}", pk)
    held.save()
    candidate.nominations.filter(kind="awareness").update(training_class=held)


def heads(cast):
    """Secretaries and places, so that heads and signatures are whole."""
    Organization.objects.update(place="Suối Đá")
    for unit in (cast.X, cast.A, cast.A1, cast.A2):
        unit.refresh_from_db()
        secretary = (
            make_member(unit, "Hà Văn Mận") if not unit.is_cell else Member.objects.filter(organization=unit)[2]
        )
        Position.objects.create(organization=unit, member=secretary, title="secretary", starts_on=date(2020, 1, 1))
    Person.objects.filter(memberships__isnull=False).update(home_place="xã Mẫu, tỉnh Mẫu")
    Member.objects.update(joined_on=date(2001, 2, 3), recognized_on=date(2002, 2, 3))


def make_cases():
    """Everything above, by name, and a second cast's bare and longest cases."""
    cast = make_cast()
    heads(cast)
    decided_above(cast)
    cases = {"guided": guided_case(cast)}
    cases["failed"] = failed_case(cast)
    walk(cast, cases)
    cases["bare"] = bare_case(cast)
    cases["longest"] = longest_case(cast)
    return cases


# Fillings


def filling_for(case, typed=None, subject=None):
    """A `Filling` as the form's page makes one."""
    return Filling(
        typed=typed or {}, day=case.on, edition=edition_on(case.on), subject=subject, phrases=dict(DEFAULTS)
    )


def typed_for(form, case, text="Nội dung đã nhập"):
    """Something in every blank of the form that the case has; counts that can be true."""
    made = {
        "line": lambda blank: text[: min(blank.max_length, 200)],
        "text": lambda blank: text,
        "number": lambda blank: {"total": 9, "present": 8, "agreed": 8, "against": 0}.get(blank.key, 3),
        "date": lambda blank: date(2026, 8, 3),
    }
    typed = {each.key: made[each.kind](each) for each in form.blanks if each.only is None or each.only(case)}
    return typed | {key: value for key, value in (("number", "12"), ("signer_post", "")) if key in typed}


def subject_for(form, case):
    """Of whom one of several papers is."""
    if form.repeats == "introductions":
        return next((each for each in case.introductions if each.member_id), None)
    if form.repeats == "probation_mentors":
        return next(iter(case.helpers("probation")), None)
    return None


def whole_document(form, case, text="Nội dung đã nhập"):
    """(document, filling) with everything typed."""
    filling = filling_for(case, typed_for(form, case, text), subject_for(form, case))
    return form.build(case, filling), filling


def bare_document(form, case):
    """(document, filling) with nothing typed."""
    filling = filling_for(case, {}, subject_for(form, case))
    return form.build(case, filling), filling
