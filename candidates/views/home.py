"""Placeholder until the home page lands."""

from django.http import HttpResponse

from partydev.decorators import signed_in


@signed_in
def home(request):
    return HttpResponse("")


@signed_in
def search(request):
    return HttpResponse("")
