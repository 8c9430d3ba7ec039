import uuid
from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import BaseUserManager
from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from members.roles import ADMIN, COUNTRY_BOUND, MEANING, STAFF, Role
from network.core.models import Country


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email=(username or "").strip().lower())


class User(AbstractUser):
    """A person with an account. They sign in with their e-mail address, kept in lower case."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    full_name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES, default="en")
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Belgrade")
    erased_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = UserManager()  # type: ignore[misc,assignment]

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        ordering = ["full_name", "id"]
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(
                name="email_is_kept_in_lower_case",
                condition=models.Q(email=Lower("email")),
                violation_error_message=_("Write the e-mail address in lower case."),
            )
        ]

    def __str__(self) -> str:
        return self.full_name or self.email

    @classmethod
    def from_db(cls, db: Any, field_names: Any, values: Any, **kwargs: Any) -> "User":
        """Whoever has closed their account is "former member" wherever a name is shown, in the reader's language."""
        person = super().from_db(db, field_names, values, **kwargs)
        if person.__dict__.get("erased_at"):
            person.full_name = gettext("Former member")
        return person

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email.strip().lower()
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]

    @property
    def initials(self) -> str:
        """Stands where a portrait would."""
        words = self.full_name.split()
        return "".join(word[0] for word in [*words[:1], *words[1:][-1:]]).upper()

    @cached_property
    def current_roles(self) -> frozenset[tuple[str, str | None]]:
        """The roles this person holds now, as (role, country code or None); one query, once per request."""
        return frozenset(self.role_grants.current(timezone.now()).values_list("role", "country_id"))

    def has_role(self, *roles: str, country: Country | str | None = None) -> bool:
        """Whether the person holds one of `roles` now; with `country`, a country-bound role must be for it."""
        code = country.pk if isinstance(country, Country) else country
        return any(
            held in roles and (code is None or held not in COUNTRY_BOUND or where == code)
            for held, where in self.current_roles
        )

    def countries_as(self, role: str) -> frozenset[str]:
        """Codes of the countries in which the person holds the country-bound `role` now."""
        return frozenset(where for held, where in self.current_roles if held == role and where)

    @property
    def needs_second_factor(self) -> bool:
        return self.is_superuser or self.is_staff or self.has_role(*STAFF)

    @property
    def enters_admin(self) -> bool:
        """Whether the editors' admin is open to this person, by the roles from which its groups follow. No query of its own."""
        return self.is_superuser or self.has_role(*ADMIN)

    def current_affiliations(self) -> models.QuerySet:
        """Where this person belongs now, with the organisations."""
        return self.affiliations.current(timezone.now()).select_related("organisation")

    def organisations(self) -> models.QuerySet:
        """Organisations this person belongs to now, in whatever role."""
        from .organisations import Organisation  # inline: the two models point at each other

        return Organisation.objects.filter(affiliations__in=self.affiliations.current(timezone.now())).distinct()


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def current(self, now: Any) -> "RoleGrantQuerySet":
        return self.filter(models.Q(until=None) | models.Q(until__gt=now), valid_from__lte=now)

    def over(self) -> "RoleGrantQuerySet":
        return self.filter(until__lte=timezone.now())

    def not_over(self, now: Any) -> "RoleGrantQuerySet":
        """Those that count at `now` or will count later."""
        return self.filter(models.Q(until=None) | models.Q(until__gt=now))

    def in_force(self) -> "RoleGrantQuerySet":
        return self.current(timezone.now()).select_related("country")

    def running(self) -> "RoleGrantQuerySet":
        """Those in force and those that are to begin, with who gave them."""
        return self.not_over(timezone.now()).select_related("country", "given_by")


class RoleGrant(models.Model):
    """Somebody was given a role in the network, by whom, from when until when. Taking it away sets `until`."""

    person = models.ForeignKey(User, models.CASCADE, related_name="role_grants")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    country = models.ForeignKey(Country, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateTimeField(_("from"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        ordering = ["person", "role", "valid_from"]
        indexes = [models.Index(fields=["person", "valid_from", "until"], name="role_grant_by_person")]
        constraints = [
            models.CheckConstraint(
                name="role_grant_ends_after_it_begins",
                condition=models.Q(until=None) | models.Q(until__gt=models.F("valid_from")),
                violation_error_message=_("The end must be later than the beginning."),
            ),
            models.CheckConstraint(
                name="coordinator_has_a_country_and_others_have_none",
                condition=models.Q(role="coordinator", country__isnull=False)
                | (~models.Q(role="coordinator") & models.Q(country=None)),
                violation_error_message=_("A coordinator needs a country; other roles are for the whole region."),
            ),
        ]
        verbose_name = _("role grant")
        verbose_name_plural = _("role grants")

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}"

    @property
    def has_begun(self) -> bool:
        return self.valid_from <= timezone.now()

    @property
    def meaning(self) -> str:
        """What the role allows, in a sentence."""
        return str(MEANING[Role(self.role)])
