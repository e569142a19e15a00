"""Addresses of the committee's desk: the queue, dossiers to check, meetings."""

from django.urls import path

from candidates.views import completion, desk, irregular, meetings, more_sheets, sheets, unit_sheets

app_name = "desk"
urlpatterns = [
    path("", desk.queue, name="queue"),
    path("excel", sheets.queue, name="queue_xlsx"),
    path("<int:pk>/", desk.review, name="review"),
    path("<int:pk>/giay-to/<int:paper>/", desk.check_paper, name="check_paper"),
    path("<int:pk>/giay-to/<int:paper>/da-xem/", desk.tick_seen, name="tick_seen"),
    path("<int:pk>/giay-to/dat-yeu-cau/", desk.accept_all, name="accept_all"),
    path("<int:pk>/bo-sung/", desk.request_completion, name="request_completion"),
    path("<int:pk>/bo-sung/<int:asked>/cong-van.pdf", completion.letter_pdf, name="completion_letter"),
    path("ly-do-bo-sung/", completion.reason_list, name="reasons"),
    path("ly-do-bo-sung/<int:pk>/thoi-dung/", completion.end_reason, name="end_reason"),
    path("so-lan-bo-sung/", completion.returns, name="returns"),
    path("<int:pk>/tham-dinh/", desk.appraise, name="appraise"),
    path("<int:pk>/trinh/", desk.forward, name="forward"),
    path("chua-dung-quy-dinh/", irregular.listed, name="irregular"),
    path("chua-dung-quy-dinh/excel", more_sheets.irregular, name="irregular_xlsx"),
    # Meetings
    path("phien-hop/", meetings.meetings, name="meetings"),
    path("phien-hop/excel", unit_sheets.meetings, name="meetings_xlsx"),
    path("phien-hop/lap/", meetings.meeting_plan, name="meeting_plan"),
    path("phien-hop/<int:pk>/", meetings.meeting, name="meeting"),
    path("phien-hop/<int:pk>/sua/", meetings.meeting_change, name="meeting_change"),
    path("phien-hop/<int:pk>/so-to-trinh/", meetings.meeting_submission, name="meeting_submission"),
    path("phien-hop/<int:pk>/danh-sach/", meetings.add_cases, name="add_cases"),
    path("phien-hop/<int:pk>/co-mat/", meetings.meeting_attendance, name="meeting_attendance"),
    path("phien-hop/<int:pk>/trinh/", meetings.meeting_forward, name="meeting_forward"),
    path("phien-hop/<int:pk>/ket-thuc/", meetings.meeting_close, name="meeting_close"),
    path("phien-hop/<int:pk>/<slug:paper>.pdf", meetings.meeting_paper_pdf, name="meeting_paper_pdf"),
    path("phien-hop/<int:pk>/in/<slug:paper>/", meetings.meeting_paper, name="meeting_paper"),
    path("phien-hop/nguoi/<int:pk>/bo/", meetings.remove_case, name="remove_case"),
    path("phien-hop/nguoi/<int:pk>/ket-qua/", meetings.meeting_result, name="meeting_result"),
]
