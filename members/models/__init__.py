from .affiliations import Affiliation, AffiliationRole
from .applications import ChecklistLine, Endorsement, MembershipApplication
from .consents import AccountClosure, Consent
from .facts import MEMBER_KINDS, Kind, Precision, SizeBand
from .imports import RegistryImport
from .invitations import Invitation
from .licences import Licence
from .memberships import Membership, MembershipReminder, Suspension
from .merges import Merge
from .organisations import Organisation
from .stakeholders import Interest, Mailing, MailingRecipient
from .users import RoleGrant, User
from .vocabularies import ServiceType, TargetGroup, Theme, WorkLanguage

__all__ = [
    "MEMBER_KINDS",
    "AccountClosure",
    "Affiliation",
    "AffiliationRole",
    "ChecklistLine",
    "Consent",
    "Endorsement",
    "Interest",
    "Invitation",
    "Kind",
    "Licence",
    "Mailing",
    "MailingRecipient",
    "Membership",
    "MembershipApplication",
    "MembershipReminder",
    "Merge",
    "Organisation",
    "Precision",
    "RegistryImport",
    "RoleGrant",
    "ServiceType",
    "SizeBand",
    "Suspension",
    "TargetGroup",
    "Theme",
    "User",
    "WorkLanguage",
]
