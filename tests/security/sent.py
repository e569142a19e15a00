"""Every form of the application, filled in so that it is taken: the ground of the tests of forms.

A form is read from its page; each of its fields gets a value that fits its kind. What a form needs
beyond that stands in `SAYS`, and what must have happened before in `BEFORE`.
"""

from datetime import timedelta

from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from branches import actions as branch_actions
from branches.forms.fields import OrganizationField
from branches.models import Member, Organization, TargetRegistration
from candidates import actions
from candidates.models import (
    AgendaItem,
    Candidate,
    CellMeeting,
    CommitteeMeeting,
    Introduction,
    MeetingCase,
    Obligation,
    SourceListEntry,
    TrainingClass,
)
from candidates.rules.papers import paper_names
from candidates.seen import Course
from partydev.forms import VietnameseDateField
from partydev.once import new_token
from tests.access.table import ROWS
from tests.candidates.desk_cases import all_shown, papers_shown
from tests.candidates.scan_files import pdf as scan_pdf
from tests.factories import days_ago
from tests.reports.reporting import bring

# Where not at A1 or A.
LOOKED_OVER = ("rulebook:revise", "rulebook:holiday_add", "rulebook:holiday_change", "rulebook:holiday_remove")
PLACES = {"branches:dissolve": "G"} | dict.fromkeys(LOOKED_OVER, "X")
# No forms, or none that a second sending could double: signing in and out, and one's own password.
NOT_SENT = {
    "accounts:sign_in",
    "accounts:sign_out",
    "accounts:set_password",
    "accounts:change_password",
    "accounts:issue_code",
    "accounts:close",
    "accounts:reopen",
    "job_ask",  # begins a process; asked for twice it is one file: `test_jobs`
    "undo",  # its button undoes what was just done: `test_papers_together`
    "dossiers:cv_number",  # shows, and writes nothing but the log: `test_number`
    "candidates:scan_part",  # a part sent twice is there once: `test_scans`
}
# What is one person's own, who is none of the world's viewers, is sent by its own tests.
FORMS = [row for row in ROWS if row.post and row.name not in NOT_SENT and not row.owned]


def day(days_back=0):
    return f"{days_ago(days_back):%d/%m/%Y}"


def thing_of(world, row):
    """The thing that the form of `row` is sent for: the one at A1, else at A."""
    if not row.thing:
        return None
    wanted = PLACES.get(row.name)
    places = [wanted] if wanted else ["A1", "A"]
    return next(thing for place in places for thing in world.things[row.thing] if thing.place == place)


def address_of(row, thing):
    return reverse(row.name, kwargs={**(thing.kwargs if thing else {}), **row.fixed})


def filled(world, row, client, text="Nội dung ghi thử"):
    """(address, data) of the form of `row`, ready to be sent and taken."""
    thing = thing_of(world, row)
    before = BEFORE.get(row.name, lambda world, thing: None)(world, thing)
    says = SAYS.get(row.name, {})
    data = {"form_token": new_token(None)}
    address = address_of(row, thing)
    if row.get:
        page = client.get(address)
        assert page.status_code == 200, (row.name, page.status_code)
        data |= from_page(page, text)
        data["form_token"] = str(page.context["form_token"])
    data |= says(thing, before) if callable(says) else says
    return address, {key: value for key, value in data.items() if value is not None}


def from_page(page, text):
    """A value for each field of the page's form."""
    form = page.context["form"]
    return {
        form.add_prefix(name): value_for(form, name, text) for name in form.fields if not of_an_empty_day(form, name)
    }


def of_an_empty_day(form, name):
    """The number of a step whose day stays empty."""
    day_of = form.fields.get(name.removesuffix("_number") + "_on")
    return name.endswith("_number") and not form.fields[name].required and day_of is not None


def value_for(form, name, text):
    field, known = form.fields[name], form[name].value()
    if known not in (None, "", []):
        return field.widget.format_value(known) if isinstance(field, VietnameseDateField) else known
    if isinstance(field, VietnameseDateField):
        return day(1) if field.required else None
    return _made_up(form, field, text)


def _made_up(form, field, text):
    if isinstance(field, OrganizationField):
        return field.offered.order_by("path").values_list("code", flat=True).first()
    if isinstance(field, forms.ModelMultipleChoiceField):
        return [field.queryset.first().pk]
    if isinstance(field, forms.ModelChoiceField):
        return field.queryset.first().pk if field.required else None
    if isinstance(field, forms.MultipleChoiceField):
        return []
    if isinstance(field, forms.ChoiceField):
        return first_choice(field.choices) if field.required else None
    if isinstance(field, forms.BooleanField):
        return None
    if isinstance(field, forms.TimeField):
        return None
    if isinstance(field, forms.IntegerField):
        return field.min_value or 1
    return text[: field.max_length]


def first_choice(choices):
    """The first choice that is not empty, of plain choices or of groups."""
    for key, label in choices:
        if isinstance(label, list | tuple):
            return first_choice(label)
        if key:
            return key
    return None


# What single forms need


def _due(thing):
    return Obligation.objects.open().get(candidate=thing.kwargs["pk"], kind="decide").due_on


def _person(**more):
    return {"full_name": "Người Mới Ghi", "birth_date": "02/03/1999", **more}


def _case(thing):
    return Candidate.objects.get(pk=thing.kwargs["pk"])


def _accept_papers(world, thing):
    case = _case(thing)
    actions.accept_papers(candidate=case, by=world.cast["staff_A"], papers=list(case.papers.all()))


def _appraised(world, thing):
    """Where the base committee's resolution is not asked, the desk sends the dossier on."""
    world.cast.X.authorities.update(needs_base_resolution=False)
    Candidate.objects.filter(pk=thing.kwargs["pk"]).update(stage="appraised")


def _no_meeting_yet(world, thing):
    CellMeeting.objects.filter(organization=thing.kwargs["cell"]).delete()


def _youth_union_has_not(world, thing):
    Introduction.objects.filter(candidate=thing.kwargs["pk"], union=Introduction.Union.YOUTH).delete()


def _all_said(world, thing):
    """The meeting's minutes lack nothing, whatever another form left of them."""
    month = {"organization": thing.kwargs["cell"], "month": thing.kwargs["month"]}
    AgendaItem.objects.filter(**month, outcome="").update(outcome="Nhất trí")
    CellMeeting.objects.filter(**month).update(chair="Người chủ trì", minutes_by="Người ghi", conclusion="Nhất trí")
    return CellMeeting.objects.get(**month)


def _minutes_done(world, thing):
    actions.close_cell_meeting(meeting=_all_said(world, thing), by=None, minutes_number="1")


def _voted_on(world, thing):
    case = MeetingCase.objects.get(meeting=thing.kwargs["pk"])
    counts = {"present": 9, "votes_for": 9, "votes_against": 0, "votes_other": 0}
    actions.record_result(case=case, by=None, votes=counts, paper=actions.Paper("1"))


SIGNED = {"chair": "Lò Văn Chủ", "minutes_by": "Lò Thị Ghi"}


def _attended(world, thing):
    meeting = CommitteeMeeting.objects.get(pk=thing.kwargs["pk"])
    actions.record_attendance(meeting=meeting, by=None, present=2, minutes_number="1", **SIGNED)


def _put_off(world, thing):
    case = MeetingCase.objects.get(meeting=thing.kwargs["pk"])
    case.delete()
    return case.candidate_id


def _expelled(world, thing):
    member = Member.objects.get(pk=thing.kwargs["pk"])
    branch_actions.record_departure(by=None, member=member, kind="expelled", on=days_ago(5))


def _waiting_pupil(world, thing):
    fresh = _case(world.thing("fresh", "A1"))
    return actions.nominate(candidate=fresh, kind=TrainingClass.Kind.AWARENESS, by=None, on=days_ago(3))


def _results(thing, before):
    nomination = TrainingClass.objects.get(pk=thing.kwargs["pk"]).nominations.filter(result="").first()
    return {
        "row": str(nomination.pk),
        f"result_{nomination.pk}": "completed",
        f"number_{nomination.pk}": "15",
        "completed_on": day(0),
        "certificate_on": day(0),
    }


def _before_results(world, thing):
    """Attendance and days may change only while nobody has a result."""
    rows = TrainingClass.objects.get(pk=thing.kwargs["pk"]).nominations
    rows.exclude(result="").update(result="", certificate_number="", certificate_on=None)


def _listed(thing):
    entries = SourceListEntry.objects.filter(source_list__organization=thing.kwargs["cell"])
    return entries.values_list("candidate", flat=True)


def _not_registered(world, thing):
    TargetRegistration.objects.filter(organization__code=thing.kwargs["code"]).update(state="draft")


def _next_answer(thing):
    state = TargetRegistration.objects.get(organization__code=thing.kwargs["code"], year=thing.kwargs["which"]).state
    return "accept" if state == TargetRegistration.State.SUBMITTED else "assign"


def _content(thing):
    paper = _case(thing).papers.get(pk=thing.kwargs["paper"])
    return Course(paper.candidate).content(paper)


def _report_is(state):
    def bring_there(world, thing):
        bring(Organization.objects.get(code=thing.kwargs["code"]), thing.kwargs["key"], state)

    return bring_there


VOTE = {"present": "9", "votes_for": "9", "votes_against": "0", "votes_other": "0"}
BEFORE = {
    "plans:register": _not_registered,
    "reports:texts": _report_is("draft"),
    "reports:submit": _report_is("draft"),
    "reports:take_back": _report_is("submitted"),
    "reports:receive": _report_is("submitted"),
    "reports:send_back": _report_is("submitted"),
    "reports:issue": _report_is("received"),
    "branches:restore": _expelled,
    "candidates:cell_close": _all_said,
    "candidates:cell_reopen": _minutes_done,
    "candidates:introduce": _youth_union_has_not,
    "candidates:no_meeting": _no_meeting_yet,
    "classes:assign": _waiting_pupil,
    "classes:attendance": _before_results,
    "classes:change": _before_results,
    "desk:add_cases": _put_off,
    "desk:appraise": _accept_papers,
    "desk:forward": _appraised,
    "desk:meeting_close": _attended,
    "desk:meeting_forward": _voted_on,
}
SAYS = {
    "reports:share_targets": {"least": "40", "most": None, "year": "2020", "starts_on": None, "ends_on": None},
    "reports:outside_add": {"value": "56,12", "year": "2020", "starts_on": None, "ends_on": None},
    "plans:respond": lambda thing, before: {"answer": _next_answer(thing), "because": None},
    "candidates:source_review": lambda thing, before: {f"letter_{pk}": "A" for pk in _listed(thing)},
    # The second press, after looking it over.
    **{name: {"confirmed": "1"} for name in LOOKED_OVER},
    "accounts:appoint": {"role": "leader", "stands_in_for": None},
    "accounts:link": {"full_name": "Đảng viên A1 số 1", "birth_date": "02/03/1970"},
    "accounts:open": {"username": "nguoi.moi"},
    "branches:card": {"number": "12345678"},
    "branches:found": {"code": "to-dang-moi"},
    "branches:member_add": _person(card_number=""),
    "branches:move": {"parent": "b"},
    "branches:position": {"title": "deputy_secretary"},
    "branches:rename": {"name": "Chi bộ mang tên mới"},
    "branches:transfer": {"to": "a2"},
    "branches:transfer_in": _person(),
    "candidates:assign_mentor": {"not_disciplined": "on"},
    "candidates:catch_up": {"stage": "listed"},
    "candidates:cell_attendance": {"chair": "", "minutes_by": ""},  # everybody is away
    "candidates:enter": _person(),
    "candidates:explain": {"promised_on": day(-5)},
    "candidates:extend": lambda thing, before: {"until": f"{_due(thing) + timedelta(days=5):%d/%m/%Y}"},
    "candidates:introduce": {"union": "youth_union"},
    "candidates:introduce_person": _person(met_on=day(1), total="9", present="9", votes_for="9"),
    "candidates:union_register": {"year": str(days_ago(0).year), "number": "3"},
    "candidates:hand_over": {"received": "on"},
    "candidates:offer_transfer": {"to": "a2"},
    "candidates:person": {"full_name": "Lý Thị Sửa Tên"},
    "candidates:scan_set_aside": {"note": "Chụp nhầm giấy"},
    "candidates:scans": lambda thing, before: {"files": [SimpleUploadedFile("don.pdf", scan_pdf())], "order": None},
    "candidates:take_over": _person(stage="applied"),
    "candidates:readings": lambda thing, before: {
        f"birth_date_{paper.pk}": "17/05/1998" for paper in _case(thing).papers.all()
    },
    "candidates:verification": {"conclusion_number": None, "conclusion_body": None},
    "classes:assign": lambda thing, before: {"people": [before.pk]},
    "classes:change": {"seats": "30"},
    "classes:invite": {"organization": "b1"},
    "classes:paper": {"number": "12", "issued_on": day(11)},
    "classes:reissue": {"why": "lost"},
    "classes:results": _results,
    "classes:seats": lambda thing, before: {
        f"seats_{pk}": "9" for pk in Organization.objects.filter(code__in=("a1", "a2")).values_list("pk", flat=True)
    },
    "classes:sessions": {"held_on": day(8)},
    "desk:add_cases": lambda thing, before: {"candidates": [before]},
    "dossiers:cv_add": {"start": "09/2016", "end": "02/2019"},
    "dossiers:cv_add_relative": {"full_name": "Người Thân Mới", "born": "1958", "died": "", "death_cause": ""},
    "dossiers:cv_relative": {"full_name": "Người Thân Sửa Tên", "born": "1958", "died": "", "death_cause": ""},
    "dossiers:cv_row": {"end": None},
    "saved_view_save": {"key": "people", "query": "stage=pool"},
    "candidates:comment_answer": lambda thing, before: {f"reply{thing.kwargs['comment']}-text": "Đã rõ"},
    "desk:accept_all": lambda thing, before: {
        "paper": list(_case(thing).papers.values_list("pk", flat=True))[:2],
        "shown": all_shown(_case(thing)),
    },
    "desk:check_paper": lambda thing, before: {
        f"paper{thing.kwargs['paper']}-verdict": "accept",
        f"paper{thing.kwargs['paper']}-shown": papers_shown(_case(thing))[thing.kwargs["paper"]],
    },
    "desk:tick_seen": lambda thing, before: {"tick": "seen", "content": _content(thing)},
    "desk:request_completion": {
        f"{place}_reason": "01"
        for place in (
            *(f"paper_{code}" for code in paper_names()),
            "paper_39_2",
            *(f"free_{line}" for line in (1, 2, 3)),
        )
    },
    "desk:meeting_submission": {"number": "12-TTr/BXDĐ"},
    "desk:meeting_result": VOTE | {"paper_number": "12-NQ/ĐU"},
}
