"""What the forecast of a unit rests on: its admissions of past years, as of the same day and whole."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Subquery
from django.utils import timezone

from branches.models import Member, MemberEvent
from candidates.models import StageEvent
from candidates.rulebook import rule_set
from candidates.rules.probation import probation_ends_on
from partydev.numbers import integer, two_digits
from reports.figures import admissions_by_month, figures, year_targets
from reports.leading.forecast import LEAST_YEARS, Forecast, PastYear, forecast
from reports.periods import year_of
from reports.tree import TreeOn

TRIED = 8  # years back: the last five are tried by those before them, as far as they were kept


def forecast_of(organization, year):
    """The `Forecast` of admissions; `year` is the reporting year so far, from its first day to today."""
    spans, span = [], year
    for _ in range(TRIED):
        span = span.same_period_last_year()
        spans.append((year_of(span.end, year.calendar).year, span, year_of(span.end, year.calendar)))
    spans.reverse()
    asked = [each for _, so_far, whole in spans for each in (so_far, whole)]
    *counts, now = admissions_by_month(organization, [*asked, year])
    past = [PastYear(number, counts[2 * place], counts[2 * place + 1]) for place, (number, _, _) in enumerate(spans)]
    return forecast(now, _kept(organization, past, spans))


def _kept(organization, past, spans):
    """The years since the first admission that lie whole after the unit, and all below it, began to be kept here."""
    first = next((place for place, year in enumerate(past) if year.whole), None)
    if first is None:
        return []
    began = _began(TreeOn(organization, spans[-1][1].end), spans[first][2].start)
    whole = [year for year, (_, _, span) in zip(past, spans, strict=True) if began is None or span.start >= began]
    return [year for year in whole if year.year >= past[first].year]


def _began(tree, before):
    """The day from which the last of the cells is kept here; None where all were by `before`.

    A cell's facts are whole from the first day of its roster on; without a roster, from the day on which its first
    case was typed in. Days of steps tell nothing: who is taken over brings them from years ago. A cell that was
    founded in the year of its roster has nothing before it.
    """
    rosters = MemberEvent.objects.filter(kind=MemberEvent.Kind.ROSTER)
    listed, typed = rosters.filter(organization=OuterRef("pk")), StageEvent.every.filter(organization=OuterRef("pk"))
    cells = tree.organizations().cells()
    late = cells.filter(~Exists(listed.filter(on__lte=before)))
    days = late.annotate(
        roster=Subquery(listed.order_by("on").values("on")[:1]),
        typed=Subquery(typed.filter(taken_over=True).order_by("recorded_at").values("recorded_at")[:1]),
    ).values_list("founded_on", "roster", "typed")
    found = [
        roster or timezone.localdate(typed)
        for founded, roster, typed in days
        if (roster or typed) and not (roster and founded and founded.year >= roster.year)
    ]
    return max(found, default=None)


def probation_ends_by(organization, today, end):
    """How many probationers end their probation after `today` and by `end`, as the law counts: a fact, no forecast."""
    law, rows = rule_set(today), TreeOn(organization, today).facts(Member)
    rows = rows.filter(status=Member.Status.PROBATIONARY, joined_on__isnull=False).present()
    days = rows.order_by().values_list("joined_on").annotate(Count("pk"))
    # By each day's own law, and as it counts from the 29th of February.
    return sum(number for joined_on, number in days if today < probation_ends_on(joined_on, law) <= end)


@dataclass(frozen=True)
class Outlook:
    """The forecast as it is told to a reader; `beside` are facts that the range does not rest on."""

    year: int
    forecast: Forecast
    headline: str
    because: str
    target: str
    tried: str
    beside: tuple[str, ...]


def outlook(organization, year, end):
    """`Outlook` of the reporting year that ends on `end`; `year` is that year so far."""
    found, number = forecast_of(organization, year), year_of(year.end, year.calendar).year
    target = year_targets([organization], number).get(organization.pk)
    waiting, over = figures(organization, year)["dossiers_pending"], year.end >= end
    ending = 0 if over else probation_ends_by(organization, year.end, end)
    beside = [
        f"Hiện có {two_digits(waiting)} hồ sơ đã trình, chờ quyết định." if waiting and not over else "",
        f"Từ nay đến hết năm có {two_digits(ending)} đảng viên dự bị hết thời gian dự bị." if ending else "",
    ]
    return Outlook(
        year=number,
        forecast=found,
        headline=_headline(found, number, over),
        because=_because(found, over),
        target=_beside_target(found.span, target),
        tried=_tried(found),
        beside=tuple(each for each in beside if each),
    )


def _headline(found, year, over):
    if found.span is None:
        return f"Chưa đủ số liệu để dự báo năm {year}."
    if not found.span.most:
        return f"{'Cả' if over else 'Dự báo cả'} năm {year}: không có đảng viên mới."
    return f"Cả năm {year}: {found.span.words} đảng viên mới."


def _because(found, over):
    if found.span is None:
        have = f"hiện có {two_digits(len(found.used))} năm" if found.used else "hiện chưa có năm nào"
        return f"Cần ít nhất {two_digits(LEAST_YEARS)} năm trước đã ghi đủ số liệu; {have}."
    if over:
        return "Năm đã hết; đây là số đã kết nạp."
    first, last = found.used[0].year, found.used[-1].year
    more = _more(found.rest)
    done = f"Đã kết nạp {two_digits(found.so_far)}" if found.so_far else "Chưa kết nạp đảng viên nào"
    return f"{done}. Từ ngày này đến hết năm, các năm {first}–{last} {more}."


def _more(rest):
    if not rest.most:
        return "đều không kết nạp thêm"
    if rest.least == rest.most:
        return f"đều kết nạp thêm {two_digits(rest.most)} đảng viên"
    if not rest.least:
        return f"có năm không kết nạp thêm, năm nhiều nhất thêm {two_digits(rest.most)} đảng viên"
    return f"kết nạp thêm ít nhất {two_digits(rest.least)}, nhiều nhất {two_digits(rest.most)} đảng viên"


def _beside_target(span, target):
    if span is None or not target:
        return ""
    said = f"Chỉ tiêu năm là {two_digits(target)}"
    if span.least >= target:
        return f"{said}: cả khoảng dự báo đều đạt."
    if span.most < target:
        return f"{said}: cả khoảng dự báo đều thấp hơn chỉ tiêu."
    return f"{said}: có thể đạt, có thể chưa đạt."


def _tried(found):
    if found.span is None:
        return ""
    if not found.trials:
        return "Chưa đủ số liệu để đối chiếu cách dự báo này với các năm trước."
    every, held, last = len(found.trials), found.held, found.trials[-1]
    newest = f"Năm {last.year}, cùng ngày này dự báo {last.span.words}, thực tế {integer(last.actual)}."
    within = f"{two_digits(held)} năm" if held else "không năm nào"
    tried = f"Thử lại trên {two_digits(every)} năm trước: {within} có kết quả trong khoảng dự báo."
    return f"{newest} {tried}"
