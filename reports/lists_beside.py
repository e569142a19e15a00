"""Lists behind figures that are no indicators: classes, cards, those who help.

A key is `class_sent:KIND` or `class_done:KIND`, with `.ID` for one class (`.0`: none yet), `classes:KIND` for the
classes themselves, `in_stage:STAGE` with dimensions of the pool after `&`, or one of `_KINDS`.
"""

import re

from django.db.models import F

from candidates.models import StageEvent, TrainingClass
from candidates.pipeline import STAGES
from partydev.numbers import row_id
from reports import catalogue
from reports.dimensions import key_for
from reports.figures.cards import issued_events, without_card
from reports.figures.classes import classes_of, completed_people, sent_people
from reports.figures.pool import last_steps
from reports.figures.remarks import mentors_in_force

_CLASSES = re.compile(r"classes:(awareness|new_member)")
_CLASS = re.compile(r"class_(sent|done):(awareness|new_member)(?:\.([0-9]{1,18}))?")
_WAITING = (
    "Đảng viên được công nhận chính thức từ khi đơn vị theo dõi, đến cuối kỳ chưa được phát thẻ; "
    "ghi ở đơn vị đang sinh hoạt."
)
# key: label, definition, unit, what its dates are, what its papers are
_KINDS = {
    "cards_due": (
        "Đủ điều kiện phát thẻ đảng viên",
        f"Đảng viên được phát thẻ trong kỳ và {_WAITING[0].lower()}{_WAITING[1:]}",
        "đồng chí",
        "Ngày phát thẻ hoặc ngày công nhận",
        "",
    ),
    "cards_waiting": ("Chưa được phát thẻ đảng viên", _WAITING, "đồng chí", "Ngày công nhận", ""),
    "mentors": (
        "Đảng viên đang được phân công giúp đỡ",
        "Đảng viên chính thức được phân công giúp đỡ quần chúng, đảng viên dự bị có đến cuối kỳ; mỗi người một dòng.",
        "đồng chí",
        "Phân công từ ngày",
        "Số nghị quyết",
    ),
}
_OF_CLASSES = {
    "sent": ("Cử đi học", "Người được cử đi học trong kỳ, tính theo ngày cử.", "Ngày cử"),
    "done": ("Hoàn thành", "Người hoàn thành lớp trong kỳ.", "Ngày hoàn thành"),
}


def class_key(which, kind, place=None):
    """The key of the people sent to, or through with, the classes of a kind, or one of them (0: no class yet)."""
    return f"class_{which}:{kind}" + ("" if place is None else f".{place}")


def classes_key(kind):
    """The key of the classes of a kind that have people of the unit."""
    return f"classes:{kind}"


def is_of_classes(text):
    """Whether the rows of the list `text` are classes, named where else the paper stands."""
    return bool(_CLASSES.fullmatch(text))


def stage_key(stage, **codes):
    """The key of those in the pool who stand at `stage`, with codes of the pool's dimensions."""
    return "&".join((f"in_stage:{stage}", *filter(None, [key_for("in_pool", **codes).partition(":")[2]])))


def _stage_asked(text):
    """(stage, the `Key` of the pool) that `text` names; None where it names none."""
    base, _, rest = text.partition("&")
    stage = base.removeprefix("in_stage:")
    key = catalogue.key_of(f"in_pool:{rest}" if rest else "in_pool")
    return (stage, key) if base.startswith("in_stage:") and stage in STAGES and key else None


def pool_key(text):
    """The `Key` of the pool by which the list of a step is narrowed; None where `text` is no such list."""
    asked = _stage_asked(text)
    return asked[1] if asked else None


def described(text):
    """The fields of the `lists.Kind` of the list `text`, without its key; None where there is no such list.

    A class is named in the rows of those who were sent there, not above them: who asks may have no part in it.
    """
    if text in _KINDS:
        return _KINDS[text]
    if asked := _stage_asked(text):
        stage, key = asked
        label = f"Người trong nguồn, bước “{STAGES[stage].label}”" + (f" ({key.words})" if key.parts else "")
        return label, "Người trong nguồn có đến cuối kỳ, theo bước gần nhất đã ghi.", "người", "Ngày của bước", ""
    if of_kind := _CLASSES.fullmatch(text):
        definition = "Lớp có người của đơn vị được cử đi hoặc hoàn thành trong kỳ; ghi ở đơn vị triệu tập."
        return f"Lớp đã cử người: {TrainingClass.Kind(of_kind[1]).label}", definition, "lớp", "Khai giảng", "", "Lớp"
    match = _CLASS.fullmatch(text)
    if match is None:
        return None
    word, definition, day = _OF_CLASSES[match[1]]
    return f"{word}: {TrainingClass.Kind(match[2]).label}", definition, "người", day, "Lớp"


def facts(text, organization, period):
    """The rows of the list `text`: person, organization, day, and where known the paper and the case (ids).

    Of who helps, a queryset of such rows as `lists` makes of events: there may be hundreds of thousands.
    """
    if text == "mentors":
        who = {"person_id": F("mentor__person"), "organization_id": F("mentor__organization")}
        rows = mentors_in_force(organization, period.end)
        return rows.values(on=F("starts_on"), number=F("resolution_number"), **who)
    if text in _KINDS:
        return _of_cards(text, organization, period)
    if asked := _stage_asked(text):
        stage, key = asked
        rows = last_steps(organization, period.end).filter(key.of_person(StageEvent, period.end), to_stage=stage)
        rows = rows.order_by("candidate__person__sort_key", "pk").values_list(
            "candidate__person", "organization", "on", "candidate"
        )
        return [(person, place, on, "", case) for person, place, on, case in rows]
    if of_kind := _CLASSES.fullmatch(text):
        held = classes_of(organization, period, of_kind[1]).order_by("starts_on", "pk")
        return [(0, *row) for row in held.values_list("organization", "starts_on", "name")]
    match = _CLASS.fullmatch(text)
    rows = (sent_people if match[1] == "sent" else completed_people)(organization, period).filter(kind=match[2])
    if match[3]:
        rows = rows.filter(training_class=row_id(match[3]) or None)
    day = "nominated_on" if match[1] == "sent" else "completed_on"
    rows = rows.order_by(day, "candidate__person__sort_key", "pk")
    rows = rows.values_list("candidate__person", "candidate__organization", day, "training_class__name", "candidate")
    return [(person, place, on, name or "", case) for person, place, on, name, case in rows]


def _of_cards(text, organization, period):
    waiting = without_card(organization, period.end).order_by("person__sort_key", "pk")
    found = list(waiting.values_list("person", "organization", "recognized_on"))
    if text == "cards_due":
        events = issued_events(organization, period).order_by("on", "member__person__sort_key", "pk")
        found += events.values_list("member__person", "organization", "on")
    return found
