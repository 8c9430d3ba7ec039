
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('core', '0001_initial'),
        ('members', '0001_initial'),
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
            },
        ),
        migrations.CreateModel(
            name='Pillar',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60)),
                ('titles', models.JSONField(default=dict, verbose_name='title per language')),
                ('summaries', models.JSONField(blank=True, default=dict, verbose_name='summary per language')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pillars', to='programme.project')),
            ],
            options={
                'verbose_name': 'pillar',
                'verbose_name_plural': 'pillars',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Partner',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='name')),
                ('places', models.JSONField(blank=True, default=dict, verbose_name='where it works, per language')),
                ('roles', models.JSONField(blank=True, default=dict, verbose_name='what it does in the project, per language')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.country')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.organisation')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='partners', to='programme.project')),
            ],
            options={
                'verbose_name': 'partner',
                'verbose_name_plural': 'partners',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TargetGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60)),
                ('names', models.JSONField(default=dict, verbose_name='name per language')),
                ('notes', models.JSONField(blank=True, default=dict, verbose_name='note per language')),
                ('target', models.PositiveIntegerField(verbose_name='target')),
                ('position', models.PositiveSmallIntegerField(default=0)),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='target_groups', to='programme.project')),
            ],
            options={
                'verbose_name': 'target group',
                'verbose_name_plural': 'target groups',
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('titles', models.JSONField(default=dict, verbose_name='title per language')),
                ('descriptions', models.JSONField(blank=True, default=dict, verbose_name='description per language')),
                ('link', models.CharField(blank=True, help_text='Where its results live, such as /grants/.', max_length=200, verbose_name='path on this site')),
                ('pillar', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='activities', to='programme.pillar')),
            ],
            options={
                'verbose_name': 'activity',
                'verbose_name_plural': 'activities',
                'ordering': ['number', 'id'],
                'indexes': [models.Index(fields=['pillar', 'number'], name='activity_order')],
                'constraints': [models.UniqueConstraint(fields=('pillar', 'number'), name='activity_number_is_used_once')],
            },
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['position', '-starts_on', 'id'], name='project_order'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on', None), ('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='project_ends_after_it_begins', violation_error_message='The end must not be earlier than the beginning.'),
        ),
        migrations.AddIndex(
            model_name='pillar',
            index=models.Index(fields=['project', 'position', 'id'], name='pillar_order'),
        ),
        migrations.AddConstraint(
            model_name='pillar',
            constraint=models.UniqueConstraint(fields=('project', 'slug'), name='pillar_stands_once_in_a_project'),
        ),
        migrations.AddIndex(
            model_name='partner',
            index=models.Index(fields=['project', 'position', 'id'], name='partner_order'),
        ),
        migrations.AddConstraint(
            model_name='partner',
            constraint=models.UniqueConstraint(fields=('project', 'name'), name='partner_stands_once_in_a_project'),
        ),
        migrations.AddIndex(
            model_name='targetgroup',
            index=models.Index(fields=['project', 'position', 'id'], name='target_group_order'),
        ),
        migrations.AddConstraint(
            model_name='targetgroup',
            constraint=models.UniqueConstraint(fields=('project', 'slug'), name='target_group_stands_once_in_a_project'),
        ),
    ]
