"""The demonstration's reports: of the last quarter that is over, one cell's was sent, another's is locked."""

from datetime import date, timedelta
from decimal import Decimal

from branches.models import Organization
from reports.actions_beside import enter_outside, set_share_target
from reports.periods import quarter_of
from reports.quarterly import period_of
from reports.sending import life

SENT, LOCKED = "phu-lam-01", "phu-lam-02"
TEXTS = {
    "strengths": "Chi bộ phân công đảng viên giúp đỡ từng quần chúng ưu tú, duy trì việc nhận xét hằng tháng.",
    "causes": "Một số quần chúng trẻ đi làm ăn xa, ít về địa phương.",
    "tasks": "Mỗi tháng gặp gỡ ít nhất một lần từng người trong nguồn.",
}


# Targets in percent of the commune's congress and of its year: measure, source, least, most, whether of the term.
SHARES = (
    ("admitted_women", "congress", 40, None, True),
    ("admitted_women", "assigned", 40, None, False),
    ("rate", "congress", 3, 4, True),
    ("admitted_ethnic_minority", "assigned", 15, None, False),
)
SAID = "Số liệu minh họa"
OUTSIDE = (
    ("nation", "admitted_women", "48.2"),
    ("province", "admitted_women", "45.5"),
    ("province", "rate", "3.1"),
    ("province", "of_target", "96.4"),
)


def write_beside(today):
    """What is typed in beside the commune's own figures; every number is invented, and says so."""
    commune, first = Organization.objects.get(code="phu-lam"), date(today.year, 1, 1)
    for measure, source, least, most, of_term in SHARES:
        ends_on = date(today.year + (4 if of_term else 0), 12, 31)
        levels = {"least": Decimal(least), "most": most and Decimal(most)}
        set_share_target(by=None, organization=commune, measure=measure, source=source, starts_on=first,
                         ends_on=ends_on, document=SAID, **levels)  # fmt: skip
    last = {"starts_on": date(today.year - 1, 1, 1), "ends_on": date(today.year - 1, 12, 31)}
    for area, measure, value in OUTSIDE:
        enter_outside(by=None, organization=commune, area=area, measure=measure, value=Decimal(value), document=SAID,
                      document_on=min(date(today.year, 1, 20), today), **last)  # fmt: skip


def write_reports(today):
    """Tell the life of two reports by the actions that the units use; after everything else is written."""
    this = quarter_of(today)
    over = quarter_of(this.start - timedelta(days=1))
    for code in (SENT, LOCKED):
        unit = Organization.objects.get(code=code)
        own = {"by": None, "organization": unit, "period": period_of(unit, over.key)}
        life.write_texts(**own, texts=TEXTS, version=0)
        report = life.submit(**own, version=0)
        if code == LOCKED:
            report = life.receive(**own, version=report.version)
            life.lock(**own, version=report.version, number=3, issued_on=over.end + timedelta(days=1),
                      signer_capacity="T/M CHI BỘ", signer_post="BÍ THƯ", signer_name="Vàng Văn Mẫu")  # fmt: skip
