"""Addresses of the results, the reports and the lists behind their numbers."""

from django.urls import path

from reports.views import dashboard, people, reports, signals

app_name = "reports"
urlpatterns = [
    path("", reports.choose, name="list"),
    path("ket-qua/", dashboard.dashboard, name="dashboard"),
    path("danh-sach/", people.people, name="people"),
    path("qua-han/", people.overdue, name="overdue"),
    path("chua-doc/", signals.unread, name="unread"),
    path("can-quan-tam/", signals.signals, name="signals"),
    path("can-quan-tam/<slug:key>/", signals.signal, name="signal"),
    path("nguong/<slug:code>/", signals.thresholds, name="thresholds"),
    path("ty-le-dan-so/<slug:code>/", signals.shares, name="shares"),
    path("<slug:code>/<str:key>/", reports.report, name="report"),
    path("<slug:code>/<str:key>/pdf", reports.pdf, name="pdf"),
    path("<slug:code>/<str:key>/ghi-so/", reports.issue, name="issue"),
]
