"""The design system keeps its promises: all shown, nothing inline, contrast, whole fonts, words for dates."""

import re
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.urls import path

from partydev import saved_views
from partydev.styleguide import SampleForm, styleguide
from partydev.templatetags import ui
from partydev.undo import undo

# The design system stands without the apps: its browser tests need its address, and those its components send to.
urlpatterns = [
    path("styleguide/", styleguide, name="styleguide"),
    path("hoan-tac/", undo, name="undo"),
    path("bo-loc/", saved_views.mine, name="saved_views"),
    path("bo-loc/luu/", saved_views.save, name="saved_view_save"),
    path("bo-loc/<int:pk>/cap-nhat/", saved_views.update, name="saved_view_update"),
]

BASE = Path(settings.BASE_DIR)
COMPONENTS = BASE / "templates" / "_components"
CSS = BASE / "static" / "css"
FONTS = BASE / "static" / "fonts"


def component(name, **context):
    return render_to_string(f"_components/{name}.html", context)


@pytest.fixture
def page():
    request = RequestFactory().get("/styleguide/")
    request.user = AnonymousUser()
    return styleguide(request).content.decode()


# The page


def test_styleguide_shows_every_component():
    sources = [path.read_text() for path in [*COMPONENTS.glob("*.html"), BASE / "templates" / "styleguide.html"]]
    used = set(re.findall(r"_components/(\w+)\.html", "".join(sources)))
    assert {path.stem for path in COMPONENTS.glob("*.html")} == used


def test_page_has_nothing_inline_and_nothing_from_elsewhere(page):
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", page)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


def test_page_has_no_id_twice(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_page_has_no_placeholder_left(page):
    assert "{{" not in page
    assert "{%" not in page


@pytest.mark.once
@pytest.mark.browser
@pytest.mark.urls(__name__)
@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_styleguide_is_accessible_and_fits(live, open_page, width):
    from axe_playwright_python.sync_playwright import Axe

    page = open_page(width=width)
    page.goto(f"{live.url}/styleguide/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    faults = Axe().run(page).response["violations"]
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in faults if fault["impact"] != "minor"] == []


@pytest.mark.once
@pytest.mark.browser
@pytest.mark.urls(__name__)
def test_targets_are_large_on_a_phone(live, phone_page):
    phone_page.goto(f"{live.url}/styleguide/")
    assert phone_page.locator(".work-list .button").count() == 3
    small = phone_page.evaluate(
        """[...document.querySelectorAll('main a, main button, main summary, main select, main .choice, .side a')]
        .filter(e => !e.matches('.row-link, .stat-value a') && // these cover their whole row or tile
         e.getBoundingClientRect().height > 0)
        .filter(e => e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML)"""
    )
    assert small == []


# Colours and fonts


def tokens():
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", (CSS / "tokens.css").read_text()))


def contrast(one, other):
    def light(colour):
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "ink-soft", "accent") for ground in ("paper", "surface", "accent-tint")),
        *((tone, ground) for tone in ("good", "warn", "stop") for ground in (f"{tone}-tint", "surface")),
        *(("surface", "accent-deep"), ("surface", "accent"), ("accent-strong", "accent-tint")),
    ],
)  # fmt: skip
def test_text_contrast(text, ground):
    assert contrast(tokens()[text], tokens()[ground]) >= 7


@pytest.mark.parametrize(
    ("edge", "ground"), [("line-strong", "surface"), ("line-strong", "paper"), ("focus", "accent-deep")]
)
def test_edge_contrast(edge, ground):
    assert contrast(tokens()[edge], tokens()[ground]) >= 3


def test_components_take_colours_from_tokens():
    for sheet in [CSS / "base.css", CSS / "layout.css", *(CSS / "components").glob("*.css")]:
        assert set(re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[;, )])", sheet.read_text())) <= {"#fff"}, sheet


def test_party_red_is_for_the_mark_alone():
    uses = [path.name for path in CSS.rglob("*.css") for _ in re.findall(r"var\(--party-red\)", path.read_text())]
    assert uses.count("layout.css") == 1
    assert set(uses) <= {"layout.css", "document.css"}


@pytest.mark.parametrize("path", sorted([*FONTS.glob("*.woff2"), *FONTS.glob("*.ttf")]), ids=lambda path: path.name)
def test_fonts_have_every_vietnamese_letter(path):
    from unicodedata import normalize

    from fontTools.ttLib import TTFont

    vowels = [normalize("NFC", v + tone) for v in "aăâeêioôơuưy" for tone in ("", *"\u0300\u0309\u0303\u0301\u0323")]
    letters = {ord(letter) for letter in "".join([*vowels, "đ"]) for letter in (letter, letter.upper())}
    assert len([letter for letter in letters if letter > 127]) == 134
    assert letters - set(TTFont(path).getBestCmap()) == set()
    assert path.suffix == ".ttf" or path.stat().st_size < 60_000


# Words


@pytest.mark.parametrize(
    ("days", "words", "tone"),
    [
        (-3, "Quá hạn 3 ngày", "stop"), (-1, "Quá hạn 1 ngày", "stop"), (0, "Hạn cuối hôm nay", "warn"),
        (1, "Còn 1 ngày", "warn"), (7, "Còn 7 ngày", "warn"), (8, "Còn 8 ngày", ""),
    ],
)  # fmt: skip
def test_due_says_days_in_words(days, words, tone):
    today = date(2026, 2, 5)
    assert ui.due_state(days=days)[:2] == (words, tone)
    assert ui.due_state(on=date.fromordinal(today.toordinal() + days), today=today)[:2] == (words, tone)


def test_due_without_day_of_reading_prints_the_date_only():
    html = component("due", on=date(2026, 2, 5))
    assert "Hạn" in html
    assert "05/02/2026" in html


def test_badge_always_has_an_icon():
    for tone in ("good", "warn", "stop", "info", ""):
        assert "<path" in component("badge", text="Chưa làm", tone=tone) or "<circle" in component("badge", text="x")


# Forms


def test_error_summary_links_to_each_field_and_repeats_its_words():
    form = SampleForm({"full_name": ""})
    html = component("form", form=form, submit="Lưu")
    for field in form:
        for error in field.errors:
            assert html.count(str(error).replace('"', "&quot;")) >= 2
    targets = re.findall(r'<a href="#([^"]+)"', html)
    assert targets
    assert "id_union_0" in targets
    assert all(f'id="{target}"' in html for target in targets)


def test_error_summary_is_absent_without_errors():
    assert "Có lỗi cần sửa" not in component("form", form=SampleForm(), submit="Lưu")


def test_error_summary_lists_what_the_rules_refuse():
    findings = [
        {"state": "pass", "text": "đủ"},
        SimpleNamespace(state="block", text="Chi bộ có 2 đảng viên chính thức."),
    ]
    assert [fault.message for fault in ui.error_list(findings=findings)] == ["Chi bộ có 2 đảng viên chính thức."]


def test_form_ignores_findings_of_its_page():
    html = component("form", form=SampleForm(), submit="Lưu", findings=[{"state": "block", "text": "của trang"}])
    assert "của trang" not in html


def test_field_keeps_what_was_typed_and_names_hint_and_error():
    class Dated(forms.Form):
        on = forms.DateField(label="Ngày họp", help_text="Ví dụ 05/02/2026")

    html = component("field", field=Dated({"on": "31/02/2026"})["on"])
    assert 'value="31/02/2026"' in html
    assert 'aria-describedby="id_on_helptext id_on_error"' in html
    assert 'id="id_on_helptext"' in html
    assert 'id="id_on_error"' in html
    assert "không bắt buộc" not in html


def test_optional_field_says_so():
    class Noted(forms.Form):
        note = forms.CharField(label="Ghi chú", required=False)

    assert "(không bắt buộc)" in component("field", field=Noted()["note"])


def test_form_token_and_csrf_token_are_sent():
    request = RequestFactory().get("/")
    html = render_to_string(
        "_components/form.html", {"form": SampleForm(), "submit": "Lưu", "form_token": "a1"}, request
    )
    assert 'name="form_token" value="a1"' in html
    assert "csrfmiddlewaretoken" in html
    assert 'enctype="multipart/form-data"' in html


# Lists


def test_summary_list_says_what_is_not_given():
    html = component("summary_list", rows=[{"key": "Ghi chú", "value": ""}, {"key": "Số phiếu", "value": 0}])
    assert html.count("Chưa cung cấp") == 1


def test_pagination_keeps_the_filters_and_skips_far_pages():
    request = RequestFactory().get("/", {"q": "Pán", "page": "4"})
    page = Paginator(range(214), 20).page(4)
    html = render_to_string("_components/pagination.html", {"page": page}, request)
    assert 'href="?q=P%C3%A1n&amp;page=5"' in html
    assert ui.page_numbers(page) == [1, None, 3, 4, 5, None, 11]


def test_pagination_is_absent_on_a_single_page():
    assert "nav" not in component("pagination", page=Paginator(range(3), 20).page(1))


def test_user_text_is_escaped_in_every_list():
    evil = "<script>x</script>"
    html = component("timeline", events=[{"title": evil, "note": evil, "paper": evil, "actor": evil}])
    html += component("work_list", items=[{"who": evil, "what": evil, "url": "/"}])
    html += component("findings", findings=[{"state": "block", "text": evil, "citation": evil, "who": evil}])
    assert "<script>" not in html
