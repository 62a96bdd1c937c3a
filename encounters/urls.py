"""The addresses of this floor."""

from django.urls import path

from . import views

MEETINGS = "p/<slug:slug>/rencontres/"
MEETING = f"{MEETINGS}<int:pk>/"
CONTRIBUTION = "p/<slug:slug>/contributions/<int:pk>/"

urlpatterns = [
    path(MEETINGS, views.meeting_list, name="meeting_list"),
    path(f"{MEETINGS}preparer/", views.meetings_prepare, name="meetings_prepare"),
    path(f"{MEETINGS}nouvelle/", views.meeting_create, name="meeting_create"),
    path(MEETING, views.meeting_detail, name="meeting_detail"),
    path(f"{MEETING}modifier/", views.meeting_edit, name="meeting_edit"),
    path(f"{MEETING}ouvrir/", views.meeting_open, name="meeting_open"),
    path(f"{MEETING}fermer/", views.meeting_close, name="meeting_close"),
    path(f"{MEETING}rencontre.ics", views.meeting_ics, name="meeting_ics"),
    path(f"{MEETING}presences/", views.attendance, name="attendance"),
    path(f"{MEETING}noter/", views.capture, name="capture"),
    path(f"{MEETING}noter/ajouter/", views.contribution_add, name="contribution_add"),
    path(CONTRIBUTION, views.contribution_detail, name="contribution_detail"),
    path(f"{CONTRIBUTION}modifier/", views.contribution_edit, name="contribution_edit"),
    path(f"{CONTRIBUTION}deplacer/", views.contribution_move, name="contribution_move"),
    path(f"{CONTRIBUTION}couper/", views.contribution_cut, name="contribution_cut"),
    path(f"{CONTRIBUTION}enlever/", views.contribution_delete, name="contribution_delete"),
    path(f"{CONTRIBUTION}remettre/", views.contribution_restore, name="contribution_restore"),
    path("p/<slug:slug>/reglages/questions/", views.prompt_list, name="prompt_list"),
]
