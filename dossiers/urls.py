"""The papers of a case below its own address, standing phrases below the unit's."""

from django.urls import include, path

from dossiers.views import cv_unfinished, papers, phrases

app_name = "dossiers"
_FORM = "ho-so/<int:pk>/bieu-mau/<slug:form>/<int:part>/"
urlpatterns = [
    path("ho-so/ly-lich-chua-xong/", cv_unfinished.cv_unfinished, name="cv_unfinished"),
    path("ho-so/ly-lich-chua-xong/excel", cv_unfinished.cv_unfinished_xlsx, name="cv_unfinished_xlsx"),
    path("ho-so/", include("dossiers.urls_cv")),
    path("ho-so/<int:pk>/bieu-mau/", papers.forms, name="forms"),
    path("ho-so/<int:pk>/bieu-mau/tat-ca.pdf", papers.bundle_pdf, name="bundle_pdf"),
    path("ho-so/<int:pk>/bieu-mau/tat-ca.zip", papers.bundle_zip, name="bundle_zip"),
    path(_FORM, papers.form, name="form"),
    path(f"{_FORM}du-thao.pdf", papers.draft_pdf, name="draft_pdf"),
    path(f"{_FORM}ban-ky.pdf", papers.signed_pdf, name="signed_pdf"),
    path("to-chuc/<slug:code>/cau-mau/", phrases.phrases, name="phrases"),
    path("to-chuc/<slug:code>/cau-mau/<slug:key>/", phrases.phrase, name="phrase"),
]
