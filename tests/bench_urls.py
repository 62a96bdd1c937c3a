"""The product's addresses and one plain page of the same stack: what every measure is compared with."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import include, path

from participants.finding import programme_or_404
from participants.models import Organisation


def plain(request: HttpRequest, slug: str) -> HttpResponse:
    """Same middleware, session and layout; one query; 25 rows."""
    programme_or_404(request, slug)
    return render(request, "bench/plain.html", {"rows": Organisation.objects.all()[:25]})


urlpatterns = [path("plain/<slug:slug>/", plain, name="plain"), path("", include("config.urls"))]
