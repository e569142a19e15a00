"""Sending scans as a page does."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates import actions
from candidates.scans import receive, store
from tests.candidates.pages import case_url
from tests.candidates.scan_files import pdf
from tests.factories import days_ago, make_candidate, make_person

CODE = "37"


def a_dossier(cast, cell=None, by=None):
    """A case whose dossier is open, with one paper in its register."""
    candidate = make_candidate(cell or cast.A1, "dossier_opened", person=make_person("Lò Thị Pán"))
    register(candidate, by or cast["sec_A1"])
    return candidate


def register(candidate, by, code=CODE):
    return actions.enter_paper(candidate=candidate, by=by, code=code, issued_on=days_ago(5), number="01")


def scans_url(candidate, name="scans", code=CODE):
    return case_url(name, candidate, code=code, ordinal=1)


def pick(name, content):
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def send_files(client, candidate, *files, page=None, code=CODE, follow=False, **more):
    """Choose `files` on the page and send them in one piece."""
    page = page or client.get(scans_url(candidate, code=code))
    data = {
        "form_token": page.context["form_token"],
        "received": page.context["form"]["received"].value(),
        "files": [pick(name, content) for name, content in files],
    }
    return client.post(scans_url(candidate, code=code), data | more, follow=follow)


def keep(candidate, by, pages=2, code=CODE, content=b""):
    """A scan as the page keeps it, without opening what was sent."""
    sending = store.Sending(store.new_sending(by))
    sending.add(0, 0, content or pdf(pages))
    path = sending.files()[0]
    sha256, size = store.settle(path)
    finished = receive.Finished(path, sha256, size, pages=pages, made_from="pdf", unclear=())
    kept = actions.keep_scan(candidate=candidate, by=by, code=code, ordinal=1, finished=finished)
    sending.drop()
    return kept


def file_url(scan):
    return reverse("candidates:scan_file", kwargs={"pk": scan.candidate_id, "scan": scan.pk})
