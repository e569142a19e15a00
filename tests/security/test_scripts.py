"""Text stays text: what someone types into any field never runs, in no page and in no PDF (S12)."""

import importlib
import pkgutil
from io import BytesIO
from string import ascii_uppercase
from urllib.parse import urlparse

import pytest
from django import forms
from django.db import transaction
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from branches.forms.fields import OrganizationField
from branches.models import DecidingAuthority
from candidates import actions
from partydev.forms import Form, VietnameseDateField
from partydev.once import new_token
from tests.access.committees import hold_meeting
from tests.access.table import PUBLIC, ROWS
from tests.access.world import Thing, with_relatives
from tests.factories import days_ago, make_candidate, make_member, make_organization, make_person, sign_in
from tests.fixtures_access import written_world
from tests.security.sent import FORMS, address_of, day, filled, of_an_empty_day, thing_of

pytestmark = [pytest.mark.browser, pytest.mark.once]
PAYLOAD = """"><img src=x onerror=alert(1)>{{7*7}}</script><svg onload=alert(2)>'javascript:alert(3)"""
# These take away what the others are about, so they come when all pages were seen, and are looked at by themselves.
LAST = {
    *("branches:dissolve", "branches:departure", "branches:restore", "branches:transfer", "branches:transfer_out"),
    *("candidates:cell_close", "candidates:move", "candidates:no_meeting"),
    *("desk:forward", "desk:meeting_forward", "rulebook:holiday_remove"),
}
# No text is typed there, or the name of someone known; a unit changes once a day, and is renamed already.
LEFT_OUT = {
    *("accounts:link", "accounts:dismiss", "branches:move", "branches:position_end", "candidates:remove_paper"),
    *("candidates:cell_item_move", "desk:add_cases", "desk:remove_case", "desk:meeting_close"),
    *("classes:invitation", "classes:leave"),
    *("dossiers:cv_remove_row", "dossiers:cv_remove_relative"),
}
# They lead away from where the others begin.
LATE = {"candidates:catch_up", "candidates:verification", "desk:request_completion"}
# Once others went on: their duty is done, their month concluded, their cell handed over anew, or not met, their
# certificate without its day.
FIRST = {
    *("candidates:explain", "candidates:remark", "candidates:hand_over", "candidates:cell_close"),
    "classes:reissue",
}
# Sent once more where their thing stands further: the form asks other things there.
AGAIN = {"desk:meeting_attendance", "plans:respond"}
# Names of fields that take no free text: letters only, digits only, parts of a date, a tick, a code, hidden.
CLOSED = {"full_name", "same_person", "code", "username", "card_number", "born", "died", "listed"}
# What the table of addresses cannot send to where it stands; the same column is filled by another form that it sends.
ELSEWHERE = {
    "accounts.AppointForm.stands_in_for",  # the name of an account that there is
    "candidates.PartForm.received",  # what the server signed
    "branches.MoveForm.decision",  # a unit changes once a day: RenameForm's
    "branches.CardForm.number",  # digits
    "candidates.StepForm.card_number",
    "candidates.ClassForm.decision_number",  # asks for its day: PaperForm.number fills the same column
    "candidates.SubmissionForm.number",  # begins with a digit: MORE's
    "candidates.TakeOverForm.evidence",  # leaves out what EnterForm asks here
    "candidates.TakeOverForm.said_by",
    "candidates.LeaveForm.reason",  # asked once a tờ trình has its number, which this one's payload is none of
    "candidates.SubmissionForm.reason",
    "reports.CorrectionForm.reason",  # asked of a locked report; this world sends drafts
    "reports.LookupForm.ma",  # eight letters and digits, looked for and not kept
}
MORE = {
    "candidates:catch_up": {"stage": "dossier_opened", "open_dossier_on": day(0)},
    "candidates:purpose": {"purpose": "other"},
    "candidates:scan_set_aside": {"note": PAYLOAD},
    "candidates:verification": {
        **{name: day(0) for name in ("replied_on", "concluded_on")},
        "conclusion": "no_answer",
        "conclusion_number": PAYLOAD[:60],
        "conclusion_body": PAYLOAD,
    },
    "classes:reissue": {"number": PAYLOAD[:58] + "-2"},  # the first was issued with the payload
    "desk:meeting_attendance": {"present": "9"},
    "desk:meeting_submission": {"number": "12-<svg onload=alert(4)>"},
    "dossiers:cv_add_relative": {"died": "2001"},
    "dossiers:cv_relative": {"died": "2001"},
}
# Forms that only look for something, secrets that are shown nowhere, and what has no page of its own.
NO_TEXT_KEPT = ("Filter", "Search", "Password", "SignIn", "LinkForm")


@pytest.fixture
def world(live, settings, tmp_path):
    settings.VAR_DIR = tmp_path  # the files of this world are nobody's afterwards
    with with_relatives():
        with transaction.atomic():
            built = written_world()
        yield built


@pytest.fixture
def reached(monkeypatch):
    """The text fields that took the payload; `reached.sent` adds what one request tried, where it was taken."""
    taken = Taken()
    clean = Form.full_clean

    def noting(form):
        clean(form)
        if form.is_bound and not form.errors:
            for name, value in form.cleaned_data.items():
                texts = value if isinstance(value, list) else [value]  # a name a line
                if any(isinstance(text, str) and text.startswith(PAYLOAD[:9]) for text in texts):
                    taken.tried |= {named(each, name) for each in type(form).__mro__}

    monkeypatch.setattr(Form, "full_clean", noting)
    return taken


def named(form, name):
    return f"{form.__module__.split('.')[0]}.{form.__name__}.{name}"


class Taken(set):
    def __init__(self):
        super().__init__()
        self.tried = set()

    def sent(self, response):
        if response.status_code == 302:
            self.update(self.tried)
        self.tried = set()
        return response.status_code == 302


def is_text(field):
    """Whether someone types words there."""
    other = OrganizationField | VietnameseDateField | forms.ChoiceField | forms.DateField | forms.IntegerField
    return isinstance(field, forms.CharField) and not isinstance(field, other) and not field.widget.is_hidden


def spoil(world, client, reached, rows):
    """Send every form of `rows` with the payload in each of its texts; yields the row and where it led."""
    for number, each in enumerate(sorted(rows, key=lambda each: (each.name not in FIRST, each.name in LATE))):
        if each.name in LAST | {"desk:check_paper"}:
            anew(world, each, ascii_uppercase[number % 26])
        if each.name in LEFT_OUT or (each.get and not asks(client, address_of(each, thing_of(world, each)))):
            continue
        address, data = filled(world, each, client, text=PAYLOAD)
        form = client.get(address).context["form"] if each.get else Form()
        texts = hostile(form)
        if "paper_on" in form.fields:
            data.setdefault("paper_on", day(0))
        if "full_name" in data:
            data["full_name"] = f"Người Mới {ascii_uppercase[number % 26]}"
        data |= MORE.get(each.name, {})
        if each.name == "desk:check_paper":
            verdict = next(name for name in data if name.endswith("-verdict"))
            texts |= {verdict: "ask", verdict.replace("verdict", "note"): PAYLOAD}
        texts |= {name: PAYLOAD for name in data if name.endswith("-text")}
        texts = {name: text for name, text in texts.items() if name not in MORE.get(each.name, {})}
        response = client.post(address, data | texts)
        if response.status_code == 422 and (faults := (response.context or {}).get("form")):
            # A field that is closed to such text keeps what it was filled with.
            kept = {faults.add_prefix(name) for name in faults.errors}
            texts = {name: text for name, text in texts.items() if name not in kept}
            reached.tried = set()
            response = client.post(address, data | texts | {"form_token": new_token(None)})
        if reached.sent(response):
            yield each, response["Location"]


def anew(world, each, letter):
    """Put another thing before the one that an earlier form took away, or settled."""
    cell = world.cast.A1
    if each.thing == "member":
        world.things["member"].insert(0, Thing("A1", {"pk": make_member(cell, f"Lò Văn {letter}").pk}))
    if each.name == "desk:check_paper":  # what is found wanting must not stop the dossier that is appraised
        world.things["desk_paper"].insert(0, Thing("A1", world.thing("desk_paper", "A2").kwargs))
    if each.name == "candidates:no_meeting":
        cell = make_organization("Chi bộ không họp", "cell", world.cast.A)
        world.things["month"].insert(0, Thing("A1", world.thing("month", "A1").kwargs | {"cell": cell.pk}))
    if each.name == "desk:meeting_forward":
        hold_meeting(world, world.cast, "A", world.cast.A)
        world.things["meeting"].insert(0, world.things["meeting"].pop())


def further_on(world):
    """A meeting that is closed while its minutes have no number yet; X gave the payload as a number to none."""
    above = world.cast.X
    asked = {"body": "standing", "held_on": days_ago(1), "eligible": above.standing_size}
    meeting = actions.plan_meeting(by=None, organization=above, **asked)
    actions.record_attendance(meeting=meeting, by=None, present=2, chair="Lò Văn Chủ", minutes_by="Lò Thị Ghi")
    actions.close_meeting(meeting=meeting, by=None)
    world.things["meeting"].insert(0, Thing("A", {"pk": meeting.pk}))


def hostile(form):
    """The payload for each text field of `form`, as long as it may be."""
    return {
        form.add_prefix(name): PAYLOAD[: field.max_length]
        for name, field in form.fields.items()
        if is_text(field) and name not in CLOSED and (name == "paper_number" or not of_an_empty_day(form, name))
    }


def every_text():
    """Each text field of each form of the application, as `named`; those that a page adds come with their page."""
    for app in ("accounts", "branches", "candidates", "dossiers", "reports"):
        package = importlib.import_module(app)
        for found in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" not in found.name:
                importlib.import_module(found.name)
    for form in subclasses(Form):
        if not form.__module__.startswith(("tests.", "partydev.")) and not form.__name__.startswith("_"):
            for name, field in form.base_fields.items():
                if is_text(field) and name not in CLOSED and not any(part in form.__name__ for part in NO_TEXT_KEPT):
                    yield named(form, name)


def subclasses(form):
    for each in form.__subclasses__():
        yield each
        yield from subclasses(each)


def asks(client, address):
    """Whether the page still holds its form after what was sent before."""
    page = client.get(address)
    return page.status_code == 200 and "form" in page.context


# What is saved and not shown: nothing of it runs in a browser.
FILES = ("pdf", "zip", "excel", "ban-luu")


def looked_at(world):
    """Every page of the table once, of the things that were spoilt."""
    for row in ROWS:
        if row.get != 200 or row.owned:
            continue
        thing = thing_of(world, row) if row.thing else None
        if address_of(row, thing).endswith(FILES) or row.thing in ("scan", "scan_page"):
            continue
        query = "&".join(f"{key}={value}" for key, value in (thing.query if thing else {}).items())
        yield row, f"{address_of(row, thing)}?{query}"
    yield TABLE_SEARCH, reverse("search") + "?q=img"
    yield TABLE_SEARCH, reverse("candidates:list") + "?q=%22%3E%3Cimg+src%3Dx+onerror%3Dalert(1)%3E&state=all"


TABLE_SEARCH = next(row for row in ROWS if row.name == "search")


# What the table of addresses does not send: a vote by list with an absent member, and what is seen of it afterwards


def vote_by_list(world, client, reached):
    """A cell's vote with its words all hostile; the addresses of what is told of it."""
    cast = world.cast
    ready = make_candidate(cast.A1, "opinions_collected", person=make_person("Lò Thị Phiếu"))
    address = reverse("candidates:step", kwargs={"pk": ready.pk, "transition": "cell_vote"})
    form = client.get(address).context["form"]
    keys = [name.removeprefix("away_") for name in form.fields if name.startswith("away_")]
    data = {name: form[name].value() for name in form.fields if form[name].value() not in (None, "", [])}
    data = {name: value for name, value in data.items() if value is not False}
    data |= hostile(form) | {"form_token": new_token(None), "on": day(0), "as_happened": "on", "chair": keys[0]}
    del data[f"here_{keys[-1]}"]
    data |= {"paper_number": PAYLOAD[: form.fields["paper_number"].max_length], "paper_on": day(0)}
    data |= {"votes_for": "5", "votes_against": "0"}
    response = client.post(address, data)
    assert reached.sent(response), response.context["form"].errors
    return ready, ready.votes.get()


def test_no_text_runs_anywhere(live, world, open_page, reached):
    client = sign_in(Client(), world.cast["head_X"])
    for _ in spoil(world, client, reached, [each for each in FORMS if each.name not in LAST]):
        pass
    ready, vote = vote_by_list(world, client, reached)
    voted = {"pk": ready.pk, "vote": vote.pk}
    seen = Seen(live, open_page(), client)
    for each, address in looked_at(world):
        if each.needs != PUBLIC:
            seen.look(address)
    seen.look(reverse("candidates:detail", kwargs={"pk": ready.pk}))
    seen.look(reverse("candidates:vote_minutes", kwargs=voted))
    seen.look(reverse("desk:review", kwargs=world.thing("sent", "A2").kwargs))
    papers_show_the_text(world, client, voted)
    closed = world.thing("month", "A1").kwargs
    DecidingAuthority.objects.exclude(organization=world.cast.X).delete()  # "desk:forward" rests on X's
    for _, address in spoil(world, client, reached, [each for each in FORMS if each.name in LAST]):
        seen.look(address)
    for paper in ("bien-ban", "nghi-quyet"):  # with the numbers that they got when they were closed
        seen.look(reverse("candidates:cell_paper", kwargs=closed | {"paper": paper}))
    further_on(world)
    for _, address in spoil(world, client, reached, [each for each in FORMS if each.name in AGAIN]):
        seen.look(address)
    seen.look(reverse("accounts:log"))

    assert seen.dialogs == []
    assert seen.literal > 60, "the pages show hardly anything of what was typed"
    # A form that is new stands in the table of addresses, or in ELSEWHERE with its reason.
    missing = "\n".join(sorted(set(every_text()) - reached - ELSEWHERE))
    assert not missing, missing
    assert sorted(ELSEWHERE & reached) == []


class Seen:
    """A browser of whoever `client` is, and what it saw of the payload."""

    def __init__(self, live, page, client):
        self.url, self.page, self.dialogs, self.literal = live.url, page, [], 0
        page.on("dialog", lambda dialog: (self.dialogs.append(page.url), dialog.dismiss()))
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "path": "/"}
        page.context.add_cookies([cookie | {"domain": urlparse(live.url).hostname}])

    def look(self, address):
        answer = self.page.goto(self.url + address, wait_until="load")
        assert answer.status in {200, 409}, address
        hostile = 'img[src="x"], svg[onload], [onerror], [href^="javascript"]'
        assert self.page.locator(hostile).count() == 0, address
        text = self.page.content()
        assert "49&lt;/script" not in text, address
        assert "49</script" not in text, address
        self.literal += "{{7*7}}" in self.page.inner_text("body")


def papers_show_the_text(world, client, voted):
    """Each paper is made, carries nothing that runs, and shows literally what was typed."""
    case, report = world.thing("case", "A1").kwargs, world.thing("report", "A1").kwargs
    sent, planned = world.thing("handed", "A1").kwargs, world.thing("meeting_paper", "A").kwargs
    addresses = {
        reverse("reports:pdf", kwargs=report): False,
        reverse("desk:meeting_paper_pdf", kwargs=planned | {"paper": "trich-ngang"}): True,
        reverse("dossiers:bundle_pdf", kwargs=case): True,
        reverse("candidates:vote_minutes_pdf", kwargs=voted): True,
        reverse("candidates:receipt_pdf", kwargs=sent): True,
    }
    for address, typed in addresses.items():
        reader = PdfReader(BytesIO(client.get(address).content))
        assert not reader.attachments, address
        assert not {"/JavaScript", "/OpenAction", "/AA"} & set(reader.trailer["/Root"]), address
        text = "".join("".join(sheet.extract_text() for sheet in reader.pages).split())
        assert "49</script" not in text, address
        assert ("{{7*7}}" in text) >= typed, address
