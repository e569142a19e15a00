"""The names of the rulebook's values: what each says, in which chapter, and how its value reads. No Django here.

Keys are stored in databases and used by scripts: never rename one.
"""

from dataclasses import dataclass

CONDITIONS, CLASSES, INTRODUCERS, DOSSIER, VOTES, DECIDING, CEREMONY, PROBATION, AGAIN, MOVES, LEAVING, FORMS = (
    "Điều kiện của người vào Đảng",
    "Lớp bồi dưỡng",
    "Đảng viên giới thiệu, giúp đỡ",
    "Hồ sơ, thẩm tra lý lịch",
    "Biểu quyết",
    "Quyết định kết nạp, công nhận",
    "Lễ kết nạp",
    "Thời gian dự bị",
    "Kết nạp lại",
    "Nơi xem xét, chuyển sinh hoạt đảng",
    "Xóa tên, khiếu nại, quản lý hồ sơ",
    "Biểu mẫu, thể thức văn bản",
)
CHAPTERS = (
    CONDITIONS,
    CLASSES,
    INTRODUCERS,
    DOSSIER,
    VOTES,
    DECIDING,
    CEREMONY,
    PROBATION,
    AGAIN,
    MOVES,
    LEAVING,
    FORMS,
)


@dataclass(frozen=True)
class Key:
    """`choices` says how a code reads; `about` what a reader may need beside the label."""

    key: str
    label: str
    unit: str
    chapter: str
    choices: dict | None = None
    about: str = ""


_SCHOOLING = {
    "literate": "biết đọc, biết viết chữ Quốc ngữ",
    "primary": "hoàn thành chương trình tiểu học",
    "lower_secondary": "hoàn thành chương trình trung học cơ sở hoặc cao hơn",
    "lower_secondary_diploma": "bằng tốt nghiệp trung học cơ sở hoặc cao hơn",
}
_BODIES = {
    "district_standing": "ban thường vụ cấp ủy cấp trên trực tiếp của tổ chức cơ sở đảng, hoặc cấp ủy được ủy quyền",
    "commune_standing": "ban thường vụ đảng ủy xã, phường, đặc khu và tương đương",
    "base_standing": "ban thường vụ đảng ủy cơ sở",
}
_PERSONS = {
    "applicant": "người vào Đảng",
    "parents": "cha, mẹ đẻ",
    "parents_in_law": "cha, mẹ vợ (chồng)",
    "raiser": "người trực tiếp nuôi dưỡng bản thân",
    "spouse": "vợ (chồng)",
    "children": "con đẻ có năng lực hành vi dân sự đầy đủ",
    "spouse_raiser": "người trực tiếp nuôi dưỡng vợ (chồng)",
}
_BARRED = {
    "gave_up": "tự bỏ sinh hoạt đảng",
    "own_request": "tự làm đơn xin ra khỏi Đảng (trừ hoàn cảnh gia đình đặc biệt khó khăn)",
    "disunity": "gây mất đoàn kết nội bộ nghiêm trọng",
    "corruption": "bị kết án về tội tham nhũng",
    "waste": "bị kết án về tội gây lãng phí",
    "negative_acts": "bị kết án về hành vi tiêu cực",
    "serious_crime": "bị kết án về tội nghiêm trọng trở lên",
}

KEYS = {
    key.key: key
    for key in (
        Key(
            "minimum_age_years",
            "Tuổi tối thiểu",
            "years",
            CONDITIONS,
            about="Tính đủ theo tháng, tại ngày chi bộ xét.",
        ),
        Key("maximum_age_years", "Tuổi tối đa", "years", CONDITIONS, about="Tính đủ theo tháng, tại ngày chi bộ xét."),
        Key(
            "over_60_consent",
            "Trên tuổi tối đa: cần văn bản đồng ý trước",
            "yes_no",
            CONDITIONS,
            about="Của ban thường vụ cấp ủy trực thuộc Trung ương.",
        ),
        Key("minimum_schooling", "Học vấn tối thiểu", "code", CONDITIONS, _SCHOOLING),
        Key(
            "minimum_schooling_special_area",
            "Học vấn tối thiểu ở địa bàn đặc thù",
            "code",
            CONDITIONS,
            _SCHOOLING,
            "Miền núi, biên giới, hải đảo, vùng dân tộc thiểu số, vùng đặc biệt khó khăn, ngư dân trên biển.",
        ),
        Key(
            "minimum_schooling_elder",
            "Học vấn tối thiểu với già làng, trưởng bản, người có uy tín ở địa bàn đặc thù",
            "code",
            CONDITIONS,
            _SCHOOLING,
        ),
        Key("consult_religion", "Người theo tôn giáo: xin ý kiến cấp trên theo quy định riêng", "yes_no", CONDITIONS),
        Key(
            "consult_foreign",
            "Kết hôn với người nước ngoài, gốc nước ngoài: xin ý kiến cấp trên theo quy định riêng",
            "yes_no",
            CONDITIONS,
        ),
        Key(
            "political_conclusion",
            "Có vấn đề chính trị: cần kết luận của cấp ủy có thẩm quyền trước khi xét",
            "yes_no",
            CONDITIONS,
        ),
        Key(
            "awareness_certificate_months",
            "Giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng có giá trị",
            "months",
            CLASSES,
            about="Tính từ ngày cấp đến ngày chi bộ xét.",
        ),
        Key("new_member_class_required", "Phải học lớp bồi dưỡng đảng viên mới", "yes_no", CLASSES),
        Key(
            "introducers_needed",
            "Số người giới thiệu",
            "people",
            INTRODUCERS,
            about="Hai đảng viên chính thức, hoặc một đảng viên cùng ban chấp hành Đoàn hay công đoàn cơ sở.",
        ),
        Key(
            "youth_union_age_years",
            "Độ tuổi đoàn viên, đến hết",
            "years",
            INTRODUCERS,
            about="Trong độ tuổi này, nơi có tổ chức Đoàn thì Đoàn giới thiệu cùng một đảng viên chính thức.",
        ),
        Key(
            "introducer_together_months",
            "Đảng viên giới thiệu cùng công tác, lao động, học tập hoặc cư trú",
            "months",
            INTRODUCERS,
            about="Tính đến ngày chi bộ xét.",
        ),
        Key(
            "replacement_introducer_exempt",
            "Đảng viên giới thiệu thay thế không phải đủ thời gian cùng công tác",
            "yes_no",
            INTRODUCERS,
        ),
        Key("mentor_assigned", "Phân công đảng viên chính thức giúp đỡ", "yes_no", INTRODUCERS),
        Key("dossier_papers", "Giấy tờ của hồ sơ kết nạp", "papers", DOSSIER),
        Key("recognition_papers", "Giấy tờ của hồ sơ công nhận chính thức", "papers", DOSSIER),
        Key(
            "papers_valid_months",
            "Giấy giới thiệu, ý kiến nhận xét phải làm lại nếu chi bộ chưa xét sau",
            "months",
            DOSSIER,
            about="Tính từ khi làm hồ sơ; thẩm tra bổ sung lý lịch.",
        ),
        Key("verified_persons", "Người phải thẩm tra lý lịch", "codes", DOSSIER, _PERSONS),
        Key(
            "member_relatives_compared",
            "Người thân là đảng viên: đối chiếu hồ sơ, không phải thẩm tra riêng",
            "yes_no",
            DOSSIER,
        ),
        Key(
            "verification_reply_working_days", "Trả lời đề nghị thẩm tra lý lịch ở trong nước", "working_days", DOSSIER
        ),
        Key(
            "verification_reply_abroad_working_days",
            "Trả lời đề nghị thẩm tra lý lịch ở nước ngoài",
            "working_days",
            DOSSIER,
        ),
        Key(
            "cell_admission_majority",
            "Chi bộ đề nghị kết nạp",
            "ratio",
            VOTES,
            about="Trên tổng số đảng viên chính thức của chi bộ.",
        ),
        Key(
            "committee_admission_majority",
            "Đảng ủy cơ sở đề nghị kết nạp",
            "ratio",
            VOTES,
            about="Trên tổng số cấp ủy viên.",
        ),
        Key(
            "cell_recognition_majority",
            "Chi bộ đề nghị công nhận chính thức",
            "ratio",
            VOTES,
            about="Trên tổng số đảng viên chính thức của chi bộ.",
        ),
        Key(
            "committee_recognition_majority",
            "Đảng ủy cơ sở đề nghị công nhận chính thức",
            "ratio",
            VOTES,
            about="Trên tổng số cấp ủy viên.",
        ),
        Key(
            "cell_strike_off_majority",
            "Chi bộ đề nghị xóa tên đảng viên dự bị",
            "ratio",
            VOTES,
            about="Trên tổng số đảng viên chính thức của chi bộ.",
        ),
        Key(
            "executive_decision_majority",
            "Ban chấp hành quyết định theo ủy quyền",
            "ratio",
            VOTES,
            about="Trên tổng số cấp ủy viên.",
        ),
        Key(
            "standing_decision_majority",
            "Ban thường vụ quyết định",
            "majority",
            VOTES,
            about="Trên tổng số ủy viên ban thường vụ.",
        ),
        Key(
            "cell_other_majority",
            "Nghị quyết khác của chi bộ",
            "majority",
            VOTES,
            about="Trên tổng số đảng viên chính thức được triệu tập.",
        ),
        Key(
            "absent_members_left_out",
            "Đảng viên được miễn sinh hoạt, sinh hoạt tạm thời nơi khác mà vắng: không tính vào tổng số",
            "yes_no",
            VOTES,
        ),
        Key("cell_minimum_members", "Chi bộ ra nghị quyết khi có ít nhất", "people", VOTES),
        Key(
            "failed_votes_before_report",
            "Số lần biểu quyết không đủ phiếu trước khi báo cáo cấp trên",
            "times",
            VOTES,
            about="Biểu quyết công nhận rồi biểu quyết xóa tên.",
        ),
        Key("base_committee_members", "Tổ chức cơ sở lập đảng bộ khi có ít nhất", "people", VOTES),
        Key(
            "deciding_body",
            "Cấp có thẩm quyền quyết định",
            "code",
            DECIDING,
            _BODIES,
            "Từng đơn vị theo cấp quyết định đã ghi ở trang đơn vị.",
        ),
        Key(
            "admission_decision_working_days",
            "Quyết định kết nạp trong",
            "working_days",
            DECIDING,
            about="Kể từ ngày nghị quyết chi bộ.",
        ),
        Key(
            "recognition_decision_working_days",
            "Quyết định công nhận trong",
            "working_days",
            DECIDING,
            about="Kể từ ngày nghị quyết chi bộ.",
        ),
        Key("decision_extension_working_days", "Gia hạn thời hạn quyết định, nhiều nhất", "working_days", DECIDING),
        Key("ceremony_working_days", "Tổ chức lễ kết nạp trong", "working_days", CEREMONY),
        Key(
            "ceremony_counted_from",
            "Thời hạn lễ kết nạp tính từ",
            "code",
            CEREMONY,
            {"receipt": "ngày chi bộ nhận quyết định", "issue": "ngày ký quyết định"},
        ),
        Key("late_ceremony_consent", "Lễ kết nạp quá hạn: cần cấp ủy cấp trên trực tiếp đồng ý", "yes_no", CEREMONY),
        Key(
            "member_cv_working_days",
            "Khai lý lịch đảng viên trong",
            "working_days",
            CEREMONY,
            about="Kể từ ngày tổ chức lễ kết nạp.",
        ),
        Key("joined_on", "Ngày vào Đảng", "code", CEREMONY, {"ceremony": "ngày tổ chức lễ kết nạp"}),
        Key("party_age_from", "Tuổi đảng tính từ", "code", CEREMONY, {"decision": "ngày quyết định kết nạp"}),
        Key("probation_months", "Thời gian dự bị", "months", PROBATION, about="Kể từ ngày tổ chức lễ kết nạp."),
        Key(
            "recognition_vote_working_days",
            "Chi bộ xét công nhận hoặc đề nghị xóa tên trong",
            "working_days",
            PROBATION,
            about="Kể từ ngày hết thời gian dự bị, không sớm hơn.",
        ),
        Key(
            "recognized_from",
            "Ngày công nhận chính thức",
            "code",
            PROBATION,
            {"probation_end": "ngày hết thời gian dự bị, kể cả khi quyết định muộn"},
        ),
        Key(
            "announced_at_next_meeting",
            "Công bố quyết định công nhận, trao thẻ tại kỳ sinh hoạt chi bộ gần nhất",
            "yes_no",
            PROBATION,
        ),
        Key("readmission_months", "Kết nạp lại sau khi ra khỏi Đảng ít nhất", "months", AGAIN),
        Key(
            "readmission_after_conviction_months",
            "Kết nạp lại sau khi được xóa án tích về tội ít nghiêm trọng ít nhất",
            "months",
            AGAIN,
        ),
        Key("readmissions_allowed", "Số lần được kết nạp lại", "times", AGAIN),
        Key(
            "readmission_consent",
            "Kết nạp lại: cần văn bản đồng ý của ban thường vụ cấp ủy cấp tỉnh và tương đương",
            "yes_no",
            AGAIN,
        ),
        Key("readmission_barred", "Không xem xét kết nạp lại", "codes", AGAIN, _BARRED),
        Key(
            "worker_months",
            "Lao động hợp đồng: chi bộ nơi làm việc xét khi đã làm việc",
            "months",
            MOVES,
            about="Chưa đủ thì chi bộ nơi cư trú xét.",
        ),
        Key("student_months", "Học tập trung: chi bộ nơi học xét khi thời gian học từ", "months", MOVES),
        Key("secondment_months", "Biệt phái, cử đi công tác: chi bộ nơi đến xét khi thời gian từ", "months", MOVES),
        Key("transfer_working_days", "Làm thủ tục chuyển sinh hoạt đảng trong", "working_days", MOVES),
        Key(
            "referral_letter_working_days", "Nộp giấy giới thiệu sinh hoạt đảng ở nơi mới trong", "working_days", MOVES
        ),
        Key(
            "strike_off_months_absent",
            "Xóa tên: không sinh hoạt hoặc không đóng đảng phí trong một năm",
            "months",
            LEAVING,
        ),
        Key("strike_off_months_no_progress", "Xóa tên: không tiến bộ sau khi được giúp đỡ", "months", LEAVING),
        Key("strike_off_years_duties", "Xóa tên: không hoàn thành nhiệm vụ liên tiếp", "years", LEAVING),
        Key(
            "appeal_working_days",
            "Khiếu nại kỷ luật, xóa tên trong",
            "working_days",
            LEAVING,
            about="Kể từ ngày nhận quyết định.",
        ),
        Key("reconciliation_months", "Đối khớp hồ sơ đảng viên cứ", "months", LEAVING),
        Key("card_check_months", "Kiểm tra thẻ đảng viên cứ", "months", LEAVING),
        Key("list_review_months", "Rà soát danh sách nguồn cứ", "months", LEAVING),
        Key(
            "form_edition",
            "Bộ biểu mẫu",
            "code",
            FORMS,
            {
                "hd09": "theo Hướng dẫn 09-HD/BTCTW năm 2017",
                "hd12": "theo Hướng dẫn 12-HD/BTCTW năm 2022",
                "hd38": "theo Hướng dẫn 38-HD/BTCTW năm 2025",
            },
        ),
        Key(
            "cv_edition",
            "Mẫu lý lịch của người xin vào Đảng",
            "code",
            FORMS,
            {"old": "cách đánh số mục cũ", "hd38": "26 mục"},
        ),
        Key(
            "layout_edition",
            "Thể thức văn bản",
            "code",
            FORMS,
            {
                "hd36": "theo Hướng dẫn 36-HD/VPTW năm 2018",
                "hd05": "theo Quy định 399-QĐ/TW và Hướng dẫn 05-HD/VPTW năm 2026",
            },
        ),
        Key("card_digits", "Số chữ số của số thẻ đảng viên", "digits", FORMS),
        Key("section_committee_label", "Tên gọi cấp giữa đảng ủy cơ sở và chi bộ", "text", FORMS),
    )
}
