"""The report on the development of members: one unit, one period, one `Document`.

The page, the PDF, the text and the JSON of the command line are all made from what is built here.
"""

from dataclasses import replace
from datetime import date, timedelta

from django.conf import settings

from branches.models.organization import committee_of
from candidates.rulebook import rule_set
from partydev.numbers import two_digits
from partydev.papers.document import NO_PLACE, Annex, Document, Section, Signature
from reports import controls, narrative
from reports.charts import Bar, Composition, MonthLines, Share, TargetBars, YearColumns
from reports.figures import (
    admissions_by_month,
    admissions_by_unit,
    admitted,
    figures,
    members_on,
    overdue_by_unit,
    pool_by_unit,
    target_results,
    targets_by_source,
    year_targets,
)
from reports.figures.dormant import LEAST_YEARS, longest_dormant
from reports.links import nowhere
from reports.periods import Calendar, EndBeforeStartError, Kind, parse, year_of
from reports.reading import one_reading
from reports.sending import reported
from reports.sending.moments import in_one_moment
from reports.sending.outline import Outline, written
from reports.tables import TABLES
from reports.tables._units import named_units
from reports.tables.changes import downwards
from reports.terms import term_start_on
from reports.tree import TreeOn

MOST_BARS = 20
MOST_YEARS = 12  # more columns than that cannot be told apart
LEAST_DRAWN = 5  # of fewer new members the sentence tells everything


def period_of(organization, code):
    """The period that `code` names on the organization's calendar and in its term, be it one of before; raises
    `PeriodError`."""
    calendar = Calendar(organization.reporting_calendar)
    try:
        return parse(code, calendar, organization.term_starts_on)
    except EndBeforeStartError:
        before = term_start_on(organization, parse(code, calendar, date.min).end)
        if before is None:
            raise
        return parse(code, calendar, before)


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
@in_one_moment
def build(organization, period, *, link=nowhere, places=1, on=None, texts=None, final=False, missing=()):
    """The report as a `Document`, a draft as it is counted now. `link(key, organization, period)` leads to a list.

    `on` is the day of reading: while the period is running, it counts up to then and judges nothing later.
    `texts` are what the unit wrote (None: the newest); a `final` one leaves out what nobody wrote.
    `missing` names the units below whose report had not come by then.
    """
    if texts is None:
        row = written(organization, period)
        texts = row.texts if row else {}
    period = period.up_to(on) if on else period
    facts = facts_of(organization, period, link, places)
    outline = Outline(facts, period, texts, final=final)
    tables = {key: make(organization, period, link, places) for key, make in TABLES.items()}
    faults = controls.broken(controls.of_report(facts.now, organization, period))
    return Document(
        opening=(*(control.notice for control in faults), *reported.differing(organization, period)),
        upper_name=committee_of(organization.parent.name_on(period.end)) if organization.parent else "",
        issuer_name=committee_of(organization.name_on(period.end)),
        place=organization.place_or_named or NO_PLACE,
        symbol=f"BC/{organization.document_symbol}",
        subject=_subject(period),
        sections=_sections(facts, period, tables, organization, on, outline, missing),
        signature=Signature(capacities(organization)[0], "BÍ THƯ"),
        annexes=_annexes(organization, period, tables, facts),
        recipients=_recipients(organization),
        notice="DỮ LIỆU MINH HỌA" if settings.INSTALLATION["demo"] else "",
    )


def _subject(period):
    first = "kết quả công tác phát triển đảng viên"
    following = period.following()
    if following is None:
        return first, period.title
    return first, f"{period.title};", f"phương hướng, nhiệm vụ {following.label}"


def facts_of(organization, period, link, places=1):
    """What the report's sentences are written from."""
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
        year_words=_year_words(period, year),
        targets=targets,
        sums=[row for row in targets_by_source(targets) if row.source in several],
        dormant=longest_dormant(organization, period.end),
        overdue=sum(overdue_by_unit(organization, period.end).values()),
        link=lambda key: link(key, organization, period),
        places=places,
        base_committee_from=_base_committee_from(organization, period.end),
        mentored=sum(unit.mentored for unit in pool_by_unit(organization, period.end).values()),
        admitting=_admitting(organization, period),
        members_before=members_on(organization, period.start - timedelta(days=1)),
        **_term_so_far(organization, period),
    )


def _year_words(period, year):
    """What is summed since the year began; of a longer period its last year, told apart."""
    if year.start < period.start:
        return f"Lũy kế từ đầu năm {period.reporting_year}"
    whole = year_of(year.end, year.calendar)
    return f"Riêng {whole.label if (year.start, year.end) == (whole.start, whole.end) else year.label}"


def _admitting(organization, period):
    """(how many direct units admitted somebody in the period, how many there are); None for a cell."""
    units = TreeOn(organization, period.end).units()
    if [unit.pk for unit in units] == [organization.pk]:
        return None
    counts = admissions_by_unit(organization, period.start, period.end)
    return sum(1 for unit in units if counts.get(unit.pk)), len(units)


def _term_so_far(organization, period):
    """Admissions since the term began, and that day, where it is earlier than the period and its year."""
    if period.kind == Kind.TERM:
        return {"term_from": period.start}
    starts_on = term_start_on(organization, period.end)
    if starts_on is None or starts_on >= min(period.start, period.year_to_date().start):
        return {}
    return {"term_so_far": admitted(organization, starts_on, period.end), "term_from": starts_on}


def _base_committee_from(organization, on):
    """From how many members a base cell forms a base committee; None for what was no base cell then."""
    state = organization.state_on(on)
    kind = state.kind if state else organization.kind
    return rule_set(on).value("base_committee_members") if kind == "base_cell" else None


def _sections(facts, period, tables, organization, on, outline, missing):
    results = (
        outline.section("leadership"),
        Section("Công tác tuyên truyền, tạo nguồn", narrative.sourcing(facts)),
        Section("Cử quần chúng ưu tú học lớp bồi dưỡng nhận thức về Đảng", narrative.classes(facts)),
        Section("Phân công đảng viên giúp đỡ; nhận xét hằng tháng", narrative.mentoring(facts)),
        Section("Thẩm tra, xác minh lý lịch; thẩm định hồ sơ", narrative.dossiers(facts)),
        Section("Kết nạp đảng viên", narrative.admissions(facts), (tables["T10"],) if facts.targets else (),
                _admission_charts(organization, period, facts, on)),
        Section("Bồi dưỡng đảng viên mới; công nhận đảng viên chính thức; phát thẻ đảng viên",
                narrative.members_after(facts)),
        Section("Xóa tên, chuyển sinh hoạt đảng", narrative.changes(facts)),
    )  # fmt: skip
    return (
        Section("Đặc điểm, tình hình", (*narrative.situation(facts), *narrative.not_sent(missing, on))),
        Section("Kết quả thực hiện", children=tuple(section for section in results if section)),
        *outline.sections(),
    )


def _admission_charts(organization, period, facts, on):
    charts = []
    if period.kind != Kind.TERM and period.same_period_last_year():
        lines = month_lines(organization, period, on)
        charts += [lines] if lines.has_any else []
    if period.kind in (Kind.TERM, Kind.DATES) and 1 < len(period.years()) <= MOST_YEARS:
        charts.append(_year_columns(organization, period))
    if _has_parts(facts.now):
        charts.append(_composition(facts))
    return tuple(charts)


def _has_parts(now):
    """Whether the shares of women and men are worth a drawing: of several people who are not all the same."""
    women, total = now["admitted_women"], now["admitted"]
    return total >= LEAST_DRAWN and 0 < women < total


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
    bars = tuple(_year_bar(organization, year, count) for year, count in zip(years, counts, strict=True))
    return YearColumns(f"nam-{period.key}", "Số đảng viên kết nạp theo năm", bars)


def _year_bar(organization, year, count):
    """A year that begins within is told apart, and not judged by what the whole one should bring."""
    if year.start > year_of(year.end, year.calendar).start:
        return Bar(f"từ {year.start:%d/%m/%Y}", count)
    return Bar(str(year.year), count, year_targets([organization], year.year).get(organization.pk))


def _composition(facts):
    now, total = facts.now, facts.now["admitted"]
    shares = (Share("Tổng số", (now["admitted_women"], total - now["admitted_women"])),)
    return Composition(f"co-cau-{facts.period_label}".replace(" ", "-"), "Cơ cấu đảng viên mới kết nạp theo giới tính",
                       ("Nữ", "Nam"), shares)  # fmt: skip


def unit_bars(organization, period):
    """Admissions of the year so far by unit beside the year's targets; None of too many, of one, of none to draw."""
    year = period.year_to_date()
    so_far = admissions_by_unit(organization, year.start, year.end)
    units = named_units(organization, period)
    targets = year_targets([unit for unit, _ in units], period.reporting_year)
    bars = tuple(Bar(name, so_far.get(unit.pk, 0), targets.get(unit.pk)) for unit, name in units)
    if not 1 < len(bars) <= MOST_BARS or not any(bar.value or bar.target for bar in bars):
        return None
    return TargetBars(f"don-vi-{period.key}", f"Kết nạp {year.label} so với chỉ tiêu năm", bars)


def _annexes(organization, period, tables, facts):
    bars = unit_bars(organization, period)
    # An empty table would often stand on a page of its own.
    title, results = "Kết quả kết nạp đảng viên theo đơn vị", (_with_none_dormant(tables["T1"]),)
    if facts.dormant:
        title, results = f"{title}; chi bộ chưa kết nạp được đảng viên", (tables["T1"], tables["T7"])
    if organization.is_cell:
        rest = [tables[key] for key in ("T3", "T2", "T5", "T4", "T9", "T8")]
        return _annexes_of_cell((*results, *rest), tables["T6"])
    return (
        Annex(title, results, (bars,) if bars else ()),
        # Those that stand follow one another on the same pages; the one that lies comes last.
        Annex("Cơ cấu đảng viên mới kết nạp; tạo nguồn; đảng viên dự bị và công nhận chính thức; "
              "lớp bồi dưỡng; nhận xét hằng tháng; phát thẻ đảng viên",
              tuple(tables[key] for key in ("T3", "T2", "T5", "T4", "T9", "T8"))),
        Annex("Tăng, giảm đảng viên theo đơn vị", (tables["T6"],)),
    )  # fmt: skip


def _annexes_of_cell(small, wide):
    """Its tables have a row each: they share pages, need no sum, and the wide one is read downwards."""
    small = tuple(replace(table, total=None) if len(table.rows) == 1 else table for table in small)
    if len(wide.rows) > 1:
        return Annex("Số liệu của chi bộ", small), Annex(wide.title, (wide,))
    return (Annex("Số liệu của chi bộ", (*small, downwards(wide))),)


def _with_none_dormant(table):
    note = f"Không có chi bộ nào từ {two_digits(LEAST_YEARS)} năm liền trở lên chưa kết nạp được đảng viên."
    return replace(table, notes=(*table.notes, note))


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
