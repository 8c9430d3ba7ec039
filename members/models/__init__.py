from .affiliations import Affiliation
from .organisations import Organisation, ServiceType, TargetGroup, Theme
from .users import RoleGrant, User

__all__ = ["Affiliation", "Organisation", "RoleGrant", "ServiceType", "TargetGroup", "Theme", "User"]
