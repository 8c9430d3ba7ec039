from .accounts import (
    COOLING_OFF,
    ask_for_closure,
    erase_account,
    erase_due_accounts,
    keep_account,
    organisations_left_alone,
)
from .applications import (
    attach_document,
    endorse_application,
    lapse_application,
    remind_applicant,
    remove_document,
    save_application,
    start_application,
    submit_application,
    withdraw_application,
)
from .consents import give_consent, withdraw_consent
from .imports import enter_import, progress_key, read_import, undo_import
from .invitations import accept_invitation, invite_colleague, withdraw_invitation
from .licences import confirm_licence, remove_licence, save_licence
from .logos import remove_logo, set_logo
from .mailings import queue_mailing, save_interest, save_mailing, send_due_mailings, stop_mailing
from .memberships import (
    add_membership,
    lift_suspension,
    readmit_organisation,
    remind_of_end,
    renew_membership,
    suspend_organisation,
    terminate_membership,
)
from .merges import merge_organisations, merge_people
from .organisations import correct_registration, refresh_listing, register_organisation, save_profile
from .people import affiliate, change_affiliation_role, end_affiliation, hand_over
from .roles import end_role, grant_role
from .verification import (
    approve_application,
    ask_for_information,
    check_line,
    reject_application,
    start_verification,
    take_over_application,
)

__all__ = [
    "COOLING_OFF",
    "accept_invitation",
    "add_membership",
    "affiliate",
    "approve_application",
    "ask_for_closure",
    "ask_for_information",
    "attach_document",
    "change_affiliation_role",
    "check_line",
    "confirm_licence",
    "correct_registration",
    "end_affiliation",
    "end_role",
    "endorse_application",
    "enter_import",
    "erase_account",
    "erase_due_accounts",
    "give_consent",
    "grant_role",
    "hand_over",
    "invite_colleague",
    "keep_account",
    "lapse_application",
    "lift_suspension",
    "merge_organisations",
    "merge_people",
    "organisations_left_alone",
    "progress_key",
    "queue_mailing",
    "read_import",
    "readmit_organisation",
    "refresh_listing",
    "register_organisation",
    "reject_application",
    "remind_applicant",
    "remind_of_end",
    "remove_document",
    "remove_licence",
    "remove_logo",
    "renew_membership",
    "save_application",
    "save_interest",
    "save_licence",
    "save_mailing",
    "save_profile",
    "send_due_mailings",
    "set_logo",
    "start_application",
    "start_verification",
    "stop_mailing",
    "submit_application",
    "suspend_organisation",
    "take_over_application",
    "terminate_membership",
    "undo_import",
    "withdraw_application",
    "withdraw_consent",
    "withdraw_invitation",
]
