"""The coordination's page for the words of the prompts and their order."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from common.http import Request, require
from participants.finding import programme_or_404
from participants.models import Programme
from participants.permissions import programme_permissions

from ..forms import PromptForm
from ..models import Moment
from ..services import change_prompts, move_prompt


def prompt_list(request: Request, slug: str) -> HttpResponse:
    programme = programme_or_404(request, slug)
    require(programme_permissions(request.actor, programme).edit)

    forms = [PromptForm(request.POST or None, prompt=prompt) for prompt in programme.prompts.all()]
    if request.method == "POST" and all(form.is_valid() for form in forms):
        return _save(request, programme, forms)
    lists = [(label, [f for f in forms if f.prompt.moment == moment]) for moment, label in Moment.choices]
    status = 422 if request.method == "POST" else 200
    return render(request, "encounters/prompt_list.html", {"lists": lists}, status=status)


def _save(request: Request, programme: Programme, forms: list[PromptForm]) -> HttpResponse:
    """Every button of the page saves the words; an arrow also moves its prompt."""
    change_prompts(programme, {form.prompt.pk: form.changes() for form in forms})
    for form in forms:
        for way in ("up", "down"):
            if request.POST.get(way) == str(form.prompt.pk):
                move_prompt(form.prompt, up=way == "up")
                return redirect(f"{request.path}#prompt-{form.prompt.pk}")
    messages.success(request, _("The prompts are written down."))
    return redirect("prompt_list", programme.slug)
