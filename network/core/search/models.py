from django.db import models
from django.db.models import Q


class SearchEntry(models.Model):
    """One thing that can be found, in one language: what the reader sees of it and who may see it.

    Written only by `network.core.search.index`, which keeps the full-text index of the database beside it (a virtual
    table on SQLite, a vector column on PostgreSQL; see the migration). All of it can be rebuilt with `reindex`.
    """

    AUDIENCES = {"public": 0, "members": 1, "staff": 2}

    thing = models.CharField(max_length=120, help_text="What is found: the model's label and the key of the object.")
    language = models.CharField(max_length=12)
    kind = models.CharField(max_length=40)
    country = models.CharField(max_length=2, blank=True)
    audience = models.PositiveSmallIntegerField(choices=[(rank, name) for name, rank in AUDIENCES.items()])
    title = models.TextField()
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500)
    published_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["kind", "-published_at"], name="search_entry_by_kind"),
            models.Index(fields=["-published_at"], name="search_entry_newest"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["thing", "language"], name="one_search_entry_per_thing_and_language"),
            models.CheckConstraint(condition=Q(audience__in=[0, 1, 2]), name="search_entry_audience_is_known"),
        ]

    def __str__(self) -> str:
        return self.title


class SearchTag(models.Model):
    """A theme under which an entry can be found. `slug` is the same in every language and alphabet."""

    entry = models.ForeignKey(SearchEntry, models.CASCADE, related_name="tags")
    slug = models.CharField(max_length=80)
    name = models.CharField(max_length=120)

    class Meta:
        indexes = [models.Index(fields=["slug", "entry"], name="search_tag_by_slug")]
        constraints = [models.UniqueConstraint(fields=["entry", "slug"], name="one_search_tag_per_entry")]

    def __str__(self) -> str:
        return self.name


class SearchTerm(models.Model):
    """A word or stem that the index knows, to tell a rare word from a mistyped one.

    `shown` is a spelling somebody may read, `uses` a rough number of entries with it (counted exactly by `reindex`),
    and `audience` the widest circle that may know the word is there at all.
    """

    word = models.CharField(max_length=60, unique=True)
    shown = models.CharField(max_length=60)
    uses = models.PositiveIntegerField(default=1)
    audience = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.word


class SearchTermKey(models.Model):
    """A term, whole and with any one letter left out: two words a slip apart have a key in common."""

    key = models.CharField(max_length=60)
    term = models.ForeignKey(SearchTerm, models.CASCADE, related_name="keys")

    class Meta:
        indexes = [models.Index(fields=["key"], name="search_term_by_key")]

    def __str__(self) -> str:
        return self.key
