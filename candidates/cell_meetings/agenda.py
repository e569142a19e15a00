"""What the cell's meeting of a month has to consider: the items kept, and what is due and not among them."""

from dataclasses import dataclass, replace

from django.urls import reverse

from candidates import monthly
from candidates.models import AgendaItem, Candidate, MentorAssignment, Obligation, StageEvent, Vote
from candidates.whereabouts import left_on

KINDS = AgendaItem.Kind
# The stage at which the cell votes next -> the step that records it, and what is voted on.
VOTES = {
    "opinions_collected": ("cell_vote", "Xét, đề nghị kết nạp đảng viên đối với"),
    "recognition_prepared": ("recognition_cell_vote", "Xét, đề nghị công nhận đảng viên chính thức đối với"),
}
# What an item is voted on, by the words that it was made with.
PURPOSES = {
    VOTES["opinions_collected"][1]: Vote.Purpose.ADMISSION,
    VOTES["recognition_prepared"][1]: Vote.Purpose.RECOGNITION,
}
# The stage at which the cell resolves next, by no certain day -> the step that records it, and the words for it.
RESOLUTIONS = {
    "pool": ("list", "Xét, đưa vào danh sách bồi dưỡng"),
    "listed": ("open_dossier", "Xét, đồng ý cho lập hồ sơ đối với"),
}
# What a duty of a kind brings onto the agenda: its kind there, and the words before the name.
OF_DUTY = {
    "mentor": (KINDS.MENTOR, "Phân công đảng viên chính thức giúp đỡ"),
    "ceremony": (KINDS.CEREMONY, "Chuẩn bị, tổ chức lễ kết nạp"),
}
ANNOUNCE = "Công bố quyết định công nhận đảng viên chính thức đối với"


@dataclass(frozen=True)
class Due:
    """Something that a meeting can take up; `key` names it in a form. `presses`: some rule sets a day for it."""

    kind: str
    candidate: Candidate | None
    text: str
    presses: bool = True

    @property
    def key(self):
        return f"{self.kind}-{self.candidate.pk if self.candidate else 0}"


def items_of(cell, month):
    """The agenda kept for the month, in its order."""
    kept = AgendaItem.objects.filter(organization=cell, month=month)
    return list(kept.select_related("candidate__person", "candidate__organization"))


def due_items(cell, month, today):
    """What is due on `today` and not on the agenda of `month` yet, in the order in which a meeting takes it up.

    Last comes what waits for a resolution of the cell by no certain day.
    """
    kept = {(each.kind, each.candidate_id) for each in items_of(cell, month)}
    found = [*_remarks(cell, month, today), *_of_people(cell, today), *_explanations(cell, today)]
    found.sort(key=lambda due: not due.presses)
    return [due for due in found if (due.kind, due.candidate and due.candidate.pk) not in kept]


def _remarks(cell, month, today):
    rows = monthly.person_rows(cell, [month], monthly.meetings_of(cell, [month]), today)
    waiting = [row for row in rows if row.months[0].key in (monthly.REMARKED, monthly.DUE, monthly.MISSING)]
    if waiting:
        text = f"Nghe nhận xét, kết luận tháng {month:%m/%Y} về người được giúp đỡ ({len(waiting)} người)"
        yield Due(KINDS.REMARKS, None, text)


def _of_people(cell, today):
    """Votes, decisions to announce, ceremonies, mentors to assign, resolutions; each in the order of names."""
    duties = Obligation.objects.open().filter(acts_at=cell, opens_on__lte=today, candidate__isnull=False)
    duties = duties.select_related("candidate__person").order_by("candidate__person__sort_key", "candidate_id")
    found = {KINDS.VOTE: {}, KINDS.ANNOUNCE: {}, KINDS.CEREMONY: {}, KINDS.MENTOR: {}, KINDS.OTHER: {}}
    for duty in duties:
        who = duty.candidate
        named = f"{who.form_of_address} {who.person.full_name}"
        if who.stage in VOTES:
            found[KINDS.VOTE][who] = f"{VOTES[who.stage][1]} {named}"
        if duty.kind == "recognition":  # due before the next meeting, also where its papers are still being gathered
            found[KINDS.VOTE][who] = f"{VOTES['recognition_prepared'][1]} {named}"
        if who.stage in RESOLUTIONS and duty.kind == "next_step":
            found[KINDS.OTHER][who] = f"{RESOLUTIONS[who.stage][1]} {named}"
        if who.stage == "recognized" and duty.kind == "next_step":
            found[KINDS.ANNOUNCE][who] = f"{ANNOUNCE} {named}"
        if duty.kind in OF_DUTY:
            kind, words = OF_DUTY[duty.kind]
            found[kind][who] = f"{words} {named}"
    for kind, people in found.items():
        yield from (Due(kind, who, text[:300], kind != KINDS.OTHER) for who, text in people.items())


def _explanations(cell, today):
    late = Obligation.objects.open().filter(acts_at=cell, due_on__lt=today, explanation__isnull=True).count()
    if late:
        yield Due(KINDS.EXPLAIN, None, f"Kiểm điểm, giải trình việc quá hạn ({late} việc)")


@dataclass(frozen=True)
class Line:
    """An item as the meeting's page shows it: where it is done, and what was done (`done` in words, else "")."""

    item: AgendaItem
    url: str
    action: str
    done: str


def lines(cell, month, meeting, items):
    """The items with what to press in the meeting and what is recorded by now; few queries for any number."""
    concluded = meeting.remarks.exclude(conclusion="").count() if meeting else 0
    people = [each.candidate for each in items if each.kind == KINDS.MENTOR]
    known = {KINDS.REMARKS: concluded, KINDS.VOTE: votes_at(meeting), KINDS.MENTOR: _helped(people, cell)}
    return [_of_this_cell(_line(cell, month, meeting, each, known), cell) for each in items]


def _of_this_cell(line, cell):
    """The line; the next step of who has left is another cell's, so that nothing is pressed here."""
    who = line.item.candidate
    return replace(line, url="", action="") if who and who.organization_id != cell.pk else line


def _helped(people, cell):
    """candidate's id -> whom the cell assigned to help them; of who has left, whoever helped until that day.

    Whom the next cell assigns is for that cell to read.
    """
    left = left_on(people, cell)
    rows = MentorAssignment.objects.filter(candidate__in=people).select_related("mentor__person").order_by("pk")
    found = {}
    for row in rows:
        until = left.get(row.candidate_id)
        if row.ends_on is None if until is None else row.ends_on and row.ends_on <= until:
            found[row.candidate_id] = str(row.mentor)
    return found


def votes_at(meeting):
    """candidate's id -> the votes that the cell took on them on the day of `meeting`, in the order taken."""
    if meeting is None or not meeting.held_on:
        return {}
    taken = Vote.objects.filter(organization=meeting.organization_id, body=Vote.Body.CELL, met_on=meeting.held_on)
    found = {}
    for vote in taken.select_related("candidate__person", "event", "organization").order_by("pk"):
        found.setdefault(vote.candidate_id, []).append(vote)
    return found


def votes_on(item, votes):
    """Those of `votes`, on the person of `item`, that answer it: of its matter, or all where its words do not tell."""
    matter = next((purpose for words, purpose in PURPOSES.items() if item.text.startswith(words)), None)
    return [vote for vote in votes if matter in (None, vote.purpose)]


def resolves_by(item):
    """The step that records what the cell resolves on `item`; "" where no step of its own does."""
    return next((step for step, words in RESOLUTIONS.values() if item.text.startswith(words)), "")


def resolved_at(meeting):
    """(candidate's id, step) -> the number, of what the cell resolved by such a step on the day of `meeting`."""
    steps = [step for step, _ in RESOLUTIONS.values()]
    rows = StageEvent.objects.filter(organization=meeting.organization_id, kind__in=steps, on=meeting.held_on)
    return {(pk, step): number for pk, step, number in rows.values_list("candidate_id", "kind", "paper_number")}


def _vote_act(who, meeting):
    """Where the vote on `who` is recorded once the meeting was held, and the words for it."""
    if who.stage not in VOTES:
        return reverse("candidates:detail", args=[who.pk]), "Mở hồ sơ"
    step = reverse("candidates:step", args=[who.pk, VOTES[who.stage][0]])
    return f"{step}?ngay={meeting.held_on:%d/%m/%Y}&hop=1" if meeting else "", "Ghi biểu quyết"


def _opened(item):
    """Where an item without a page of its own is done, and the words for it; ("", "") where nowhere."""
    who = item.candidate
    if item.kind in (KINDS.CEREMONY, KINDS.ANNOUNCE):
        return reverse("candidates:detail", args=[who.pk]), "Mở hồ sơ"
    step, words = RESOLUTIONS.get(who.stage, ("", "")) if who else ("", "")
    if not step or not item.text.startswith(words):
        return "", ""
    return reverse("candidates:step", args=[who.pk, step]), "Ghi nghị quyết"


def _line(cell, month, meeting, item, known):
    held, concluded = bool(meeting and meeting.held_on), known[KINDS.REMARKS]
    who = item.candidate
    votes = votes_on(item, known[KINDS.VOTE].get(item.candidate_id, ())) if item.kind == KINDS.VOTE else ()
    url = action = done = ""
    if item.kind == KINDS.REMARKS:
        url, action = f"{reverse('candidates:conclude', args=[cell.pk, month])}?hop=1", "Đọc nhận xét, kết luận"
        done = f"Đã kết luận về {concluded} người" if concluded else ""
    elif item.kind == KINDS.VOTE:
        if votes:
            done = "; ".join(f"Tán thành {vote}: {'đủ' if vote.carried else 'không đủ'} số phiếu" for vote in votes)
        else:
            url, action = _vote_act(who, meeting if held else None)
    elif item.kind == KINDS.MENTOR:
        if who.pk in known[KINDS.MENTOR]:
            done = f"Đã phân công đồng chí {known[KINDS.MENTOR][who.pk]}"
        else:
            url = f"{reverse('candidates:assign_mentor', args=[who.pk])}?hop={month:%Y-%m}"
            action = "Phân công giúp đỡ"
    elif item.kind in (KINDS.CEREMONY, KINDS.ANNOUNCE, KINDS.OTHER):
        url, action = _opened(item)
    elif item.kind == KINDS.EXPLAIN:
        url, action = f"{reverse('candidates:due')}?state=unexplained", "Giải trình từng việc"
    if item.outcome and not done:
        done = "Đã ghi kết quả"
    return Line(item, url if held or item.kind != KINDS.REMARKS else "", action, done)
