"""The demonstration's reports: of the last quarter that is over, one cell's was sent, another's is locked."""

from datetime import timedelta

from branches.models import Organization
from reports import life
from reports.periods import quarter_of
from reports.quarterly import period_of

SENT, LOCKED = "phu-lam-01", "phu-lam-02"
TEXTS = {
    "strengths": "Chi bộ phân công đảng viên giúp đỡ từng quần chúng ưu tú, duy trì việc nhận xét hằng tháng.",
    "causes": "Một số quần chúng trẻ đi làm ăn xa, ít về địa phương.",
    "tasks": "Mỗi tháng gặp gỡ ít nhất một lần từng người trong nguồn.",
}


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
