"""The articles' figures as the statistical forms print them (S3, S9, S13, S14), and every control of every form."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from branches.models import Organization
from partydev.papers.rendering import as_pdf, as_text
from reports.official.forms import FORMS, forms_of
from reports.official.making import make
from reports.quarterly import period_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("articles")]


def made(form, code, key, counted_by="ceremony"):
    unit = Organization.objects.select_related("parent").get(code=code)
    unit.counted_by = counted_by
    return make(form, unit, period_of(unit, key))


def row(form, code, key, name, counted_by="ceremony"):
    """The numbers of the first row that begins with `name`, from the form's text."""
    for line in as_text(made(form, code, key, counted_by).document).splitlines():
        cells = [cell.strip() for cell in line.split("|")]
        if len(cells) > 1 and name in (cells[0], cells[1]):
            return cells[cells.index(name) + 1 :]
    raise AssertionError(f"no row {name}")


def test_s3_base_organizations_and_their_cells():
    assert row("5", "lam-ha", "2016", "Cộng (1+…+11)")[:5] == ["49", "21", "28", "0", "351"]
    paper = made("2", "lam-ha", "2016").document
    text = " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(as_pdf(paper))).pages).split())
    assert "1. Đảng bộ cơ sở 21" in text
    assert "2. Chi bộ cơ sở 28" in text


def test_s9_the_composition_of_634():
    asked = ("2", "khoi-tinh", "2020-01-01..2024-05-31")
    expected = {
        "I. Tổng số đảng viên mới kết nạp": "634",
        "- Nữ": "355",
        "- Dân tộc thiểu số": "177",
        "- Đoàn viên Đoàn TNCS Hồ Chí Minh": "356",
        "- Sinh viên": "6",
    }
    assert {name: row(*asked, name)[0] for name in expected} == expected
    assert row("2B", *asked[1:], "Tổng số")[:2] == ["634", "100,00"]


def test_s13_a_move_inside_changes_nothing_above():
    total = "D - Đảng viên trong danh sách cuối kỳ báo cáo"
    for name in ("2. Chuyển đến", "5. Chuyển đi"):
        assert row("1", "s13", "2023", name)[0] == "0"
    assert row("1", "s13-x", "2023", "5. Chuyển đi")[0] == "1"
    assert row("1", "s13-x", "2023", "c. Chuyển nội bộ trong đảng bộ")[0] == "0"  # none came in
    before = int(row("1", "s13", "2023", "A - Tổng số đảng viên cuối kỳ trước chuyển sang")[0])
    assert int(row("1", "s13", "2023", total)[0]) == before


@pytest.mark.parametrize(("counted_by", "quarters"), [("ceremony", ["0", "1"]), ("decision", ["1", "0"])])
def test_s14_one_admission_counts_once_and_alike_in_every_form(counted_by, quarters):
    for form, name in (("1", "1. Kết nạp"), ("2", "I. Tổng số đảng viên mới kết nạp"), ("2B", "Tổng số")):
        assert [row(form, "s14", key, name, counted_by)[0] for key in ("2023-Q3", "2023-Q4")] == quarters


@pytest.mark.parametrize(
    ("code", "key"),
    [("lao-cai", "2018-9M"), ("lam-ha", "2016"), ("loc-ninh", "2023"), ("attp", "2020"), ("s10", "2022")],
)
@pytest.mark.parametrize("counted_by", ["ceremony", "decision"])
def test_no_number_of_any_form_is_left_unexplained(code, key, counted_by):
    unit = Organization.objects.get(code=code)
    assert forms_of(unit).keys() <= FORMS.keys()
    for form in forms_of(unit):
        notices = [notice.text for notice in made(form, code, key, counted_by).notices]
        assert [words for words in notices if "vì còn" not in words] == []
