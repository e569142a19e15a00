"""Addresses of the results, the reports and the lists behind their numbers."""

from django.urls import path

from reports.views import cross, dashboard, kept, life, official, people, reports, sheets, signals

app_name = "reports"
urlpatterns = [
    path("", reports.choose, name="list"),
    path("ket-qua/", dashboard.dashboard, name="dashboard"),
    path("danh-sach/", people.people, name="people"),
    path("danh-sach/excel", sheets.people_list, name="people_xlsx"),
    path("lap-bang/", cross.cross, name="cross"),
    path("lap-bang/excel", cross.cross_xlsx, name="cross_xlsx"),
    path("lap-bang/pdf", cross.cross_pdf, name="cross_pdf"),
    path("qua-han/", people.overdue, name="overdue"),
    path("chua-doc/", signals.unread, name="unread"),
    path("can-quan-tam/", signals.signals, name="signals"),
    path("can-quan-tam/<slug:key>/", signals.signal, name="signal"),
    path("nguong/<slug:code>/", signals.thresholds, name="thresholds"),
    path("ty-le-dan-so/<slug:code>/", signals.shares, name="shares"),
    path("tra-cuu/", reports.find_record, name="find_record"),
    path("tra-cuu/<slug:lookup>/", kept.record_of, name="record"),
    path("<slug:code>/<str:key>/", reports.report, name="report"),
    path("<slug:code>/<str:key>/pdf", reports.pdf, name="pdf"),
    path("<slug:code>/<str:key>/bieu/", official.forms, name="forms"),
    path("<slug:code>/<str:key>/bieu/<str:bieu>/", official.form, name="form"),
    path("<slug:code>/<str:key>/bieu/<str:bieu>/pdf", official.form_pdf, name="form_pdf"),
    path("<slug:code>/<str:key>/bieu/<str:bieu>/excel", official.form_xlsx, name="form_xlsx"),
    path("<slug:code>/<str:key>/excel", sheets.report, name="xlsx"),
    path("<slug:code>/<str:key>/noi-dung/", life.texts, name="texts"),
    path("<slug:code>/<str:key>/gui/", life.submit, name="submit"),
    path("<slug:code>/<str:key>/lay-lai/", life.take_back, name="take_back"),
    path("<slug:code>/<str:key>/nhan/", life.receive, name="receive"),
    path("<slug:code>/<str:key>/tra-lai/", life.send_back, name="send_back"),
    path("<slug:code>/<str:key>/ghi-so/", life.issue, name="issue"),
    path("<slug:code>/<str:key>/cho-dieu-chinh/", kept.late, name="late"),
    path("<slug:code>/<str:key>/tinh-hinh-gui/", kept.standing, name="standing"),
    path("<slug:code>/<str:key>/lan/<int:ordinal>/", kept.revision, name="revision"),
    path("<slug:code>/<str:key>/lan/<int:ordinal>/pdf", kept.revision_pdf, name="revision_pdf"),
    path("<slug:code>/<str:key>/lan/<int:ordinal>/excel", kept.revision_xlsx, name="revision_xlsx"),
    path("<slug:code>/<str:key>/lan/<int:ordinal>/ban-luu", kept.system_copy, name="system_copy"),
    path("<slug:code>/<str:key>/lan/<int:ordinal>/khac-biet/", kept.differences, name="differences"),
]
