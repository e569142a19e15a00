"""Addresses of people on their way: lists, one person's page, entering, steps, acts beside the way."""

from django.urls import path

from candidates.scans.profile import WhereOpen
from candidates.urls import months  # noqa: F401 - registers the converter
from candidates.views import (
    cell_meetings,
    clock,
    comments,
    corrections,
    detail,
    entry,
    grounds,
    handing_over,
    handover,
    introductions,
    irregular,
    lists,
    opening,
    people,
    preflight,
    remarks,
    rhythm,
    scans,
    sideacts,
    sources,
    transfers,
    transitions,
    union_counts,
    verification,
    votes,
)

app_name = "candidates"
urlpatterns = [
    # Lists
    path("", lists.candidates, name="list"),
    path("excel", lists.candidates_xlsx, name="list_xlsx"),
    # The list of the year
    path("nguon/", sources.sources, name="sources"),
    path("nguon/<int:cell>/<int:year>/", sources.source_list, name="source_list"),
    path("nguon/<int:cell>/<int:year>/ra-soat/", sources.source_review, name="source_review"),
    # What is said about a dossier
    path("y-kien-cho-toi/", comments.mentions, name="mentions"),
    path("<int:pk>/trao-doi/", comments.comments, name="comments"),
    path("<int:pk>/trao-doi/<int:comment>/tra-loi/", comments.comment_answer, name="comment_answer"),
    path("<int:pk>/trao-doi/<int:comment>/xong/", comments.comment_resolve, name="comment_resolve"),
    path("<int:pk>/trao-doi/<int:comment>/rut/", comments.comment_take_back, name="comment_take_back"),
    path("<int:pk>/phong-trao/", sources.evidence, name="evidence"),
    path("<int:pk>/phong-trao/<int:row>/", sources.evidence_change, name="evidence_change"),
    # Entering
    path("dua-vao-nguon/", entry.enter, name="enter"),
    path("tiep-nhan-hien-trang/", entry.take_over, name="take_over"),
    # What is due
    path("viec-den-han/", clock.due, name="due"),
    path("viec-den-han/<int:pk>/giai-trinh/", clock.explain, name="explain"),
    path("viec-den-han/kiem-tra/<slug:code>/", clock.checks, name="checks"),
    path("viec-den-han/nhac-viec/<slug:code>/", clock.reminders, name="reminders"),
    path("<int:pk>/gia-han/", clock.extend, name="extend"),
    # Before the dossier goes up
    path("<int:pk>/doi-chieu/", preflight.compare, name="compare"),
    path("<int:pk>/doi-chieu/nhap/", preflight.readings, name="readings"),
    # The places asked about a CV
    path("tham-tra-chua-tra-loi/", verification.verifications_unanswered, name="verifications_unanswered"),
    path("<int:pk>/tham-tra/", verification.verifications, name="verifications"),
    path("<int:pk>/tham-tra/them/", verification.verification_add, name="verification_add"),
    path("<int:pk>/tham-tra/<int:request_pk>/", verification.verification, name="verification"),
    path("<int:pk>/tham-tra/<int:request_pk>/don-doc/", verification.verification_chase, name="verification_chase"),
    # One person
    path("<int:pk>/", detail.detail, name="detail"),
    path("<int:pk>/muc-dich/", opening.purpose, name="purpose"),
    path("<int:pk>/ai-da-xem/", opening.readers, name="readers"),
    path("<int:pk>/nhap-bu/", entry.catch_up, name="catch_up"),
    path("<int:pk>/thong-tin/", people.person, name="person"),
    path("<int:pk>/nguon-gioi-thieu/", people.case, name="case"),
    # Steps along the way
    path("<int:pk>/buoc/<slug:transition>/phieu-bieu-quyet.pdf", votes.ballots_pdf, name="vote_ballots"),
    path("<int:pk>/buoc/<slug:transition>/", transitions.step, name="step"),
    path("<int:pk>/viec/<int:event>/rut-lai/", corrections.take_back, name="take_back"),
    path("<int:pk>/viec/<int:event>/khac-phuc/", irregular.remedy, name="remedy"),
    path("<int:pk>/bieu-quyet/<int:vote>/bien-ban/", votes.minutes, name="vote_minutes"),
    path("<int:pk>/bieu-quyet/<int:vote>/bien-ban.pdf", votes.minutes_pdf, name="vote_minutes_pdf"),
    path("<int:pk>/viec/<int:event>/phieu-giao-nhan/", handover.receipt, name="receipt"),
    path("<int:pk>/viec/<int:event>/phieu-giao-nhan.pdf", handover.receipt_pdf, name="receipt_pdf"),
    # Acts beside the way
    path("<int:pk>/giup-do/", sideacts.assign_mentor, name="assign_mentor"),
    path("<int:pk>/giup-do/<int:assignment>/thoi/", sideacts.end_mentor, name="end_mentor"),
    path("<int:pk>/nhiem-vu/", sideacts.task, name="task"),
    path("<int:pk>/nhiem-vu/<int:task>/", sideacts.task_result, name="task_result"),
    path("<int:pk>/gioi-thieu/", sideacts.introduce, name="introduce"),
    path("<int:pk>/gioi-thieu/<int:introduction>/", sideacts.introduction, name="introduction"),
    path("<int:pk>/cu-di-hoc/<slug:kind>/", sideacts.nominate, name="nominate"),
    path("<int:pk>/nhan-quyet-dinh/", sideacts.receive_decision, name="receive_decision"),
    path("<int:pk>/chuyen-chi-bo/", sideacts.move, name="move"),
    path("<int:pk>/de-nghi-chuyen/", transfers.offer, name="offer_transfer"),
    path("chuyen-di-den/", transfers.transfers, name="transfers"),
    path("chuyen-di-den/<int:pk>/", transfers.answer_offer, name="answer_transfer"),
    path("chuyen-di-den/<int:pk>/rut-lai/", transfers.take_back, name="take_transfer_back"),
    path("chuyen-di-den/<int:pk>/xac-nhan.pdf", transfers.transfer_paper, name="transfer_paper"),
    # A cell's work goes to another secretary
    path("ban-giao/", handing_over.hand_overs, name="hand_overs"),
    path("ban-giao/<slug:code>/lap/", handing_over.hand_over_make, name="hand_over_make"),
    path("ban-giao/<int:pk>/", handing_over.hand_over, name="hand_over"),
    path("ban-giao/<int:pk>/ban-giao.pdf", handing_over.hand_over_pdf, name="hand_over_pdf"),
    # Documents of higher organs
    path("<int:pk>/van-ban-can-cu/<slug:kind>/", grounds.record_ground, name="record_ground"),
    path("<int:pk>/van-ban-can-cu/<int:ground>/rut-lai/", grounds.withdraw_ground, name="withdraw_ground"),
    # The dossier's register
    path("<int:pk>/giay-to/", people.add_paper, name="add_paper"),
    path("<int:pk>/giay-to/<slug:code>/<int:ordinal>/", people.paper, name="paper"),
    path("<int:pk>/giay-to/<slug:code>/<int:ordinal>/bo/", people.remove_paper, name="remove_paper"),
    path("<int:pk>/bo-sung/<int:point>/", people.answer_point, name="answer_point"),
    # Scans of its papers, where this installation keeps them
    path("<int:pk>/giay-to/<slug:code>/<int:ordinal>/ban-chup/", scans.scans, name="scans", Pattern=WhereOpen),
    path(
        "<int:pk>/giay-to/<slug:code>/<int:ordinal>/ban-chup/phan/",
        scans.scan_part,
        name="scan_part",
        Pattern=WhereOpen,
    ),
    path(
        "<int:pk>/giay-to/<slug:code>/<int:ordinal>/ban-chup/go/",
        scans.scan_set_aside,
        name="scan_set_aside",
        Pattern=WhereOpen,
    ),
    path("<int:pk>/ban-chup/<int:scan>/", scans.scan_file, name="scan_file", Pattern=WhereOpen),
    path("<int:pk>/ban-chup/<int:scan>/trang/<int:number>/", scans.scan_page, name="scan_page", Pattern=WhereOpen),
    # The month of a cell: meeting, remarks, conclusions
    path("nhan-xet/", remarks.remarks, name="remarks"),
    path("nhan-xet/ky-nhan-xet/<slug:code>/", rhythm.rhythm, name="rhythm"),
    path("nhan-xet/<int:cell>/<month:month>/hop/", remarks.meeting, name="meeting"),
    path("nhan-xet/<int:cell>/<month:month>/buoi-hop/", cell_meetings.cell_meeting, name="cell_meeting"),
    path("nhan-xet/<int:cell>/<month:month>/chuong-trinh/", cell_meetings.cell_agenda, name="cell_agenda"),
    path("nhan-xet/<int:cell>/<month:month>/chuong-trinh/<int:item>/", cell_meetings.cell_item, name="cell_item"),
    path(
        "nhan-xet/<int:cell>/<month:month>/chuong-trinh/<int:item>/<slug:way>/",
        cell_meetings.cell_item_move,
        name="cell_item_move",
    ),
    path("nhan-xet/<int:cell>/<month:month>/co-mat/", cell_meetings.cell_attendance, name="cell_attendance"),
    path("nhan-xet/<int:cell>/<month:month>/ket-qua/", cell_meetings.cell_outcome, name="cell_outcome"),
    path("nhan-xet/<int:cell>/<month:month>/hoan-thanh/", cell_meetings.cell_close, name="cell_close"),
    path("nhan-xet/<int:cell>/<month:month>/mo-lai/", cell_meetings.cell_reopen, name="cell_reopen"),
    path("nhan-xet/<int:cell>/<month:month>/in/<slug:paper>/", cell_meetings.cell_paper, name="cell_paper"),
    path("nhan-xet/<int:cell>/<month:month>/<slug:paper>.pdf", cell_meetings.cell_paper_pdf, name="cell_paper_pdf"),
    path("nhan-xet/<int:cell>/<month:month>/khong-hop/", remarks.no_meeting, name="no_meeting"),
    path("nhan-xet/<int:cell>/<month:month>/ket-luan/", remarks.conclude, name="conclude"),
    path("<int:pk>/nhan-xet/<month:month>/", remarks.remark, name="remark"),
    # What mass organizations introduce
    path("doan-the/", introductions.introduced, name="introduced"),
    path("doan-the/theo-quy/", union_counts.union_counts, name="union_counts"),
    path("doan-the/chua-gioi-thieu/", union_counts.quiet_unions, name="quiet_unions"),
    path("doan-the/dang-ky/", union_counts.union_register, name="union_register"),
    path("doan-the/gioi-thieu/", introductions.introduce_person, name="introduce_person"),
]
