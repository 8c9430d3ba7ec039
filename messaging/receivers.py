"""Ends of sessions, of accounts and of affiliations, heard from apps that know nothing of rooms."""

from typing import Any

from django.contrib.sessions.models import Session
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from members.models import Affiliation, Organisation, RoleGrant, User

from .doorbell import ring_person, ring_session


@receiver(post_delete, sender=Session, dispatch_uid="messaging_session_ended")
def session_ended(instance: Session, **kwargs: Any) -> None:
    """Signing out, here or from the list of one's sessions, deletes the session."""
    ring_session(instance.session_key)


@receiver(post_save, sender=User, dispatch_uid="messaging_person_changed")
def person_changed(instance: User, created: bool, update_fields: Any = None, **kwargs: Any) -> None:
    if not created and (update_fields is None or {"is_active", "password"} & set(update_fields)):
        ring_person(instance.pk)


@receiver(post_save, sender=Affiliation, dispatch_uid="messaging_affiliation_changed")
@receiver(post_save, sender=RoleGrant, dispatch_uid="messaging_role_changed")
def standing_changed(instance: Affiliation | RoleGrant, created: bool, **kwargs: Any) -> None:
    if not created:
        ring_person(instance.person_id)


@receiver(post_save, sender=Organisation, dispatch_uid="messaging_organisation_changed")
def organisation_changed(instance: Organisation, created: bool, **kwargs: Any) -> None:
    """An organisation that is no longer listed takes its people's membership with it."""
    if not created and not instance.is_listed:
        for person_id in instance.affiliations.values_list("person_id", flat=True):
            ring_person(person_id)
