"""The addresses of what is handed on."""

from django.urls import path

from booklets.views import composing, pictures, public, running

urlpatterns = [
    path("p/<slug:slug>/livret/", composing.booklet, name="booklet"),
    path("p/<slug:slug>/livret/pratiques/", composing.booklet_practices, name="booklet_practices"),
    path("p/<slug:slug>/livret/pratiques/<int:pk>/place/", composing.booklet_item_shift, name="booklet_item_shift"),
    path("p/<slug:slug>/livret/textes/", composing.booklet_words, name="booklet_words"),
    path("p/<slug:slug>/livret/avant-propos/", composing.booklet_forewords, name="booklet_forewords"),
    path("p/<slug:slug>/livret/glossaire/", composing.booklet_glossary, name="booklet_glossary"),
    path("p/<slug:slug>/livret/images/", pictures.booklet_pictures, name="booklet_pictures"),
    path("p/<slug:slug>/livret/images/couverture/", pictures.booklet_cover, name="booklet_cover"),
    path("p/<slug:slug>/livret/images/couverture/enlever/", pictures.booklet_cover_remove, name="booklet_cover_remove"),
    path("p/<slug:slug>/livret/logos/<int:pk>/", pictures.booklet_logo, name="booklet_logo"),
    path("p/<slug:slug>/livret/logos/<int:pk>/enlever/", pictures.booklet_logo_remove, name="booklet_logo_remove"),
    path("p/<slug:slug>/livret/tirages/", running.run_create, name="run_create"),
    path("p/<slug:slug>/livret/tirages/<int:pk>/", running.run_progress, name="run_progress"),
    path("p/<slug:slug>/livret/tirages/<int:pk>/fichier.pdf", running.run_file, name="run_file"),
    path("p/<slug:slug>/livret/tirages/<int:pk>/reprendre/", running.run_retry, name="run_retry"),
    path("p/<slug:slug>/livret/tirages/<int:pk>/publier/", running.run_publish, name="run_publish"),
    path("p/<slug:slug>/livret/fermer/", running.booklet_unpublish, name="booklet_unpublish"),
    path("p/<slug:slug>/pratiques/<int:pk>/fiche.pdf", running.sheet_pdf, name="sheet_pdf"),
    path("bibliotheque/", public.library, name="library"),
    path("bibliotheque/<slug:slug>/livret.pdf", public.public_booklet, name="public_booklet"),
    path("bibliotheque/<slug:slug>/couverture/", public.public_cover, name="public_cover"),
    path("bibliotheque/<slug:slug>/<int:pk>/", public.public_practice, name="public_practice"),
    path("bibliotheque/<slug:slug>/<int:pk>/video/", public.public_video, name="public_video"),
    path("bibliotheque/<slug:slug>/<int:pk>/fichiers/<int:attachment>/", public.public_file, name="public_file"),
    path("v/<slug:code>/", public.short, name="short"),
]
