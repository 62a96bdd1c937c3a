"""How allauth meets our people: nobody signs up alone, and a strong sign-in replaces a session opened by a link."""

import logging
from smtplib import SMTPException
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from .middleware import ACCESS_KEY, STRENGTH_KEY
from .models import Person

logger = logging.getLogger(__name__)


class ClosedSignupAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        request.session.pop(STRENGTH_KEY, None)
        request.session.pop(ACCESS_KEY, None)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        """The information notice comes first, once."""
        response = super().post_login(request, user, **kwargs)
        if user.notice_seen_at is not None or response.status_code != 302:
            return response
        return redirect(f"{reverse('notice')}?{urlencode({'next': response['Location']})}")

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A code is useless later: when the mail server is down, say so at once."""
        try:
            super().send_mail(template_prefix, email, context)
        except (SMTPException, OSError) as error:
            logger.warning("A sign-in mail could not be sent: %s", type(error).__name__)
            messages.error(
                self.request,
                _("Mail cannot be sent just now. Try again in a few minutes, or sign in with your password."),
            )
