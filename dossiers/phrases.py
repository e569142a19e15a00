"""The standing phrases of papers, with the wording that holds until an organization has its own.

Words in square brackets are filled from the case: only those a phrase lists may stand in it.
"""

import re
from dataclasses import dataclass

NAME, CELL_NAME, TO = "họ và tên", "chi bộ", "cấp ủy nhận"
_BRACKETED = re.compile(r"\[([^\[\]]*)\]")


@dataclass(frozen=True)
class StandingPhrase:
    """`form` is the slug of the form in which it stands; `words` may be bracketed in it."""

    key: str
    label: str
    form: str
    text: str
    words: tuple[str, ...]

    def unknown_words(self, text):
        """The bracketed words of `text` that mean nothing here."""
        return [word for word in _BRACKETED.findall(text) if word not in self.words]


_CELL_WORDS, _DECISION_WORDS = (NAME, CELL_NAME, TO), (NAME, CELL_NAME)
_PHRASES = (
    StandingPhrase(
        "cell_admission_conclusion",
        "Nghị quyết chi bộ đề nghị kết nạp: câu mở đầu phần kết luận",
        "6-knd",
        "Sau khi nghe báo cáo và thảo luận, chi bộ thống nhất kết luận về quần chúng [họ và tên] như sau:",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "cell_admission_proposal",
        "Nghị quyết chi bộ đề nghị kết nạp: câu đề nghị",
        "6-knd",
        "Chi bộ báo cáo [cấp ủy nhận] xem xét, kết nạp quần chúng [họ và tên] vào Đảng Cộng sản Việt Nam.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "cell_recognition_conclusion",
        "Nghị quyết chi bộ đề nghị công nhận: câu mở đầu phần kết luận",
        "13-knd",
        "Sau khi nghe báo cáo và thảo luận, chi bộ thống nhất kết luận về đảng viên dự bị [họ và tên] như sau:",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "cell_recognition_proposal",
        "Nghị quyết chi bộ đề nghị công nhận: câu đề nghị",
        "13-knd",
        "Chi bộ báo cáo [cấp ủy nhận] xem xét, công nhận đảng viên dự bị [họ và tên] trở thành đảng viên chính thức.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "base_admission_proposal",
        "Nghị quyết đảng ủy cơ sở đề nghị kết nạp: câu đề nghị",
        "8-knd",
        "Đề nghị [cấp ủy nhận] xem xét, quyết định kết nạp quần chúng [họ và tên] vào Đảng Cộng sản Việt Nam.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "base_recognition_proposal",
        "Nghị quyết đảng ủy cơ sở đề nghị công nhận: câu đề nghị",
        "15-knd",
        "Đề nghị [cấp ủy nhận] xem xét, quyết định công nhận đảng viên dự bị [họ và tên] "
        "trở thành đảng viên chính thức.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "decision_admission_cell",
        "Quyết định kết nạp: trách nhiệm của chi bộ (Điều 2)",
        "9-knd",
        "[chi bộ] có trách nhiệm tổ chức lễ kết nạp đảng viên theo đúng quy định của Điều lệ Đảng và phân công "
        "đảng viên chính thức giúp đỡ đảng viên dự bị phấn đấu trở thành đảng viên chính thức.",
        _DECISION_WORDS,
    ),
    StandingPhrase(
        "decision_admission_execution",
        "Quyết định kết nạp: trách nhiệm thi hành (Điều 3)",
        "9-knd",
        "Các cơ quan tham mưu của cấp ủy, [chi bộ] và quần chúng [họ và tên] chịu trách nhiệm thi hành "
        "Quyết định này.",
        _DECISION_WORDS,
    ),
    StandingPhrase(
        "decision_recognition_execution",
        "Quyết định công nhận đảng viên chính thức: trách nhiệm thi hành (Điều 2)",
        "16-knd",
        "Các cơ quan tham mưu của cấp ủy, [chi bộ] và đồng chí [họ và tên] chịu trách nhiệm thi hành Quyết định này.",
        _DECISION_WORDS,
    ),
    StandingPhrase(
        "strike_off_appeal",
        "Quyết định xóa tên: quyền khiếu nại (Điều 2)",
        "quyet-dinh-xoa-ten",
        "Đồng chí [họ và tên] có quyền khiếu nại lên cấp ủy cấp trên theo quy định của Điều lệ Đảng; "
        "trong thời gian chờ giải quyết khiếu nại, Quyết định này vẫn được thi hành.",
        _DECISION_WORDS,
    ),
    StandingPhrase(
        "strike_off_execution",
        "Quyết định xóa tên: trách nhiệm thi hành (Điều 3)",
        "quyet-dinh-xoa-ten",
        "Các cơ quan tham mưu của cấp ủy, [chi bộ] và đồng chí [họ và tên] chịu trách nhiệm thi hành Quyết định này.",
        _DECISION_WORDS,
    ),
    StandingPhrase(
        "annulment_execution",
        "Quyết định hủy: trách nhiệm thi hành (Điều 2)",
        "quyet-dinh-huy-ket-nap",
        "Các cơ quan tham mưu của cấp ủy, [chi bộ] và đồng chí [họ và tên] chịu trách nhiệm thi hành Quyết định này.",
        _DECISION_WORDS,
    ),
    StandingPhrase(
        "applicant_pledge",
        "Đơn xin vào Đảng: lời hứa",
        "1-knd",
        "Nếu được kết nạp vào Đảng, tôi xin hứa với Đảng: chấp hành nghiêm chỉnh Cương lĩnh chính trị, Điều lệ Đảng, "
        "nghị quyết, chỉ thị của Đảng, chính sách, pháp luật của Nhà nước; luôn gắn bó mật thiết với nhân dân; "
        "suốt đời phấn đấu cho sự nghiệp cách mạng của Đảng và của dân tộc.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "introducer_conclusion",
        "Giấy giới thiệu người vào Đảng: câu kết luận",
        "3-knd",
        "Đối chiếu với tiêu chuẩn và điều kiện kết nạp đảng viên, tôi thấy quần chúng [họ và tên] xứng đáng được xem "
        "xét kết nạp vào Đảng Cộng sản Việt Nam. Tôi xin chịu trách nhiệm trước Đảng về những nội dung giới thiệu "
        "trên đây.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "youth_union_proposal",
        "Nghị quyết giới thiệu đoàn viên ưu tú: câu đề nghị",
        "4-knd",
        "Đề nghị Chi ủy [chi bộ] xem xét, báo cáo [cấp ủy nhận] kết nạp đoàn viên [họ và tên] vào Đảng Cộng sản "
        "Việt Nam. Ban Chấp hành chịu trách nhiệm trước Đảng về lời giới thiệu của mình.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "trade_union_proposal",
        "Nghị quyết giới thiệu đoàn viên công đoàn: câu đề nghị",
        "4a-knd",
        "Đề nghị Chi ủy [chi bộ] xem xét, báo cáo [cấp ủy nhận] kết nạp đoàn viên công đoàn [họ và tên] vào Đảng "
        "Cộng sản Việt Nam. Ban Chấp hành chịu trách nhiệm trước Đảng về lời giới thiệu của mình.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "probationer_request",
        "Bản tự kiểm điểm: tự đánh giá và đề nghị",
        "10-knd",
        "Đối chiếu với tiêu chuẩn và điều kiện công nhận đảng viên chính thức, tôi thấy mình đủ điều kiện để được "
        "công nhận là đảng viên chính thức. Tôi đề nghị chi bộ xem xét, báo cáo cấp ủy có thẩm quyền công nhận tôi "
        "là đảng viên chính thức của Đảng Cộng sản Việt Nam.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "probationer_promise",
        "Bản tự kiểm điểm: lời hứa",
        "10-knd",
        "Tôi xin hứa tiếp tục rèn luyện, phát huy ưu điểm, khắc phục khuyết điểm, thực hiện tốt nhiệm vụ của đảng "
        "viên và nhiệm vụ được chi bộ giao.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "mentor_conclusion",
        "Bản nhận xét đảng viên dự bị: câu kết luận",
        "11-knd",
        "Đối chiếu với tiêu chuẩn và điều kiện công nhận đảng viên chính thức, tôi đề nghị chi bộ xem xét, báo cáo "
        "cấp ủy có thẩm quyền công nhận đảng viên dự bị [họ và tên] là đảng viên chính thức. Tôi xin chịu trách nhiệm "
        "trước Đảng về những nội dung nhận xét trên đây.",
        _CELL_WORDS,
    ),
    StandingPhrase(
        "verification_content",
        "Công văn đề nghị thẩm tra lý lịch: nội dung đề nghị thẩm tra",
        "20-knd",
        "Nội dung đề nghị thẩm tra: lịch sử chính trị và chính trị hiện nay; việc chấp hành đường lối, chủ trương của "
        "Đảng, chính sách, pháp luật của Nhà nước; phẩm chất, đạo đức, lối sống.",
        _CELL_WORDS,
    ),
)
PHRASES = {phrase.key: phrase for phrase in _PHRASES}
DEFAULTS = {phrase.key: phrase.text for phrase in _PHRASES}
