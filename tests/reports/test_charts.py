"""Charts: nothing leaves the drawing, nothing rests on colour or on inline style, everything is said in text."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from partydev.papers.lettering import balance, width, wrap
from reports import charts
from reports.charts import Bar, Composition, MonthLines, Share, StepBars, TargetBars, YearColumns

from .sample import CHARTS, LONG_UNIT

SVG = "{http://www.w3.org/2000/svg}"


def drawn(chart) -> list[ElementTree.Element]:
    """The drawings of a chart, parsed strictly."""
    return list(ElementTree.fromstring(charts.render(chart)).iter(f"{SVG}svg"))  # noqa: S314 - our own text


def texts(svg: ElementTree.Element) -> list[str]:
    return [text.text for text in svg.iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_chart_names_itself_and_says_all_it_shows(chart):
    for svg in drawn(chart):
        assert svg.attrib["role"] == "img"
        named = svg.attrib["aria-labelledby"].split()
        assert [svg.find(f"*[@id='{name}']").text for name in named] == [chart.title, chart.description]
    assert chart.title in charts.render(chart)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_chart_passes_a_strict_content_security_policy(chart):
    svg = charts.render(chart)

    assert " style=" not in svg
    assert "<style" not in svg
    assert "<script" not in svg


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_nothing_leaves_the_drawing(chart):
    for svg in drawn(chart):
        _, _, right, bottom = map(int, svg.attrib["viewBox"].split())
        for group in svg.iter(f"{SVG}g"):
            for box in group.iter(f"{SVG}rect"):
                assert int(box.get("x", 0)) >= 0
                assert int(box.get("x", 0)) + int(box.get("width")) <= right
                assert int(box.get("y", 0)) + int(box.get("height")) <= bottom
        for text in svg.iter(f"{SVG}text"):
            x, room = int(text.get("x")), width(text.text, 14)
            left = x - {"start": 0, "middle": room // 2, "end": room}[text.get("text-anchor", "start")]
            assert left >= -2, text.text
            assert left + room <= right + 2, text.text
            assert 0 < int(text.get("y")) <= bottom


def test_target_bars_print_result_target_and_percent():
    bars = (Bar("Chi bộ Một", 193, 160), Bar("Chi bộ Hai", 5), Bar("Chi bộ Ba", 2, 0), Bar("Chi bộ Bốn", 0, 4))
    chart = TargetBars("k", "Kết quả", bars)
    (svg,) = drawn(chart)

    assert chart.description == (
        "Chi bộ Một: 193/160 (120,6%); Chi bộ Hai: 5; Chi bộ Ba: 2/0; Chi bộ Bốn: 0/4 (0,0%)."
    )
    assert {"Kết quả", "Chỉ tiêu", "193/160 (120,6%)", "5", "2/0", "0/4 (0,0%)"} <= set(texts(svg))


def test_bar_is_as_long_as_its_share_of_the_greatest():
    (svg,) = drawn(TargetBars("k", "K", (Bar("A", 50, 100), Bar("B", 100, 25))))
    solid = [int(box.get("width")) for box in svg.iter(f"{SVG}rect") if box.get("class") == "plot-solid"][1:]
    frames = [int(box.get("width")) for box in svg.iter(f"{SVG}rect") if box.get("class") == "plot-frame"][1:]

    assert solid[1] == frames[0]
    assert abs(2 * solid[0] - solid[1]) <= 1
    assert abs(4 * frames[1] - frames[0]) <= 2


def test_many_units_come_as_drawings_that_fit_a_page():
    chart = TargetBars("k", "Kết quả", tuple(Bar(f"{LONG_UNIT} {place}", place, 9) for place in range(60)))
    drawings = drawn(chart)

    assert len(drawings) > 1
    assert all(int(svg.attrib["height"]) <= 700 for svg in drawings)
    assert all("Chỉ tiêu" in texts(svg) for svg in drawings)
    names = [title.text for svg in drawings for title in svg.iter(f"{SVG}title")]
    assert all(any(name and name.startswith(f"{LONG_UNIT} {place}:") for name in names) for place in range(60))


@pytest.mark.parametrize(
    "chart",
    [
        TargetBars("k", "K", ()),
        TargetBars("k", "K", (Bar("A", 0), Bar("B", 0, 0))),
        StepBars("k", "K", ()),
        YearColumns("k", "K", ()),
        YearColumns("k", "K", (Bar("2021", 0),)),
        Composition("k", "K", ("A", "B"), (Share("Kỳ này", (0, 0)),)),
        Composition("k", "K", ("A",), ()),
        MonthLines("k", "K", ("1",), (None,), (None,), "2018", "2017"),
        MonthLines("k", "K", (), (), (), "2018", "2017"),
    ],
    ids=lambda chart: type(chart).__name__,
)
def test_chart_of_nothing_is_drawn_without_fault(chart):
    (svg,) = drawn(chart)
    assert int(svg.attrib["height"]) > 0


def test_steps_are_numbered_and_have_no_legend():
    (svg,) = drawn(StepBars("k", "K", (Bar("Kết nạp", 2), Bar("Phát thẻ", 3))))
    assert texts(svg) == ["1. Kết nạp", "2", "2. Phát thẻ", "3"]


def test_composition_fills_the_whole_bar_with_different_patterns():
    (svg,) = drawn(Composition("k", "K", ("A", "B", "C"), (Share("Kỳ này", (1, 1, 1)),)))
    boxes = [box for box in svg.iter(f"{SVG}rect") if box.get("height") == "24"]

    assert sum(int(box.get("width")) for box in boxes) == 478
    assert len({box.get("fill") for box in boxes}) == 3
    assert texts(svg).count("1 (33,3%)") == 3
    assert "Kỳ này: 3" in texts(svg)


def test_composition_refuses_more_parts_than_patterns_and_missing_values():
    with pytest.raises(ValueError, match="parts"):
        Composition("k", "K", tuple("ABCDEFGH"), ())
    with pytest.raises(ValueError, match="value"):
        Composition("k", "K", ("A", "B"), (Share("Kỳ này", (1,)),))


def test_lines_stop_where_the_months_have_not_ended():
    chart = MonthLines("k", "K", ("1", "2", "3"), (4, 9, None), (1, 2, 3), "Năm 2018", "Năm 2017")
    (svg,) = drawn(chart)
    lines = {line.get("class"): line.get("points").split() for line in svg.iter(f"{SVG}polyline")}

    assert (len(lines["plot-line-this"]), len(lines["plot-line-last"])) == (2, 3)
    assert chart.description == "Năm 2018: tháng 1: 4, tháng 2: 9; Năm 2017: tháng 1: 1, tháng 2: 2, tháng 3: 3."
    assert {"4", "9", "3", "Năm 2018", "Năm 2017"} <= set(texts(svg))
    assert texts(svg).count("3") == 2  # the month and the last count


def test_hostile_names_are_text():
    svg = charts.render(TargetBars("k", "<script>alert(1)</script>", (Bar('"><image href="http://x/">', 1),)))
    assert "<script" not in svg
    assert "<image" not in svg


# Lettering


def test_wrapped_lines_fit_and_end_in_an_ellipsis_when_cut():
    lines = wrap(LONG_UNIT, 14, 150, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(width(line, 14) <= 150 for line in lines)


def test_word_without_spaces_is_cut():
    (line,) = wrap("Ư" * 500, 14, 150, 3)
    assert width(line, 14) <= 150
    assert line.endswith("…")


def test_short_text_is_left_alone_and_empty_gives_no_line():
    assert wrap("Chi bộ Một", 14, 150, 3) == ["Chi bộ Một"]
    assert wrap("  ", 14, 150, 3) == []


@pytest.mark.parametrize("name", [LONG_UNIT, "ĐẢNG ỦY XÃ", "", "Ư" * 100, "A B"])
def test_balanced_lines_keep_every_word_and_need_no_more_lines(name):
    lines = balance(name, 14, 220)
    assert len(lines) == len(wrap(name, 14, 220, 99))
    if "Ư" not in name:
        assert " ".join(lines) == name


@pytest.mark.once
def test_a_narrow_drawing_keeps_its_letters_and_leaves_out_counts_that_have_no_room():
    months = tuple(f"T{month}" for month in range(1, 13))
    wide = MonthLines("k", "K", months, tuple(range(1000, 1012)), (0,) * 12, "Năm 2018", "Năm 2017", narrow=True)
    (drawing,) = wide.drawings
    assert drawing.width == 320
    counts = [text for text in drawing.texts if text.text.startswith("1.0")]
    assert counts[-1].text == "1.011"
    assert all(one.x + width(one.text, 14) <= other.x + 14 for one, other in pairwise(counts))
    assert {"1", "12"} <= {text.text for text in drawing.texts}
    few = MonthLines("k", "K", months, (2,) * 12, (0,) * 12, "Năm 2018", "Năm 2017", narrow=True)
    assert sum(text.text == "2" and text.y < 240 for text in few.drawings[0].texts) >= 12
