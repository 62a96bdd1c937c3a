"""Every address: each floor brings its own."""

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from . import views

admin.autodiscover()
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]

urlpatterns = [
    path("", views.home, name="home"),
    path("p/<slug:slug>/", views.programme_home, name="programme_home"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("langue/", login_not_required(set_language), name="set_language"),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("compte/", include("allauth.urls")),
    path("administration/", admin.site.urls),
    path("", include("participants.urls")),
    path("", include("encounters.urls")),
    path("", include("practices.urls")),
    path("", include("booklets.urls")),
]
