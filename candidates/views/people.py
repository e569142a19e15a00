"""A person's facts and the papers of their dossier."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from branches import actions as branch_actions
from branches.permissions import Permission
from candidates import actions
from candidates.forms.people import AnswerForm, CaseForm, OtherPaperForm, PaperForm, PersonForm
from candidates.models import CompletionPoint
from candidates.overview.clash import Clash, own_version
from candidates.reasons import explained, to_answer
from candidates.rules.papers import MOST_OF_A_KIND, paper_name, paper_names
from candidates.scans.profile import stores_scans
from candidates.scans.reading import present_scans
from candidates.views import _undo
from candidates.views._case import act_page, acting_case, page_of, say
from partydev.decorators import requires
from partydev.forms import Form
from partydev.once import new_token
from partydev.refusals import Conflict
from partydev.submit import answer

FORM = ["GET", "HEAD", "POST"]
TEMPLATE = "candidates/act.html"


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER)
def person(request, pk):
    """Change what is known of a person. Whoever saves second sees both versions and may save on top."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ENTER)
    person = candidate.person
    form = PersonForm(request.POST or None, person=person, initial=PersonForm.initial_of(person))
    page = act_page(candidate, "Sửa thông tin", "Lưu thông tin", part="person")

    def act(data):
        values, groups = form.person_values, data["groups_of_person"]
        version = data["version"]
        values, version = own_version(person, version, request.user, values)
        try:
            branch_actions.update_person(by=request.user, person=person, version=version, groups=groups, **values)
        except Conflict:
            clash = Clash(person, data["version"], form.person_values)
            page["clash"] = clash
            # Saving again lies on top of what the page now shows.
            form.data = form.data.copy()
            form.data["version"] = str(clash.version)
            raise Conflict(clash.words) from None
        say(request, f"Đã lưu thông tin của {values['full_name']}.", form)
        return page_of(candidate, "person")

    return answer(request, form, act, "candidates/person.html", page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ENTER)
def case(request, pk):
    """Change where a person came from, and what the rules ask of special cases."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ENTER)
    form = CaseForm(request.POST or None, candidate=candidate, initial=CaseForm.initial_of(candidate))

    def act(data):
        actions.correct_case(candidate=candidate, by=request.user, **data)
        say(request, "Đã lưu nguồn giới thiệu và trường hợp riêng.", form)
        return page_of(candidate, "person")

    page = act_page(candidate, "Sửa nguồn giới thiệu, trường hợp riêng", "Lưu", part="person")
    return answer(request, form, act, TEMPLATE, page)


WITH_ITS_SCAN = "Ghi “Hồ sơ này không cần” thì bản chụp của giấy tờ cũng được gỡ, không hoàn tác được."


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def paper(request, pk, code, ordinal):
    """Enter or change one paper of the register."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    if code not in paper_names() or not 1 <= ordinal <= MOST_OF_A_KIND:
        raise Http404
    held = candidate.papers.filter(code=code, ordinal=ordinal).first()
    form = PaperForm(request.POST or None, initial=_initial_paper(held))
    removing = {"held": held, "remove_token": new_token(request.user)}
    page = act_page(candidate, paper_name(code, ordinal), "Lưu giấy tờ", part="papers", **removing)
    page["asked"] = _asked_of(candidate, code, ordinal)
    page["closed"] = "" if form.is_bound else actions.why_closed(candidate, held)  # what was sent is not lost
    if held and stores_scans():
        page["scan"] = present_scans(candidate).get((code, ordinal))
        if page["scan"]:
            form.fields["state"].help_text = WITH_ITS_SCAN
        page["scan_url"] = reverse("candidates:scans", kwargs={"pk": pk, "code": code, "ordinal": ordinal})
    return answer(
        request,
        form,
        lambda data: _enter_paper(request, candidate, form, {**data, "code": code}, ordinal),
        TEMPLATE,
        page,
    )


def _asked_of(candidate, code, ordinal):
    """The points on this paper that the cell still has to answer, each with its reason in words."""
    points = to_answer(candidate).filter(paper_code=code, paper_ordinal=ordinal)
    return explained(points.select_related("request__issuer"))


def _initial_paper(held):
    if held is None:
        return {"issued_on": timezone.localdate(), "state": PaperForm.ENTERED}
    state = held.state if held.state in dict(PaperForm.STATES) else PaperForm.ENTERED
    values = {name: getattr(held, name) for name in ("number", "issued_on", "issuer")}
    return {"state": state, "note": held.own_note, **values}


def _enter_paper(request, candidate, form, data, ordinal=None):
    """Record a paper of the register; without `ordinal` a further one of its kind."""
    state, code = data.pop("state"), data["code"]
    about = {"candidate": candidate, "by": request.user, "code": code}
    if state == PaperForm.NOT_NEEDED:
        return _set_aside(request, form, about, data["note"], ordinal)
    draft = state == PaperForm.DRAFT
    del data["code"]
    if ordinal is None:
        paper = actions.add_paper(**about, draft=draft, **data)
    else:
        paper = actions.enter_paper(**about, ordinal=ordinal, draft=draft, **data)
    as_what = " là dự thảo, chưa tính là đã có" if draft else ""
    told = f"Đã ghi “{paper}” vào danh mục hồ sơ{as_what}."
    asked = _asked_of(candidate, code, paper.ordinal)
    if asked and not draft:
        say(request, f"{told} Còn ghi đã bổ sung thế nào ở nội dung được đề nghị.", form)
        return page_of(candidate, f"noi-dung-{asked[0].pk}")
    say(request, told, form)
    return page_of(candidate, "papers")


def _set_aside(request, form, about, because, ordinal):
    """What cannot be put back as it was, with its scan, is not offered to be undone."""
    candidate = about["candidate"]
    had_scan = (about["code"], ordinal) in present_scans(candidate)
    if ordinal is None:
        paper = actions.add_paper(**about, because=because)
    else:
        paper = actions.set_aside(**about, ordinal=ordinal, because=because)
    words = f"Đã ghi hồ sơ này không cần “{paper}”. Cấp ủy sẽ đọc lý do khi thẩm định."
    if had_scan:
        words += " Bản chụp đã gỡ khỏi giấy tờ; nếu ghi nhầm, ghi lại giấy tờ rồi gửi lại bản chụp."
    else:
        _undo.offer(request, _undo.SET_ASIDE, candidate, [paper], page_of(candidate, "papers"))
    say(request, words, form)
    return page_of(candidate, "papers")


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def add_paper(request, pk):
    """Enter a paper beside those that the dossier must hold."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    form = OtherPaperForm(request.POST or None, initial=_initial_paper(None))

    def act(data):
        return _enter_paper(request, candidate, form, data)

    page = act_page(candidate, "Thêm giấy tờ", "Thêm vào danh mục", part="papers")
    return answer(request, form, act, TEMPLATE, page)


@require_POST
@requires(Permission.CANDIDATE_ADVANCE)
def remove_paper(request, pk, code, ordinal):
    """Take a paper entered by mistake out of the register."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    held = get_object_or_404(candidate.papers, code=code, ordinal=ordinal)
    form = Form(request.POST)

    def act(data):
        actions.remove_paper(paper=held, by=request.user)
        say(request, f"Đã bỏ “{held}” khỏi danh mục hồ sơ. Lịch sử thay đổi vẫn giữ lại.")
        return page_of(candidate, "papers")

    page = act_page(candidate, f"Bỏ “{held}” khỏi danh mục", "Bỏ khỏi danh mục", part="papers")
    return answer(request, form, act, TEMPLATE, page)


@require_http_methods(FORM)
@requires(Permission.CANDIDATE_ADVANCE)
def answer_point(request, pk, point):
    """Say how one point that was asked to be completed was mended."""
    candidate = acting_case(request, pk, Permission.CANDIDATE_ADVANCE)
    point = get_object_or_404(CompletionPoint, pk=point, request__candidate=candidate)
    form = AnswerForm(request.POST or None, initial={"answer": point.answer})

    def act(data):
        actions.answer_point(point=point, by=request.user, answer=data["answer"])
        left = list(to_answer(candidate).values_list("pk", flat=True))
        rest = f"Còn {len(left)} nội dung cần bổ sung." if left else "Đã bổ sung đủ, bấm nút ở dưới để gửi lại hồ sơ."
        say(request, f"Đã ghi nội dung bổ sung. {rest}", form)
        return page_of(candidate, f"noi-dung-{left[0]}" if left else "next")

    page = act_page(candidate, "Ghi nội dung đã bổ sung", "Ghi đã bổ sung", lead=point.text, part="points")
    return answer(request, form, act, TEMPLATE, page)
