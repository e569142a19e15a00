"""Includes only: each app names its own pages."""

from django.urls import include, path

from candidates.views import home
from partydev import saved_views
from partydev.health import healthz
from partydev.jobs import views as jobs
from partydev.styleguide import styleguide
from partydev.undo import undo

urlpatterns = [
    path("", home.home, name="home"),
    path("tim-kiem/", home.search, name="search"),
    path("tai-khoan/", include("accounts.urls")),
    path("to-chuc/", include("branches.urls")),
    path("ho-so/", include("candidates.urls.cases")),
    path("", include("dossiers.urls")),
    path("tham-dinh/", include("candidates.urls.desk")),
    path("lop-boi-duong/", include("candidates.urls.classes")),
    path("quy-dinh/", include("candidates.urls.rulebook")),
    path("bao-cao/", include("reports.urls")),
    path("ke-hoach/", include("reports.urls_plans")),
    path("hoan-tac/", undo, name="undo"),
    path("bo-loc/", saved_views.mine, name="saved_views"),
    path("bo-loc/luu/", saved_views.save, name="saved_view_save"),
    path("bo-loc/<int:pk>/", saved_views.opened, name="saved_view"),
    path("bo-loc/<int:pk>/sua/", saved_views.change, name="saved_view_change"),
    path("bo-loc/<int:pk>/cap-nhat/", saved_views.update, name="saved_view_update"),
    path("bo-loc/<int:pk>/xoa/", saved_views.remove, name="saved_view_remove"),
    path("tep/", jobs.jobs, name="jobs"),
    path("tep/lap/", jobs.ask, name="job_ask"),
    path("tep/<int:pk>/", jobs.taken, name="job_file"),
    path("tep/<int:pk>/huy/", jobs.cancel, name="job_cancel"),
    path("tep/<int:pk>/tao-lai/", jobs.again, name="job_again"),
    path("styleguide/", styleguide, name="styleguide"),
    path("healthz", healthz, name="healthz"),
]

handler400 = "partydev.errors.bad_request"
handler403 = "partydev.errors.permission_denied"
handler404 = "partydev.errors.page_not_found"
handler500 = "partydev.errors.server_error"
