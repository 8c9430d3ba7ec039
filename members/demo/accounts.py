"""Accounts of the demo network."""

from functools import lru_cache
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password

from members.models import User


def account(email: str, name: str, language: str, world: Any) -> User:
    """Somebody with a confirmed address and the password of everybody; who is there already stays as they are."""
    user = User.objects.filter(email=email).first()
    if user is None:
        user = User.objects.create(email=email, full_name=name, language=language, password=hashed(world.password))
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@lru_cache
def hashed(password: str) -> str:
    """Hashing is slow on purpose; one hash does for forty invented people."""
    return make_password(password)
