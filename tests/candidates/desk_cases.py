"""Cases on their way to the desk, reached by the actions that a cell uses; invented people only."""

from datetime import timedelta
from itertools import count

from branches.models import DecidingAuthority, Member
from candidates import actions
from candidates.models import Candidate
from candidates.seen import Course
from tests.factories import days_ago, make_cast, make_person

PAPERS = ("39", "40")


def vote(votes_for, of):
    return {"eligible": of, "present": of, "votes_for": votes_for, "votes_against": of - votes_for, "votes_other": 0}


_numbers = count(1)


def step(candidate, key, by, on, number=None, **kwargs):
    """One step; its paper bears a number that nobody else's does, where the test does not care which."""
    number = f"{next(_numbers):02}" if number is None else number
    return actions.advance(candidate=candidate, transition=key, by=by, on=on, paper=actions.Paper(number), **kwargs)


def decided_above(cast):
    """The superior committee's standing committee decides, on the base committee's resolution."""
    DecidingAuthority.objects.create(
        organization=cast.X, decided_by=cast.X, body="standing", valid_from="2010-01-01", needs_base_resolution=True
    )


def cast_decided_above():
    """The cast, where the superior committee decides on the base committee's resolution."""
    cast = make_cast()
    decided_above(cast)
    return cast


def submitted(cast, on, name=None, cell=None, by=None):
    """A dossier that the cell A1 (or `cell`) sent up 17 days after `on`."""
    sec, cell = by or cast["sec_A1"], cell or cast.A1
    members = list(Member.objects.filter(organization=cell, status=Member.Status.FULL))
    person = make_person(name, workplace="Trường Tiểu học Suối Đá", home_place="xã Mẫu, tỉnh Mẫu")
    candidate = actions.enter_pool(by=sec, organization=cell, person=person, on=on, source="youth_union")
    step(candidate, "list", sec, on)
    resolution = f"{next(_numbers):02}-NQ/CB"
    actions.assign_mentor(candidate=candidate, mentor=members[0], by=sec, on=on, resolution_number=resolution)
    nomination = actions.nominate(candidate=candidate, kind="awareness", by=sec, on=on)
    actions.complete_class(nomination=nomination, by=None, on=on + timedelta(days=5), certificate_number="15")
    for days, key in enumerate(("open_dossier", "apply", "declare_cv", "start_verification"), 10):
        step(candidate, key, sec, on + timedelta(days=days))
    step(candidate, "complete_verification", sec, on + timedelta(days=14))
    together = on - timedelta(days=800)
    actions.introduce(
        candidate=candidate, by=sec, on=on + timedelta(days=14), member=members[1], since_together=together
    )
    actions.introduce(candidate=candidate, by=sec, on=on + timedelta(days=14), union="youth_union", union_name="Đoàn")
    step(candidate, "collect_opinions", sec, on + timedelta(days=15))
    step(candidate, "cell_vote", sec, on + timedelta(days=16), ballot=vote(4, 5))
    for code in PAPERS:
        actions.enter_paper(candidate=candidate, by=sec, code=code, issued_on=on + timedelta(days=16), number="1")
    step(candidate, "submit", sec, on + timedelta(days=17))
    return Candidate.objects.get(pk=candidate.pk)


def papers_shown(case):
    """id -> what a page of the desk opened now says of that paper, as its forms send it back."""
    course = Course(case)
    return {paper.pk: course.as_shown(paper) for paper in case.papers.all()}


def all_shown(case):
    return [f"{pk}:{word}" for pk, word in papers_shown(case).items()]


def appraised(cast, on, **kwargs):
    return appraise(cast, submitted(cast, on, **kwargs), on)


def appraise(cast, candidate, on):
    """The desk appraises what was `submitted` for `on`."""
    actions.accept_papers(candidate=candidate, by=cast["staff_A"], papers=list(candidate.papers.all()))
    step(candidate, "appraise", cast["staff_A"], on + timedelta(days=18))
    return Candidate.objects.get(pk=candidate.pk)


def taken_over(cast, stage, name, *milestones, cell=None):
    """A case at `stage`, with the days of its known steps."""
    return actions.take_over(
        by=None,
        organization=cell or cast.A1,
        person=make_person(name),
        stage=stage,
        entered_on=days_ago(900),
        milestones=[actions.Milestone(key, on) for key, on in milestones],
    )
