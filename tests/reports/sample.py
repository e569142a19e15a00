"""An invented report with everything a report can hold: long text and names, forty rows, all charts."""

from dataclasses import replace
from datetime import date

from partydev.papers.document import Annex, Column, Document, Row, Section, Signature, Table, cell, paragraph
from reports.charts import Bar, Composition, MonthLines, Share, StepBars, TargetBars, YearColumns

LONG_UNIT = (
    "Chi bộ Trường Trung học phổ thông Dân tộc nội trú liên huyện "
    "và Trung tâm Giáo dục nghề nghiệp – Giáo dục thường xuyên"
)
UNITS = (
    "Chi bộ thôn Suối Đá",
    LONG_UNIT,
    "Chi bộ Công ty cổ phần Chế biến nông sản xuất khẩu Đồi Gió",
    "Đảng bộ Quân sự",
    "Chi bộ Trạm Y tế",
    "Chi bộ tổ dân phố Hưởng Ứng – Ghềnh Quýt",
)

RESULTS = Table(
    key="t1",
    title="KẾT QUẢ KẾT NẠP ĐẢNG VIÊN THEO ĐƠN VỊ",
    columns=(
        Column("TT", 6, "center"),
        Column("Đơn vị", 26, "left", heads_row=True),
        Column("Chỉ tiêu năm", 9),
        Column("Kết nạp trong kỳ", 9),
        Column("Lũy kế từ đầu năm", 9),
        Column("% so chỉ tiêu", 9),
        Column("Số lượng", 9, group="So với cùng kỳ năm trước"),
        Column("Tăng (+), giảm (-)", 10, group="So với cùng kỳ năm trước"),
        Column("Ghi chú", 14, "left"),
    ),
    rows=tuple(
        Row.of(
            number, UNITS[number % len(UNITS)], 5 if number % 4 else None, cell(number % 7, f"/danh-sach/{number}/"),
            number % 9, "120,6" if number % 4 else None, number % 5, "+1", "",
        )
        for number in range(1, 41)
    ),
    total=Row.of("", "Tổng cộng", 1500, cell(1193, "/danh-sach/"), 1193, "79,5", 1100, "+93", "", kind="total"),
    notes=("Do làm tròn số, tổng tỷ lệ có thể không bằng 100%.",),
    unit="Đơn vị tính: người",
)  # fmt: skip

COMPOSITION = Table(
    key="t3",
    title="CƠ CẤU ĐẢNG VIÊN MỚI KẾT NẠP",
    columns=(
        Column("Nhóm", 40, "left", heads_row=True),
        Column("Kỳ này"),
        Column("Tỷ lệ %"),
        Column("Cùng kỳ"),
        Column("Tỷ lệ %"),
    ),
    rows=(
        Row.of("I. Nhóm chồng lấn", kind="group"),
        Row.of("Nữ", 355, "56,0", 301, "50,1"),
        Row.of("Dân tộc thiểu số", 177, "27,9", 150, "25,0"),
        Row.of("II. Nhóm loại trừ nhau", kind="group"),
        Row.of("Đoàn viên Đoàn TNCS Hồ Chí Minh", 356, "56,2", 300, "50,0"),
        Row.of("Trong đó: sinh viên", 6, "0,9", None, None, kind="sub"),
    ),
)  # fmt: skip

CHARTS = (
    TargetBars(
        "ket-qua",
        "Kết quả kết nạp so với chỉ tiêu năm theo đơn vị",
        tuple(Bar(unit, 3 * place + 1, (4, 12, 10, 0, None, 15)[place]) for place, unit in enumerate(UNITS)),
    ),
    MonthLines(
        "luy-ke",
        "Số đảng viên kết nạp lũy kế theo tháng",
        tuple(str(month) for month in range(1, 13)),
        (0, 3, 8, 11, 19, 25, 31, 40, 52, None, None, None),
        (1, 2, 5, 12, 17, 20, 28, 33, 38, 45, 51, 60),
        "Năm 2018",
        "Năm 2017",
    ),
    Composition(
        "co-cau",
        "Cơ cấu đảng viên mới kết nạp theo nghề nghiệp",
        (
            "Cán bộ, công chức",
            "Viên chức trong các đơn vị sự nghiệp công lập",
            "Công nhân, lao động trong các thành phần kinh tế và trong các doanh nghiệp có vốn nước ngoài",
            "Nông dân",
            "Lực lượng vũ trang",
            "Học sinh, sinh viên",
            "Khác",
        ),
        (Share("Kỳ này", (120, 210, 90, 150, 33, 6, 25)), Share("Cùng kỳ năm trước", (100, 180, 100, 120, 40, 0, 60))),
    ),
    StepBars(
        "cac-buoc",
        "Kết quả theo các bước",
        (
            Bar("Cử học lớp bồi dưỡng nhận thức về Đảng", 7),
            Bar("Kết nạp đảng viên", 2),
            Bar("Công nhận đảng viên chính thức", 1),
            Bar("Phát thẻ đảng viên", 3),
        ),
    ),
    YearColumns(
        "theo-nam",
        "Kết nạp đảng viên theo năm của nhiệm kỳ",
        (Bar("2021", 99, 95), Bar("2022", 101, 96), Bar("2023", 107, 100), Bar("2024", 12)),
    ),
)

LONG_TEXT = (
    "Ban Thường vụ Đảng ủy đã lãnh đạo, chỉ đạo các chi bộ trực thuộc rà soát nguồn phát triển đảng viên, phân công "
    "đảng viên chính thức giúp đỡ quần chúng ưu tú, gắn việc nhận xét hằng tháng với sinh hoạt chi bộ; nghiêm túc "
    "thực hiện quy trình, thủ tục, bảo đảm đúng phương châm, phương hướng, tiêu chuẩn, điều kiện. "
) * 3

SECTIONS = (
    Section("Đặc điểm, tình hình", (LONG_TEXT, "Đảng bộ có 30 đảng viên, sinh hoạt tại 03 chi bộ.")),
    Section(
        "Kết quả thực hiện",
        (
            paragraph(
                "Trong quý, toàn Đảng bộ kết nạp được ",
                cell("12 đảng viên", "/danh-sach/ket-nap/"),
                " mới, đạt 25% kế hoạch năm.",
            ),
        ),
        children=(
            Section("Kết nạp đảng viên", (LONG_TEXT,), tables=(RESULTS,), charts=CHARTS[:2]),
            Section(
                "Cơ cấu",
                tables=(COMPOSITION,),
                children=(Section("Nữ, dân tộc thiểu số", ("- Nữ: 355 đồng chí, chiếm 56%.",), charts=CHARTS[2:]),),
            ),
        ),
    ),
    Section("Phương hướng, nhiệm vụ quý IV năm 2018", (LONG_TEXT, LONG_TEXT)),
)  # fmt: skip

WIDE = Table(
    "t7",
    "CHI BỘ CHƯA KẾT NẠP ĐƯỢC ĐẢNG VIÊN",
    (Column("Chi bộ", 40, "left", heads_row=True), *(Column(f"Năm {year}") for year in range(2010, 2022))),
    tuple(Row.of(unit, *range(12)) for unit in UNITS),
    landscape=True,
)

DRAFT = Document(
    upper_name="Đảng bộ Đại học Đồi Gió",
    issuer_name="Đảng ủy Phân hiệu Ghềnh Quýt",
    place="Ghềnh Quýt",
    symbol="BC/ĐU",
    subject=(
        "kết quả công tác phát triển đảng viên quý III và 9 tháng đầu năm 2018;",
        "phương hướng, nhiệm vụ quý IV năm 2018",
    ),
    sections=SECTIONS,
    signature=Signature("T/M BAN THƯỜNG VỤ", "PHÓ BÍ THƯ", "Lò Thị Ưng"),
    opening=("Thực hiện chế độ báo cáo, Đảng ủy báo cáo kết quả như sau:",),
    annexes=(Annex("Chi bộ chưa kết nạp được đảng viên", (WIDE,)),),
    recipients=("Đảng ủy Đại học Đồi Gió (để báo cáo)", "Các chi bộ trực thuộc", "Lưu Đảng ủy"),
    notice="DỮ LIỆU MINH HỌA",
)


def issued(document: Document = DRAFT) -> Document:
    """The same paper with its number and its date."""
    return replace(document, number=5, issued_on=date(2018, 10, 8))
