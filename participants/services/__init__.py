"""What can happen to programmes, to their people and to the ways in; one function per use case."""

from .access import (
    EntryRefusedError,
    make_link,
    make_operator_link,
    open_access,
    print_slips,
    request_links,
    revoke_accesses,
    send_links,
)
from .identity import (
    choose_language,
    is_known_elsewhere,
    make_coordinator,
    may_touch_identity,
    name_person,
    set_sign_in_email,
)
from .import_plan import Frame, Outcome, Plan, PlannedLine, plan_import
from .imports import import_people
from .me import answer_naming, ask_erasure, choose_contact, correct_own_name, erase_person, my_data, see_notice
from .organisations import add_organisation, edit_organisation, rename_lists
from .people import RosterError, add_person, change_roles, edit_participation, leave_programme
from .programmes import (
    MOST_GROUPS,
    GroupInUseError,
    add_group,
    copy_programme,
    create_programme,
    edit_group,
    edit_programme,
    remove_group,
)
from .roster_file import FileError

__all__ = [
    "MOST_GROUPS",
    "EntryRefusedError",
    "FileError",
    "Frame",
    "GroupInUseError",
    "Outcome",
    "Plan",
    "PlannedLine",
    "RosterError",
    "add_group",
    "add_organisation",
    "add_person",
    "answer_naming",
    "ask_erasure",
    "change_roles",
    "choose_contact",
    "choose_language",
    "copy_programme",
    "correct_own_name",
    "create_programme",
    "edit_group",
    "edit_organisation",
    "edit_participation",
    "edit_programme",
    "erase_person",
    "import_people",
    "is_known_elsewhere",
    "leave_programme",
    "make_coordinator",
    "make_link",
    "make_operator_link",
    "may_touch_identity",
    "my_data",
    "name_person",
    "open_access",
    "plan_import",
    "print_slips",
    "remove_group",
    "rename_lists",
    "request_links",
    "revoke_accesses",
    "see_notice",
    "send_links",
    "set_sign_in_email",
]
