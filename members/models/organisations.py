import uuid
from collections.abc import Collection
from datetime import date
from itertools import chain, count
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from members.days import days_from, today
from members.points import Point
from members.states import DUE_DAYS, GRACE_DAYS, MembershipState
from network.core.languages import Localised, pick
from network.core.models import Municipality, PrivateFile
from network.core.text import fold_words, slugify, sort_key

from .facts import MEMBER_KINDS, PLACED, Kind, OrganisationFacts, Precision

__all__ = ["MEMBER_KINDS", "Kind", "Organisation", "OrganisationQuerySet", "Precision"]


LISTED = models.Q(is_listed=True)
"""Of the indexes of the directory: SQLite uses an index on a true-or-false column only where it is its condition."""


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def listed(self) -> "OrganisationQuerySet":
        """Those that the public may see: in good standing, and agreed to be listed."""
        return self.filter(models.Q(listed_until=None) | models.Q(listed_until__gte=today()), is_listed=True)

    def taken_off(self) -> "OrganisationQuerySet":
        """With `run_out`, all that are not `listed`; apart, because each has an index of its own."""
        return self.filter(is_listed=False)

    def run_out(self) -> "OrganisationQuerySet":
        return self.filter(is_listed=True, listed_until__lt=today())

    def visible_to(self, user: Any) -> "OrganisationQuerySet":
        """Listed ones for all; their own for its people; a country's for its coordinator; all for the secretariat."""
        if not user.is_authenticated:
            return self.listed()
        if user.has_role("secretariat", "grants_manager"):
            return self
        own = user.affiliations.current(timezone.now()).values("organisation")
        return self.filter(
            models.Q(pk__in=Organisation.objects.listed().values("pk"))
            | models.Q(country__in=user.countries_as("coordinator"))
            | models.Q(pk__in=own)
        )

    def placed_in(self, municipality_slug: str) -> "OrganisationQuerySet":
        """Those of which the public may know that they are in that municipality."""
        return self.filter(municipality__slug=municipality_slug, precision__in=PLACED)

    def with_effective_state(self, today: date) -> "OrganisationQuerySet":
        """Annotates `effective`: what `states.effective_state` says of each, computed by the database."""
        from .memberships import Suspension  # inline: memberships point at organisations

        state = MembershipState
        started_until = models.Max("memberships__valid_until", filter=models.Q(memberships__valid_from__lte=today))
        return self.annotate(started_until=started_until, last_until=models.Max("memberships__valid_until")).annotate(
            effective=models.Case(
                models.When(terminated_on__lte=today, then=models.Value(state.TERMINATED)),
                models.When(
                    models.Exists(Suspension.objects.in_force().filter(organisation=models.OuterRef("pk"))),
                    then=models.Value(state.SUSPENDED),
                ),
                models.When(started_until=None, then=models.Value(state.PENDING)),
                models.When(
                    started_until__gte=today,
                    last_until__gt=days_from(today, DUE_DAYS),
                    then=models.Value(state.ACTIVE),
                ),
                models.When(started_until__gte=today, then=models.Value(state.DUE)),
                models.When(started_until__gte=days_from(today, -GRACE_DAYS), then=models.Value(state.GRACE)),
                default=models.Value(state.LAPSED),
                output_field=models.CharField(),
            )
        )


class Organisation(OrganisationFacts):
    """A body that takes part in the network's life: a member CSO, a ministry, a newspaper, a donor.

    `is_listed` and `listed_until` are written by the actions only: the public directory shows the organisation while
    the first is true and the second, if there is one, has not passed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slug = models.SlugField(max_length=80, unique=True)
    sort_key = models.CharField(max_length=700, editable=False, default="")
    folded_text = models.TextField(editable=False, default="")

    logo = models.ForeignKey(
        PrivateFile, models.SET_NULL, null=True, blank=True, related_name="+", editable=False, verbose_name=_("logo")
    )
    terminated_on = models.DateField(null=True, blank=True, editable=False)
    is_listed = models.BooleanField(default=False, editable=False)
    listed_until = models.DateField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    updated_at = models.DateTimeField(auto_now=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key", "id"]
        indexes = [
            models.Index(fields=["sort_key", "id", "listed_until"], name="listed_by_name", condition=LISTED),
            models.Index(fields=["-created_at", "-id", "listed_until"], name="listed_newest_first", condition=LISTED),
            models.Index(fields=["country", "sort_key", "id"], name="listed_by_country", condition=LISTED),
            models.Index(
                fields=["kind", "country", "municipality", "precision", "listed_until"],
                name="listed_gathered",
                condition=LISTED,
            ),
            models.Index(fields=["listed_until"], name="listed_until_a_day", condition=LISTED),
            models.Index(fields=["id"], name="taken_off_the_list", condition=models.Q(is_listed=False)),
        ]
        constraints = [
            *OrganisationFacts.Meta.constraints,
            models.UniqueConstraint(
                fields=["country", "register_name", "register_key"],
                condition=~models.Q(register_key=""),
                name="register_number_is_unique_in_its_register",
                violation_error_message=_("An organisation with this register number is in the network already."),
            ),
            models.CheckConstraint(
                name="a_listed_organisation_has_consented",
                condition=models.Q(is_listed=False) | models.Q(consents_to_listing=True),
                violation_error_message=_("Only an organisation that agreed to it can be listed."),
            ),
        ]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    def get_absolute_url(self) -> str:
        return reverse("directory-profile", kwargs={"slug": self.slug})

    def fill_derived(self) -> set[str]:
        self.sort_key = sort_key(self.name)[:700]
        self.folded_text = f" {fold_words(' '.join(self.public_words()))}"
        if not self.slug:
            self.slug = self.free_slug()
        return super().fill_derived() | {"sort_key", "folded_text", "slug"}

    def public_words(self) -> list[str]:
        """What the directory's text search looks at; SECURITY: nothing that the profile does not show."""
        town = list(self.public_municipality.names.values()) if self.public_municipality else []
        return [self.name, self.name_en, self.acronym, *self.summaries.values(), *town]

    def free_slug(self, taken: Collection[str] | None = None) -> str:
        """The address that it gets; `taken` are all those that are in use, which are looked up otherwise."""
        base = slugify(self.name_en or self.name, max_length=60) or "organisation"
        if taken is None:
            taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
        return next(slug for slug in chain([base], (f"{base}-{n}" for n in count(2))) if slug not in taken)

    @property
    def public_municipality(self) -> Municipality | None:
        """The municipality where the public may know it; None where precision says country or hidden."""
        return self.municipality if self.precision in PLACED else None

    @property
    def public_address(self) -> str:
        return self.address if self.precision == Precision.EXACT else ""

    @property
    def public_point(self) -> Point | None:
        """SECURITY: the only way in which a point reaches the public, and only with the exact address."""
        return self.point if self.precision == Precision.EXACT else None

    @property
    def public_front_gate(self) -> str:
        """How people reach an organisation whose place they may not know."""
        return "" if self.precision == Precision.EXACT else self.front_gate

    @property
    def logo_url(self) -> str:
        """The picture's address, another one for each picture; empty where there is none."""
        if self.logo_id is None:
            return ""
        return f"{reverse('directory-logo', kwargs={'slug': self.slug})}?v={str(self.logo_id)[:8]}"

    @property
    def summary(self) -> Localised:
        return pick(self.summaries, get_language())

    @property
    def description(self) -> Localised:
        return pick(self.descriptions, get_language())

    @property
    def can_be_member(self) -> bool:
        return self.kind in MEMBER_KINDS

    @property
    def effective_label(self) -> str:
        """The name of the state that `with_effective_state` computed."""
        return str(MembershipState(self.effective).label)  # type: ignore[attr-defined]

    @property
    def monogram(self) -> str:
        """Stands where a logo would: the acronym, or the first letters of the first two words."""
        words = [word.strip("„“”\"'.,") for word in self.name.split()]
        return self.acronym[:3] or "".join(word[0] for word in words[:2] if word).upper()

    @property
    def website_label(self) -> str:
        """The website as people say it."""
        return self.website.removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")
