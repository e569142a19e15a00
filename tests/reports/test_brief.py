"""The summary before a meeting: one A4 page whatever it holds, the first page's numbers, no person's name."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import AccessRecord
from branches import actions as branch_actions
from branches.models import Organization, Target
from partydev.numbers import two_digits
from reports.actions_beside import enter_outside, set_share_target
from reports.leading.brief import ROOMS, Room, as_document, as_one_page, brief_of, cut
from reports.leading.measures import PUBLISHED, SHARES
from reports.periods import so_far
from tests.factories import days_ago, make_candidate, make_cast, make_organization, make_person, sign_in, today
from tests.kept import once_a_module
from tests.reports.test_dashboard import admit_this_year

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LONG = "Chi bộ Trường Trung học phổ thông Dân tộc nội trú và Trung tâm Giáo dục nghề nghiệp – Giáo dục thường xuyên"


def crowded():
    """A committee with long names, a target of every kind, figures from outside, and forty cells to urge."""
    cast = make_cast()
    committee = make_organization(
        f"Đảng bộ {'Liên cơ quan ' * 14}Đồi Gió",
        "grassroots_committee",
        cast.X,
        code="dai",
        place="Xã " + "Đồi Gió " * 9,
    )
    first, last = date(today().year, 1, 1), date(today().year, 12, 31)
    span = {"starts_on": first, "ends_on": last}
    for number in range(40):
        cell = make_organization(
            f"{LONG} số {number + 1}", "cell", committee, code=f"dai-{number}", area_type="remote"
        )
        source = {"source": Target.Source.ASSIGNED, "value": 5, **span}
        branch_actions.set_target(by=None, organization=cell, **source)
    admit_this_year(cell, make_person("Lò Văn Mới"))
    make_candidate(cell, "probationary", person=make_person("Cà Thị Muộn"))
    for source in (Target.Source.ASSIGNED, Target.Source.CONGRESS, Target.Source.REGISTERED):
        branch_actions.set_target(by=None, organization=committee, source=source, value=1234, **span)
    for measure in list(SHARES):
        if measure != "rate_of_term":
            for ends_on in (last, date(last.year + 4, 12, 31)):
                wanted = {"measure": measure, "source": "congress", "least": Decimal("3.25"), "most": Decimal(4)}
                set_share_target(by=None, organization=committee, starts_on=first, ends_on=ends_on, **wanted)
    past = {name: day.replace(year=first.year - 1) for name, day in span.items()}
    for measure in list(PUBLISHED):
        enter_outside(by=None, organization=cast.X, area="province", measure=measure, value=Decimal(41), **past,
                      document="Báo cáo " * 20, document_on=days_ago(1))  # fmt: skip
    return cast


cast = once_a_module(crowded)


def year_of_today(organization):
    return so_far(organization.reporting_calendar, today())


def pages_of(content):
    assert content.startswith(b"%PDF")
    return PdfReader(BytesIO(content)).pages


def words(page):
    return " ".join(page.extract_text().split())


def test_one_page_however_much_there_is(client, cast):
    committee = Organization.objects.get(code="dai")
    pages = pages_of(sign_in(client, cast["lead_X"]).get(reverse("reports:brief_pdf"), {"don_vi": "dai"}).content)
    assert len(pages) == 1
    width, height = (float(each) * 25.4 / 72 for each in pages[0].mediabox[2:])
    assert (round(width), round(height)) == (210, 297)
    text = words(pages[0])
    assert "đơn vị khác" in text or "40 đơn vị" in text
    assert "chỉ tiêu khác" in text
    # It is the page that is full which was cut down, and what is cut is counted, not dropped.
    full = as_document(brief_of(committee, year_of_today(committee)), ROOMS[0])
    assert "và 26 đơn vị khác." in full.sections[-1].tables[0].notes


def test_a_small_unit_is_told_whole_with_the_numbers_of_the_first_page(client, cast):
    sign_in(client, cast["lead_A"])
    content = client.get(reverse("reports:brief_pdf"), {"don_vi": "a"}).content
    (page,) = pages_of(content)
    text = words(page)
    for part in ("TÓM TẮT TRƯỚC CUỘC HỌP", "Kết nạp đảng viên", "Chưa đủ số liệu để dự báo",
                 "Đảng viên dự bị quá thời hạn", "Đơn vị cần quan tâm, đôn đốc"):  # fmt: skip
        assert part in text, part
    shown = client.get(reverse("reports:brief"), {"don_vi": "a"})
    assert b"/bao-cao/danh-sach/" in shown.content
    assert AccessRecord.objects.filter(kind="report_downloaded", about="Tóm tắt trước cuộc họp").count() == 1
    # The same facts, the same bytes.
    assert client.get(reverse("reports:brief_pdf"), {"don_vi": "a"}).content == content


@pytest.mark.parametrize(("outside", "words"), [(1, "và {} số liệu khác."), (99, "")])
def test_what_is_left_out_of_the_figures_from_outside_is_counted(cast, outside, words):
    unit = Organization.objects.get(code="dai")
    brief = brief_of(unit, so_far(unit.reporting_calendar, today()))
    assert len(brief.outside) > 2
    (section,) = (
        each
        for each in as_document(brief, Room(1, 1, outside)).sections
        if each.heading == "So với số liệu ngoài đơn vị"
    )
    last = str(section.paragraphs[-1])
    assert (words.format(two_digits(len(brief.outside) - outside)) in last) if words else ("số liệu khác" not in last)


def test_units_are_named_and_persons_never(client, cast):
    committee = Organization.objects.get(code="dai")
    (page,) = pages_of(as_one_page(brief_of(committee, year_of_today(committee))))
    shown = sign_in(client, cast["lead_X"]).get(reverse("reports:brief"), {"don_vi": "dai"}).content.decode()
    for person in ("Cà Thị Muộn", "Lò Văn Mới"):
        assert person not in words(page)
        assert person not in shown


def test_of_each_source_the_newest_is_told_and_the_rest_counted(cast):
    """A term's rate set by two: its years are six results, of which each source's newest stands in the cell."""
    span = {"starts_on": date(2023, 7, 1), "ends_on": date(2028, 6, 30)}
    for source in ("assigned", "congress"):
        set_share_target(by=None, organization=cast.B, measure="rate", source=source, least=Decimal(3), **span)
    brief = brief_of(cast.B, so_far("calendar", date(2026, 6, 30)))
    (table,) = next(part for part in as_document(brief).sections if "Chỉ tiêu" in part.heading).tables
    term = str(table.rows[0].cells[2])
    assert "Nghị quyết đại hội, năm 2025" in term
    assert "Kế hoạch cấp trên giao, năm 2025" in term
    assert "và 04 kết quả khác" in term


def test_a_long_source_keeps_its_day(cast):
    committee = Organization.objects.get(code="dai")
    document = as_document(brief_of(committee, year_of_today(committee)))
    (said, *_) = next(part for part in document.sections if "ngoài đơn vị" in part.heading).paragraphs
    assert f"…, {days_ago(1):%d/%m/%Y})" in str(said)


def test_a_name_is_cut_at_a_word():
    assert cut("Chi bộ thôn Đồi Gió", 30) == "Chi bộ thôn Đồi Gió"
    assert cut("Chi bộ thôn Đồi Gió", 14) == "Chi bộ thôn…"
    assert cut("A" * 50, 10) == "A" * 9 + "…"


def test_another_unit_is_not_there(client, cast):
    for name in ("brief", "brief_pdf"):
        assert sign_in(client, cast["lead_A"]).get(reverse(f"reports:{name}"), {"don_vi": "b"}).status_code == 404
