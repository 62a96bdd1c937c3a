"""The addresses of reading, answering, validating, and of the life of a production."""

from django.urls import path

from ..views import answers, life, review

GROUP = "p/<slug:slug>/groupes/<int:group>"
ONE = "p/<slug:slug>/pratiques/<int:pk>"

review_urls = [
    path("p/<slug:slug>/relecture/", review.reading_list, name="reading_list"),
    path("p/<slug:slug>/relecture/repondre/", answers.answer_lot, name="answer_lot"),
    path(f"{GROUP}/faire-relire/", review.review_start_many, name="review_start_many"),
    path(f"{GROUP}/tour-de-table/", answers.round_table, name="round_table"),
    path(f"{ONE}/faire-relire/", review.review_start, name="review_start"),
    path(f"{ONE}/reprendre/", review.review_return, name="review_return"),
    path(f"{ONE}/lire/", review.reading, name="reading"),
    path(f"{ONE}/repondre/", answers.answer, name="answer"),
    path(f"{ONE}/reponses/", answers.answers_record, name="answers_record"),
    path(f"{ONE}/contester/", review.form_contest, name="form_contest"),
    path(f"{ONE}/valider/", life.validate, name="validate"),
    path(f"{ONE}/mettre-en-forme/", life.formalise, name="formalise"),
    path(f"{ONE}/bon-a-tirer/", life.approve, name="approve"),
    path(f"{ONE}/retirer/", life.withdraw, name="withdraw"),
    path(f"{ONE}/remettre/", life.restore_withdrawn, name="restore_withdrawn"),
]
