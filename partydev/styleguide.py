"""/styleguide/: every component in all its states, with invented people. For those who build pages."""

from datetime import date, datetime, timedelta

from django import forms
from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from partydev.decorators import public

TODAY = date(2026, 2, 5)
ICONS = [
    *("check", "warn", "stop", "clock", "wait", "todo", "doing", "info", "next", "down", "up", "fall", "equal"),
    *("search", "menu", "plus", "edit", "print", "download", "file", "person", "people", "leave", "flag"),
    *("lock", "skip", "comment", "star"),
]


class SampleForm(forms.Form):
    """One field of every shape."""

    full_name = forms.CharField(label="Họ và tên khai sinh", max_length=150, help_text="Viết đúng như trong căn cước.")
    born_on = forms.DateField(
        label="Ngày sinh",
        input_formats=["%d/%m/%Y"],
        widget=forms.DateInput(format="%d/%m/%Y"),
        help_text="Ví dụ 05/02/2002",
    )
    votes_for = forms.IntegerField(label="Số phiếu tán thành", min_value=0)
    unit = forms.ChoiceField(
        label="Chi bộ",
        choices=[("", "Chọn chi bộ"), ("1", "Chi bộ thôn Phú Lâm"), ("2", "Chi bộ Trường THCS Phú Lâm")],
    )
    union = forms.ChoiceField(
        label="Là đoàn viên",
        choices=[
            ("youth", "Đoàn Thanh niên Cộng sản Hồ Chí Minh"),
            ("labour", "Công đoàn Việt Nam"),
            ("none", "Không là đoàn viên"),
        ],
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label="Thuộc nhóm cần quan tâm tạo nguồn",
        required=False,
        choices=[
            ("women", "Phụ nữ"),
            ("ethnic", "Người dân tộc thiểu số"),
            ("worker", "Công nhân trực tiếp sản xuất"),
        ],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label="Nhận xét của đảng viên được phân công giúp đỡ", max_length=2000, widget=forms.Textarea
    )
    scan = forms.FileField(
        label="Ảnh chụp nghị quyết", required=False, help_text="Tệp PDF, JPG hoặc PNG, không quá 10 MB."
    )
    checked = forms.BooleanField(label="Tôi đã đối chiếu với bản giấy", required=False)


class SampleFilters(forms.Form):
    unit = forms.ChoiceField(
        label="Chi bộ", required=False, choices=[("", "Tất cả chi bộ"), ("1", "Chi bộ thôn Phú Lâm")]
    )
    q = forms.CharField(label="Tên người", required=False)


def _sample_forms():
    empty = SampleForm(auto_id="id_a_%s")
    wrong = SampleForm(
        {"full_name": "Lò Thị Pán", "born_on": "31/02/2002", "votes_for": "14", "note": "Chăm chỉ, được bà con tin."},
        auto_id="id_b_%s",
    )
    wrong.errors.clear()
    wrong.add_error("born_on", "Tháng 2 năm 2002 không có ngày 31. Nhập lại ngày sinh, ví dụ 28/02/2002.")
    wrong.add_error("votes_for", "Chi bộ có 12 đảng viên chính thức, số phiếu tán thành không thể là 14.")
    wrong.add_error("union", "Chọn tổ chức mà người này đang sinh hoạt.")
    return empty, wrong


def _shelf():
    """A saved view, opened and changed."""
    return {
        "links": [{"label": "Đến hạn tuần này", "url": "#saved", "current": True}],
        "current": {"name": "Đến hạn tuần này", "pk": 1},
        "is_changed": True,
        "is_own": True,
        "reset": "#saved",
        "token": "a1",
        "query": "within=7",
        "save_query": "key=due&query=within%3D7",
        "plain_address": "#saved",
    }


def _days(number):
    return TODAY + timedelta(days=number)


def _work():
    return [
        {
            "who": "Lò Thị Pán",
            "where": "Chi bộ thôn Phú Lâm",
            "what": "Viết nhận xét tháng 1",
            "url": "#work",
            "on": _days(-3),
            "today": TODAY,
            "action": "Viết nhận xét",
            "state": "overdue",
        },
        {
            "who": "Vàng A Sính",
            "where": "Chi bộ thôn Phú Lâm",
            "what": "Họp chi bộ xét đề nghị kết nạp",
            "url": "#work",
            "on": _days(6),
            "today": TODAY,
            "action": "Ghi kết quả họp",
            "state": "soon",
        },
        {
            "who": "Nguyễn Thị Mai Hương",
            "where": "Chi bộ thôn Phú Lâm",
            "what": "Cử đi học lớp bồi dưỡng nhận thức về Đảng",
            "url": "#work",
            "on": _days(24),
            "today": TODAY,
            "action": "Cử đi học",
        },
        {
            "who": "Y Moan Êñuôl",
            "where": "Chi bộ buôn Phú Tân",
            "what": "Hồ sơ đang chờ Đảng ủy xã xem xét",
            "url": "#work",
            "turn": "Đến lượt Đảng ủy",
            "on": _days(11),
            "today": TODAY,
        },
    ]


def _findings():
    return [
        {
            "state": "pass",
            "text": "Hai đảng viên chính thức giới thiệu, cùng công tác với người vào Đảng ít nhất 12 tháng.",
            "citation": "Điều lệ Đảng, Điều 4, khoản 1",
        },
        {
            "state": "warn",
            "text": "Giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng còn hiệu lực 2 tháng.",
            "citation": "Hướng dẫn của Ban Tổ chức Trung ương",
            "who": "bí thư chi bộ",
        },
        {
            "state": "block",
            "text": "Chi bộ có 2 đảng viên chính thức; cần ít nhất 3 đảng viên chính thức để xét đề nghị kết nạp.",
            "citation": "Điều lệ Đảng, Điều 24",
            "who": "Đảng ủy xã",
            "url": "#findings",
            "action": "Xem đảng viên của chi bộ",
        },
    ]


def _tasks():
    return [
        {"label": "Lý lịch của người xin vào Đảng", "url": "#tasks", "state": "done"},
        {"label": "Đơn xin vào Đảng", "url": "#tasks", "state": "done"},
        {
            "label": "Thẩm tra lý lịch",
            "url": "#tasks",
            "state": "doing",
            "hint": "Đã gửi 2 nơi, chờ trả lời 1 nơi",
            "on": _days(5),
            "today": TODAY,
        },
        {
            "label": "Ý kiến nhận xét của chi ủy nơi cư trú",
            "url": "#tasks",
            "state": "problem",
            "status": "Cần bổ sung",
            "hint": "Thiếu chữ ký của bí thư chi bộ",
        },
        {"label": "Giấy giới thiệu của Đoàn Thanh niên", "url": "#tasks", "state": "todo"},
        {"label": "Nghị quyết của chi bộ", "state": "blocked", "status": "Chưa thể làm – chờ thẩm tra lý lịch"},
    ]


def _events():
    return [
        {
            "on": date(2025, 3, 3),
            "title": "Đưa vào danh sách nguồn",
            "paper": "Nghị quyết số 12-NQ/CB ngày 03/03/2025",
            "actor": "Hoàng Văn Tề, bí thư chi bộ",
            "url": "#timeline",
        },
        {
            "on": date(2025, 4, 1),
            "title": "Phân công đảng viên giúp đỡ",
            "paper": "Nghị quyết số 15-NQ/CB ngày 01/04/2025",
            "actor": "Hoàng Văn Tề",
        },
        {
            "on": date(2025, 11, 20),
            "title": "Chi bộ xét, đề nghị kết nạp",
            "paper": "Nghị quyết số 31-NQ/CB",
            "actor": "Hoàng Văn Tề",
            "irregular": "Tán thành 7 trong 12 đảng viên chính thức, chưa đủ hai phần ba.",
            "note": "Chi bộ sẽ họp lại trong tháng 12, có đủ đảng viên vắng mặt.",
        },
        {
            "on": date(2025, 12, 2),
            "title": "Đảng ủy xã đề nghị bổ sung hồ sơ",
            "actor": "Bùi Thị Thắm, cán bộ tổ chức",
            "state": "stop",
        },
        {"when": "Tiếp theo", "title": "Đảng ủy xã xem xét, quyết định", "state": "todo"},
    ]


def _steps():
    labels = [
        "Đưa vào danh sách nguồn",
        "Phân công giúp đỡ",
        "Học lớp bồi dưỡng nhận thức về Đảng",
        "Viết đơn xin vào Đảng",
        "Thẩm tra lý lịch",
        "Chi bộ xét",
        "Cấp ủy cấp trên xét",
        "Quyết định kết nạp",
        "Lễ kết nạp",
        "Dự bị 12 tháng",
        "Công nhận chính thức",
        "Phát thẻ đảng viên",
    ]
    states = ["done", "done", "skipped", "done", "current"]
    return [
        {
            "label": label,
            "state": states[n] if n < len(states) else "todo",
            "on": date(2025, 3 + n, 3) if n < 2 else None,
        }
        for n, label in enumerate(labels)
    ]


def _matrix():
    months = [f"T{n}/2025" for n in range(7, 13)] + ["T1/2026", "T2/2026"]
    done, none = {"state": "done", "url": "#matrix"}, {"state": "none"}
    missing, due = {"state": "missing", "url": "#matrix"}, {"state": "due", "url": "#matrix"}
    return months, [
        {
            "name": "Lò Thị Pán",
            "url": "#matrix",
            "note": "Đảng viên được phân công giúp đỡ: Hoàng Văn Tề",
            "cells": [done] * 6 + [missing, due],
        },
        {
            "name": "Vàng A Sính",
            "url": "#matrix",
            "note": "Đảng viên được phân công giúp đỡ: Giàng Thị Dợ",
            "cells": [none] * 3 + [done] * 4 + [due],
        },
    ]


def _tree():
    return [
        {
            "name": "Đảng bộ xã Phú Lâm",
            "url": "#tree",
            "meta": "đảng bộ cơ sở, 214 đảng viên",
            "children": [
                {"name": "Chi bộ thôn Phú Lâm", "url": "#tree", "meta": "12 đảng viên", "current": True},
                {"name": "Chi bộ Trường THCS Phú Lâm", "url": "#tree", "meta": "18 đảng viên"},
                {
                    "name": "Đảng bộ bộ phận Công ty Chè Phú Lâm",
                    "url": "#tree",
                    "meta": "46 đảng viên",
                    "children_url": "?tree",
                },
            ],
        },
        {
            "name": "Đảng bộ xã Phú Tân",
            "url": "#tree",
            "meta": "đảng bộ cơ sở, 187 đảng viên",
            "children_url": "?tree",
        },
    ]


def _rows():
    return [
        {"key": "Họ và tên", "value": "Lò Thị Pán", "url": "#summary"},
        {"key": "Ngày sinh", "value": "14/09/2002 (23 tuổi)", "url": "#summary"},
        {
            "key": "Người giới thiệu",
            "lines": ["Hoàng Văn Tề, đảng viên chính thức", "Ban Chấp hành Đoàn xã Phú Lâm"],
            "url": "#summary",
        },
        {"key": "Ghi chú", "value": "", "url": "#summary"},
    ]


def _table():
    def row(*cells, total=False):
        return {
            "cells": [{"text": cells[0], "url": "" if total else "#table"}] + [{"text": cell} for cell in cells[1:]],
            "total": total,
        }

    columns = [{"label": "Đơn vị"}, *({"label": label, "align": "end"} for label in ("Chỉ tiêu", "Kết nạp", "Tỷ lệ"))]
    rows = [
        row("Đảng bộ xã Phú Lâm", "20", "17", "85,0%"),
        row("Đảng bộ xã Phú Tân", "14", "17", "121,4%"),
        row("Chi bộ Công ty Điện Phú Lâm", "Không giao chỉ tiêu", "2", "–"),
        row("Tổng số", "34", "36", "105,9%", total=True),
    ]
    return columns, rows


def _bars():
    values = [
        ("Trong danh sách nguồn", 128),
        ("Đã học lớp bồi dưỡng nhận thức về Đảng", 84),
        ("Đã nộp hồ sơ", 41),
        ("Đã kết nạp", 36),
        ("Đã công nhận chính thức", 29),
    ]
    steps = [{"label": label, "value": str(n), "percent": n * 100 / 128, "url": "#charts"} for label, n in values]
    targets = [
        {"label": "Đảng bộ xã Phú Lâm", "value": "17/20 (85,0%)", "percent": 68, "target": 80, "url": "#charts"},
        {"label": "Đảng bộ xã Phú Tân", "value": "17/14 (121,4%)", "percent": 68, "target": 56, "url": "#charts"},
    ]
    return steps, targets


@require_safe
@public
def styleguide(request):
    """The whole set on one page, or a level of the sample tree (?tree); it reads no data."""
    if "tree" in request.GET:
        nodes = [{"name": f"Chi bộ số {n}", "url": "#tree", "meta": f"{n + 9} đảng viên"} for n in range(1, 4)]
        return render(request, "_components/tree.html", {"nodes": nodes, "nested": True})
    empty, wrong = _sample_forms()
    months, matrix = _matrix()
    columns, rows = _table()
    steps, targets = _bars()
    return render(
        request,
        "styleguide.html",
        {
            "empty": empty,
            "wrong": wrong,
            "filters": SampleFilters(auto_id="id_f_%s"),
            "undo": {"undo": "a1", "form_token": "a1", "seconds": 10},
            "shelf": _shelf(),
            "today": TODAY,
            "said_at": datetime(2026, 2, 5, 9, 30),
            "soon": _days(3),
            "late": _days(-3),
            "far": _days(40),
            "work": _work(),
            "findings": _findings(),
            "tasks": _tasks(),
            "events": _events(),
            "steps": _steps(),
            "months": months,
            "matrix": matrix,
            "tree": _tree(),
            "summary": _rows(),
            "columns": columns,
            "rows": rows,
            "bars": steps,
            "target_bars": targets,
            "page": Paginator(range(214), 20).page(4),
            "tabs": [
                {"label": "Tình hình", "url": "#tabs", "current": True, "count": None},
                {"label": "Hồ sơ", "url": "#tabs", "count": "7/11"},
                {"label": "Nhận xét hằng tháng", "url": "#tabs", "count": 8},
                {"label": "Lịch sử thay đổi", "url": "#tabs", "count": None},
            ],
            "icons": ICONS,
            "receipt_next": [
                "Đảng ủy xã Phú Lâm xem hồ sơ trước ngày 20/02/2026.",
                "Nếu cần bổ sung, bí thư chi bộ nhận một danh sách đầy đủ các nội dung.",
            ],
            "help_items": [
                "Đảng viên được phân công giúp đỡ viết nhận xét.",
                "Chi bộ kết luận trong kỳ họp thường lệ.",
            ],
            "hidden": [("step", "cell_vote")],
        },
    )
