"""T3: who the new members are, beside the same period last year."""

from fractions import Fraction

from partydev.numbers import rounded
from partydev.papers.document import NOTHING, Cell, Column, Row, Table, cell, percent_cell
from reports.catalogue import COMPOSITION, INDICATORS, UNION_PARTITION
from reports.figures import figures, mean_age

COLUMNS = (
    Column("Nhóm", 34, "left", heads_row=True),
    Column("Kỳ này", 9),
    Column("Tỷ lệ %", 9),
    Column("Cùng kỳ năm trước", 10),
    Column("Tỷ lệ %", 9),
)
TITLE = "Cơ cấu đảng viên mới kết nạp"
OVERLAP = "Các nhóm có thể trùng nhau nên không cộng với nhau."
ROUNDING = "Do làm tròn số, tổng tỷ lệ có thể không bằng 100%."


def composition_table(organization, period, link, places=1):
    """T3 as a `Table`: overlapping groups first, then the partition by union with its control total; nothing but the
    total where there is nobody to describe.
    """
    last = period.same_period_last_year()
    now = figures(organization, period)
    before = figures(organization, last) if last else None
    overlapping = [key for key in COMPOSITION if key not in UNION_PARTITION]

    def share(key, found, when):
        if found is None:
            return Cell(NOTHING), Cell(NOTHING)
        number = cell(found[key], link(key, organization, when))
        return number, percent_cell(found[key], found["admitted"], places)

    def line(key, label=None, kind="plain"):
        cells = (Cell(label or INDICATORS[key].label), *share(key, now, period), *share(key, before, last))
        return Row(cells, kind)

    rows = [line("admitted", "Tổng số đảng viên mới kết nạp", "total")]
    if not any(found and found["admitted"] for found in (now, before)):
        return Table("T3", TITLE, COLUMNS, tuple(rows))
    rows.append(Row((Cell(f"Trong đó ({OVERLAP.rstrip('.').lower()})"),), "group"))
    rows += [line(key, kind="sub") for key in (*overlapping, "readmitted")]
    rows.append(Row((Cell("Chia theo đoàn thể"),), "group"))
    rows += [line(key, kind="sub") for key in UNION_PARTITION]
    rows.append(_control(now, before, places))
    rows.append(_age_row(organization, period, last))
    return Table("T3", TITLE, COLUMNS, tuple(rows), notes=(ROUNDING,))


def _control(now, before, places):
    """The partition's own sum: shown, so that a break would be seen."""

    def whole(found):
        if found is None:
            return Cell(NOTHING), Cell(NOTHING)
        total = sum(found[key] for key in UNION_PARTITION)
        return cell(total), percent_cell(total, found["admitted"], places)

    return Row((Cell("Cộng các nhóm theo đoàn thể"), *whole(now), *whole(before)))


def _age_row(organization, period, last):
    def mean(each):
        total, number = mean_age(organization, each) if each else (0, 0)
        return cell(rounded(Fraction(total, number)) if number else None)

    return Row((Cell("Tuổi đời bình quân"), mean(period), Cell(""), mean(last), Cell("")))
