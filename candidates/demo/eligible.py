"""People of whom the rules ask something special, where the cell is about to vote: with the document and without.

`special_people` first tells their ways, and returns what to do once they are written.
"""

from candidates import actions
from candidates.demo.writing import reread


def special_people(commune):
    """Tell four ways up to the vote; returns the function that gives them their facts and documents."""
    ceremony = commune.ago(-90)

    def tell(key, **fields):
        return commune.tell(key, "collect_opinions", ceremony, commune.newcomer(key, ceremony, **fields))

    elder = tell("06", kind="none", age=63)
    worker = tell("dn-2", kind="trade", age=27)
    believer = tell("04", religion="02")
    abroad = tell("03")

    def facts():
        _facts(commune, "dn-2", worker, engaged_as="worker", engaged_since=commune.ago(240))
        _facts(commune, "03", abroad, foreign_tie=True)
        _ground(commune, "06", elder, "over_60_consent", 18, "214-CV/TU", "Ban Thường vụ Tỉnh ủy")
        _ground(commune, "04", believer, "religion_consultation", 26, "37-CV/ĐU", "Đảng ủy xã Phú Lâm")

    return facts


def _facts(commune, key, way, **facts):
    candidate = reread(way.candidate)
    actions.correct_case(
        candidate=candidate,
        by=commune.secretaries[key],
        version=candidate.version,
        source=candidate.source,
        **facts,
    )


def _ground(commune, key, way, kind, days_ago, number, issuer):
    actions.record_ground(
        candidate=reread(way.candidate),
        by=commune.secretaries[key],
        kind=kind,
        number=number,
        issued_on=commune.ago(days_ago),
        issuer=issuer,
    )
