"""A dossier as the desk checks it: its register against what is needed, what was asked before, the key facts."""

from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from branches import codelists
from candidates.checklist import needed_for_desk
from candidates.gather import present_introductions, present_unions
from candidates.going import present_papers
from candidates.judging import entered_by_same_person, findings_for
from candidates.models import ClassNomination, CompletionPoint, DossierItem, TrainingClass, Vote
from candidates.pipeline import TRANSITIONS
from candidates.reasons import explained
from candidates.rulebook import rule_set
from candidates.rules.calendar import month_later
from candidates.rules.papers import numbered
from candidates.seen import Course, ticks
from candidates.together import hindrance

# How each state of a paper is shown: tone of its badge.
TONES = {
    DossierItem.State.DRAFT: "stop",
    DossierItem.State.ENTERED: "",
    DossierItem.State.ACCEPTED: "good",
    DossierItem.State.COMPLETION: "warn",
    DossierItem.State.NOT_NEEDED: "plain",
}
CHANGED = "Đã thay đổi sau khi đạt yêu cầu"


class Fact(NamedTuple):
    """A key and what stands beside it, a line each; nothing where it is not known."""

    key: str
    lines: list


@dataclass
class Line:
    """One paper of the register: needed, there, or both. `asked` are the points raised on it, newest first.

    `changed`: it was accepted, and is no longer what was accepted then.
    """

    code: str
    name: str
    form: str = ""
    paper: DossierItem | None = None
    needed: bool = True
    ordinal: int = 1
    asked: list = field(default_factory=list)
    changed: bool = False
    content: str = ""
    shown: str = ""
    seen: bool = False
    seen_before: bool = False

    @property
    def state(self):
        if self.is_stale:
            return CHANGED
        return self.paper.get_state_display() if self.paper else "Chưa có"

    @property
    def tone(self):
        if self.is_stale:
            return "warn"
        return TONES[self.paper.state] if self.paper else "stop"

    @property
    def is_stale(self):
        """What was said of it, that it will do, was said of something else."""
        return self.changed and self.paper.state in (DossierItem.State.ACCEPTED, DossierItem.State.ENTERED)

    @property
    def waits(self):
        """Entered, and nobody has said of it, as it stands, whether it will do."""
        return self.paper is not None and (self.paper.state == DossierItem.State.ENTERED or self.is_stale)

    @property
    def lacks(self):
        """It is not there, or something in it is to be completed."""
        is_missing = self.paper is None or self.paper.state == DossierItem.State.DRAFT
        return (self.needed and is_missing) or bool(self.noted)

    @property
    def is_whole(self):
        """Nothing to look at twice: it says who made it or its number, and was never asked to be completed."""
        return self.paper is not None and not hindrance(self.paper, bool(self.asked))

    @property
    def noted(self):
        """What the desk wrote of it and has not yet sent."""
        asked_for = self.paper is not None and self.paper.state == DossierItem.State.COMPLETION
        return self.paper.note if asked_for else ""


def register(candidate):
    """The lines of the register of the present attempt in the official order, further papers after them."""
    papers = {}
    for paper in present_papers(candidate):
        papers.setdefault(paper.code, []).append(paper)
    asked = {}
    for point in CompletionPoint.objects.filter(request__candidate=candidate).exclude(paper_code="").order_by("-pk"):
        asked.setdefault((point.paper_code, point.paper_ordinal), []).append(point)
    lines = []
    for need in needed_for_desk(candidate, present_unions(candidate)):
        held = papers.pop(need.code, [])
        places = [(paper.ordinal, paper) for paper in held]
        free = (number for number in count(1) if number not in dict(places))
        places += [(next(free), None) for _ in range(need.count - len(held))]
        for ordinal, paper in places:
            name = numbered(need.name, ordinal)
            lines.append(Line(need.code, name, need.form, paper, True, ordinal, asked.get((need.code, ordinal), [])))
    for paper in (paper for held in papers.values() for paper in held):
        points = asked.get((paper.code, paper.ordinal), [])
        lines.append(Line(paper.code, str(paper), "", paper, False, paper.ordinal, points))
    return lines


def mark_seen(candidate, lines, user):
    """Say of each of `lines` that has a paper whether `user` ticked it as it stands, and whether it changed since.

    Sets `content`, which a tick names, `shown`, which a verdict names, `seen`, `seen_before` (ticked, and then
    changed) and `changed`.
    """
    course, ticked = Course(candidate), ticks(candidate, user)
    for line in lines:
        if line.paper:
            line.content, line.shown = course.content(line.paper), course.as_shown(line.paper)
            line.seen = ticked.get(line.paper.pk) == line.content
            line.seen_before = line.paper.pk in ticked and not line.seen
            line.changed = course.changed_since_accepted(line.paper)


def to_point_at(lines):
    """(code, ordinal, name, what was noted) of each paper that can be asked to be completed."""
    return [(line.code, line.ordinal, line.name, line.noted) for line in lines if line.needed or line.paper]


def findings(candidate, on):
    """What stands in the way of the desk's next step, by the rules of sending and of that step.

    That papers are still to be looked at is not among them: the register says it, paper by paper.
    """
    found = {}
    for key in ("submit", "appraise") if candidate.stage == "submitted" else _next(candidate):
        for finding in findings_for(candidate, TRANSITIONS[key], on):
            found[finding.rule] = finding
    found.pop("papers_are_accepted", None)
    return list(found.values())


def _next(candidate):
    return {"appraised": ("forward",), "committee_resolved": ("forward",)}.get(candidate.stage, ())


def is_own(candidate, user):
    """Whether `user`, as a person, entered this dossier and so may not check it."""
    return entered_by_same_person(candidate, user)


def key_facts(candidate, on):
    """What someone who checks looks for first, as `Fact`s."""
    person = candidate.person
    votes = list(candidate.votes.select_related("event"))
    cell_votes = [vote for vote in votes if vote.body == Vote.Body.CELL]
    day = cell_votes[-1].met_on if cell_votes else on
    facts = [
        Fact("Ngày sinh", _born(person, day, bool(cell_votes))),
        Fact("Giáo dục phổ thông", _known(codelists.label("education_levels", person.education))),
        Fact("Chuyên môn", _known(codelists.label("professional_levels", person.professional_level))),
        Fact("Giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng", _certificate(candidate)),
        Fact("Đảng viên được phân công giúp đỡ", _mentors(candidate)),
        Fact("Giới thiệu vào Đảng", [str(each) for each in present_introductions(candidate)]),
    ]
    facts += [Fact(vote.matter, _vote_lines(vote)) for vote in votes]
    if candidate.is_readmission:
        facts.append(Fact("Kết nạp lại", ["Có"]))
    return facts


def _known(text):
    return [text] if text else []


def _born(person, day, at_vote):
    if person.birth_date is None:
        return []
    when = f"khi chi bộ xét (ngày {day:%d/%m/%Y})" if at_vote else "hiện nay"
    return [f"{person.birth_date:%d/%m/%Y}", f"{person.age_on(day)} tuổi {when}"]


def _certificate(candidate):
    held = (
        candidate.nominations.filter(
            kind=TrainingClass.Kind.AWARENESS,
            result=ClassNomination.Result.COMPLETED,
            certificate_on__isnull=False,
        )
        .order_by("certificate_on")
        .last()
    )
    if held is None:
        return []
    last = month_later(held.certificate_on, rule_set(held.certificate_on).value("awareness_certificate_months"))
    number = f"Số {held.certificate_number}, " if held.certificate_number else ""
    return [f"{number}ngày {held.certificate_on:%d/%m/%Y}", f"Có giá trị đến hết ngày {last:%d/%m/%Y}"]


def _mentors(candidate):
    return [
        f"{each.mentor}, từ ngày {each.starts_on:%d/%m/%Y}"
        for each in candidate.mentors.select_related("mentor__person")
    ]


def _vote_lines(vote):
    result = "đủ số phiếu" if vote.carried else "không đủ số phiếu"
    return [
        f"{vote.votes_for}/{vote.eligible} tán thành (cần ít nhất {vote.needed}): {result}",
        f"Họp ngày {vote.met_on:%d/%m/%Y}, có mặt {vote.present}/{vote.eligible}",
    ]


def requests(candidate):
    """Earlier requests for completion with their points, each with `because`, and answers, newest first."""
    rows = list(candidate.requests.select_related("requested_by", "issuer").prefetch_related("points__answered_by"))
    explained(point for row in rows for point in row.points.all())
    return rows
