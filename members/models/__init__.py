from .affiliations import Affiliation, AffiliationRole
from .applications import ChecklistLine, Endorsement, MembershipApplication
from .consents import AccountClosure, Consent
from .facts import MEMBER_KINDS, Kind, Precision, SizeBand
from .invitations import Invitation
from .licences import Licence
from .memberships import Membership, MembershipReminder, Suspension
from .organisations import Organisation
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
    "Invitation",
    "Kind",
    "Licence",
    "Membership",
    "MembershipApplication",
    "MembershipReminder",
    "Organisation",
    "Precision",
    "RoleGrant",
    "ServiceType",
    "SizeBand",
    "Suspension",
    "TargetGroup",
    "Theme",
    "User",
    "WorkLanguage",
]
