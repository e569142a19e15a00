"""What happened, as a page tells it: events, votes, remarks by month, the register of papers."""

from django.utils import timezone

from candidates.checklist import needed_now
from candidates.desk.irregular import ANNULLED, OPEN
from candidates.gather import present_unions
from candidates.going import present_attempt
from candidates.handover import hands_over
from candidates.models import DossierItem, StageEvent, Vote
from candidates.overview import wrong
from candidates.overview.links import link, part
from candidates.pipeline import FAILED_SUFFIX
from candidates.reasons import explained
from candidates.rules.papers import paper_name
from partydev.dates import add_months
from partydev.text import sentence

OF_THE_VOTE = "cell_vote_was_regular"  # what was irregular of the cell's vote, told anew by a later step

PAPER_STATES = {
    DossierItem.State.DRAFT: ("doing", "Dự thảo"),
    DossierItem.State.ENTERED: ("done", "Đã có"),
    DossierItem.State.ACCEPTED: ("done", "Đạt yêu cầu"),
    DossierItem.State.COMPLETION: ("problem", "Cần bổ sung"),
    DossierItem.State.NOT_NEEDED: ("done", "Không cần"),
}


def events_of(candidate):
    """Everything recorded of `candidate`, also what was taken back: in order of days, with who recorded it."""
    recorded = StageEvent.every.filter(candidate=candidate, corrects__isnull=True)
    recorded = recorded.select_related("recorded_by", "corrected_by__recorded_by").prefetch_related("remedies")
    return list(recorded.order_by("on", "pk"))


def standing(events):
    """Those of `events_of` that were not taken back."""
    return [event for event in events if not hasattr(event, "corrected_by")]


def timeline(events, take_back=None, *, answers=False):
    """Events for the timeline component, the newest first; `take_back` is the one with a link to do so.

    `answers`: the reader's committee answers to what was irregular.
    """
    newest_first, said = sorted(events, key=lambda event: (event.on, event.pk), reverse=True), _said_before(events)
    return [
        _told(event, said.get(event.pk, {}))
        | (_act(event) if event == take_back else {})
        | (_answer(event) if answers else {})
        for event in newest_first
    ]


def _answer(event):
    if not event.irregular or hasattr(event, "corrected_by") or wrong.state(event) == ANNULLED:
        return {}
    return {"answer": {"url": wrong.answer_url(event), "label": "Ghi cách khắc phục hoặc hủy"}}


def _act(event):
    url = link("candidates:take_back", pk=event.candidate_id, event=event.pk)
    return {"act": {"url": url, "label": "Ghi nhầm? Rút lại việc này"}}


def _said_before(events):
    """event's pk -> text of a finding -> the earlier event that tells the same matter, which is told in full once."""
    first, found = {}, {}
    for event in sorted(standing(events), key=lambda event: event.pk):
        for each in event.findings:
            matter = OF_THE_VOTE if each.get("rule") == OF_THE_VOTE else each["text"]
            if matter in first:
                found.setdefault(event.pk, {})[each["text"]] = first[matter]
            elif matter != OF_THE_VOTE:
                first[matter] = event
        if event.kind == "cell_vote" and event.irregular:
            first[OF_THE_VOTE] = event
    return found


def _findings(event, said, words):
    """The findings of an event by `words`, each matter once; of what an earlier event tells, only where it stands."""
    found = (
        f"như ở việc “{said[each['text']].label}” ngày {said[each['text']].on:%d/%m/%Y}"
        if each["text"] in said
        else words(each)
        for each in event.findings
    )
    return list(dict.fromkeys(found))


def _told(event, said):
    actor = str(event.recorded_by) if event.recorded_by else "hệ thống"
    actor += f", lúc {timezone.localtime(event.recorded_at):%H:%M ngày %d/%m/%Y}"
    if event.said_by:
        actor += f", nhập thay cho {event.said_by}"
    notes = [event.note] if event.note else []
    if event.reason:
        notes.append(f"Lý do ghi nhận: {event.reason}")
    if event.taken_over:
        notes.append("Ghi khi tiếp nhận hiện trạng hoặc nhập bù.")
    irregular = "; ".join(_findings(event, said, wrong.against)) if event.irregular else ""
    if event.findings and not event.irregular:
        notes += [f"Đã lưu ý khi ghi: {sentence(each)}" for each in _findings(event, said, lambda each: each["text"])]
    correction = getattr(event, "corrected_by", None)
    if event.irregular and not correction:
        notes += [wrong.told(each) for each in event.remedies.all()] or [f"{wrong.STATES[OPEN][0]}."]
    if correction:
        notes.append(_taken_back(correction))
    is_stop = correction or event.kind.endswith(FAILED_SUFFIX) or event.kind == "request_completion"
    return {
        "on": event.on,
        "title": f"{event.label} – ghi nhầm, đã rút lại" if correction else event.label,
        "paper": _paper(event),
        "actor": actor,
        "note": "\n".join(notes),
        "irregular": irregular,
        "receipt": link("candidates:receipt", pk=event.candidate_id, event=event.pk)
        if hands_over(event) and not correction
        else "",
        "state": "stop" if is_stop else "done",
    }


def _taken_back(correction):
    at = timezone.localtime(correction.recorded_at)
    return (
        f"Rút lại lúc {at:%H:%M ngày %d/%m/%Y}, người ghi: {correction.recorded_by or 'hệ thống'}. {correction.note}"
    )


def _paper(event):
    if not event.paper_number and not event.paper_issuer:
        return ""
    words = f"{event.paper} số {event.paper_number}" if event.paper_number else event.paper
    if event.paper_on:
        words += f" ngày {event.paper_on:%d/%m/%Y}"
    return f"{words} của {event.paper_issuer}" if event.paper_issuer else words


def votes_of(candidate, *, with_minutes=False):
    """Votes in words, the newest first; `with_minutes` with the address of a cell's minutes."""
    return [
        {
            "title": vote.matter + (f", lần {vote.attempt}" if vote.attempt > 1 else ""),
            "on": vote.met_on,
            "where": vote.organization.committee_name,
            "carried": vote.carried,
            "for": f"{vote.votes_for}/{vote.eligible}",
            "needed": f"{vote.needed}/{vote.eligible}",
            "rest": f"Có mặt {vote.present}; không tán thành {vote.votes_against}; ý kiến khác {vote.votes_other}.",
            "in_place_of": vote.corrects and vote.corrects.met_on,
            "minutes": link("candidates:vote_minutes", pk=candidate.pk, vote=vote.pk)
            if with_minutes and vote.body == Vote.Body.CELL
            else "",
        }
        for vote in sorted(
            candidate.votes.select_related("organization", "corrects"),
            key=lambda vote: (vote.met_on, vote.pk),
            reverse=True,
        )
    ]


def remark_months(candidate, remarks, duties, today, *, conclusions=True):
    """The last twelve months as cells: label, state, words, address.

    A mentor's page says only whether a remark is there, not what the cell concluded.
    """
    months = [add_months(today.replace(day=1), -back) for back in range(11, -1, -1)]
    by_month = {remark.month: remark for remark in remarks}
    owed = {duty.key: duty for duty in duties if duty.kind == "remark"}
    return [
        {"label": f"T{month.month}/{month.year}"}
        | _month(candidate, month, by_month.get(month), owed, today, conclusions)
        for month in months
    ]


def _month(candidate, month, remark, owed, today, conclusions):
    key = f"{month:%Y-%m}"
    url = link("candidates:remark", pk=candidate.pk, month=key)
    if remark:
        text = "Đã kết luận" if conclusions and remark.conclusion else "Đã có"
        return {"state": "done", "text": text, "url": url}
    if key in owed:
        late = owed[key].due_on and owed[key].due_on < today
        return {"state": "missing", "text": "Còn thiếu", "url": url} if late else _due(url)
    return {"state": "none", "text": "Không có"}


def _due(url):
    return {"state": "due", "text": "Cần viết", "url": url}


def register(candidate, papers, *, can_enter, scans=None):
    """The register of papers as tasks: (tasks, how many there are, how many are needed).

    `scans` are those that stand beside papers, by code and ordinal; None where none are kept.
    """
    needed = needed_now(candidate, present_unions(candidate))
    held = {(paper.code, paper.ordinal): paper for paper in papers}
    tasks, done, total = [], 0, 0
    for need in needed:
        for ordinal in range(1, need.count + 1):
            paper = held.pop((need.code, ordinal), None)
            total += 1
            done += paper is not None and (paper.is_there or paper.state == DossierItem.State.NOT_NEEDED)
            tasks.append(_paper_task(candidate, need.code, ordinal, paper, need.count, can_enter))
    tasks += [_paper_task(candidate, code, ordinal, paper, 1, can_enter) for (code, ordinal), paper in held.items()]
    for task in tasks if scans is not None else ():
        _stand_beside(task, candidate, scans)
    return tasks, done, total


def _stand_beside(task, candidate, scans):
    """The scan of a task's paper, and where to send one; no scan without a row of the register."""
    code, ordinal = task["place"]
    task["scan"] = scans.get(task["place"])
    if task["url"] and task["held"]:
        task["scan_url"] = link("candidates:scans", pk=candidate.pk, code=code, ordinal=ordinal)


def next_paper(tasks):
    """The first task of `register` that is still to do and may be done here, with a button's words; None else."""
    todo = next((task for task in tasks if task["url"] and task["state"] in ("todo", "doing", "problem")), None)
    return todo and {"url": todo["url"], "say": f"Ghi tiếp: {todo['label'][:1].lower()}{todo['label'][1:]}"}


def _paper_task(candidate, code, ordinal, paper, count, can_enter):
    state, status = PAPER_STATES[paper.state] if paper else ("todo", "Chưa có")
    label = f"{paper_name(code)}, bản 1" if count > 1 and ordinal == 1 else paper_name(code, ordinal)
    locked = paper is not None and paper.state == DossierItem.State.ACCEPTED
    url = link("candidates:paper", pk=candidate.pk, code=code, ordinal=ordinal) if can_enter and not locked else ""
    held = paper is not None and paper.state != DossierItem.State.NOT_NEEDED
    task = {"label": label, "url": url, "state": state, "status": status, "hint": _paper_hint(paper)}
    return {**task, "place": (code, ordinal), "held": held}


def open_points(candidate, rows):
    """Of the `rows` of `requests`, the points that the cell still has to answer in the present attempt."""
    after = present_attempt(candidate).after
    return [point for row in rows if row["event"] > after for point in row["points"] if not point["answered_at"]]


def _paper_hint(paper):
    if paper is None:
        return ""
    words = [
        f"Số {paper.number}" if paper.number else "",
        f"ngày {paper.issued_on:%d/%m/%Y}" if paper.issued_on else "",
        paper.issuer,
        paper.note,
    ]
    told = ", ".join(word for word in words if word)
    return told[:1].upper() + told[1:]


def requests(candidate, rows):
    """Requests for completion, the newest first, each with its points: a body asks, by a letter that is printed."""
    explained(point for row in rows for point in row.points.all())
    return [
        {
            "on": row.requested_on,
            "event": row.event_id,
            "by": row.issuer.committee_name if row.issuer else row.requested_by,
            "number": row.number,
            "letter_url": link("desk:completion_letter", pk=candidate.pk, asked=row.pk) if row.issuer else "",
            "points": [
                {
                    "pk": point.pk,
                    "anchor": f"#noi-dung-{point.pk}",
                    "paper": point.about,
                    "place": (point.paper_code, point.paper_ordinal),
                    "reason": point.because,
                    "text": point.text,
                    "answer": point.answer,
                    "answered_by": point.answered_by,
                    "answered_at": point.answered_at,
                    "url": link("candidates:answer_point", pk=candidate.pk, point=point.pk),
                    "paper_url": link(
                        "candidates:paper", pk=candidate.pk, code=point.paper_code, ordinal=point.paper_ordinal
                    )
                    if point.paper_code
                    else part(candidate, "papers"),
                }
                for point in row.points.all()
            ],
        }
        for row in rows
    ]
