"""What the ground keeps of people: files, notices, mail on its way.

One operation a table, which makes a fresh database in half the time; see docs/development.md, «Migrations».
"""

import django.db.models.deletion
import django.utils.timezone
import network.core.models.uploads
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('core', '0001_initial'), ('core', '0002_people_and_files')]

    initial = True

    dependencies = [
        ('core', '0001_ground'),
        ('members', '0001_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='OutboxMessage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('kind', models.CharField(max_length=60)),
                ('recipient', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('address', models.EmailField(max_length=254, verbose_name='address')),
                ('language', models.CharField(max_length=10)),
                ('subject', models.CharField(max_length=255, verbose_name='subject')),
                ('text', models.TextField()),
                ('html', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('due_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('problem', models.TextField(blank=True)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('given_up_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'outgoing message',
                'verbose_name_plural': 'outgoing messages',
                'ordering': ['id'],
                'indexes': [models.Index(condition=models.Q(('given_up_at', None), ('sent_at', None)), fields=['due_at', 'id'], name='outbox_waiting')],
                'constraints': [models.CheckConstraint(condition=models.Q(('sent_at', None), ('given_up_at', None), _connector='OR'), name='outbox_is_sent_or_given_up_not_both')],
            },
        ),
        migrations.CreateModel(
            name='Notification',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notifications', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(max_length=60)),
                ('title', models.CharField(max_length=255)),
                ('link', models.CharField(blank=True, max_length=500)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'notification',
                'verbose_name_plural': 'notifications',
                'ordering': ['-created_at', '-id'],
                'indexes': [models.Index(fields=['recipient', '-created_at', '-id'], name='notification_by_person')],
            },
        ),
        migrations.CreateModel(
            name='NotificationChoice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notification_choices', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(max_length=60)),
                ('email', models.BooleanField(default=True)),
            ],
            options={
                'verbose_name': 'notification choice',
                'verbose_name_plural': 'notification choices',
                'constraints': [models.UniqueConstraint(fields=('person', 'kind'), name='one_notification_choice_per_person_and_kind')],
            },
        ),
        migrations.CreateModel(
            name='PrivateFile',
            fields=[
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(max_length=60)),
                ('owner_type', models.CharField(max_length=100)),
                ('owner_id', models.CharField(max_length=64)),
                ('file', models.FileField(max_length=255, storage=network.core.models.uploads.private_storage, upload_to=network.core.models.uploads.private_path)),
                ('name', models.CharField(max_length=255, verbose_name='file name')),
                ('content_type', models.CharField(max_length=100)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('uploaded_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'private file',
                'verbose_name_plural': 'private files',
                'ordering': ['uploaded_at'],
                'indexes': [models.Index(fields=['owner_type', 'owner_id', 'purpose'], name='private_file_by_owner')],
            },
        ),
    ]
