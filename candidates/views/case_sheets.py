"""Lists of people beside their way as spreadsheets."""

from django.urls import reverse
from django.utils import timezone

from accounts.list_files import list_file, listed, place_of
from branches.permissions import Permission
from candidates import cases_sheet
from candidates.models import SourceList
from candidates.views.comments import mentions_seen
from candidates.views.opening import readers_asked, tell
from candidates.views.sources import cell_of_year, entries_of, reviews_of, with_marks
from candidates.views.transfers import offers_seen


def _offers(asking):
    """Offers to and from the user's cells, open or done."""
    rows, today = offers_seen(asking.user), timezone.localdate()
    place = place_of(asking.user, Permission.CANDIDATE_ADVANCE)
    return listed(place, rows, lambda: cases_sheet.offers_book(rows, place, today), "Đề nghị chuyển chi bộ",
                  "chuyen-chi-bo", reverse("candidates:transfers"))  # fmt: skip


def _source_list(asking, cell, year):
    """The people of a cell's list of the year; where they stand today is for who may open them there."""
    unit, today = cell_of_year(asking.user, cell, year), timezone.localdate()
    row = SourceList.objects.filter(organization=unit, year=year).first()
    entries = with_marks(entries_of(row, asking.user), reviews_of(row))
    return listed(unit, entries, lambda: cases_sheet.source_book(entries, year, unit, today), "Danh sách nguồn",
                  f"danh-sach-nguon-{year}", reverse("candidates:source_list", args=[cell, year]))  # fmt: skip


def _mentions(asking):
    """Dossiers where somebody asks for a role that the user holds."""
    rows, today = mentions_seen(asking.user), timezone.localdate()
    place = place_of(asking.user, Permission.CANDIDATE_VIEW)
    return listed(place, rows, lambda: cases_sheet.mentions_book(rows, place, today), "Ý kiến chờ tôi",
                  "y-kien-cho", reverse("candidates:mentions"))  # fmt: skip


def _readers(asking, pk):
    """Who opened or printed a dossier; the file knows it by its code, like the log."""
    (candidate, rows), today = readers_asked(asking, pk), timezone.localdate()
    place = candidate.organization
    return listed(place, rows, lambda: cases_sheet.readers_book(map(tell, rows), candidate.code, place, today),
                  f"{candidate.code}: ai đã xem hồ sơ", f"ai-da-xem-{candidate.code}",
                  reverse("candidates:readers", args=[pk]))  # fmt: skip


offers = list_file(_offers, Permission.CANDIDATE_ADVANCE)
source_list = list_file(_source_list, Permission.CANDIDATE_VIEW)
readers = list_file(_readers, Permission.READERS_VIEW)
mentions = list_file(_mentions, Permission.CANDIDATE_VIEW)
