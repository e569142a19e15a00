"""The report on the development of members: one unit, one period, one `Document`.

The page, the PDF, the text and the JSON of the command line are all made from what is built here.
"""

from django.conf import settings

from branches.models.organization import committee_of
from candidates.rulebook import rule_set
from partydev.papers.document import Annex, Document, Section, Signature
from reports import narrative
from reports.charts import Bar, Composition, MonthLines, Share, TargetBars, YearColumns
from reports.figures import (
    admissions_by_month,
    admissions_by_unit,
    admitted,
    dormant_cells,
    figures,
    overdue_recognitions,
    target_results,
    targets_by_source,
    year_targets,
)
from reports.links import nowhere
from reports.models import IssuedReport
from reports.periods import Calendar, Kind, parse
from reports.reading import one_reading
from reports.tables import TABLES
from reports.tables._units import named_units
from reports.tables.dormant import LEAST_YEARS

MOST_BARS = 20


def period_of(organization, code):
    """The period that `code` names on the organization's calendar and term; raises `PeriodError`."""
    return parse(code, Calendar(organization.reporting_calendar), organization.term_starts_on)


def figures_as_data(organization, period, places=1):
    """What the command line gives as JSON: figures by key, and the targets by source."""
    lines = targets_by_source(target_results(organization, period))
    return {
        "organization": organization.code,
        "name": organization.name_on(period.end),
        "period": period.key,
        "from": period.start.isoformat(),
        "to": period.end.isoformat(),
        "figures": figures(organization, period),
        "targets": [
            {"source": row.source, "target": row.target, "result": row.result, "percent": row.percent(places)}
            for row in lines
        ],
    }


@one_reading
def build(organization, period, *, link=nowhere, places=1, on=None):
    """The report as a `Document`. `link(key, organization, period)` leads from a number to its list.

    `on` is the day of reading: while the period is running, it counts up to then and judges nothing later.
    """
    period = period.up_to(on) if on else period
    facts = _facts(organization, period, link, places)
    tables = {key: make(organization, period, link, places) for key, make in TABLES.items()}
    issued = IssuedReport.objects.filter(organization=organization, period=period.key).first()
    return Document(
        upper_name=organization.parent.name_on(period.end) if organization.parent else "",
        issuer_name=committee_of(organization.name_on(period.end)),
        place=organization.place or "…",
        symbol=f"BC/{organization.document_symbol}",
        subject=("kết quả công tác phát triển đảng viên", period.title),
        sections=_sections(facts, period, tables, organization, on),
        signature=_signature(issued, organization),
        number=issued and issued.number,
        issued_on=issued and issued.issued_on,
        annexes=_annexes(organization, period, tables),
        recipients=_recipients(organization),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def _facts(organization, period, link, places):
    last, year = period.same_period_last_year(), period.year_to_date()
    targets = target_results(organization, period)
    several = {row.source for row in targets if sum(row.source == each.source for each in targets) > 1}
    return narrative.Facts(
        body="Chi bộ" if organization.is_cell else "Đảng bộ",
        in_cell=organization.is_cell,
        period_label=period.label,
        up_to=period.end,
        now=figures(organization, period),
        before=figures(organization, last) if last else None,
        year_so_far=None if year.start == period.start else admitted(organization, year.start, year.end),
        year_words="Lũy kế" if year.start < period.start else "Riêng",
        year_label=year.label,
        targets=targets,
        sums=[row for row in targets_by_source(targets) if row.source in several],
        dormant=dormant_cells(organization, period.end, LEAST_YEARS),
        overdue=len(overdue_recognitions(organization, period.end)),
        link=lambda key: link(key, organization, period),
        places=places,
        base_committee_from=_base_committee_from(organization, period.end),
    )


def _base_committee_from(organization, on):
    """From how many members a base cell forms a base committee; None for what was no base cell then."""
    state = organization.state_on(on)
    kind = state.kind if state else organization.kind
    return rule_set(on).value("base_committee_members") if kind == "base_cell" else None


def _sections(facts, period, tables, organization, on):
    results = (
        Section("Công tác tuyên truyền, tạo nguồn; cử học lớp bồi dưỡng nhận thức về Đảng", narrative.sourcing(facts)),
        Section("Thẩm tra, xác minh lý lịch; thẩm định hồ sơ", narrative.dossiers(facts)),
        Section("Kết nạp đảng viên", narrative.admissions(facts), (tables["T10"],),
                _admission_charts(organization, period, facts, on)),
        Section("Bồi dưỡng đảng viên mới; công nhận đảng viên chính thức; phát thẻ đảng viên",
                narrative.members_after(facts)),
        Section("Xóa tên, chuyển sinh hoạt đảng", narrative.changes(facts)),
    )  # fmt: skip
    found = [
        Section("Đặc điểm, tình hình", narrative.situation(facts)),
        Section("Kết quả thực hiện", children=results),
    ]
    shortfalls = narrative.shortfalls(facts)
    if shortfalls:
        found.append(Section("Hạn chế, nội dung cần quan tâm, đôn đốc", shortfalls))
    return tuple(found)


def _admission_charts(organization, period, facts, on):
    charts = []
    if period.kind != Kind.TERM and period.same_period_last_year():
        charts.append(month_lines(organization, period, on))
    if period.kind in (Kind.TERM, Kind.DATES) and len(period.years()) > 1:
        charts.append(_year_columns(organization, period))
    if facts.now["admitted"]:
        charts.append(_composition(facts))
    return tuple(charts)


def month_lines(organization, period, on=None):
    """Admissions month by month in the year of `period`, beside the year before; nothing after `on`."""
    months = period.year_to_date().months()
    last = [month.same_period_last_year() for month in months]
    begun = [month for month in months if on is None or month.start <= on]
    this = _running(admissions_by_month(organization, begun))
    return MonthLines(
        key=f"thang-{period.key}",
        title="Số đảng viên kết nạp, lũy kế theo tháng",
        months=tuple(f"T{month.number or month.end.month}" for month in months),
        this=(*this, *[None] * (len(months) - len(begun))),
        last=_running(admissions_by_month(organization, last)),
        this_name=f"Năm {period.end.year}",
        last_name=f"Năm {period.end.year - 1}",
    )


def _running(counts):
    total, found = 0, []
    for count in counts:
        total += count
        found.append(total)
    return tuple(found)


def _year_columns(organization, period):
    years = period.years()
    counts = admissions_by_month(organization, years)
    bars = tuple(
        Bar(str(year.year), count, year_targets([organization], year.year).get(organization.pk))
        for year, count in zip(years, counts, strict=True)
    )
    return YearColumns(f"nam-{period.key}", "Số đảng viên kết nạp theo năm", bars)


def _composition(facts):
    now, total = facts.now, facts.now["admitted"]
    shares = (Share("Giới tính", (now["admitted_women"], total - now["admitted_women"])),)
    return Composition(f"co-cau-{facts.period_label}".replace(" ", "-"), "Cơ cấu đảng viên mới kết nạp theo giới tính",
                       ("Nữ", "Nam"), shares)  # fmt: skip


def unit_bars(organization, period):
    """Admissions of the year so far by unit beside the year's targets; None where there are too many or one."""
    year = period.year_to_date()
    so_far = admissions_by_unit(organization, year.start, year.end)
    units = named_units(organization, period)
    targets = year_targets([unit for unit, _ in units], period.end.year)
    bars = tuple(Bar(name, so_far.get(unit.pk, 0), targets.get(unit.pk)) for unit, name in units)
    if not 1 < len(bars) <= MOST_BARS:
        return None
    return TargetBars(f"don-vi-{period.key}", f"Kết nạp {year.label} so với chỉ tiêu năm", bars)


def _annexes(organization, period, tables):
    bars = unit_bars(organization, period)
    return (
        Annex("Kết quả kết nạp đảng viên theo đơn vị; chi bộ chưa kết nạp được đảng viên",
              (tables["T1"], tables["T7"]), (bars,) if bars else ()),
        Annex("Cơ cấu đảng viên mới kết nạp; tạo nguồn; đảng viên dự bị và công nhận chính thức",
              (tables["T3"], tables["T2"], tables["T5"])),
    )  # fmt: skip


def _signature(issued, organization):
    capacity = capacities(organization)[0]
    if issued is None:
        return Signature(capacity, "BÍ THƯ")
    return Signature(issued.signer_capacity or capacity, issued.signer_post, issued.signer_name)


def capacities(organization):
    """For whom a report is signed: "T/M HUYỆN ỦY" or its standing committee; a cell or its committee."""
    if organization.is_cell:
        return "T/M CHI BỘ", "T/M CHI ỦY"
    return f"T/M {_kind_of_committee(organization).upper()}", "T/M BAN THƯỜNG VỤ"


def _kind_of_committee(organization):
    """The first two words: "Huyện ủy", "Đảng ủy"."""
    return " ".join(organization.committee_name.split()[:2])


def _recipients(organization):
    found = [f"{organization.parent.committee_name} (để báo cáo)"] if organization.parent else []
    return (*found, "Lưu Chi bộ" if organization.is_cell else f"Lưu {_kind_of_committee(organization)}")
