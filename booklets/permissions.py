"""Who may compose, print, see the proof and publish."""

from dataclasses import dataclass

from participants.models import Actor, Programme


@dataclass(frozen=True)
class BookletPermissions:
    compose: bool
    see_proof: bool
    print_run: bool
    publish: bool


def booklet_permissions(actor: Actor, programme: Programme) -> BookletPermissions:
    """The coordination composes, prints and publishes; facilitators see the proof."""
    roles = actor.roles_in(programme.pk)
    facilitates = roles.group_id is not None and roles.facilitates(roles.group_id)
    return BookletPermissions(
        compose=roles.is_coordinator,
        see_proof=roles.is_coordinator or facilitates,
        print_run=roles.is_coordinator,
        publish=roles.is_coordinator,
    )
