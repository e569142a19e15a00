"""What is known of a person, and how it changed: who, when, before and after."""

from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from branches.models import Organization, Person
from candidates.models import Candidate, DossierItem

# Fields that stand in `Person` under the same name.
PERSON_FIELDS = (
    "full_name",
    "birth_date",
    "sex",
    "ethnicity",
    "religion",
    "home_place",
    "residence",
    "workplace",
    "occupation",
    "education",
    "professional_level",
    "youth_union_on",
    "youth_union_until",
    "trade_union_on",
    "trade_union_until",
)

SHOWN = 60
HIDDEN = {
    "id",
    "version",
    "person",
    "member",
    "waits_at",
    "code",
    "entered_by",
    "checked_by",
    "checked_at",
    "candidate",
}
# What the models name in English, or not at all.
LABELS = {"organization": "chi bộ", "resume_stage": "bước sẽ tiếp tục", "ordinal": "bản thứ"}


@dataclass(frozen=True)
class Change:
    """One change: `about` what, by whom and when, and its fields as (label, before, after)."""

    at: datetime
    by: str
    about: str
    fields: list


def person_rows(candidate, today):
    """The person's facts for the summary list; what is not known yet shares one line."""
    person = candidate.person
    age = person.age_on(today)
    born = f"{person.birth_date:%d/%m/%Y} ({age} tuổi)" if person.birth_date else ""
    rows = [
        ("Họ và tên", person.full_name),
        ("Ngày sinh", born),
        ("Giới tính", person.get_sex_display()),
        ("Dân tộc", person.get_ethnicity_display()),
        ("Tôn giáo", person.get_religion_display()),
        ("Quê quán", person.home_place),
        ("Nơi cư trú", person.residence),
        ("Đơn vị công tác, học tập", person.workplace),
        ("Nghề nghiệp", person.get_occupation_display()),
        ("Giáo dục phổ thông", person.get_education_display()),
        ("Chuyên môn nghiệp vụ", person.get_professional_level_display()),
        ("Vào Đoàn", _from_to(person.youth_union_on, person.youth_union_until)),
        ("Vào công đoàn", _from_to(person.trade_union_on, person.trade_union_until)),
        ("Đối tượng", ", ".join(group.get_group_display() for group in person.groups.all())),
        ("Nguồn giới thiệu", ", ".join(filter(None, [candidate.get_source_display(), candidate.source_name]))),
        ("Thành tích, phong trào nổi bật", candidate.evidence),
    ]
    if candidate.is_readmission:
        left = f"{candidate.left_party_on:%d/%m/%Y}" if candidate.left_party_on else ""
        rows.append(("Kết nạp lại, ra khỏi Đảng ngày", left))
        rows.append(("Lý do ra khỏi Đảng", candidate.get_left_party_because_display()))
    if candidate.conviction_cleared_on:
        rows.append(("Ngày được xóa án tích", f"{candidate.conviction_cleared_on:%d/%m/%Y}"))
    rows += _special(candidate)
    unknown = [key[0].lower() + key[1:] for key, value in rows if not value]
    known = [{"key": key, "value": value} for key, value in rows if value]
    return [*known, {"key": "Chưa có", "value": ", ".join(unknown)}] if unknown else known


def _special(candidate):
    """What the rules ask of special cases, where it is so."""
    if candidate.engaged_as:
        since = f", từ ngày {candidate.engaged_since:%d/%m/%Y}" if candidate.engaged_since else ""
        yield "Làm việc, học tập ở đây", f"{candidate.get_engaged_as_display()}{since}"
    for name, words in (
        ("lacks_diploma", "Chưa có bằng tốt nghiệp trung học cơ sở"),
        ("respected_elder", "Già làng, trưởng bản, người có uy tín"),
        ("foreign_tie", "Có yếu tố nước ngoài"),
        ("political_issue", "Có vấn đề chính trị cần kết luận"),
    ):
        if getattr(candidate, name):
            yield words, "Có"


def _from_to(since, until):
    words = f"từ ngày {since:%d/%m/%Y}" if since else ""
    return f"{words} đến ngày {until:%d/%m/%Y}".strip() if until else words


def changes(candidate):
    """Changes of the case, the person and the papers, the newest first."""
    sources = (
        (Candidate, candidate.history.all(), "Hồ sơ"),
        (Person, candidate.person.history.all(), "Thông tin cá nhân"),
        (DossierItem, DossierItem.history.filter(candidate_id=candidate.pk), None),
    )
    found = []
    for model, rows, about in sources:
        by_object = {}
        for row in rows.select_related("history_user").order_by("history_date", "history_id"):
            by_object.setdefault(row.id, []).append(row)
        for versions in by_object.values():
            found += _differences(model, versions, about)
    found = sorted(found, key=lambda change: change.at, reverse=True)[:SHOWN]
    return _with_names(found)


def _differences(model, versions, about):
    fields = [f for f in model._meta.fields if f.name not in HIDDEN and hasattr(versions[0], f.attname)]
    found = []
    for before, after in pairwise(versions):
        changed = [
            (label(field), _shown(field, before), _shown(field, after))
            for field in fields
            if getattr(before, field.attname) != getattr(after, field.attname)
        ]
        if after.history_type == "-":
            changed = [("tình trạng", "có trong danh mục", "đã bỏ khỏi danh mục")]
        if changed:
            what = about or DossierItem(code=after.code).get_code_display()
            found.append(Change(after.history_date, str(after.history_user or "hệ thống"), what, changed))
    return found


def label(field):
    """A field's Vietnamese name with a capital."""
    words = LABELS.get(field.name, str(field.verbose_name))
    return words[0].upper() + words[1:]


@dataclass(frozen=True)
class _Place:
    pk: int


def _shown(field, row):
    value = getattr(row, field.attname)
    if field.name == "organization":
        return _Place(value)
    return shown(field, value)


def shown(field, value):
    """A field's value as it is read on a page; "" for nothing."""
    if value in (None, ""):
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(dict(field.flatchoices).get(value, value))


def _with_names(found):
    """Replace places by their names, all in one question."""
    ids = {value.pk for change in found for row in change.fields for value in row if isinstance(value, _Place)}
    names = dict(Organization.objects.filter(pk__in=ids).values_list("pk", "name")) if ids else {}
    return [
        Change(
            change.at,
            change.by,
            change.about,
            [
                tuple(names.get(value.pk, "") if isinstance(value, _Place) else value for value in row)
                for row in change.fields
            ],
        )
        for change in found
    ]
