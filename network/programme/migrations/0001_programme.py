"""Projects, pillars and activities.

One operation a table, which makes a fresh database in half the time; see docs/development.md, «Migrations».
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('programme', '0001_projects_and_pillars')]

    initial = True

    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('core', '0001_ground'),
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
        ('members', '0002_registry'),
        ('mfa', '0003_authenticator_type_uniq'),
        ('sessions', '0001_initial'),
        ('taggit', '0006_rename_taggeditem_content_type_object_id_taggit_tagg_content_8fc721_idx'),
        ('usersessions', '0001_initial'),
        ('wagtail_localize', '0016_rename_page_revision_translationlog_revision'),
        ('wagtailadmin', '0006_formstate'),
        ('wagtailcore', '0098_apitoken'),
        ('wagtaildocs', '0014_alter_document_file_size'),
        ('wagtailimages', '0027_image_description'),
        ('wagtailredirects', '0008_add_verbose_name_plural'),
        ('wagtailsearch', '0010_add_text_fields'),
        ('wagtailusers', '0015_userprofile_keyboard_shortcuts'),
    ]

    operations = [
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('acronym', models.CharField(blank=True, max_length=40, verbose_name='short name')),
                ('titles', models.JSONField(default=dict, verbose_name='title per language')),
                ('summaries', models.JSONField(default=dict, verbose_name='summary per language')),
                ('descriptions', models.JSONField(blank=True, default=dict, verbose_name='description per language')),
                ('donors', models.JSONField(blank=True, default=dict, verbose_name='donors per language')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='from')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='until')),
                ('is_main', models.BooleanField(default=False, verbose_name='the network’s own project')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('countries', models.ManyToManyField(blank=True, related_name='projects', to='core.country', verbose_name='countries')),
            ],
            options={
                'verbose_name': 'project',
                'verbose_name_plural': 'projects',
                'ordering': ['position', '-starts_on', 'id'],
                'indexes': [models.Index(fields=['position', '-starts_on', 'id'], name='project_order')],
                'constraints': [models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='project_ends_after_it_begins', violation_error_message='The end must not be earlier than the beginning.')],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='programme.project')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.organisation')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.country')),
                ('places', models.JSONField(blank=True, default=dict, verbose_name='where it works, per language')),
                ('roles', models.JSONField(blank=True, default=dict, verbose_name='what it does in the project, per language')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partners',
                'ordering': ['position', 'id'],
                'indexes': [models.Index(fields=['project', 'position', 'id'], name='partner_order')],
                'constraints': [models.UniqueConstraint(fields=('project', 'name'), name='partner_stands_once_in_a_project')],
            },
        ),
        migrations.CreateModel(
            name='Pillar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pillars', to='programme.project')),
                ('slug', models.SlugField(max_length=60)),
                ('titles', models.JSONField(default=dict, verbose_name='title per language')),
                ('summaries', models.JSONField(blank=True, default=dict, verbose_name='summary per language')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'pillar',
                'verbose_name_plural': 'pillars',
                'ordering': ['position', 'id'],
                'indexes': [models.Index(fields=['project', 'position', 'id'], name='pillar_order')],
                'constraints': [models.UniqueConstraint(fields=('project', 'slug'), name='pillar_stands_once_in_a_project')],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('pillar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='programme.pillar')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('titles', models.JSONField(default=dict, verbose_name='title per language')),
                ('descriptions', models.JSONField(blank=True, default=dict, verbose_name='description per language')),
                ('link', models.CharField(blank=True, help_text='Where its results live, such as /grants/.', max_length=200, verbose_name='path on this site')),
            ],
            options={
                'verbose_name': 'activity',
                'verbose_name_plural': 'activities',
                'ordering': ['number', 'id'],
                'indexes': [models.Index(fields=['pillar', 'number'], name='activity_order')],
                'constraints': [models.UniqueConstraint(fields=('pillar', 'number'), name='activity_number_is_used_once')],
            },
        ),
        migrations.CreateModel(
            name='TargetGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='target_groups', to='programme.project')),
                ('slug', models.SlugField(max_length=60)),
                ('names', models.JSONField(default=dict, verbose_name='name per language')),
                ('notes', models.JSONField(blank=True, default=dict, verbose_name='note per language')),
                ('target', models.PositiveIntegerField(verbose_name='target')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'target group',
                'verbose_name_plural': 'target groups',
                'ordering': ['position', 'id'],
                'indexes': [models.Index(fields=['project', 'position', 'id'], name='target_group_order')],
                'constraints': [models.UniqueConstraint(fields=('project', 'slug'), name='target_group_stands_once_in_a_project')],
            },
        ),
    ]
