"""Cases of which the cell can vote today, what is recorded for them, and where they stand then."""

from branches.models import Member
from candidates import actions
from candidates.judging import findings_for
from candidates.models import Candidate
from candidates.pipeline import TRANSITIONS
from tests.candidates.pages import case_url, send, step_url
from tests.factories import days_ago, make_candidate, make_person, today

VOTE = {"eligible": "5", "present": "5", "votes_for": "5", "votes_against": "0", "votes_other": "0"}


def ready(cast, cell=None, *, together=800, introducers=2, **person):
    """Someone of whom the cell can vote today, but for what the test adds."""
    cell = cell or cast.A1
    case = make_candidate(cell, "verifying", person=make_person(**person), entered_on=days_ago(300))
    nomination = actions.nominate(candidate=case, kind="awareness", by=None, on=days_ago(200))
    actions.complete_class(nomination=nomination, by=None, on=days_ago(190), certificate_number="15")
    step(case, "complete_verification", days_ago(30))
    since = days_ago(together) if together else None
    for member in Member.objects.filter(organization=cast.A1)[:introducers]:
        actions.introduce(candidate=case, by=None, on=days_ago(25), member=member, since_together=since)
    step(case, "collect_opinions", days_ago(20))
    return Candidate.objects.get(pk=case.pk)


def step(case, key, on, **kwargs):
    case.refresh_from_db()
    return actions.advance(
        candidate=case, transition=key, by=None, on=on, paper=actions.Paper("7-NQ/CB"), reason="x", **kwargs
    )


def vote(client, case, **more):
    return send(client, step_url(case, "cell_vote"), on=today(), paper_number="9-NQ/CB", **VOTE, **more)


def record(client, case, kind, issued_on=None, **more):
    data = {"number": "12-CV/TU", "issued_on": issued_on or days_ago(1), "issuer": "Ban Thường vụ", **more}
    return send(client, case_url("record_ground", case, kind=kind), **data)


def set_facts(client, case, **facts):
    case.refresh_from_db()
    return send(client, case_url("case", case), version=case.version, source="cell", **facts)


def stands(case):
    return Candidate.objects.get(pk=case.pk).stage


def rules_of(case, key="cell_vote", on=None):
    case = Candidate.objects.get(pk=case.pk)
    return {finding.rule for finding in findings_for(case, TRANSITIONS[key], on or today())}
