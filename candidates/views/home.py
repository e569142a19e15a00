"""The first page, "Việc của tôi", and the search for people and units."""

from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from candidates.overview.desk import first_page
from candidates.overview.found import search_everything
from partydev.decorators import signed_in


@signed_in
@require_GET
def home(request):
    return render(request, "candidates/home.html", first_page(request.user, timezone.localdate()))


@signed_in
@require_GET
def search(request):
    words = request.GET.get("q", "").strip()[:80]
    found = search_everything(request.user, words) if len(words) > 1 else None
    return render(request, "candidates/search.html", {"q": words, "found": found})
