"""The register of papers, checking them, and asking for completion."""

from django.db import transaction
from django.utils import timezone

from branches.permissions import Permission
from candidates.actions._common import WITH_THE_COMMITTEE, already, check_day, locked, touch
from candidates.actions.advance import Paper, advance
from candidates.going import present_papers
from candidates.judging import entered_by_same_person
from candidates.models import CompletionPoint, CompletionRequest, DossierItem
from candidates.reasons import reasons_for
from candidates.rules.completion import Point
from candidates.rules.papers import MOST_OF_A_KIND, paper_names
from candidates.scans.aside import GONE, NOT_NEEDED, leave_no_scan
from candidates.seen import Course
from candidates.together import CHANGED, OWN, Together, asked_places, hindrance
from partydev.locks import under_lock
from partydev.refusals import Conflict, Invalid, NotAllowed, require

NOT_OWN = "Người đã nhập hồ sơ không được là người kiểm tra hồ sơ đó."


@transaction.atomic
def enter_paper(*, candidate, by, code, issued_on, number="", issuer="", ordinal=1, note="", draft=False):
    """Enter or change a paper in the dossier's register; returns it. Locks the candidate.

    `draft`: it is being written, and does not count as there; only then may its day be missing.
    A paper that was accepted or is with the committee is changed only after it was asked for completion,
    or when it belongs to a former attempt and a new one takes its place.
    """
    if issued_on is None and not draft:
        raise Invalid({"issued_on": "Nhập ngày của giấy tờ, hoặc ghi là dự thảo."})
    paper = _open_paper(candidate, by, code, ordinal)
    if issued_on:
        check_day(issued_on, field="issued_on")
    paper.number, paper.issued_on, paper.issuer, paper.note = number, issued_on, issuer, note
    return _entered(paper, DossierItem.State.DRAFT if draft else DossierItem.State.ENTERED, by)


@transaction.atomic
def add_paper(*, candidate, by, code, **fields):
    """Enter a further paper of its kind beside those that are there; returns it. Locks the candidate.

    `fields` as of `enter_paper`; with `because`, as of `set_aside`.
    """
    candidate = locked(candidate)
    taken = set(candidate.papers.filter(code=code).values_list("ordinal", flat=True))
    ordinal = next((number for number in range(1, MOST_OF_A_KIND + 1) if number not in taken), None)
    if ordinal is None:
        raise Invalid({"code": f"Hồ sơ đã có {MOST_OF_A_KIND} giấy tờ loại này. Bỏ bớt giấy tờ ghi nhầm rồi thêm."})
    record = set_aside if "because" in fields else enter_paper
    return record(candidate=candidate, by=by, code=code, ordinal=ordinal, **fields)


@transaction.atomic
def set_aside(*, candidate, by, code, because, ordinal=1):
    """Record that a paper is not needed in this case, and why; returns its row. Locks the candidate.

    Whoever checks the dossier reads the reason, and may ask for the paper all the same.
    """
    if not because.strip():
        raise Invalid({"note": "Ghi vì sao hồ sơ này không cần giấy tờ đó."})
    paper = _open_paper(candidate, by, code, ordinal)
    leave_no_scan([paper], by, NOT_NEEDED)
    paper.number, paper.issued_on, paper.issuer, paper.note = "", None, "", because.strip()
    return _entered(paper, DossierItem.State.NOT_NEEDED, by)


def _open_paper(candidate, by, code, ordinal):
    """The row of the paper, or a new one, which `by` may write now. Locks the candidate."""
    candidate = locked(candidate)
    require(by, Permission.CANDIDATE_ADVANCE, candidate)
    if code not in paper_names():
        raise Invalid({"code": "Chọn loại giấy tờ trong danh mục."})
    paper = under_lock(candidate.papers).filter(code=code, ordinal=ordinal).first()
    if closed := why_closed(candidate, paper):
        raise Conflict(closed)
    return paper or DossierItem(candidate=candidate, code=code, ordinal=ordinal)


def why_closed(candidate, paper):
    """Why nobody may change `paper`, a row of the register or None, at the present stage; "" where it may be."""
    if paper and paper.state == DossierItem.State.ACCEPTED and paper in present_papers(candidate):
        return "Giấy tờ này đã được ghi đạt yêu cầu nên không sửa được."
    if paper and candidate.stage in WITH_THE_COMMITTEE:  # what the desk notes of it is not yet asked of the cell
        return "Hồ sơ đang ở cấp trên. Giấy tờ chỉ sửa được khi có đề nghị bổ sung."
    return ""


def _entered(paper, state, by):
    paper.state, paper.entered_by = state, by
    paper.checked_by = paper.checked_at = None
    paper.save()
    touch(paper.candidate)
    return paper


@transaction.atomic
def remove_paper(*, paper, by):
    """Take a paper entered by mistake out of the register; its history stays. Locks the candidate."""
    candidate = locked(paper.candidate)
    require(by, Permission.CANDIDATE_ADVANCE, candidate)
    paper = under_lock(candidate.papers).filter(pk=paper.pk).first()
    if paper is None:
        raise Conflict("Giấy tờ này không còn trong danh mục.")
    if paper.state == DossierItem.State.ACCEPTED:
        raise Conflict("Giấy tờ này đã được ghi đạt yêu cầu nên không xóa được.")
    if candidate.stage in WITH_THE_COMMITTEE:
        raise Conflict("Hồ sơ đang ở cấp trên nên không bỏ được giấy tờ.")
    leave_no_scan([paper], by, GONE)
    paper.delete()
    touch(candidate)


@transaction.atomic
def check_paper(*, paper, by, accepted, note="", shown=None):
    """Record that a paper meets the requirements, or not. Who entered the dossier does not check it.

    `shown` is what the page said of the paper (`Course.as_shown`): a verdict is one on what was seen.
    """
    candidate = _for_checking(paper.candidate, by, [paper])
    paper = under_lock(candidate.papers).filter(pk=paper.pk).first()
    if paper is None:
        raise Conflict("Giấy tờ này không còn trong danh mục.")
    if shown is not None and Course(candidate).as_shown(paper) != shown:
        raise Conflict(_changed(paper))
    if accepted and not paper.issued_on:
        raise Conflict("Giấy tờ này còn là dự thảo hoặc được ghi là không cần nên không ghi đạt yêu cầu.")
    if not accepted and not note.strip():
        raise Invalid({"note": "Ghi rõ nội dung cần bổ sung."})
    paper.note = paper.own_note if accepted else note
    paper.state = DossierItem.State.ACCEPTED if accepted else DossierItem.State.COMPLETION
    paper.checked_by, paper.checked_at = by, timezone.now()
    paper.save()
    touch(candidate)
    return paper


def _changed(paper):
    """Who wrote last what `paper` is now, for somebody whose page does not show it."""
    who = paper.checked_by or paper.entered_by or "hệ thống"
    at = timezone.localtime(paper.history.latest("history_id").history_date)
    said = f": {paper.note}" if paper.checked_by and paper.note else ""
    return (
        f"{paper} đã thay đổi sau khi bạn mở trang. {who} đã ghi “{paper.get_state_display()}{said}” "
        f"lúc {at:%H:%M} ngày {at:%d/%m/%Y}. Hãy xem lại giấy tờ rồi ghi."
    )


@transaction.atomic
def accept_papers(*, candidate, by, papers, shown=None):
    """Record at once that several papers meet the requirements; returns `Together`. Locks the candidate.

    `papers`: rows or their ids. Each goes by the rules of the single act, and nothing that has to be looked at
    twice goes along. Papers only: what is decided on a person is never recorded in bulk. `shown`: id -> what the
    page said of that paper (`Course.as_shown`); those that are another one by now, or that it did not show, stay.
    """
    wanted = {getattr(each, "pk", each) for each in papers}
    candidate = _for_checking(candidate, by, [])
    asked, scans, course = asked_places(candidate), _scans(candidate), Course(candidate)
    done, left = [], []
    for paper in under_lock(candidate.papers).filter(pk__in=wanted):
        own = _is_own(by, scans, [paper])
        why = OWN if own else hindrance(paper, (paper.code, paper.ordinal) in asked)
        if not why and shown is not None and shown.get(paper.pk) != course.as_shown(paper):
            why = CHANGED
        if why:
            left.append((paper, why))
            continue
        paper.state, paper.checked_by, paper.checked_at = DossierItem.State.ACCEPTED, by, timezone.now()
        paper.save()
        done.append(paper)
    if left and not done and all(why == OWN for _, why in left):
        raise NotAllowed(NOT_OWN)
    if done:
        touch(candidate)
    return Together(done, left, len(wanted) - len(done) - len(left))


def _for_checking(candidate, by, papers):
    """The candidate under lock, its papers at the step of checking and `by` not the one who entered them."""
    candidate = locked(candidate)
    require(by, Permission.DOSSIER_CHECK, candidate)
    if _is_own(by, _scans(candidate), papers) or entered_by_same_person(candidate, by):
        raise NotAllowed(NOT_OWN)
    if candidate.stage != "submitted":
        raise already(candidate, f"Hồ sơ đang ở bước “{candidate.stage_label}”, không phải bước thẩm định.")
    return candidate


def _scans(candidate):
    return list(candidate.scans.select_related("uploaded_by"))


def _is_own(by, scans, papers):
    """Whether what the rows of `papers` hold counts as entered or sent by `by`, on the days when that was done."""
    return by is not None and any(by.answers_for(who, on) for who, on in _brought_by(scans, papers))


def _brought_by(scans, papers):
    """(who, when) of those who entered the rows of `papers` or wrote in them, and who sent their `scans`."""
    yield from ((paper.entered_by, timezone.localdate()) for paper in papers)  # who took a list over left no history
    entered = DossierItem.history.filter(id__in=[paper.pk for paper in papers], checked_by=None)
    for row in entered.exclude(entered_by=None).select_related("entered_by"):
        yield row.entered_by, timezone.localdate(row.history_date)
    places = {(paper.code, paper.ordinal) for paper in papers}
    for scan in scans:
        if (scan.code, scan.ordinal) in places and scan.uploaded_by:
            yield scan.uploaded_by, timezone.localdate(scan.uploaded_at)


@transaction.atomic
def request_completion(*, candidate, by, on, points, number="", version=None):
    """Ask the cell to complete a dossier, all points at once; returns the request.

    `points` are `candidates.rules.completion.Point`s, or their first fields; at least one. The named papers are
    marked. `number` is that of the letter, where one is sent on paper too.
    """
    points = [Point(*point) for point in points]
    points = [point._replace(text=point.text.strip()) for point in points if point.text.strip()]
    if not points:
        raise Invalid({"points": "Ghi ít nhất một nội dung cần bổ sung."})
    if any(point.reason not in reasons_for(candidate.organization) for point in points):
        raise Invalid({"points": "Chọn lý do trong danh mục cho từng nội dung."})
    if by is not None and entered_by_same_person(candidate, by):
        raise NotAllowed(NOT_OWN)
    desk = candidate.waits_at
    event = advance(
        candidate=candidate,
        transition="request_completion",
        by=by,
        on=on,
        paper=Paper(number),
        version=version,
        note="\n".join(point.text for point in points),
    )
    request = CompletionRequest.objects.create(
        candidate=event.candidate,
        event=event,
        requested_by=by,
        requested_on=on,
        number=number.strip(),
        issuer=desk,
    )
    CompletionPoint.objects.bulk_create(
        CompletionPoint(
            request=request,
            paper_code=point.paper,
            paper_ordinal=point.ordinal,
            text=point.text,
            reason=point.reason,
        )
        for point in points
    )
    asked = {point.place for point in points}
    for paper in event.candidate.papers.filter(code__in=[point.paper for point in points if point.paper]):
        if (paper.code, paper.ordinal) not in asked:
            continue
        paper.state, paper.checked_by, paper.checked_at = DossierItem.State.COMPLETION, by, timezone.now()
        paper.save()
    return request


@transaction.atomic
def answer_point(*, point, by, answer):
    """Record how the cell answered a point. Locks the candidate.

    Its paper waits to be checked anew; where the dossier is back at the committee, what is noted there stands.
    """
    candidate = locked(point.request.candidate)
    require(by, Permission.CANDIDATE_ADVANCE, candidate)
    if not answer.strip():
        raise Invalid({"answer": "Ghi đã bổ sung những gì."})
    point.answer, point.answered_by, point.answered_at = answer.strip(), by, timezone.now()
    point.save()
    asked = candidate.papers.filter(code=point.paper_code, ordinal=point.paper_ordinal)
    if candidate.stage in WITH_THE_COMMITTEE:
        asked = asked.none()
    for paper in asked.filter(state=DossierItem.State.COMPLETION):
        paper.note = paper.own_note
        paper.state = DossierItem.State.ENTERED if paper.issued_on else DossierItem.State.DRAFT
        paper.entered_by, paper.checked_by, paper.checked_at = by, None, None
        paper.save()
    touch(candidate)
    return point
