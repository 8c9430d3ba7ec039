"""Rooms, messages and what people do with them.

One operation a table, which makes a fresh database in half the time; see docs/development.md, «Migrations».
"""

import datetime
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('messaging', '0001_rooms_and_messages'), ('messaging', '0002_pins_polls_drafts_reports_and_attention')]

    initial = True

    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('core', '0001_ground'),
        ('core', '0002_files_mail_and_log'),
        ('django_tasks_database', '0021_conditional_partial_index_ordering'),
        ('members', '0001_people'),
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
            name='Attention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='attention', to=settings.AUTH_USER_MODEL)),
                ('rhythm', models.CharField(choices=[('soon', 'Soon, a few messages together'), ('daily', 'Once a day, when my quiet hours end'), ('never', 'Never')], default='soon', max_length=10, verbose_name='E-mail about rooms')),
                ('quiet_from', models.TimeField(default=datetime.time(20, 0), verbose_name='Quiet from')),
                ('quiet_until', models.TimeField(default=datetime.time(8, 0), verbose_name='Quiet until')),
                ('writes_on_free_days', models.BooleanField(default=False, verbose_name='Also on weekends and public holidays')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.country', verbose_name='Holidays of')),
                ('is_seen', models.BooleanField(default=True, verbose_name='Others see when I am in a room and when I am writing')),
            ],
            options={
                'verbose_name': 'attention to rooms',
                'verbose_name_plural': 'attention to rooms',
                'constraints': [models.CheckConstraint(condition=models.Q(('rhythm__in', ['soon', 'daily', 'never'])), name='attention_rhythm_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Room',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('key', models.CharField(blank=True, help_text='What the room was opened for, so that it is opened once.', max_length=120, null=True, unique=True)),
                ('kind', models.CharField(choices=[('country', 'Country room'), ('theme', 'Theme room'), ('organisation', 'Room of an organisation'), ('working_group', 'Working group'), ('call', 'Call for proposals'), ('event', 'Event'), ('review', 'Peer review'), ('direct', 'Direct conversation'), ('group', 'Group conversation')], max_length=20, verbose_name='kind')),
                ('titles', models.JSONField(blank=True, default=dict, verbose_name='title per language')),
                ('purposes', models.JSONField(blank=True, default=dict, verbose_name='purpose per language')),
                ('sensitivity', models.CharField(choices=[('open', 'Open to everyone with an account'), ('members', 'Members of the network'), ('confidential', 'Confidential: by invitation')], default='confidential', max_length=15, verbose_name='sensitivity')),
                ('posting', models.CharField(choices=[('everyone', 'Everyone in the room'), ('moderators', 'Moderators only'), ('nobody', 'Locked: nobody')], default='everyone', max_length=15, verbose_name='who may write')),
                ('slow_mode_seconds', models.PositiveIntegerField(default=0, verbose_name='seconds between two messages of a person')),
                ('retention_days', models.PositiveIntegerField(blank=True, null=True, verbose_name='days after which messages are deleted')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='core.country')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='rooms', to='members.organisation')),
                ('theme', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rooms', to='members.theme')),
                ('head_seq', models.PositiveBigIntegerField(default=0, editable=False)),
                ('revision', models.PositiveBigIntegerField(default=0, editable=False)),
                ('last_message_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('archived_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'room',
                'verbose_name_plural': 'rooms',
                'ordering': ['-last_message_at', '-id'],
                'indexes': [models.Index(fields=['-last_message_at', '-id'], name='room_by_last_message'), models.Index(fields=['kind', 'country'], name='room_by_kind_and_country')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'organisation'), _negated=True), ('organisation__isnull', False), _connector='OR'), name='room_of_an_organisation_names_it', violation_error_message='Say whose room this is.'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'country'), _negated=True), ('country__isnull', False), _connector='OR'), name='room_of_a_country_names_it', violation_error_message='Say which country the room is for.'), models.CheckConstraint(condition=models.Q(('revision__gte', models.F('head_seq'))), name='every_message_is_a_change_of_its_room')],
            },
        ),
        migrations.CreateModel(
            name='Message',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='messages', to='messaging.room')),
                ('seq', models.PositiveBigIntegerField()),
                ('revision', models.PositiveBigIntegerField()),
                ('client_id', models.UUIDField()),
                ('author', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.organisation', verbose_name='speaking for')),
                ('text', models.TextField(blank=True, verbose_name='message')),
                ('html', models.TextField(blank=True, editable=False)),
                ('folded', models.TextField(blank=True, editable=False)),
                ('language', models.CharField(blank=True, editable=False, max_length=10)),
                ('topic', models.CharField(blank=True, max_length=120, verbose_name='topic')),
                ('reply_to', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='replies', to='messaging.message')),
                ('reactions', models.JSONField(default=dict, editable=False, help_text='Sign → the public ids of who gave it.')),
                ('mentions_all', models.BooleanField(default=False)),
                ('has_files', models.BooleanField(default=False, editable=False)),
                ('has_poll', models.BooleanField(default=False, editable=False)),
                ('pinned_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('pinned_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('edited_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('deleted_at', models.DateTimeField(blank=True, editable=False, null=True)),
                ('deleted_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'message',
                'verbose_name_plural': 'messages',
                'ordering': ['seq'],
                'indexes': [models.Index(fields=['room', 'revision'], name='message_by_room_and_change'), models.Index(fields=['author', '-sent_at'], name='message_by_author'), models.Index(condition=models.Q(('pinned_at__isnull', False)), fields=['room', '-pinned_at'], name='message_pinned'), models.Index(condition=models.Q(('topic', ''), _negated=True), fields=['room', 'topic'], name='message_by_topic')],
                'constraints': [models.UniqueConstraint(fields=('room', 'seq'), name='message_number_is_unique_in_its_room'), models.UniqueConstraint(fields=('author', 'client_id'), name='message_is_sent_once_by_its_author'), models.CheckConstraint(condition=models.Q(('seq__gte', 1)), name='messages_are_numbered_from_one'), models.CheckConstraint(condition=models.Q(('deleted_at', None), models.Q(('folded', ''), ('html', ''), ('text', '')), _connector='OR'), name='a_deleted_message_says_nothing'), models.CheckConstraint(condition=models.Q(('deleted_at', None), ('pinned_at', None), _connector='OR'), name='a_deleted_message_is_not_pinned')],
            },
        ),
        migrations.CreateModel(
            name='MessageVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='messaging.message')),
                ('text', models.TextField()),
                ('html', models.TextField()),
                ('until', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'earlier version',
                'verbose_name_plural': 'earlier versions',
                'ordering': ['until'],
            },
        ),
        migrations.CreateModel(
            name='Mention',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to='messaging.message')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='mentions', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'mention',
                'verbose_name_plural': 'mentions',
                'constraints': [models.UniqueConstraint(fields=('message', 'person'), name='one_mention_per_message_and_person')],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='messaging.message')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='attachment', to='core.privatefile')),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'verbose_name': 'attachment',
                'verbose_name_plural': 'attachments',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Bookmark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='kept_messages', to=settings.AUTH_USER_MODEL)),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bookmarks', to='messaging.message')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'bookmark',
                'verbose_name_plural': 'bookmarks',
                'ordering': ['-created_at', '-id'],
                'constraints': [models.UniqueConstraint(fields=('person', 'message'), name='one_bookmark_per_person_and_message')],
            },
        ),
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL)),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='messaging.room')),
                ('text', models.TextField(verbose_name='message')),
                ('saved_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'draft',
                'verbose_name_plural': 'drafts',
                'ordering': ['-saved_at'],
                'constraints': [models.UniqueConstraint(fields=('person', 'room'), name='one_draft_per_person_and_room'), models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='a_draft_says_something')],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.JSONField(blank=True, default=dict, editable=False)),
                ('sealed_with', models.CharField(blank=True, editable=False, max_length=64)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='messaging.room')),
                ('message', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='messaging.message')),
                ('accused', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reporter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='message_reports', to=settings.AUTH_USER_MODEL)),
                ('grievance', models.CharField(choices=[('personal_data', 'It tells who somebody is whom we protect'), ('harm', 'It threatens, insults or hurts somebody'), ('spam', 'It is advertising or does not belong here'), ('other', 'Something else')], max_length=20, verbose_name='what is wrong')),
                ('note', models.CharField(blank=True, max_length=500, verbose_name='in your words')),
                ('state', models.CharField(choices=[('open', 'Waiting'), ('upheld', 'Acted upon'), ('dismissed', 'Nothing to object to')], default='open', max_length=10)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('handled_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'report of a message',
                'verbose_name_plural': 'reports of messages',
                'ordering': ['created_at', 'id'],
                'constraints': [models.UniqueConstraint(fields=('message', 'reporter'), name='a_person_reports_a_message_once'), models.CheckConstraint(condition=models.Q(('state__in', ['open', 'upheld', 'dismissed'])), name='message_report_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('handled_at', None), ('state', 'open')), models.Q(models.Q(('state', 'open'), _negated=True), ('handled_at__isnull', False)), _connector='OR'), name='a_report_is_open_until_handled')],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('evidence', models.JSONField(blank=True, default=dict, editable=False)),
                ('sealed_with', models.CharField(blank=True, editable=False, max_length=64)),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='messaging.room')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to=settings.AUTH_USER_MODEL)),
                ('kind', models.CharField(choices=[('hidden', 'Message hidden'), ('silenced', 'Silenced'), ('removed', 'Removed from the room')], max_length=10, verbose_name='measure')),
                ('message', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='messaging.message')),
                ('reason', models.CharField(max_length=300, verbose_name='reason')),
                ('until', models.DateTimeField(blank=True, null=True)),
                ('taken_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('taken_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('none', 'No objection'), ('open', 'Objection waiting'), ('granted', 'Taken back'), ('refused', 'Upheld')], default='none', max_length=10)),
                ('appeal', models.TextField(blank=True, max_length=2000, verbose_name='objection')),
                ('appealed_at', models.DateTimeField(blank=True, null=True)),
                ('answer', models.TextField(blank=True, max_length=2000, verbose_name='answer')),
                ('answered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'verbose_name': 'measure of a moderator',
                'verbose_name_plural': 'measures of moderators',
                'ordering': ['-taken_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['hidden', 'silenced', 'removed'])), name='measure_kind_is_known'), models.CheckConstraint(condition=models.Q(('state__in', ['none', 'open', 'granted', 'refused'])), name='measure_appeal_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('appeal', ''), ('appealed_at', None), ('state', 'none')), models.Q(models.Q(('state', 'none'), _negated=True), ('appealed_at__isnull', False), models.Q(('appeal', ''), _negated=True)), _connector='OR'), name='an_appeal_has_words_and_a_date'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'hidden'), _negated=True), ('message__isnull', False), _connector='OR'), name='a_hidden_message_is_named')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='messaging.room')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to=settings.AUTH_USER_MODEL)),
                ('state', models.CharField(choices=[('invited', 'Invited'), ('active', 'In the room'), ('left', 'Left'), ('removed', 'Removed')], default='active', max_length=10, verbose_name='state')),
                ('role', models.CharField(choices=[('owner', 'Owner'), ('moderator', 'Moderator'), ('member', 'Member')], default='member', max_length=10, verbose_name='role')),
                ('last_read_seq', models.PositiveBigIntegerField(default=0)),
                ('notified_seq', models.PositiveBigIntegerField(default=0, editable=False, help_text='How far the e-mails about this room have come.')),
                ('muted_until', models.DateTimeField(blank=True, null=True, verbose_name='silenced until')),
                ('level', models.CharField(choices=[('all', 'Every message'), ('mentions', 'Mentions of me'), ('none', 'Nothing')], default='mentions', max_length=10, verbose_name='tell me about')),
                ('joined_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('invited_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'participation',
                'verbose_name_plural': 'participations',
                'ordering': ['joined_at', 'id'],
                'indexes': [models.Index(fields=['person', 'state', 'room'], name='participation_by_person')],
                'constraints': [models.UniqueConstraint(fields=('room', 'person'), name='one_participation_per_room_and_person'), models.CheckConstraint(condition=models.Q(('state__in', ['invited', 'active', 'left', 'removed'])), name='participation_state_is_known')],
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('blocker', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to=settings.AUTH_USER_MODEL)),
                ('blocked', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'block',
                'verbose_name_plural': 'blocks',
                'ordering': ['-created_at'],
                'constraints': [models.UniqueConstraint(fields=('blocker', 'blocked'), name='one_block_per_pair'), models.CheckConstraint(condition=models.Q(('blocker', models.F('blocked')), _negated=True), name='nobody_blocks_themselves')],
            },
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('message', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='poll', to='messaging.message')),
                ('ballot', models.CharField(choices=[('person', 'Every person'), ('organisation', 'One vote per organisation')], default='person', max_length=15, verbose_name='who votes')),
                ('allows_several', models.BooleanField(default=False, verbose_name='several answers')),
                ('closes_at', models.DateTimeField(blank=True, null=True, verbose_name='ends')),
                ('closed_at', models.DateTimeField(blank=True, editable=False, null=True)),
            ],
            options={
                'verbose_name': 'poll',
                'verbose_name_plural': 'polls',
                'constraints': [models.CheckConstraint(condition=models.Q(('ballot__in', ['person', 'organisation'])), name='poll_ballot_is_known')],
            },
        ),
        migrations.CreateModel(
            name='PollOption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='options', to='messaging.poll')),
                ('position', models.PositiveSmallIntegerField()),
                ('text', models.CharField(max_length=200, verbose_name='answer')),
            ],
            options={
                'verbose_name': 'answer of a poll',
                'verbose_name_plural': 'answers of a poll',
                'ordering': ['position'],
                'constraints': [models.UniqueConstraint(fields=('poll', 'position'), name='poll_answers_have_their_places')],
            },
        ),
        migrations.CreateModel(
            name='Vote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('option', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='messaging.polloption')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='members.organisation')),
                ('cast_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'vote',
                'verbose_name_plural': 'votes',
                'ordering': ['cast_at', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('organisation', None)), fields=('option', 'person'), name='a_person_chooses_an_answer_once'), models.UniqueConstraint(condition=models.Q(('organisation__isnull', False)), fields=('option', 'organisation'), name='an_organisation_chooses_an_answer_once')],
            },
        ),
    ]
