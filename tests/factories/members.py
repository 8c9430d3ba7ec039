"""People and organisations for tests: small, valid, and saying nothing that a test did not ask for."""

from typing import Any

import factory
from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.utils import timezone

from members import actions
from members.checklist import WITH_DOCUMENT
from members.models import (
    Affiliation,
    AffiliationRole,
    Licence,
    MembershipApplication,
    Organisation,
    RoleGrant,
    ServiceType,
    TargetGroup,
    Theme,
    User,
)
from network.core.models import Country, Municipality, PrivateFile

PASSWORD = "a-long-enough-password-7"


def country(code: str) -> Country:
    """One of the five, which every migrated database holds."""
    return Country.objects.get(pk=code)


class UserFactory(factory.django.DjangoModelFactory):
    """A person with a verified address and the password PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    full_name = factory.Sequence(lambda n: f"Person Example {n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    language = "en"

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        password = kwargs.pop("password", PASSWORD)
        user = User.objects.create_user(*args, password=password, **kwargs)
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
        return user


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A listed CSO in Belgrade; `listed=False` for one that the public does not see."""

    class Meta:
        model = Organisation
        skip_postgeneration_save = True

    class Params:
        listed = True
        country_code = "RS"

    name = factory.Sequence(lambda n: f"Organisation Example {n}")
    country = factory.LazyAttribute(lambda o: country(o.country_code))
    municipality = factory.LazyAttribute(
        lambda o: Municipality.objects.filter(country=o.country).order_by("population_rank").first()
    )
    consents_to_listing = factory.SelfAttribute("listed")
    is_listed = factory.SelfAttribute("listed")


class AffiliationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Affiliation

    person = factory.SubFactory(UserFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    role = AffiliationRole.MEMBER
    valid_from = factory.LazyFunction(timezone.now)


class RoleGrantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RoleGrant

    person = factory.SubFactory(UserFactory)
    role = "assessor"
    country = None
    valid_from = factory.LazyFunction(timezone.now)


class ThemeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"theme-{n}")
    names = factory.LazyAttribute(lambda o: {"en": o.slug.replace("-", " ").capitalize()})


class TargetGroupFactory(ThemeFactory):
    class Meta:
        model = TargetGroup
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"group-{n}")


class ServiceTypeFactory(ThemeFactory):
    class Meta:
        model = ServiceType
        django_get_or_create = ["slug"]

    slug = factory.Sequence(lambda n: f"service-{n}")


def person_with_role(role: str, code: str | None = None, **fields: Any) -> User:
    """Somebody who holds `role` now; `code` is the country of a country-bound one."""
    person = UserFactory(**fields)
    RoleGrantFactory(person=person, role=role, country=country(code) if code else None)
    return person


class MembershipApplicationFactory(factory.django.DjangoModelFactory):
    """A complete draft of a CSO in Belgrade; `complete_documents()` and the actions bring it further."""

    class Meta:
        model = MembershipApplication
        skip_postgeneration_save = True

    class Params:
        country_code = "RS"

    applicant = factory.SubFactory(UserFactory)
    applicant_title = "director"
    name = factory.Sequence(lambda n: f"Applicant number {n}")
    country = factory.LazyAttribute(lambda o: country(o.country_code))
    municipality = factory.LazyAttribute(
        lambda o: Municipality.objects.filter(country=o.country).order_by("population_rank").first()
    )
    register_number = factory.Sequence(lambda n: f"28{n:06}")
    email = "info@example.org"
    summaries = factory.LazyFunction(lambda: {"en": "We help."})
    consents_to_listing = True

    @factory.post_generation
    def words(self, create: bool, extracted: Any, **kwargs: Any) -> None:
        if create:
            self.themes.add(Theme.objects.get(slug="asylum"))
            self.target_groups.add(TargetGroup.objects.get(slug="refugees"))


def licence(organisation: Organisation, **fields: Any) -> Licence:
    """To run a shelter in Serbia, in force and not confirmed by anybody, unless said otherwise."""
    facts = {"state": "licensed", "number": "N-1/27", "authority": "Ministry", "country": country("RS"), **fields}
    return Licence.objects.create(organisation=organisation, service=ServiceType.objects.get(slug="shelter"), **facts)


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def complete_application(**fields: Any) -> MembershipApplication:
    """A draft that lacks nothing, its four documents included."""
    application = MembershipApplicationFactory(**fields)
    for item in WITH_DOCUMENT:
        PrivateFile.objects.create(
            purpose=item.purpose,
            owner_type=application._meta.label_lower,
            owner_id=str(application.pk),
            file=ContentFile(PDF, name=f"{item.key}.pdf"),
            name=f"{item.key}.pdf",
            content_type="application/pdf",
            size=len(PDF),
            sha256=item.key,
            uploaded_by=application.applicant,
        )
    return application


def submitted_application(**fields: Any) -> MembershipApplication:
    application = complete_application(**fields)
    return actions.submit_application(application, by=application.applicant)


def verified_application(by: Any, **fields: Any) -> MembershipApplication:
    """Taken on by `by` and in order on every line: ready for a decision."""
    application = submitted_application(**fields)
    actions.start_verification(application, by=by)
    for line in application.checklist.all():
        actions.check_line(line, verdict="passed", by=by)
    return application
