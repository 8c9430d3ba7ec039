"""What a merge of two entries would do, before anybody does it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from members.holdings import keys_to
from members.merging import obstacles_to
from members.models import Merge, Organisation, User
from members.names import SIMILAR, similarity
from members.permissions import belongs_to

COMPARED = (
    "name",
    "name_en",
    "acronym",
    "kind",
    "country",
    "municipality",
    "address",
    "register_name",
    "register_number",
    "tax_number",
    "website",
    "email",
    "phone",
)
PERSON_COMPARED = ("full_name", "email", "language", "date_joined", "last_login")


@dataclass(frozen=True)
class Comparison:
    """One fact of both entries, and what the kept one will say."""

    label: str
    kept: Any
    gone: Any
    after: Any

    @property
    def differs(self) -> bool:
        return (self.kept or "") != (self.gone or "")


@dataclass(frozen=True)
class Carried:
    label: str
    count: int


@dataclass(frozen=True)
class Preview:
    facts: Sequence[Comparison]
    carried: Sequence[Carried]
    obstacles: Sequence[str]


def preview(kept: Any, gone: Any, by: Any) -> Preview:
    """What both say, what would come over, and what stands against it when `by` does it."""
    fields = COMPARED if isinstance(kept, Organisation) else PERSON_COMPARED
    takes_over = isinstance(kept, Organisation)
    facts = []
    for name in fields:
        field = kept._meta.get_field(name)
        one, other = shown(kept, name), shown(gone, name)
        if one or other:
            facts.append(Comparison(capitalised(field.verbose_name), one, other, one or (other if takes_over else one)))
    return Preview(facts, carried_from(gone), hindrances(kept, gone, by))


def hindrances(kept: Any, gone: Any, by: Any) -> list[str]:
    """Why `by` cannot merge them in this direction, sentence by sentence; the action asks again under its locks."""
    found = []
    if isinstance(kept, Organisation):
        if kept.country_id != gone.country_id:
            found.append(_("These organisations are in different countries."))
        if by is not None and (belongs_to(by, kept) or belongs_to(by, gone)):
            found.append(_("You belong to one of them: somebody else must merge them."))
    else:
        if by is not None and by.pk in (kept.pk, gone.pk):
            found.append(_("One of them is you: somebody else must merge them."))
        if gone.is_superuser and not kept.is_superuser:
            found.append(_("Keep the account that runs the site, and merge the other into it."))
    return [*map(str, found), *obstacles_to(gone)]


def capitalised(name: Any) -> str:
    """With a capital in front, and all others left as they are."""
    return str(name)[:1].upper() + str(name)[1:]


def shown(entry: Any, name: str) -> Any:
    display = getattr(entry, f"get_{name}_display", None)
    return display() if display else getattr(entry, name)


def carried_from(gone: Any) -> list[Carried]:
    """How many rows of what kind point at the entry that would go."""
    counts: dict[str, int] = {}
    for model, field in keys_to(type(gone)):
        number = model._base_manager.filter(**{field.attname: gone.pk}).count()
        if number and not model._meta.auto_created:
            label = capitalised(model._meta.verbose_name_plural)
            counts[label] = counts.get(label, 0) + number
    return [Carried(label, number) for label, number in sorted(counts.items(), key=lambda item: -item[1])]


def likely_twins(body: Organisation) -> list[tuple[Organisation, Promise]]:
    """Other organisations of the country that may be the same, likeliest first."""
    others = Organisation.objects.filter(country=body.country_id).exclude(pk=body.pk)
    rows = others.values_list("pk", "bare_name", "register_key")
    scores = {}
    for pk, bare, key in rows:
        if body.register_key and key == body.register_key:
            scores[pk] = (200.0, _("Same register number"))
        elif bare and body.bare_name and (score := similarity(bare, body.bare_name)) >= SIMILAR:
            scores[pk] = (score, _("Similar name"))
    found = Organisation.objects.select_related("country", "municipality").in_bulk(list(scores))
    return [(found[pk], scores[pk][1]) for pk in sorted(scores, key=lambda pk: -scores[pk][0])[:8]]


def people_like(person: User) -> QuerySet[User]:
    """Accounts with the same name in either script, or the same name part of the address."""
    local = person.email.partition("@")[0]
    named = Q(full_name__iexact=person.full_name) | Q(email__istartswith=f"{local}@")
    return User.objects.filter(named, is_active=True).exclude(pk=person.pk).order_by("full_name", "id")[:8]


def moved_to(slug: str) -> Organisation | None:
    """The organisation in which the one with that old address has gone up."""
    merge = Merge.objects.filter(kind="organisation", gone_slug=slug).first()
    return Organisation.objects.filter(pk=merge.kept_id).first() if merge else None


def undoable_merges(body: Organisation) -> list[Merge]:
    """What went up in it lately, by mistake perhaps; the latest first."""
    return [merge for merge in Merge.objects.organisations().into(body.pk) if merge.can_be_undone]
