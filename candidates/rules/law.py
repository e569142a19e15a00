"""Every legal document the rules rest on, once: number, issuer, date, and from when to when it holds.

A number alone is not enough: 01-HD/TW exists three times. `confidence` says how well the text is
known here: `confirmed` (read in the document itself), `secondary` (read about) or `unconfirmed`.
"""

from dataclasses import dataclass
from datetime import date

CONFIRMED, SECONDARY, UNCONFIRMED = "confirmed", "secondary", "unconfirmed"
CONFIDENCE_LABELS = {
    CONFIRMED: "đã đối chiếu văn bản",
    SECONDARY: "theo nguồn thứ cấp, chưa đối chiếu văn bản",
    UNCONFIRMED: "chưa được xác nhận",
}


@dataclass(frozen=True)
class Document:
    """A legal document. `name` is how a sentence cites it."""

    key: str
    name: str
    issuer: str
    issued_on: date
    holds_from: date
    holds_to: date | None = None

    def at(self, article):
        return Citation(self, article)


@dataclass(frozen=True)
class Citation:
    """Where a value stands; `article` may be empty where only the document is known."""

    document: Document
    article: str = ""

    def __str__(self):
        return f"{self.article} {self.document.name}".strip()


FIRST = date(2016, 7, 25)
TW, BBT, BTC = "Ban Chấp hành Trung ương", "Ban Bí thư", "Ban Tổ chức Trung ương"
CHARTER = Document("charter-2011", "Điều lệ Đảng", "Đại hội XI", date(2011, 1, 19), date(2011, 1, 19))
QD29 = Document(
    "qd29-2016", "Quy định 29-QĐ/TW ngày 25/7/2016", TW, date(2016, 7, 25), date(2016, 7, 25), date(2021, 7, 29)
)
QD24 = Document(
    "qd24-2021", "Quy định 24-QĐ/TW ngày 30/7/2021", TW, date(2021, 7, 30), date(2021, 7, 30), date(2025, 1, 19)
)
QD232 = Document(
    "qd232-2025", "Quy định 232-QĐ/TW ngày 20/01/2025", TW, date(2025, 1, 20), date(2025, 1, 20), date(2025, 6, 30)
)
QD294 = Document(
    "qd294-2025", "Quy định 294-QĐ/TW ngày 26/5/2025", TW, date(2025, 5, 26), date(2025, 7, 1), date(2026, 4, 7)
)
QD20 = Document(
    "qd20-2026", "Quy định 20-QĐ/TW ngày 08/4/2026", TW, date(2026, 4, 8), date(2026, 4, 8), date(2026, 7, 25)
)
QD208 = Document("qd208-2026", "Quy định 208-QĐ/TW ngày 26/7/2026", TW, date(2026, 7, 26), date(2026, 7, 26))
HD01_2016 = Document(
    "hd01-2016", "Hướng dẫn 01-HD/TW ngày 20/9/2016", BBT, date(2016, 9, 20), date(2016, 9, 20), date(2021, 9, 27)
)
HD01_2021 = Document(
    "hd01-2021", "Hướng dẫn 01-HD/TW ngày 28/9/2021", BBT, date(2021, 9, 28), date(2021, 9, 28), date(2025, 6, 8)
)
HD06_2025 = Document(
    "hd06-2025", "Hướng dẫn 06-HD/TW ngày 09/6/2025", BBT, date(2025, 6, 9), date(2025, 6, 9), date(2026, 5, 18)
)
HD01_2026 = Document("hd01-2026", "Hướng dẫn 01-HD/TW ngày 19/5/2026", BBT, date(2026, 5, 19), date(2026, 5, 19))
HD09 = Document(
    "hd09-2017", "Hướng dẫn 09-HD/BTCTW ngày 05/6/2017", BTC, date(2017, 6, 5), date(2017, 6, 5), date(2022, 1, 17)
)
HD12 = Document(
    "hd12-2022", "Hướng dẫn 12-HD/BTCTW ngày 18/01/2022", BTC, date(2022, 1, 18), date(2022, 1, 18), date(2025, 9, 28)
)
HD38 = Document("hd38-2025", "Hướng dẫn 38-HD/BTCTW ngày 29/9/2025", BTC, date(2025, 9, 29), date(2025, 9, 29))

HD36 = Document(
    "hd36-2018",
    "Hướng dẫn 36-HD/VPTW ngày 03/4/2018",
    "Văn phòng Trung ương Đảng",
    date(2018, 4, 3),
    date(2018, 4, 3),
    date(2026, 1, 8),
)
QD399 = Document("qd399-2026", "Quy định 399-QĐ/TW ngày 09/01/2026", "Ban Bí thư", date(2026, 1, 9), date(2026, 1, 9))
QD58 = Document("qd58-2022", "Quy định 58-QĐ/TW ngày 08/02/2022", "Bộ Chính trị", date(2022, 2, 8), date(2022, 2, 8))
YOUTH_CHARTER = Document(
    "youth-union-charter-2022",
    "Điều lệ Đoàn TNCS Hồ Chí Minh năm 2022",
    "Đại hội Đoàn toàn quốc lần thứ XII",
    date(2022, 12, 16),
    date(2022, 12, 16),
)
# What is done without a text that was found: shown as such, always unconfirmed.
PRACTICE = Document("practice", "thông lệ của các đơn vị (chưa tìm thấy văn bản)", "", FIRST, FIRST)

IMPLEMENTING = (QD29, QD24, QD232, QD294, QD20, QD208)
GUIDANCE = (HD01_2016, HD01_2021, HD06_2025, HD01_2026)
HANDBOOKS = (HD09, HD12, HD38)
LAYOUTS = (HD36, QD399)
DOCUMENTS = (CHARTER, *IMPLEMENTING, *GUIDANCE, *HANDBOOKS, *LAYOUTS, QD58, YOUTH_CHARTER, PRACTICE)
