"""The addresses of this floor."""

from django.urls import path

from .views import access, entering, imports, me, organisations, programmes, roster

SETTINGS = "p/<slug:slug>/reglages/"
PEOPLE = "p/<slug:slug>/personnes/"

urlpatterns = [
    path("entrer/", entering.sign_in, name="sign_in"),
    path("entrer/lien/", entering.link_request, name="link_request"),
    path("entrer/demonstration/", entering.demonstration_enter, name="demonstration_enter"),
    path("code/", entering.slip_code, name="slip_code"),
    path("l/<str:token>/", entering.link_open, name="link_open"),
    path("information/", me.notice, name="notice"),
    path("vos-donnees/", me.notice, name="privacy"),
    path("programmes/nouveau/", programmes.programme_create, name="programme_create"),
    path("p/<slug:slug>/moi/", me.my_page, name="my_page"),
    path("p/<slug:slug>/moi/donnees.json", me.my_data, name="my_data"),
    path("p/<slug:slug>/moi/effacer/", me.my_erasure, name="my_erasure"),
    path(SETTINGS, programmes.programme_edit, name="programme_edit"),
    path(f"{SETTINGS}edition-suivante/", programmes.programme_copy, name="programme_copy"),
    path(f"{SETTINGS}groupes/nouveau/", programmes.group_create, name="group_create"),
    path(f"{SETTINGS}groupes/<int:pk>/", programmes.group_edit, name="group_edit"),
    path(f"{SETTINGS}groupes/<int:pk>/retirer/", programmes.group_remove, name="group_remove"),
    path(f"{SETTINGS}structures/", organisations.organisation_list, name="organisation_list"),
    path(f"{SETTINGS}structures/nouvelle/", organisations.organisation_create, name="organisation_create"),
    path(f"{SETTINGS}structures/<int:pk>/", organisations.organisation_edit, name="organisation_edit"),
    path(f"{SETTINGS}listes/<slug:key>/", organisations.pick_list_edit, name="pick_list_edit"),
    path(PEOPLE, roster.roster, name="roster"),
    path(f"{PEOPLE}ajouter/", roster.participation_create, name="participation_create"),
    path(f"{PEOPLE}<int:pk>/", roster.participation_edit, name="participation_edit"),
    path(f"{PEOPLE}<int:pk>/roles/", roster.participation_roles, name="participation_roles"),
    path(f"{PEOPLE}<int:pk>/quitter/", roster.participation_leave, name="participation_leave"),
    path(f"{PEOPLE}<int:pk>/effacer/", roster.participation_erase, name="participation_erase"),
    path(f"{PEOPLE}importer/", imports.roster_import, name="roster_import"),
    path(f"{PEOPLE}importer/confirmer/", imports.roster_import_confirm, name="roster_import_confirm"),
    path(f"{PEOPLE}importer/modele.xlsx", imports.roster_example, name="roster_example"),
    path(f"{PEOPLE}acces/", access.access_list, name="access_list"),
    path(f"{PEOPLE}acces/envoyer/", access.access_send, name="access_send"),
    path(f"{PEOPLE}acces/billets.pdf", access.slips_pdf, name="slips_pdf"),
    path(f"{PEOPLE}<int:pk>/acces/retirer/", access.access_revoke, name="access_revoke"),
]
