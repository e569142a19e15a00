"""The places asked about the CVs of those who are being verified: answered, awaited within the time, and late."""

from datetime import timedelta

from candidates import actions
from candidates.models import Candidate

PLACES = ("Đảng ủy xã Bản Khoang", "Đảng ủy xã Nà Phặc", "Đảng ủy phường Bắc Sơn")


def ask_about_cvs(commune):
    """Of each person one place that answered, one that is awaited, and a relative compared with a member's file."""
    cases = Candidate.objects.filter(organization__in=list(commune.cells.values()), stage="verifying").order_by("pk")
    for number, case in enumerate(cases):
        begins = case.stage_on
        own = _ask(case, "applicant", "residence", PLACES[number % 3])
        replied = min(begins + timedelta(days=24), commune.today)
        own = _record(own, sent_on=begins, number=f"{31 + number}-CV/ĐU", replied_on=replied)
        if replied < commune.today:
            _record(own, conclusion="agrees", concluded_on=replied + timedelta(days=1))
        father = _ask(case, "father", "home", PLACES[(number + 1) % 3])
        father = _record(father, sent_on=begins, number=f"{32 + number}-CV/ĐU")
        chased = begins + timedelta(days=30)
        if chased < commune.today:
            actions.chase(
                request=father,
                by=None,
                kind="telephone",
                on=chased,
                spoke_with="Văn phòng Đảng ủy",
                note="Hẹn trả lời.",
            )
        _ask(case, "mother", "home", "Chi bộ thôn Đông", method="comparison")


def _ask(case, relation, place, body, method="letter"):
    return actions.ask_about(candidate=case, by=None, relation=relation, place=place, body=body, method=method)


def _record(row, **values):
    return actions.record_verification(request=row, by=None, version=row.version, **values)
