"""Countries, the search index and what else knows nobody.

One operation a table, which makes a fresh database in half the time; see docs/development.md, «Migrations».
"""

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_people_and_files')]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('thing', models.CharField(help_text="What is found: the model's label and the key of the object.", max_length=120)),
                ('language', models.CharField(max_length=12)),
                ('kind', models.CharField(max_length=40)),
                ('country', models.CharField(blank=True, max_length=2)),
                ('audience', models.PositiveSmallIntegerField(choices=[(0, 'public'), (1, 'members'), (2, 'staff')])),
                ('title', models.TextField()),
                ('text', models.TextField(blank=True)),
                ('url', models.CharField(max_length=500)),
                ('published_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['pk'],
                'indexes': [models.Index(fields=['kind', '-published_at'], name='search_entry_by_kind'), models.Index(fields=['-published_at'], name='search_entry_newest')],
                'constraints': [models.UniqueConstraint(fields=('thing', 'language'), name='one_search_entry_per_thing_and_language'), models.CheckConstraint(condition=models.Q(('audience__in', [0, 1, 2])), name='search_entry_audience_is_known')],
            },
        ),
        migrations.CreateModel(
            name='SearchTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='core.searchentry')),
                ('slug', models.CharField(max_length=80)),
                ('name', models.CharField(max_length=120)),
            ],
            options={
                'indexes': [models.Index(fields=['slug', 'entry'], name='search_tag_by_slug')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'slug'), name='one_search_tag_per_entry')],
            },
        ),
        migrations.CreateModel(
            name='SearchTerm',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('word', models.CharField(max_length=60, unique=True)),
                ('shown', models.CharField(max_length=60)),
                ('uses', models.PositiveIntegerField(default=1)),
                ('audience', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name='SearchTermKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('term', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='keys', to='core.searchterm')),
            ],
            options={
                'indexes': [models.Index(fields=['key'], name='search_term_by_key')],
            },
        ),
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='when')),
                ('actor_id', models.CharField(blank=True, max_length=64)),
                ('actor_name', models.CharField(blank=True, max_length=255, verbose_name='who')),
                ('verb', models.CharField(max_length=80, verbose_name='what')),
                ('object_type', models.CharField(max_length=100)),
                ('object_id', models.CharField(max_length=64)),
                ('object_name', models.CharField(max_length=255, verbose_name='object')),
                ('reason', models.TextField(blank=True, verbose_name='why')),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('country_code', models.CharField(blank=True, max_length=2)),
            ],
            options={
                'verbose_name': 'audit entry',
                'verbose_name_plural': 'audit entries',
                'ordering': ['-at', '-id'],
                'indexes': [models.Index(fields=['object_type', 'object_id', '-at'], name='audit_by_object'), models.Index(fields=['country_code', '-at'], name='audit_by_country'), models.Index(fields=['-at', '-id'], name='audit_by_time')],
            },
        ),
        migrations.CreateModel(
            name='Country',
            fields=[
                ('code', models.CharField(max_length=2, primary_key=True, serialize=False, verbose_name='ISO code')),
                ('names', models.JSONField(default=dict, verbose_name='names per language')),
                ('footnote', models.JSONField(blank=True, default=dict, verbose_name='footnote per language')),
                ('languages', models.JSONField(default=list, help_text='Codes, most widely read first.', verbose_name='languages')),
                ('scripts', models.JSONField(default=list, verbose_name='scripts')),
                ('currency', models.CharField(max_length=3, verbose_name='currency')),
                ('time_zone', models.CharField(max_length=64, verbose_name='time zone')),
                ('in_network_from', models.DateField(verbose_name='in the network from')),
                ('in_network_until', models.DateField(blank=True, null=True, verbose_name='in the network until')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'country',
                'verbose_name_plural': 'countries',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='Municipality',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='municipalities', to='core.country')),
                ('names', models.JSONField(default=dict, verbose_name='names per language')),
                ('sort_key', models.CharField(default='', editable=False, max_length=255)),
                ('latitude', models.DecimalField(decimal_places=4, max_digits=7, verbose_name='latitude')),
                ('longitude', models.DecimalField(decimal_places=4, max_digits=7, verbose_name='longitude')),
                ('population_rank', models.PositiveSmallIntegerField(default=0, verbose_name='rank by population within the country')),
            ],
            options={
                'verbose_name': 'municipality',
                'verbose_name_plural': 'municipalities',
                'ordering': ['country', 'sort_key'],
                'indexes': [models.Index(fields=['country', 'sort_key'], name='municipality_by_name')],
            },
        ),
        migrations.CreateModel(
            name='PeriodicRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('last_started_at', models.DateTimeField(blank=True, null=True)),
                ('last_finished_at', models.DateTimeField(blank=True, null=True)),
                ('problem', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
    ]
