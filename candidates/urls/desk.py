"""Addresses of the committee's desk: the queue, dossiers to check, meetings."""

from django.urls import path

from candidates.views import desk

app_name = "desk"
urlpatterns = [
    path("", desk.queue, name="queue"),
    path("<int:pk>/", desk.review, name="review"),
    path("<int:pk>/giay-to/<int:paper>/", desk.check_paper, name="check_paper"),
    path("<int:pk>/giay-to/dat-yeu-cau/", desk.accept_all, name="accept_all"),
    path("<int:pk>/bo-sung/", desk.request_completion, name="request_completion"),
    path("<int:pk>/tham-dinh/", desk.appraise, name="appraise"),
    path("<int:pk>/trinh/", desk.forward, name="forward"),
]
