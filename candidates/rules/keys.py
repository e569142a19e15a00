"""The names of the rulebook's values: what each says, in which chapter, and how its value reads. No Django here.

Keys are stored in databases and used by scripts: never rename one.
"""

from dataclasses import dataclass

from candidates.rules.key_words import (
    AGAIN,
    BARRED,
    BODIES,
    CEREMONY,
    CLASSES,
    CONDITIONS,
    DECIDING,
    DOSSIER,
    FORM_EDITIONS,
    FORMS,
    INTRODUCERS,
    LAYOUT_EDITIONS,
    LEAVING,
    MOVES,
    PERSONS,
    PROBATION,
    SCHOOLING,
    VOTES,
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


KEYS = {
    key.key: key
    for key in (
        Key(
            "minimum_age_years",
            "Tuổi tối thiểu của người vào Đảng",
            "years",
            CONDITIONS,
            about="Tính đủ theo tháng, tại ngày chi bộ xét.",
        ),
        Key(
            "maximum_age_years",
            "Tuổi tối đa của người vào Đảng",
            "years",
            CONDITIONS,
            about="Tính đủ theo tháng, tại ngày chi bộ xét.",
        ),
        Key(
            "over_60_consent",
            "Người quá tuổi tối đa phải được đồng ý bằng văn bản trước khi xét kết nạp",
            "yes_no",
            CONDITIONS,
            about="Của ban thường vụ cấp ủy trực thuộc Trung ương.",
        ),
        Key("minimum_schooling", "Trình độ học vấn tối thiểu của người vào Đảng", "code", CONDITIONS, SCHOOLING),
        Key(
            "minimum_schooling_special_area",
            "Trình độ học vấn tối thiểu của người vào Đảng ở địa bàn đặc thù",
            "code",
            CONDITIONS,
            SCHOOLING,
            "Miền núi, biên giới, hải đảo, vùng dân tộc thiểu số, vùng đặc biệt khó khăn, ngư dân trên biển.",
        ),
        Key(
            "minimum_schooling_elder",
            "Trình độ học vấn tối thiểu của già làng, trưởng bản, người có uy tín ở địa bàn đặc thù",
            "code",
            CONDITIONS,
            SCHOOLING,
        ),
        Key("consult_religion", "Người vào Đảng theo tôn giáo thì phải xin ý kiến cấp trên", "yes_no", CONDITIONS),
        Key(
            "consult_foreign",
            "Người vào Đảng kết hôn với người nước ngoài hoặc có gốc nước ngoài thì phải xin ý kiến cấp trên",
            "yes_no",
            CONDITIONS,
        ),
        Key(
            "political_conclusion",
            "Người có vấn đề chính trị phải có kết luận của cấp ủy có thẩm quyền trước khi xét",
            "yes_no",
            CONDITIONS,
        ),
        Key(
            "awareness_certificate_months",
            "Thời gian có giá trị của giấy chứng nhận lớp bồi dưỡng nhận thức về Đảng",
            "months",
            CLASSES,
            about="Tính từ ngày cấp đến ngày chi bộ xét.",
        ),
        Key("new_member_class_required", "Đảng viên dự bị phải học lớp bồi dưỡng đảng viên mới", "yes_no", CLASSES),
        Key(
            "introducers_needed",
            "Số người giới thiệu một người vào Đảng",
            "people",
            INTRODUCERS,
            about="Hai đảng viên chính thức, hoặc một đảng viên cùng ban chấp hành Đoàn hay công đoàn cơ sở.",
        ),
        Key(
            "youth_union_age_years",
            "Tuổi cao nhất của đoàn viên Đoàn Thanh niên",
            "years",
            INTRODUCERS,
            about="Trong độ tuổi này, nơi có tổ chức Đoàn thì Đoàn giới thiệu cùng một đảng viên chính thức.",
        ),
        Key(
            "introducer_together_months",
            "Thời gian đảng viên giới thiệu phải cùng công tác, lao động, học tập hoặc cư trú với người vào Đảng",
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
        Key("mentor_assigned", "Chi bộ phân công đảng viên chính thức giúp đỡ người vào Đảng", "yes_no", INTRODUCERS),
        Key("dossier_papers", "Giấy tờ phải có trong hồ sơ kết nạp", "papers", DOSSIER),
        Key("recognition_papers", "Giấy tờ phải có trong hồ sơ công nhận đảng viên chính thức", "papers", DOSSIER),
        Key(
            "papers_valid_months",
            "Thời gian có giá trị của giấy giới thiệu, ý kiến nhận xét khi chi bộ chưa xét",
            "months",
            DOSSIER,
            about="Tính từ khi làm hồ sơ. Quá thời gian này thì làm lại giấy tờ và thẩm tra bổ sung lý lịch.",
        ),
        Key("verified_persons", "Những người phải thẩm tra lý lịch", "codes", DOSSIER, PERSONS),
        Key(
            "member_relatives_compared",
            "Người thân là đảng viên thì đối chiếu hồ sơ, không phải thẩm tra riêng",
            "yes_no",
            DOSSIER,
        ),
        Key(
            "verification_reply_working_days",
            "Thời hạn trả lời đề nghị thẩm tra lý lịch ở trong nước",
            "working_days",
            DOSSIER,
        ),
        Key(
            "verification_reply_abroad_working_days",
            "Thời hạn trả lời đề nghị thẩm tra lý lịch ở nước ngoài",
            "working_days",
            DOSSIER,
        ),
        Key(
            "cell_admission_majority",
            "Số phiếu cần có để chi bộ đề nghị kết nạp",
            "ratio",
            VOTES,
            about="Trên tổng số đảng viên chính thức của chi bộ.",
        ),
        Key(
            "committee_admission_majority",
            "Số phiếu cần có để đảng ủy cơ sở đề nghị kết nạp",
            "ratio",
            VOTES,
            about="Trên tổng số cấp ủy viên.",
        ),
        Key(
            "cell_recognition_majority",
            "Số phiếu cần có để chi bộ đề nghị công nhận chính thức",
            "ratio",
            VOTES,
            about="Trên tổng số đảng viên chính thức của chi bộ.",
        ),
        Key(
            "committee_recognition_majority",
            "Số phiếu cần có để đảng ủy cơ sở đề nghị công nhận chính thức",
            "ratio",
            VOTES,
            about="Trên tổng số cấp ủy viên.",
        ),
        Key(
            "cell_strike_off_majority",
            "Số phiếu cần có để chi bộ đề nghị xóa tên đảng viên dự bị",
            "ratio",
            VOTES,
            about="Trên tổng số đảng viên chính thức của chi bộ.",
        ),
        Key(
            "executive_decision_majority",
            "Số phiếu cần có để ban chấp hành đảng bộ quyết định theo ủy quyền",
            "ratio",
            VOTES,
            about="Trên tổng số cấp ủy viên.",
        ),
        Key(
            "standing_decision_majority",
            "Số phiếu cần có để ban thường vụ quyết định",
            "majority",
            VOTES,
            about="Trên tổng số ủy viên ban thường vụ.",
        ),
        Key(
            "cell_other_majority",
            "Số phiếu cần có để chi bộ thông qua nghị quyết khác",
            "majority",
            VOTES,
            about="Trên tổng số đảng viên chính thức được triệu tập.",
        ),
        Key(
            "absent_members_left_out",
            "Đảng viên được miễn sinh hoạt hoặc sinh hoạt tạm thời nơi khác mà vắng mặt thì không tính vào tổng số",
            "yes_no",
            VOTES,
        ),
        Key("cell_minimum_members", "Số đảng viên chính thức tối thiểu để chi bộ ra nghị quyết", "people", VOTES),
        Key(
            "failed_votes_before_report",
            "Số lần biểu quyết không đủ phiếu trước khi báo cáo cấp trên",
            "times",
            VOTES,
            about="Biểu quyết công nhận rồi biểu quyết xóa tên.",
        ),
        Key("base_committee_members", "Số đảng viên tối thiểu để tổ chức cơ sở lập đảng bộ", "people", VOTES),
        Key(
            "deciding_body",
            "Cấp có thẩm quyền quyết định kết nạp, công nhận, xóa tên đảng viên",
            "code",
            DECIDING,
            BODIES,
            "Từng đơn vị theo cấp quyết định đã ghi ở trang đơn vị.",
        ),
        Key(
            "admission_decision_working_days",
            "Thời hạn cấp có thẩm quyền quyết định kết nạp",
            "working_days",
            DECIDING,
            about="Kể từ ngày nghị quyết chi bộ.",
        ),
        Key(
            "recognition_decision_working_days",
            "Thời hạn cấp có thẩm quyền quyết định công nhận chính thức",
            "working_days",
            DECIDING,
            about="Kể từ ngày nghị quyết chi bộ.",
        ),
        Key("decision_extension_working_days", "Thời gian tối đa được gia hạn quyết định", "working_days", DECIDING),
        Key("ceremony_working_days", "Thời hạn tổ chức lễ kết nạp", "working_days", CEREMONY),
        Key(
            "ceremony_counted_from",
            "Ngày bắt đầu tính thời hạn tổ chức lễ kết nạp",
            "code",
            CEREMONY,
            {"receipt": "ngày chi bộ nhận quyết định", "issue": "ngày ký quyết định"},
        ),
        Key(
            "late_ceremony_consent",
            "Lễ kết nạp quá hạn phải được cấp ủy cấp trên trực tiếp đồng ý",
            "yes_no",
            CEREMONY,
        ),
        Key(
            "member_cv_working_days",
            "Thời hạn đảng viên mới khai lý lịch đảng viên",
            "working_days",
            CEREMONY,
            about="Kể từ ngày tổ chức lễ kết nạp.",
        ),
        Key("joined_on", "Ngày được ghi là ngày vào Đảng", "code", CEREMONY, {"ceremony": "ngày tổ chức lễ kết nạp"}),
        Key(
            "party_age_from", "Ngày bắt đầu tính tuổi đảng", "code", CEREMONY, {"decision": "ngày quyết định kết nạp"}
        ),
        Key(
            "probation_months",
            "Thời gian dự bị của đảng viên",
            "months",
            PROBATION,
            about="Kể từ ngày tổ chức lễ kết nạp.",
        ),
        Key(
            "recognition_vote_working_days",
            "Thời hạn chi bộ xét công nhận chính thức hoặc đề nghị xóa tên",
            "working_days",
            PROBATION,
            about="Kể từ ngày hết thời gian dự bị, không sớm hơn.",
        ),
        Key(
            "recognized_from",
            "Ngày được công nhận đảng viên chính thức",
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
        Key(
            "readmission_months",
            "Thời gian tối thiểu từ khi ra khỏi Đảng đến khi được xét kết nạp lại",
            "months",
            AGAIN,
        ),
        Key(
            "readmission_after_conviction_months",
            "Thời gian tối thiểu từ khi được xóa án tích về tội ít nghiêm trọng đến khi được xét kết nạp lại",
            "months",
            AGAIN,
        ),
        Key("readmissions_allowed", "Số lần một người được kết nạp lại", "times", AGAIN),
        Key(
            "readmission_consent",
            "Kết nạp lại phải được ban thường vụ cấp ủy cấp tỉnh và tương đương đồng ý bằng văn bản",
            "yes_no",
            AGAIN,
        ),
        Key("readmission_barred", "Những trường hợp không được xét kết nạp lại", "codes", AGAIN, BARRED),
        Key(
            "worker_months",
            "Thời gian làm việc tối thiểu để chi bộ nơi làm việc xét người lao động hợp đồng",
            "months",
            MOVES,
            about="Chưa đủ thì chi bộ nơi cư trú xét.",
        ),
        Key("student_months", "Thời gian học tối thiểu để chi bộ nơi học xét người học tập trung", "months", MOVES),
        Key(
            "secondment_months",
            "Thời gian công tác tối thiểu để chi bộ nơi đến xét người biệt phái, được cử đi công tác",
            "months",
            MOVES,
        ),
        Key("transfer_working_days", "Thời hạn làm thủ tục chuyển sinh hoạt đảng", "working_days", MOVES),
        Key(
            "referral_letter_working_days",
            "Thời hạn nộp giấy giới thiệu sinh hoạt đảng ở nơi mới",
            "working_days",
            MOVES,
        ),
        Key(
            "strike_off_months_absent",
            "Số tháng không sinh hoạt hoặc không đóng đảng phí trong một năm thì xét xóa tên",
            "months",
            LEAVING,
        ),
        Key(
            "strike_off_months_no_progress",
            "Số tháng không tiến bộ sau khi được giúp đỡ thì xét xóa tên",
            "months",
            LEAVING,
        ),
        Key(
            "strike_off_years_duties", "Số năm liên tiếp vi phạm nhiệm vụ đảng viên thì xét xóa tên", "years", LEAVING
        ),
        Key(
            "appeal_working_days",
            "Thời hạn khiếu nại quyết định kỷ luật, xóa tên",
            "working_days",
            LEAVING,
            about="Kể từ ngày nhận quyết định.",
        ),
        Key("reconciliation_months", "Khoảng cách giữa hai lần đối khớp hồ sơ đảng viên", "months", LEAVING),
        Key("card_check_months", "Khoảng cách giữa hai lần kiểm tra thẻ đảng viên", "months", LEAVING),
        Key("list_review_months", "Khoảng cách giữa hai lần rà soát danh sách nguồn", "months", LEAVING),
        Key(
            "form_edition",
            "Bộ biểu mẫu được dùng",
            "code",
            FORMS,
            FORM_EDITIONS,
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
            "Thể thức văn bản được dùng",
            "code",
            FORMS,
            LAYOUT_EDITIONS,
        ),
        Key("card_digits", "Số chữ số của số thẻ đảng viên", "digits", FORMS),
        Key("section_committee_label", "Tên gọi cấp ủy ở giữa đảng ủy cơ sở và chi bộ", "text", FORMS),
    )
}
