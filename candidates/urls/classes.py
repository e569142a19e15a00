"""Addresses of classes: who waits, rosters, units, sessions, results, papers, certificates."""

from django.urls import path

from candidates.views import certificates, class_work, classes, more_sheets, sheets

app_name = "classes"
urlpatterns = [
    path("", classes.class_list, name="list"),
    path("excel", sheets.classes, name="list_xlsx"),
    path("cho-hoc/", classes.nominations, name="nominations"),
    path("cho-hoc/excel", more_sheets.nominations, name="nominations_xlsx"),
    path("mo-lop/", classes.create, name="create"),
    path("so-cap-giay-chung-nhan/", certificates.register, name="register"),
    path("so-cap-giay-chung-nhan/excel", more_sheets.register, name="register_xlsx"),
    path("so-cap-giay-chung-nhan/<slug:code>.pdf", certificates.register_pdf, name="register_pdf"),
    path("giay-chung-nhan/<int:pk>.pdf", certificates.certificate_pdf, name="certificate_pdf"),
    path("giay-chung-nhan/<int:pk>/cap-lai/", certificates.reissue, name="reissue"),
    path("<int:pk>/", classes.detail, name="detail"),
    path("<int:pk>/excel", sheets.class_roster, name="roster_xlsx"),
    path("<int:pk>/sua/", classes.change, name="change"),
    path("<int:pk>/don-vi/", class_work.seats, name="seats"),
    path("<int:pk>/don-vi/mo-them/", class_work.invite, name="invite"),
    path("<int:pk>/don-vi/<int:unit>/", class_work.invitation, name="invitation"),
    path("<int:pk>/buoi-hoc/", class_work.sessions, name="sessions"),
    path("<int:pk>/buoi-hoc/<int:session>/", class_work.attendance, name="attendance"),
    path("<int:pk>/buoi-hoc/<int:session>/bo/", class_work.remove_session, name="remove_session"),
    path("<int:pk>/van-ban/<slug:paper>/", class_work.paper, name="paper"),
    path("<int:pk>/van-ban/<slug:paper>.pdf", class_work.paper_pdf, name="paper_pdf"),
    path("<int:pk>/giay-trieu-tap.pdf", class_work.calls_pdf, name="calls_pdf"),
    path("<int:pk>/giay-chung-nhan.pdf", certificates.certificates_pdf, name="certificates_pdf"),
    path("<int:pk>/dua-vao-lop/", classes.assign, name="assign"),
    path("<int:pk>/ket-qua/", classes.results, name="results"),
    path("<int:pk>/hoc-vien/<int:nomination>/bo/", classes.leave, name="leave"),
]
