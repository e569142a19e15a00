"""Cases as the papers of Party bodies need them, and what is typed into their forms. Invented people."""

from datetime import date, timedelta

from branches.models import Member, Organization, Position
from candidates import actions
from candidates.models import Candidate
from dossiers import actions as paper_actions
from dossiers.drafting import blanks_of, fill, sheets
from dossiers.gather import case_of
from tests.candidates.desk_cases import step, submitted, vote
from tests.factories import days_ago, make_candidate, make_member, make_person, today

TAG, TEMPLATE = '"><img src=x onerror=alert(1)>', "{{7*7}}"
# Counts that fit together, so that nothing typed is impossible.
NUMBERS = {
    "probationers": 2,
    "probationers_present": 1,
    "unions_asked": 5,
    "unions_agreed": 4,
    "home_asked": 3,
    "home_agreed": 2,
    "committee_members": 7,
    "committee_agreed": 6,
    "total": 9,
    "present": 8,
    "agreed": 8,
    "against": 0,
}
LINES = {"number": "07", "signer_post": "PHÓ BÍ THƯ"}


def with_heads(cast):
    """A secretary for every unit, and a place for the date line."""
    Organization.objects.update(place="Lào Cai")
    for unit in (cast.X, cast.A, cast.A1):
        unit.refresh_from_db()
        own = Member.objects.filter(organization=unit).first()
        member = own or make_member(cast.B1, f"Đặng Văn Ký {unit.code.upper()}")
        Position.objects.create(organization=unit, member=member, title="secretary", starts_on=date(2015, 1, 1))


def fresh(candidate):
    return Candidate.objects.select_related("person", "organization", "member__person").get(pk=candidate.pk)


def decided(cast, on, name="Lò Thị Mẫu", numbers=("11", "125")):
    """A case with the cell's and the base committee's resolutions and the decision, 30 days after `on`."""
    candidate = submitted(cast, on, name)
    staff = cast["staff_A"]
    actions.accept_papers(candidate=candidate, by=staff, papers=list(candidate.papers.all()))
    step(candidate, "appraise", staff, on + timedelta(days=18))
    step(candidate, "committee_vote", cast["head_A"], on + timedelta(days=20), numbers[0], ballot=vote(8, 9))
    step(candidate, "forward", staff, on + timedelta(days=21))
    step(candidate, "decide", cast["head_X"], on + timedelta(days=30), numbers[1], ballot=vote(5, 5))
    return fresh(candidate)


def recognized(cast, on=None, name="Lò Thị Mẫu"):
    """The same, gone on to recognition as a full member 420 days after `on`."""
    on = on or days_ago(760)
    candidate, sec = decided(cast, on, name, ("12", "126")), cast["sec_A1"]

    def after(days):
        return on + timedelta(days=days)

    step(candidate, "admit", sec, after(40))
    candidate = fresh(candidate)
    mentor = Member.objects.filter(organization=cast.A1, status=Member.Status.FULL).last()
    actions.assign_mentor(candidate=candidate, mentor=mentor, by=sec, on=after(41), resolution_number="03-NQ/CB")
    nomination = actions.nominate(candidate=candidate, kind="new_member", by=sec, on=after(60))
    actions.complete_class(nomination=nomination, by=None, on=after(70), certificate_number="16")
    for code in ("47", "48", "49"):
        actions.enter_paper(candidate=candidate, by=sec, code=code, issued_on=after(405), number="1")
    step(candidate, "prepare_recognition", sec, after(406))
    step(candidate, "recognition_cell_vote", sec, after(408), "21", ballot=vote(5, 5))
    step(candidate, "recognition_committee_vote", cast["head_A"], after(410), "22", ballot=vote(9, 9))
    step(candidate, "recognize", cast["head_X"], after(420), "230", ballot=vote(4, 5))
    return fresh(candidate)


def bare(cast):
    """Somebody in the pool of whom only name, birth date and sex are known."""
    return fresh(make_candidate(cast.A1, person=make_person("Vừ A Ít")))


def sheets_of(candidate, slug=None, on=None):
    """(case, its forms) as the database has them now."""
    case = case_of(fresh(candidate), on or today())
    return case, [each for each in sheets(case) if slug in (None, each.form.slug)]


def type_all(candidate, slug=None, *, text="Nội dung đã nhập"):
    """Type something that can be true into every blank of the form, or of all forms of the case."""
    case, found = sheets_of(candidate, slug)
    for sheet in found:
        paper_actions.save_form_text(
            candidate=candidate,
            form=sheet.form.slug,
            part=sheet.part,
            values={blank.key: _typed(blank, text) for blank in blanks_of(case, sheet.form)},
            version=sheet.version,
            by=None,
        )


def _typed(blank, text):
    if blank.kind == "date":
        return today()
    if blank.kind == "number":
        return NUMBERS.get(blank.key, 1)
    if blank.kind == "line":
        return LINES.get(blank.key, text[:200])
    return text


def filled(candidate, slug, on=None):
    """The (first) form `slug` of the case, filled from the database."""
    case, found = sheets_of(candidate, slug, on)
    return fill(case, found[0])
