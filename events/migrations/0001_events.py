"""Events, seats, registrations, certificates.

One operation a table, which makes a fresh database in half the time; see docs/development.md, «Migrations».
"""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('events', '0001_events_and_seats')]

    initial = True

    dependencies = [
        ('account', '0009_emailaddress_unique_primary_email'),
        ('core', '0001_ground'),
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
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('name', models.CharField(help_text='For the desk and the log; readers see the page’s title.', max_length=200, verbose_name='working title')),
                ('kind', models.CharField(choices=[('partnership_meeting', 'Partnership meeting'), ('academy', 'Social academy'), ('training', 'Training'), ('training_of_trainers', 'Training of trainers'), ('hearing', 'Public hearing'), ('parliament_event', 'Event in the European Parliament'), ('caravan', 'Media caravan'), ('campaign_action', 'Campaign action'), ('study_visit', 'Study visit'), ('steering_committee', 'Steering committee'), ('other', 'Other event')], default='training', max_length=30, verbose_name='kind')),
                ('state', models.CharField(choices=[('scheduled', 'Scheduled'), ('postponed', 'Postponed'), ('cancelled', 'Cancelled'), ('done', 'Took place')], default='scheduled', editable=False, max_length=20, verbose_name='state')),
                ('visibility', models.CharField(choices=[('public', 'Everybody'), ('members', 'Members of the network'), ('staff', 'Coordinators and the secretariat')], default='public', max_length=20, verbose_name='who may know of it')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('time_zone', models.CharField(default='Europe/Belgrade', max_length=64, verbose_name='time zone')),
                ('mode', models.CharField(choices=[('in_person', 'In person'), ('online', 'Online'), ('hybrid', 'In person and online')], default='in_person', max_length=20, verbose_name='how to take part')),
                ('country', models.ForeignKey(blank=True, help_text='Empty for an event of the whole region.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='core.country', verbose_name='country')),
                ('municipality', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.municipality', verbose_name='municipality')),
                ('venue', models.CharField(blank=True, help_text='Name and address, in the original script.', max_length=250, verbose_name='place')),
                ('online_url', models.URLField(blank=True, help_text='Shown only to people whose seat is confirmed.', max_length=500, verbose_name='online link')),
                ('languages', models.JSONField(blank=True, default=list, verbose_name='languages spoken')),
                ('accreditation_number', models.CharField(blank=True, max_length=60, verbose_name='accreditation number')),
                ('sequence', models.PositiveIntegerField(default=0, editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('created_by', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('hosts', models.ManyToManyField(blank=True, related_name='hosted_events', to='members.organisation', verbose_name='hosts')),
            ],
            options={
                'verbose_name': 'event',
                'verbose_name_plural': 'events',
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(fields=['starts_at', 'id'], name='event_by_start'), models.Index(fields=['ends_at', 'id'], name='event_by_end'), models.Index(fields=['country', 'starts_at'], name='event_by_country')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='event_ends_after_it_begins', violation_error_message='The end must be later than the beginning.'), models.CheckConstraint(condition=models.Q(('state__in', ['scheduled', 'postponed', 'cancelled', 'done'])), name='event_state_is_known')],
            },
        ),
        migrations.CreateModel(
            name='SeatPool',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='pool', to='events.event')),
                ('capacity', models.PositiveIntegerField(help_text='Lowering it takes a seat from nobody.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100000)], verbose_name='seats')),
                ('admission', models.CharField(choices=[('anyone', 'Anyone with an account'), ('affiliated', 'People of any organisation known to the network'), ('members', 'People of member organisations')], default='members', max_length=20, verbose_name='who may register')),
                ('places_per_organisation', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='seats for one organisation at most')),
                ('selection', models.CharField(choices=[('first_come', 'In the order of registration'), ('criteria', 'By selection of the organisers')], default='first_come', max_length=20, verbose_name='how seats are given')),
                ('opens_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='registration opens')),
                ('closes_at', models.DateTimeField(verbose_name='registration closes')),
                ('has_waitlist', models.BooleanField(default=True, verbose_name='keep a waiting list')),
                ('offer_hours', models.PositiveSmallIntegerField(default=48, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(336)], verbose_name='hours to take up an offered seat')),
                ('offers_until', models.DateTimeField(blank=True, help_text='Empty: until the event begins.', null=True, verbose_name='no more offers from the waiting list after')),
                ('countries', models.ManyToManyField(blank=True, help_text='None chosen: from anywhere.', related_name='+', to='core.country', verbose_name='only from these countries')),
            ],
            options={
                'verbose_name': 'seats',
                'verbose_name_plural': 'seats',
                'constraints': [models.CheckConstraint(condition=models.Q(('capacity__gte', 1)), name='pool_has_a_seat'), models.CheckConstraint(condition=models.Q(('closes_at__gt', models.F('opens_at'))), name='registration_closes_after_it_opens', violation_error_message='Registration must close later than it opens.')],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('pool', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='events.seatpool')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='event_registrations', to=settings.AUTH_USER_MODEL, verbose_name='person')),
                ('state', models.CharField(choices=[('submitted', 'Submitted'), ('pending_review', 'Waiting for a decision'), ('accepted', 'Selected'), ('rejected', 'Not selected'), ('waitlisted', 'On the waiting list'), ('offered', 'Offered a seat'), ('confirmed', 'Confirmed'), ('expired', 'Offer expired'), ('declined', 'Declined'), ('cancelled', 'Cancelled'), ('attended', 'Attended'), ('no_show', 'Did not come')], default='submitted', max_length=20, verbose_name='state')),
                ('organisation', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='members.organisation', verbose_name='organisation')),
                ('organisation_name', models.CharField(blank=True, max_length=200, verbose_name='organisation on the day')),
                ('country', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.country', verbose_name='country')),
                ('needs', models.TextField(blank=True, help_text='Access, food, childcare, interpretation. Only the organisers read this.', max_length=500, verbose_name='what you need to take part well')),
                ('registered_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='registered')),
                ('queued_at', models.DateTimeField(blank=True, null=True, verbose_name='in the queue since')),
                ('offer_expires_at', models.DateTimeField(blank=True, null=True, verbose_name='offer expires')),
                ('confirmed_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmed')),
                ('attended_at', models.DateTimeField(blank=True, null=True, verbose_name='checked in')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended')),
                ('ended_by', models.CharField(blank=True, choices=[('person', 'The person'), ('organiser', 'The organisers'), ('event', 'The event was cancelled')], max_length=12)),
            ],
            options={
                'verbose_name': 'registration',
                'verbose_name_plural': 'registrations',
                'ordering': ['registered_at', 'id'],
                'indexes': [models.Index(fields=['pool', 'state', 'queued_at', 'id'], name='registration_queue'), models.Index(fields=['pool', 'registered_at', 'id'], name='registration_by_time'), models.Index(fields=['person', 'state'], name='registration_by_person'), models.Index(fields=['state', 'offer_expires_at'], name='registration_by_expiry')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state__in', ['accepted', 'attended', 'confirmed', 'no_show', 'offered', 'pending_review', 'submitted', 'waitlisted'])), fields=('pool', 'person'), name='one_active_registration_per_person_and_event', violation_error_message='You are registered already.'), models.CheckConstraint(condition=models.Q(('state__in', ['submitted', 'pending_review', 'accepted', 'rejected', 'waitlisted', 'offered', 'confirmed', 'expired', 'declined', 'cancelled', 'attended', 'no_show'])), name='registration_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'offered'), _negated=True), ('offer_expires_at__isnull', False), _connector='OR'), name='an_offer_says_when_it_expires'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'waitlisted'), _negated=True), ('queued_at__isnull', False), _connector='OR'), name='who_waits_has_a_place_in_the_queue')],
            },
        ),
        migrations.CreateModel(
            name='Certificate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(editable=False, max_length=20, unique=True)),
                ('registration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='certificates', to='events.registration')),
                ('state', models.CharField(choices=[('issued', 'Valid'), ('replaced', 'Replaced by a newer one'), ('revoked', 'Revoked')], default='issued', max_length=10, verbose_name='state')),
                ('language', models.CharField(default='en', max_length=10, verbose_name='language')),
                ('person_name', models.CharField(max_length=120, verbose_name='name')),
                ('event_title', models.CharField(max_length=255, verbose_name='event')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='until')),
                ('place', models.CharField(blank=True, max_length=250, verbose_name='place')),
                ('minutes', models.PositiveIntegerField(default=0, verbose_name='minutes')),
                ('accreditation_number', models.CharField(blank=True, max_length=60, verbose_name='accreditation number')),
                ('hosts', models.JSONField(default=list, verbose_name='hosts')),
                ('issued_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='issued')),
                ('issued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='no longer valid since')),
            ],
            options={
                'verbose_name': 'certificate',
                'verbose_name_plural': 'certificates',
                'ordering': ['-issued_at', '-id'],
                'indexes': [models.Index(fields=['-issued_at', '-id'], name='certificate_by_issue')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'issued')), fields=('registration',), name='one_valid_certificate_per_registration', violation_error_message='This person has a certificate already.'), models.CheckConstraint(condition=models.Q(('state__in', ['issued', 'replaced', 'revoked'])), name='certificate_state_is_known')],
            },
        ),
        migrations.CreateModel(
            name='CalendarFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='calendar_feed', to=settings.AUTH_USER_MODEL)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
            ],
            options={
                'verbose_name': 'private calendar feed',
                'verbose_name_plural': 'private calendar feeds',
            },
        ),
        migrations.CreateModel(
            name='EventsIndexPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('introduction', models.TextField(blank=True, max_length=600, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'events index page',
                'verbose_name_plural': 'events index pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='EventPage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pages', to='events.event', verbose_name='event')),
                ('summary', models.TextField(help_text='Two or three sentences for lists and search.', max_length=500, verbose_name='summary')),
                ('body', wagtail.fields.RichTextField(blank=True, verbose_name='what it is about')),
                ('practical', wagtail.fields.RichTextField(blank=True, verbose_name='practical information')),
                ('agenda', wagtail.fields.StreamField([], blank=True, block_lookup={}, verbose_name='agenda')),
            ],
            options={
                'verbose_name': 'event page',
                'verbose_name_plural': 'event pages',
            },
            bases=('wagtailcore.page',),
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='stops', to='events.event')),
                ('municipality', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.municipality', verbose_name='municipality')),
                ('place', models.CharField(blank=True, max_length=250, verbose_name='place')),
                ('starts_at', models.DateTimeField(verbose_name='begins')),
                ('ends_at', models.DateTimeField(verbose_name='ends')),
                ('time_zone', models.CharField(default='Europe/Belgrade', max_length=64, verbose_name='time zone')),
            ],
            options={
                'verbose_name': 'stop',
                'verbose_name_plural': 'stops',
                'ordering': ['starts_at', 'id'],
                'indexes': [models.Index(fields=['event', 'starts_at'], name='stop_by_start')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_at__gt', models.F('starts_at'))), name='stop_ends_after_it_begins', violation_error_message='The end must be later than the beginning.')],
            },
        ),
    ]
