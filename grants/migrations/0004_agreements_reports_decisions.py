
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import uuid
from decimal import Decimal
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0003_search_index'),
        ('grants', '0003_questions_corrigenda_partners'),
        ('members', '0002_memberships_never_overlap'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DueReminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=120, unique=True)),
                ('sent_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': 'reminder',
                'verbose_name_plural': 'reminders',
                'ordering': ['-sent_at'],
            },
        ),
        migrations.CreateModel(
            name='Agreement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('number', models.CharField(max_length=40, unique=True, verbose_name='number')),
                ('state', models.CharField(choices=[('draft', 'Being prepared'), ('in_force', 'In force'), ('closed', 'Closed'), ('terminated', 'Terminated')], default='draft', max_length=20, verbose_name='state')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                ('planned', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='planned instalments')),
                ('paid', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='paid')),
                ('currency', models.CharField(default='EUR', max_length=3)),
                ('reallocation_percent', models.PositiveSmallIntegerField(default=25, verbose_name='reallocation between headings, % at most')),
                ('indirect_percent', models.DecimalField(decimal_places=2, default=Decimal('7'), max_digits=5, verbose_name='indirect costs, % of the direct costs at most')),
                ('starts_on', models.DateField(verbose_name='begins')),
                ('ends_on', models.DateField(verbose_name='ends')),
                ('prepared_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='signed')),
                ('signed_for_grantee', models.CharField(blank=True, max_length=150, verbose_name='signed for the grantee by')),
                ('signed_for_network', models.CharField(blank=True, max_length=150, verbose_name='signed for the network by')),
                ('ended_on', models.DateField(blank=True, null=True, verbose_name='closed or terminated')),
                ('end_reason', models.TextField(blank=True, verbose_name='reason')),
                ('retain_until', models.DateField(blank=True, null=True, verbose_name='documents kept until')),
                ('award', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='agreement', to='grants.award')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agreements', to='grants.call')),
                ('country', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.country')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='grant_agreements', to='members.organisation')),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('signed_copy', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.privatefile')),
            ],
            options={
                'verbose_name': 'agreement',
                'verbose_name_plural': 'agreements',
                'ordering': ['-prepared_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AgreedHeading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('heading', models.CharField(choices=[('human_resources', 'Human resources'), ('travel', 'Travel'), ('equipment', 'Equipment and supplies'), ('local_office', 'Local office'), ('other', 'Other costs and services'), ('indirect', 'Indirect costs')], max_length=20, verbose_name='heading')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='headings', to='grants.agreement')),
            ],
            options={
                'verbose_name': 'agreed heading',
                'verbose_name_plural': 'agreed headings',
                'ordering': ['agreement', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Addendum',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='number')),
                ('signed_on', models.DateField(verbose_name='signed')),
                ('reason', models.TextField(verbose_name='reason')),
                ('before', models.JSONField(default=dict)),
                ('after', models.JSONField(default=dict)),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('recorded_by_name', models.CharField(max_length=150)),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='addenda', to='grants.agreement')),
            ],
            options={
                'verbose_name': 'addendum',
                'verbose_name_plural': 'addenda',
                'ordering': ['agreement', 'number'],
            },
        ),
        migrations.CreateModel(
            name='AuditorSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('person_name', models.CharField(max_length=150)),
                ('purpose', models.CharField(max_length=200, verbose_name='on whose behalf')),
                ('valid_from', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('until', models.DateTimeField(verbose_name='until')),
                ('granted_by_name', models.CharField(max_length=150)),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='auditor_seats', to='grants.call')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='auditor_seats', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': "auditor's seat",
                'verbose_name_plural': "auditors' seats",
                'ordering': ['-valid_from', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('waiting', 'Waiting'), ('building', 'Being built'), ('ready', 'Ready'), ('failed', 'Failed')], default='waiting', max_length=20)),
                ('done', models.PositiveIntegerField(default=0)),
                ('total', models.PositiveIntegerField(default=0)),
                ('requested_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('requested_by_name', models.CharField(max_length=150)),
                ('agreement', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='grants.agreement')),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='grants.call')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='core.privatefile')),
                ('requested_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'dossier',
                'verbose_name_plural': 'dossiers',
                'ordering': ['-requested_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='DueFeed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('person', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='grants_due_feed', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'calendar of what is due',
                'verbose_name_plural': 'calendars of what is due',
            },
        ),
        migrations.CreateModel(
            name='Instalment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField(verbose_name='number')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                ('due_on', models.DateField(verbose_name='expected')),
                ('condition', models.CharField(choices=[('signature', 'Signature of the agreement'), ('report', 'Approval of a report'), ('other', 'Another condition')], max_length=20, verbose_name='condition')),
                ('condition_text', models.CharField(blank=True, max_length=300, verbose_name='condition in words')),
                ('state', models.CharField(choices=[('planned', 'Condition not met yet'), ('released', 'To be paid'), ('paid', 'Paid'), ('cancelled', 'Cancelled')], default='planned', max_length=20)),
                ('released_at', models.DateTimeField(blank=True, null=True)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='instalments', to='grants.agreement')),
            ],
            options={
                'verbose_name': 'instalment',
                'verbose_name_plural': 'instalments',
                'ordering': ['agreement', 'position'],
            },
        ),
        migrations.CreateModel(
            name='Letter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('verdict', models.CharField(max_length=30)),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('sent', 'Sent')], default='draft', max_length=20)),
                ('language', models.CharField(max_length=10)),
                ('body', models.TextField(verbose_name='text')),
                ('feedback', models.JSONField(default=list)),
                ('complain_by', models.DateField(blank=True, null=True, verbose_name='complaints until')),
                ('made_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('sent_by_name', models.CharField(blank=True, max_length=150)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='letters', to='grants.application')),
                ('file', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.privatefile')),
            ],
            options={
                'verbose_name': 'letter',
                'verbose_name_plural': 'letters',
                'ordering': ['application__number', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Complaint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('filed', 'To be answered'), ('upheld', 'Upheld'), ('rejected', 'Rejected')], default='filed', max_length=20)),
                ('text', models.TextField(verbose_name='complaint')),
                ('filed_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('filed_by_name', models.CharField(max_length=150)),
                ('answer_by', models.DateField(verbose_name='to be answered by')),
                ('answer', models.TextField(blank=True, verbose_name='answer')),
                ('answered_at', models.DateTimeField(blank=True, null=True)),
                ('answered_by_name', models.CharField(blank=True, max_length=150)),
                ('filed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('letter', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='complaint', to='grants.letter')),
            ],
            options={
                'verbose_name': 'complaint',
                'verbose_name_plural': 'complaints',
                'ordering': ['answer_by', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('draft', 'Being written'), ('signed', 'Signed')], default='draft', max_length=20)),
                ('held_on', models.DateField(verbose_name='held on')),
                ('place', models.CharField(max_length=120, verbose_name='place')),
                ('notes', models.TextField(blank=True, verbose_name='course of the meeting')),
                ('signed_at', models.DateTimeField(blank=True, null=True)),
                ('signed_by_name', models.CharField(blank=True, max_length=150)),
                ('call', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='grants.call')),
                ('minutes', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.privatefile')),
                ('ranking', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='grants.rankingrecord')),
            ],
            options={
                'verbose_name': 'committee meeting',
                'verbose_name_plural': 'committee meetings',
                'ordering': ['-held_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='MeetingMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=150, verbose_name='name')),
                ('function', models.CharField(blank=True, max_length=150, verbose_name='function')),
                ('is_chair', models.BooleanField(default=False, verbose_name='chairs')),
                ('is_present', models.BooleanField(default=True, verbose_name='present')),
                ('has_conflict', models.BooleanField(default=False, verbose_name='declared a conflict of interest')),
                ('remark', models.CharField(blank=True, max_length=300, verbose_name='reason of absence, or the conflict')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='grants.meeting')),
            ],
            options={
                'verbose_name': 'member of the committee',
                'verbose_name_plural': 'members of the committee',
                'ordering': ['-is_chair', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('instalment', 'Instalment'), ('balance', 'Balance'), ('recovery', 'Returned by the grantee')], max_length=20, verbose_name='kind')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount')),
                ('paid_on', models.DateField(verbose_name='paid on')),
                ('reference', models.CharField(max_length=80, verbose_name='bank reference')),
                ('recorded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('recorded_by_name', models.CharField(max_length=150)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='grants.agreement')),
                ('instalment', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='payment', to='grants.instalment')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'payment',
                'verbose_name_plural': 'payments',
                'ordering': ['paid_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('provisionally_selected', 'Selected'), ('reserve', 'Reserve list'), ('rejected', 'Not selected')], max_length=30, verbose_name='verdict')),
                ('recommended', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='recommended')),
                ('reason', models.TextField(verbose_name='reason')),
                ('application', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proposal', to='grants.application')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='grants.meeting')),
            ],
            options={
                'verbose_name': 'proposal of the committee',
                'verbose_name_plural': 'proposals of the committee',
                'ordering': ['application__number'],
            },
        ),
        migrations.CreateModel(
            name='Report',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField(verbose_name='number')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(verbose_name='to')),
                ('due_on', models.DateField(verbose_name='due')),
                ('is_final', models.BooleanField(default=False, verbose_name='final report')),
                ('state', models.CharField(choices=[('draft', 'To be written'), ('submitted', 'Submitted'), ('clarification', 'Clarification asked'), ('approved', 'Approved'), ('rejected', 'Rejected')], default='draft', max_length=20, verbose_name='state')),
                ('done', models.TextField(blank=True, verbose_name='What was done')),
                ('results', models.TextField(blank=True, verbose_name='What it brought')),
                ('changes', models.TextField(blank=True, verbose_name='What went differently')),
                ('version', models.PositiveIntegerField(default=0)),
                ('saved_at', models.DateTimeField(blank=True, null=True)),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted')),
                ('submitted_by_name', models.CharField(blank=True, max_length=150)),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided')),
                ('decided_by_name', models.CharField(blank=True, max_length=150)),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='grants.agreement')),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'report',
                'verbose_name_plural': 'reports',
                'ordering': ['agreement', 'position'],
            },
        ),
        migrations.AddField(
            model_name='instalment',
            name='report',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='grants.report'),
        ),
        migrations.CreateModel(
            name='Expenditure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('position', models.PositiveSmallIntegerField(verbose_name='number')),
                ('heading', models.CharField(choices=[('human_resources', 'Human resources'), ('travel', 'Travel'), ('equipment', 'Equipment and supplies'), ('local_office', 'Local office'), ('other', 'Other costs and services'), ('indirect', 'Indirect costs')], max_length=20, verbose_name='heading')),
                ('spent_on', models.DateField(verbose_name='date')),
                ('description', models.CharField(max_length=200, verbose_name='what it was for')),
                ('document_number', models.CharField(blank=True, max_length=60, verbose_name='number of the document')),
                ('paid_amount', models.DecimalField(decimal_places=2, max_digits=14, validators=[django.core.validators.MinValueValidator(Decimal('0.01'))], verbose_name='amount')),
                ('currency', models.CharField(default='EUR', max_length=3, verbose_name='currency')),
                ('rate', models.DecimalField(decimal_places=6, default=1, max_digits=12, verbose_name='exchange rate')),
                ('amount', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='amount in the currency of the grant')),
                ('client_id', models.UUIDField(blank=True, editable=False, null=True)),
                ('written_by_name', models.CharField(blank=True, max_length=150)),
                ('verdict', models.CharField(choices=[('open', 'Not reviewed'), ('accepted', 'Accepted'), ('refused', 'Refused')], default='open', max_length=20, verbose_name='review')),
                ('accepted', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='accepted')),
                ('reason', models.TextField(blank=True, verbose_name='reason')),
                ('reviewed_by_name', models.CharField(blank=True, max_length=150)),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.privatefile')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expenditures', to='grants.report')),
            ],
            options={
                'verbose_name': 'expenditure',
                'verbose_name_plural': 'expenditures',
                'ordering': ['report', 'position'],
            },
        ),
        migrations.CreateModel(
            name='ReportNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(verbose_name='text')),
                ('written_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('written_by_name', models.CharField(max_length=150)),
                ('is_from_network', models.BooleanField(default=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='grants.report')),
                ('written_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'note on a report',
                'verbose_name_plural': 'notes on reports',
                'ordering': ['written_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['call', 'state'], name='agreement_by_call'),
        ),
        migrations.AddIndex(
            model_name='agreement',
            index=models.Index(fields=['organisation', '-prepared_at'], name='agreement_by_grantee'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'in_force', 'closed', 'terminated'])), name='agreement_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='agreement_ends_after_it_begins', violation_error_message='The agreement must end after it begins.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('planned__gte', 0), ('planned__lte', models.F('amount'))), name='agreement_promises_no_more_than_its_amount', violation_error_message='The instalments together are more than the amount of the agreement.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(('paid__gte', 0), ('paid__lte', models.F('amount'))), name='agreement_pays_no_more_than_its_amount', violation_error_message='The payments together would be more than the amount of the agreement.'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_on__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('signed_on__isnull', False)), _connector='OR'), name='agreement_is_signed_unless_draft'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('ended_on__isnull', False), ('retain_until__isnull', False)), _connector='OR'), name='closed_agreement_has_its_day_and_retention'),
        ),
        migrations.AddConstraint(
            model_name='agreement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'terminated'), _negated=True), models.Q(('ended_on__isnull', False), models.Q(('end_reason', ''), _negated=True)), _connector='OR'), name='terminated_agreement_has_its_reason', violation_error_message='Write why the agreement is terminated.'),
        ),
        migrations.AddConstraint(
            model_name='agreedheading',
            constraint=models.UniqueConstraint(fields=('agreement', 'heading'), name='one_amount_per_agreed_heading'),
        ),
        migrations.AddConstraint(
            model_name='agreedheading',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gte', 0)), name='agreed_heading_is_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='addendum',
            constraint=models.UniqueConstraint(fields=('agreement', 'number'), name='addenda_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='addendum',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='addendum_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='auditorseat',
            constraint=models.CheckConstraint(condition=models.Q(('until__gt', models.F('valid_from'))), name='auditor_seat_ends_after_it_begins', violation_error_message='The seat must end after it begins.'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'building', 'ready', 'failed'])), name='dossier_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='dossier',
            constraint=models.CheckConstraint(condition=models.Q(('done__lte', models.F('total'))), name='dossier_does_no_more_than_all'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(fields=('application', 'verdict'), name='one_letter_per_application_and_verdict'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('complain_by__isnull', False), ('sent_at__isnull', False)), _connector='OR'), name='sent_letter_has_its_time_and_deadline'),
        ),
        migrations.AddConstraint(
            model_name='complaint',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state', 'filed')), models.Q(models.Q(('state', 'filed'), _negated=True), ('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='answered_complaint_has_answer_and_time'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signed_at__isnull', True), ('state', 'draft')), models.Q(('signed_at__isnull', False), ('state', 'signed')), _connector='OR'), name='signed_meeting_has_its_time'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('call',), name='one_open_meeting_per_call', violation_error_message='There is a meeting whose minutes are not signed yet.'),
        ),
        migrations.AddConstraint(
            model_name='meetingmember',
            constraint=models.UniqueConstraint(condition=models.Q(('is_chair', True)), fields=('meeting',), name='one_chair_per_meeting'),
        ),
        migrations.AddConstraint(
            model_name='meetingmember',
            constraint=models.UniqueConstraint(fields=('meeting', 'name'), name='one_line_per_member_of_a_meeting'),
        ),
        migrations.AddConstraint(
            model_name='meetingmember',
            constraint=models.CheckConstraint(condition=models.Q(('has_conflict', False), models.Q(('remark', ''), _negated=True), _connector='OR'), name='conflict_of_a_member_is_said_in_words', violation_error_message='Say with which application the conflict is.'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.UniqueConstraint(fields=('agreement', 'reference'), name='one_payment_per_bank_reference', violation_error_message='A payment with this bank reference is recorded already.'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='payment_is_more_than_nothing'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('instalment__isnull', False), ('kind', 'instalment')), models.Q(models.Q(('kind', 'instalment'), _negated=True), ('instalment__isnull', True)), _connector='OR'), name='payment_of_an_instalment_names_it'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recommended__isnull', True), ('verdict', 'rejected')), models.Q(models.Q(('verdict', 'rejected'), _negated=True), ('recommended__gt', 0)), _connector='OR'), name='proposal_recommends_an_amount_unless_it_rejects'),
        ),
        migrations.AddConstraint(
            model_name='proposal',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='proposal_has_a_reason'),
        ),
        migrations.AddIndex(
            model_name='report',
            index=models.Index(fields=['state', 'due_on'], name='report_by_day'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(fields=('agreement', 'position'), name='reports_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.UniqueConstraint(condition=models.Q(('is_final', True)), fields=('agreement',), name='one_final_report_per_agreement'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'submitted', 'clarification', 'approved', 'rejected'])), name='grant_report_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gt', models.F('ends_on')), ('ends_on__gte', models.F('starts_on'))), name='report_covers_a_period', violation_error_message='A report is due after the period it covers.'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), ('submitted_at__isnull', False), _connector='OR'), name='report_is_submitted_unless_draft'),
        ),
        migrations.AddConstraint(
            model_name='report',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', False), ('state__in', ['approved', 'rejected'])), models.Q(('state__in', ['approved', 'rejected']), _negated=True), _connector='OR'), name='report_decision_has_its_time'),
        ),
        migrations.AddIndex(
            model_name='instalment',
            index=models.Index(fields=['state', 'due_on'], name='instalment_by_day'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.UniqueConstraint(fields=('agreement', 'position'), name='instalments_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'released', 'paid', 'cancelled'])), name='instalment_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='instalment_is_more_than_nothing'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('condition', 'report'), ('report__isnull', False)), models.Q(models.Q(('condition', 'report'), _negated=True), ('report__isnull', True)), _connector='OR'), name='instalment_names_what_it_waits_for'),
        ),
        migrations.AddConstraint(
            model_name='instalment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'cancelled']), ('released_at__isnull', False), _connector='OR'), name='instalment_is_paid_only_after_release'),
        ),
        migrations.AddConstraint(
            model_name='expenditure',
            constraint=models.UniqueConstraint(fields=('report', 'position'), name='expenditures_are_numbered'),
        ),
        migrations.AddConstraint(
            model_name='expenditure',
            constraint=models.UniqueConstraint(fields=('report', 'client_id'), name='one_expenditure_per_sending'),
        ),
        migrations.AddConstraint(
            model_name='expenditure',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0), ('paid_amount__gt', 0), ('rate__gt', 0)), name='expenditure_is_money'),
        ),
        migrations.AddConstraint(
            model_name='expenditure',
            constraint=models.CheckConstraint(condition=models.Q(('accepted__gte', 0), ('accepted__lte', models.F('amount'))), name='expenditure_accepts_no_more_than_was_spent', violation_error_message='More cannot be accepted than was spent.'),
        ),
        migrations.AddConstraint(
            model_name='expenditure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('accepted__gt', 0), ('verdict', 'accepted')), models.Q(models.Q(('verdict', 'accepted'), _negated=True), ('accepted', 0)), _connector='OR'), name='expenditure_counts_only_when_accepted'),
        ),
        migrations.AddConstraint(
            model_name='expenditure',
            constraint=models.CheckConstraint(condition=models.Q(('verdict', 'open'), ('accepted', models.F('amount')), models.Q(('reason', ''), _negated=True), _connector='OR'), name='expenditure_not_taken_in_full_has_a_reason', violation_error_message='Write the reason; the grantee will read it.'),
        ),
    ]
