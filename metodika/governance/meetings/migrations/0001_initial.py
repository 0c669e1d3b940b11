import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("bodies", "0001_initial"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("files", "0001_initial"),
        ("organisations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("records", "0001_initial"),
        ("regulations", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("subject_id", models.BigIntegerField(null=True, verbose_name="number of the subject")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="number in the year"
                    ),
                ),
                ("year", models.CharField(editable=False, max_length=9, verbose_name="year")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "Ordinary"),
                            ("extraordinary", "Extraordinary"),
                            ("joint", "Joint, of two bodies"),
                        ],
                        default="ordinary",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("video", "By video"),
                            ("mixed", "Partly by video"),
                            ("correspondence", "By correspondence"),
                        ],
                        default="in_person",
                        max_length=20,
                        verbose_name="mode",
                    ),
                ),
                ("theme", models.CharField(blank=True, max_length=500, verbose_name="theme")),
                ("planned_on", models.DateField(verbose_name="day")),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="begins at")),
                (
                    "poll_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="opinions are taken until"),
                ),
                ("convened_at", models.DateTimeField(blank=True, null=True, verbose_name="agenda sent at")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="place")),
                (
                    "link",
                    models.URLField(blank=True, max_length=500, verbose_name="address of the video meeting"),
                ),
                (
                    "presiding_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chair", "Chair of the body"),
                            ("deputy", "Deputy, in the absence of the chair"),
                            ("elected", "Elected by those present"),
                        ],
                        max_length=20,
                        verbose_name="why this person presides",
                    ),
                ),
                (
                    "recorder_is_temporary",
                    models.BooleanField(default=False, verbose_name="in place of the secretary"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("convened", "Convened"),
                            ("opened", "In session"),
                            ("recess", "In recess"),
                            ("closed", "Closed"),
                            ("printed", "Minutes printed"),
                            ("disputed", "Minutes disputed"),
                            ("signed", "Minutes signed"),
                            ("filed", "Filed"),
                            ("not_quorate", "No quorum"),
                            ("postponed", "Postponed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("status_reason", models.CharField(blank=True, max_length=1000, verbose_name="why")),
                ("is_quorate", models.BooleanField(editable=False, null=True, verbose_name="had a quorum")),
                (
                    "deviations",
                    models.JSONField(blank=True, default=list, verbose_name="departures from the rules"),
                ),
                ("rules", models.JSONField(editable=False, null=True, verbose_name="rules at the opening")),
                (
                    "electorate",
                    models.JSONField(editable=False, null=True, verbose_name="members at the opening"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sessions",
                        to="bodies.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "composition",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.composition",
                        verbose_name="composition at the opening",
                    ),
                ),
                (
                    "joint_with",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="meetings.session",
                        verbose_name="together with",
                    ),
                ),
                (
                    "moved_to",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="moved_from",
                        to="meetings.session",
                        verbose_name="postponed to",
                    ),
                ),
                (
                    "presiding",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.person",
                        verbose_name="presides",
                    ),
                ),
                (
                    "recorder",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.person",
                        verbose_name="keeps the minutes",
                    ),
                ),
                (
                    "subject_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind of subject",
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
            },
        ),
        migrations.CreateModel(
            name="AgendaItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("subject_id", models.BigIntegerField(null=True, verbose_name="number of the subject")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="number")),
                ("question", models.CharField(max_length=1000, verbose_name="question")),
                (
                    "tag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No mark"),
                            ("analysis", "Analysis"),
                            ("coordination", "Coordination"),
                            ("planning", "Planning"),
                            ("concept", "Concept of a subject"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="mark",
                    ),
                ),
                (
                    "rapporteur_text",
                    models.CharField(
                        blank=True,
                        help_text="For somebody who has no card here: name and position.",
                        max_length=300,
                        verbose_name="rapporteur in words",
                    ),
                ),
                (
                    "minutes_limit",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="time, minutes"),
                ),
                ("draft_decision", models.TextField(blank=True, verbose_name="draft of the decision")),
                ("source_clause", models.CharField(blank=True, max_length=60, verbose_name="clause")),
                ("added_at_session", models.BooleanField(default=False, verbose_name="added at the session")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("open", "Under discussion"),
                            ("done", "Considered"),
                            ("deferred", "Put off"),
                            ("removed", "Taken off the agenda"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("status_reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="items",
                        to="bodies.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "came_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="went_to",
                        to="meetings.agendaitem",
                        verbose_name="came from",
                    ),
                ),
                (
                    "co_rapporteurs",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="staff.person", verbose_name="co-rapporteurs"
                    ),
                ),
                (
                    "rapporteur",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.person",
                        verbose_name="rapporteur",
                    ),
                ),
                (
                    "subject_type",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind of subject",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "item of an agenda",
                "verbose_name_plural": "items of agendas",
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "capacity",
                    models.CharField(
                        choices=[("member", "Member"), ("invited", "Invited")],
                        default="member",
                        max_length=20,
                        verbose_name="capacity",
                    ),
                ),
                (
                    "guest_name",
                    models.CharField(blank=True, max_length=300, verbose_name="name of the guest"),
                ),
                (
                    "guest_of",
                    models.CharField(blank=True, max_length=300, verbose_name="whom the guest represents"),
                ),
                (
                    "absence_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason of absence"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendances",
            },
        ),
        migrations.CreateModel(
            name="Ballot",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against"), ("abstained", "Abstained")],
                        max_length=20,
                        verbose_name="choice",
                    ),
                ),
                ("cast_at", models.DateTimeField(verbose_name="voted at")),
                (
                    "cast_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "ballot",
                "verbose_name_plural": "ballots",
            },
        ),
        migrations.CreateModel(
            name="Decision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("decision", "Decision"),
                            ("recommendation", "Recommendation"),
                            ("proposal", "Proposal"),
                            ("assignment", "Assignment"),
                        ],
                        default="decision",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("adopted", "Adopted"),
                            ("rejected", "Not adopted"),
                            ("deferred", "Put off"),
                            ("for_approval", "Waits for approval"),
                            ("approved", "Approved"),
                            ("partly_approved", "Approved with changes"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted on")),
                (
                    "approval_due_on",
                    models.DateField(blank=True, null=True, verbose_name="to be approved by"),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                ("approved_text", models.TextField(blank=True, verbose_name="text as approved")),
                ("returned_on", models.DateField(blank=True, null=True, verbose_name="returned on")),
                (
                    "return_reason",
                    models.CharField(blank=True, max_length=1000, verbose_name="why it was returned"),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                (
                    "responsible_text",
                    models.CharField(
                        blank=True,
                        help_text="For a position or a group rather than one person.",
                        max_length=300,
                        verbose_name="responsible in words",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="by")),
                (
                    "approval_act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.act",
                        verbose_name="act that approved it",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.person",
                        verbose_name="responsible",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="decisions",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "decision",
                "verbose_name_plural": "decisions",
            },
        ),
        migrations.CreateModel(
            name="Material",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "file",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="file",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="materials",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
            ],
            options={
                "verbose_name": "material",
                "verbose_name_plural": "materials",
            },
        ),
        migrations.CreateModel(
            name="MaterialVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
                        verbose_name="file",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.material",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Pulse",
            fields=[
                (
                    "session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pulse",
                        serialize=False,
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
                ("revision", models.PositiveBigIntegerField(default=1, verbose_name="number of changes")),
            ],
            options={
                "verbose_name": "pulse of a session",
                "verbose_name_plural": "pulses of sessions",
            },
        ),
        migrations.CreateModel(
            name="Passage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[
                            ("opening", "Opening"),
                            ("heard", "Heard"),
                            ("spoke", "Spoke"),
                            ("other", "Other"),
                        ],
                        max_length=20,
                        verbose_name="part of the minutes",
                    ),
                ),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="number of edits")),
                ("edited_at", models.DateTimeField(null=True, verbose_name="edited at")),
                (
                    "edited_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="edited by",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "passage of the minutes",
                "verbose_name_plural": "passages of the minutes",
            },
        ),
        migrations.CreateModel(
            name="AttendanceVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "capacity",
                    models.CharField(
                        choices=[("member", "Member"), ("invited", "Invited")],
                        default="member",
                        max_length=20,
                        verbose_name="capacity",
                    ),
                ),
                (
                    "guest_name",
                    models.CharField(blank=True, max_length=300, verbose_name="name of the guest"),
                ),
                (
                    "guest_of",
                    models.CharField(blank=True, max_length=300, verbose_name="whom the guest represents"),
                ),
                (
                    "absence_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="reason of absence"),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.attendance",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Recusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recusals",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "recusal",
                "verbose_name_plural": "recusals",
            },
        ),
        migrations.CreateModel(
            name="RecusalVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("reason", models.CharField(max_length=500, verbose_name="reason")),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.recusal",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SessionVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("subject_id", models.BigIntegerField(null=True, verbose_name="number of the subject")),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        blank=True, null=True, verbose_name="number in the year"
                    ),
                ),
                ("year", models.CharField(editable=False, max_length=9, verbose_name="year")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ordinary", "Ordinary"),
                            ("extraordinary", "Extraordinary"),
                            ("joint", "Joint, of two bodies"),
                        ],
                        default="ordinary",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "mode",
                    models.CharField(
                        choices=[
                            ("in_person", "In person"),
                            ("video", "By video"),
                            ("mixed", "Partly by video"),
                            ("correspondence", "By correspondence"),
                        ],
                        default="in_person",
                        max_length=20,
                        verbose_name="mode",
                    ),
                ),
                ("theme", models.CharField(blank=True, max_length=500, verbose_name="theme")),
                ("planned_on", models.DateField(verbose_name="day")),
                ("starts_at", models.DateTimeField(blank=True, null=True, verbose_name="begins at")),
                (
                    "poll_until",
                    models.DateTimeField(blank=True, null=True, verbose_name="opinions are taken until"),
                ),
                ("convened_at", models.DateTimeField(blank=True, null=True, verbose_name="agenda sent at")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="held on")),
                ("place", models.CharField(blank=True, max_length=300, verbose_name="place")),
                (
                    "link",
                    models.URLField(blank=True, max_length=500, verbose_name="address of the video meeting"),
                ),
                (
                    "presiding_ground",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("chair", "Chair of the body"),
                            ("deputy", "Deputy, in the absence of the chair"),
                            ("elected", "Elected by those present"),
                        ],
                        max_length=20,
                        verbose_name="why this person presides",
                    ),
                ),
                (
                    "recorder_is_temporary",
                    models.BooleanField(default=False, verbose_name="in place of the secretary"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("convened", "Convened"),
                            ("opened", "In session"),
                            ("recess", "In recess"),
                            ("closed", "Closed"),
                            ("printed", "Minutes printed"),
                            ("disputed", "Minutes disputed"),
                            ("signed", "Minutes signed"),
                            ("filed", "Filed"),
                            ("not_quorate", "No quorum"),
                            ("postponed", "Postponed"),
                            ("cancelled", "Cancelled"),
                        ],
                        default="planned",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("status_reason", models.CharField(blank=True, max_length=1000, verbose_name="why")),
                ("is_quorate", models.BooleanField(editable=False, null=True, verbose_name="had a quorum")),
                (
                    "deviations",
                    models.JSONField(blank=True, default=list, verbose_name="departures from the rules"),
                ),
                ("rules", models.JSONField(editable=False, null=True, verbose_name="rules at the opening")),
                (
                    "electorate",
                    models.JSONField(editable=False, null=True, verbose_name="members at the opening"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bodies.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "composition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bodies.composition",
                        verbose_name="composition at the opening",
                    ),
                ),
                (
                    "joint_with",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.session",
                        verbose_name="together with",
                    ),
                ),
                (
                    "moved_to",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.session",
                        verbose_name="postponed to",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.session",
                    ),
                ),
                (
                    "presiding",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="presides",
                    ),
                ),
                (
                    "recorder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="keeps the minutes",
                    ),
                ),
                (
                    "subject_type",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind of subject",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SpecialOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(verbose_name="special opinion")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "special opinion",
                "verbose_name_plural": "special opinions",
            },
        ),
        migrations.CreateModel(
            name="SpecialOpinionVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("text", models.TextField(verbose_name="special opinion")),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.specialopinion",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Stay",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("arrived_at", models.DateTimeField(verbose_name="arrived at")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left at")),
                ("remote", models.BooleanField(default=False, verbose_name="from afar")),
                (
                    "attendance",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stays",
                        to="meetings.attendance",
                        verbose_name="attendance",
                    ),
                ),
            ],
            options={
                "verbose_name": "stay",
                "verbose_name_plural": "stays",
            },
        ),
        migrations.CreateModel(
            name="StayVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("arrived_at", models.DateTimeField(verbose_name="arrived at")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left at")),
                ("remote", models.BooleanField(default=False, verbose_name="from afar")),
                (
                    "attendance",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.attendance",
                        verbose_name="attendance",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.stay",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Vote",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("question", models.TextField(verbose_name="question put to the vote")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("decision", "On a decision"),
                            ("agenda", "On a change of the agenda"),
                            ("presiding", "On who presides"),
                        ],
                        default="decision",
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("named", "By name"),
                            ("totals", "By counted hands"),
                            ("correspondence", "By correspondence"),
                        ],
                        default="named",
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="put at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="called off at")),
                (
                    "voided_because",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was called off"),
                ),
                ("asked", models.JSONField(default=list, verbose_name="people asked")),
                ("frozen", models.JSONField(null=True, verbose_name="counted from")),
                ("for_count", models.PositiveSmallIntegerField(null=True, verbose_name="votes in favour")),
                ("against_count", models.PositiveSmallIntegerField(null=True, verbose_name="against")),
                ("abstained_count", models.PositiveSmallIntegerField(null=True, verbose_name="abstained")),
                ("silent_count", models.PositiveSmallIntegerField(null=True, verbose_name="did not vote")),
                (
                    "chair_choice",
                    models.CharField(
                        blank=True,
                        choices=[("for", "For"), ("against", "Against"), ("abstained", "Abstained")],
                        max_length=20,
                        verbose_name="vote of whoever presides",
                    ),
                ),
                ("adopted", models.BooleanField(null=True, verbose_name="adopted")),
                ("reason", models.CharField(blank=True, max_length=20, verbose_name="why so")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="votes",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="votes",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "vote",
                "verbose_name_plural": "votes",
            },
        ),
        migrations.CreateModel(
            name="QuorumCheck",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="counted at")),
                ("base", models.PositiveSmallIntegerField(verbose_name="of how many")),
                ("listed", models.PositiveSmallIntegerField(verbose_name="on the list")),
                ("filled", models.PositiveSmallIntegerField(verbose_name="seats that are filled")),
                ("present", models.PositiveSmallIntegerField(verbose_name="members present")),
                ("required", models.PositiveSmallIntegerField(verbose_name="members needed")),
                ("ok", models.BooleanField(verbose_name="enough")),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quorum_checks",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="quorum_checks",
                        to="meetings.vote",
                        verbose_name="vote",
                    ),
                ),
            ],
            options={
                "verbose_name": "count of a quorum",
                "verbose_name_plural": "counts of quorums",
            },
        ),
        migrations.CreateModel(
            name="DecisionVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.CharField(max_length=20, verbose_name="number")),
                ("text", models.TextField(verbose_name="text")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("decision", "Decision"),
                            ("recommendation", "Recommendation"),
                            ("proposal", "Proposal"),
                            ("assignment", "Assignment"),
                        ],
                        default="decision",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("adopted", "Adopted"),
                            ("rejected", "Not adopted"),
                            ("deferred", "Put off"),
                            ("for_approval", "Waits for approval"),
                            ("approved", "Approved"),
                            ("partly_approved", "Approved with changes"),
                            ("returned", "Returned"),
                            ("published", "Published"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("adopted_on", models.DateField(blank=True, null=True, verbose_name="adopted on")),
                (
                    "approval_due_on",
                    models.DateField(blank=True, null=True, verbose_name="to be approved by"),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="approved on")),
                ("approved_text", models.TextField(blank=True, verbose_name="text as approved")),
                ("returned_on", models.DateField(blank=True, null=True, verbose_name="returned on")),
                (
                    "return_reason",
                    models.CharField(blank=True, max_length=1000, verbose_name="why it was returned"),
                ),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                (
                    "responsible_text",
                    models.CharField(
                        blank=True,
                        help_text="For a position or a group rather than one person.",
                        max_length=300,
                        verbose_name="responsible in words",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="by")),
                (
                    "approval_act",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regulations.act",
                        verbose_name="act that approved it",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.decision",
                    ),
                ),
                (
                    "responsible",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="responsible",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.vote",
                        verbose_name="vote",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="decision",
            name="vote",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="decisions",
                to="meetings.vote",
                verbose_name="vote",
            ),
        ),
        migrations.CreateModel(
            name="BallotVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "choice",
                    models.CharField(
                        choices=[("for", "For"), ("against", "Against"), ("abstained", "Abstained")],
                        max_length=20,
                        verbose_name="choice",
                    ),
                ),
                ("cast_at", models.DateTimeField(verbose_name="voted at")),
                (
                    "cast_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="noted by",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.ballot",
                    ),
                ),
                (
                    "vote",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.vote",
                        verbose_name="vote",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="ballot",
            name="vote",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="ballots",
                to="meetings.vote",
                verbose_name="vote",
            ),
        ),
        migrations.CreateModel(
            name="AgendaItemVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("subject_id", models.BigIntegerField(null=True, verbose_name="number of the subject")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="number")),
                ("question", models.CharField(max_length=1000, verbose_name="question")),
                (
                    "tag",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "No mark"),
                            ("analysis", "Analysis"),
                            ("coordination", "Coordination"),
                            ("planning", "Planning"),
                            ("concept", "Concept of a subject"),
                        ],
                        default="",
                        max_length=20,
                        verbose_name="mark",
                    ),
                ),
                (
                    "rapporteur_text",
                    models.CharField(
                        blank=True,
                        help_text="For somebody who has no card here: name and position.",
                        max_length=300,
                        verbose_name="rapporteur in words",
                    ),
                ),
                (
                    "minutes_limit",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="time, minutes"),
                ),
                ("draft_decision", models.TextField(blank=True, verbose_name="draft of the decision")),
                ("source_clause", models.CharField(blank=True, max_length=60, verbose_name="clause")),
                ("added_at_session", models.BooleanField(default=False, verbose_name="added at the session")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting"),
                            ("open", "Under discussion"),
                            ("done", "Considered"),
                            ("deferred", "Put off"),
                            ("removed", "Taken off the agenda"),
                        ],
                        default="waiting",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("status_reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                ("opened_at", models.DateTimeField(blank=True, null=True, verbose_name="opened at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bodies.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "came_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.agendaitem",
                        verbose_name="came from",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.agendaitem",
                    ),
                ),
                (
                    "rapporteur",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="rapporteur",
                    ),
                ),
                (
                    "subject_type",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="contenttypes.contenttype",
                        verbose_name="kind of subject",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "agreed_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.vote",
                        verbose_name="vote that changed the agenda",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="agendaitem",
            name="agreed_by",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changed_item",
                to="meetings.vote",
                verbose_name="vote that changed the agenda",
            ),
        ),
        migrations.CreateModel(
            name="VoteVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("question", models.TextField(verbose_name="question put to the vote")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("decision", "On a decision"),
                            ("agenda", "On a change of the agenda"),
                            ("presiding", "On who presides"),
                        ],
                        default="decision",
                        max_length=20,
                        verbose_name="purpose",
                    ),
                ),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("named", "By name"),
                            ("totals", "By counted hands"),
                            ("correspondence", "By correspondence"),
                        ],
                        default="named",
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("opened_at", models.DateTimeField(verbose_name="put at")),
                ("closed_at", models.DateTimeField(blank=True, null=True, verbose_name="closed at")),
                ("voided_at", models.DateTimeField(blank=True, null=True, verbose_name="called off at")),
                (
                    "voided_because",
                    models.CharField(blank=True, max_length=500, verbose_name="why it was called off"),
                ),
                ("asked", models.JSONField(default=list, verbose_name="people asked")),
                ("frozen", models.JSONField(null=True, verbose_name="counted from")),
                ("for_count", models.PositiveSmallIntegerField(null=True, verbose_name="votes in favour")),
                ("against_count", models.PositiveSmallIntegerField(null=True, verbose_name="against")),
                ("abstained_count", models.PositiveSmallIntegerField(null=True, verbose_name="abstained")),
                ("silent_count", models.PositiveSmallIntegerField(null=True, verbose_name="did not vote")),
                (
                    "chair_choice",
                    models.CharField(
                        blank=True,
                        choices=[("for", "For"), ("against", "Against"), ("abstained", "Abstained")],
                        max_length=20,
                        verbose_name="vote of whoever presides",
                    ),
                ),
                ("adopted", models.BooleanField(null=True, verbose_name="adopted")),
                ("reason", models.CharField(blank=True, max_length=20, verbose_name="why so")),
                (
                    "item",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.agendaitem",
                        verbose_name="item",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.vote",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Printing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="sessions from")),
                ("ends_on", models.DateField(verbose_name="sessions until")),
                (
                    "portion",
                    models.PositiveIntegerField(
                        default=1, editable=False, verbose_name="portion whose turn it is"
                    ),
                ),
                ("started_at", models.DateTimeField(auto_now_add=True, verbose_name="begun at")),
                ("moved_at", models.DateTimeField(auto_now_add=True, verbose_name="last portion ended at")),
                ("finished_at", models.DateTimeField(null=True, verbose_name="finished at")),
                (
                    "body",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.body",
                        verbose_name="only of this body",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="begun by",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        help_text="With everything that lies under it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "printing of minutes",
                "verbose_name_plural": "printings of minutes",
            },
        ),
        migrations.CreateModel(
            name="PrintingTask",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveIntegerField(verbose_name="place in the order")),
                ("refusal", models.TextField(blank=True, verbose_name="why it could not be printed")),
                ("done_at", models.DateTimeField(null=True, verbose_name="done at")),
                (
                    "printing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tasks",
                        to="meetings.printing",
                        verbose_name="printing of minutes",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="records.record",
                        verbose_name="minutes",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
            ],
            options={
                "verbose_name": "session of a printing",
                "verbose_name_plural": "sessions of a printing",
            },
        ),
        migrations.CreateModel(
            name="OpenLesson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("pupils", models.CharField(blank=True, max_length=60, verbose_name="class or group")),
                ("theme", models.CharField(max_length=500, verbose_name="theme")),
                ("held_on", models.DateField(verbose_name="day")),
                ("outcome", models.TextField(blank=True, verbose_name="what colleagues took from it")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_lessons",
                        to="bodies.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="where it is held",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="open_lessons",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.subject",
                        verbose_name="subject",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open_lessons",
                        to="staff.person",
                        verbose_name="teacher",
                    ),
                ),
                (
                    "visitors",
                    models.ManyToManyField(
                        blank=True, related_name="lessons_seen", to="staff.person", verbose_name="who came"
                    ),
                ),
            ],
            options={
                "verbose_name": "open lesson",
                "verbose_name_plural": "open lessons",
            },
        ),
        migrations.CreateModel(
            name="OpenLessonVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("pupils", models.CharField(blank=True, max_length=60, verbose_name="class or group")),
                ("theme", models.CharField(max_length=500, verbose_name="theme")),
                ("held_on", models.DateField(verbose_name="day")),
                ("outcome", models.TextField(blank=True, verbose_name="what colleagues took from it")),
                (
                    "body",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bodies.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "pgh_context",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="pghistory.context",
                    ),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.openlesson",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="where it is held",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="meetings.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.subject",
                        verbose_name="subject",
                    ),
                ),
                (
                    "teacher",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="teacher",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["body", "-planned_on"], name="session_of_body"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["-planned_on", "-id"], name="session_by_day"),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                condition=models.Q(("is_quorate", True)), fields=["body", "held_on"], name="session_held"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(fields=["subject_type", "subject_id"], name="session_of_subject"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(
                fields=("body", "year", "number"), name="number_of_session_once_a_year"
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None), ("closed_at__gte", models.F("opened_at")), _connector="OR"
                ),
                name="session_closes_after_it_opens",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("opened_at", None),
                    models.Q(
                        ("electorate__isnull", False), ("held_on__isnull", False), ("rules__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="opened_session_has_frozen_rules",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("status__in", ["closed", "disputed", "filed", "printed", "signed"]), _negated=True
                    ),
                    models.Q(("closed_at__isnull", False), ("is_quorate", True)),
                    ("is_quorate", False),
                    _connector="OR",
                ),
                name="held_session_has_an_end",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("joint_with", models.F("id")), _negated=True),
                    models.Q(("moved_to", models.F("id")), _negated=True),
                ),
                name="session_is_not_joined_to_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="passage",
            constraint=models.UniqueConstraint(
                fields=("session", "item", "field"), name="passage_once_a_field", nulls_distinct=False
            ),
        ),
        migrations.AddIndex(
            model_name="attendance",
            index=models.Index(fields=["person", "session"], name="sessions_of_person"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("session", "person"), name="person_once_at_a_session"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", False),
                    models.Q(("capacity", "invited"), models.Q(("guest_name", ""), _negated=True)),
                    _connector="OR",
                ),
                name="attendance_has_a_name",
            ),
        ),
        migrations.AddConstraint(
            model_name="recusal",
            constraint=models.UniqueConstraint(fields=("item", "person"), name="recused_once_from_an_item"),
        ),
        migrations.AddConstraint(
            model_name="specialopinion",
            constraint=models.UniqueConstraint(fields=("item", "person"), name="one_special_opinion_an_item"),
        ),
        migrations.AddConstraint(
            model_name="stay",
            constraint=models.UniqueConstraint(
                condition=models.Q(("left_at", None)), fields=("attendance",), name="one_open_stay_a_person"
            ),
        ),
        migrations.AddConstraint(
            model_name="stay",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at", None), ("left_at__gte", models.F("arrived_at")), _connector="OR"
                ),
                name="stay_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="vote",
            index=models.Index(fields=["session", "opened_at"], name="votes_of_session"),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("closed_at", None),
                    ("voided_at", None),
                    models.Q(("method", "correspondence"), _negated=True),
                ),
                fields=("session",),
                name="one_open_vote_a_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None), ("voided_at", None)),
                fields=("item",),
                name="one_open_vote_an_item",
            ),
        ),
        migrations.AddConstraint(
            model_name="vote",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_at", None),
                    models.Q(
                        ("adopted__isnull", False), ("for_count__isnull", False), ("frozen__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="closed_vote_is_frozen_with_its_result",
            ),
        ),
        migrations.AddIndex(
            model_name="quorumcheck",
            index=models.Index(fields=["session", "at"], name="quorum_of_session"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=models.Index(fields=["status", "approval_due_on"], name="decision_to_approve"),
        ),
        migrations.AddIndex(
            model_name="decision",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("text", config="russian"), name="decision_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.UniqueConstraint(
                fields=("session", "number"), name="number_of_decision_once_a_session"
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        (
                            "status__in",
                            [
                                "adopted",
                                "approved",
                                "for_approval",
                                "partly_approved",
                                "published",
                                "returned",
                            ],
                        ),
                        _negated=True,
                    ),
                    ("adopted_on__isnull", False),
                    _connector="OR",
                ),
                name="carried_decision_has_its_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ("approved", "partly_approved")), _negated=True),
                    models.Q(("approval_act__isnull", False), ("approved_on__isnull", False)),
                    _connector="OR",
                ),
                name="approved_decision_has_its_act",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("approved_on", None), ("approved_on__gte", models.F("adopted_on")), _connector="OR"
                ),
                name="decision_is_approved_after_it_is_adopted",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "partly_approved"), _negated=True),
                    models.Q(("approved_text", ""), _negated=True),
                    _connector="OR",
                ),
                name="decision_approved_in_part_has_both_texts",
            ),
        ),
        migrations.AddConstraint(
            model_name="decision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "returned"), _negated=True),
                    models.Q(("returned_on__isnull", False), models.Q(("return_reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="returned_decision_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="ballot",
            constraint=models.UniqueConstraint(fields=("vote", "person"), name="one_ballot_a_person"),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(fields=["subject_type", "subject_id"], name="item_of_subject"),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=models.Index(
                condition=models.Q(("session", None)), fields=["body"], name="item_in_the_inbox"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "open")), fields=("session",), name="one_open_item_a_session"
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.UniqueConstraint(
                deferrable=django.db.models.constraints.Deferrable["DEFERRED"],
                fields=("session", "order"),
                name="order_of_items_in_a_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="agendaitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("came_from", models.F("id")), _negated=True),
                name="item_does_not_come_from_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="printing",
            index=models.Index(fields=["organisation", "-id"], name="printing_of_organisation"),
        ),
        migrations.AddConstraint(
            model_name="printing",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                name="printing_ends_after_it_starts",
            ),
        ),
        migrations.AddIndex(
            model_name="printingtask",
            index=models.Index(
                condition=models.Q(("done_at", None)), fields=["printing", "place"], name="task_to_do"
            ),
        ),
        migrations.AddConstraint(
            model_name="printingtask",
            constraint=models.UniqueConstraint(fields=("printing", "place"), name="place_once_a_printing"),
        ),
        migrations.AddConstraint(
            model_name="printingtask",
            constraint=models.UniqueConstraint(
                fields=("printing", "session"), name="session_once_a_printing"
            ),
        ),
        migrations.AddConstraint(
            model_name="printingtask",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_at", None), ("record", None), ("refusal", "")),
                    models.Q(("done_at__isnull", False), ("record__isnull", False), ("refusal", "")),
                    models.Q(
                        ("done_at__isnull", False), ("record", None), models.Q(("refusal", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="done_task_has_minutes_or_a_refusal",
            ),
        ),
        migrations.AddIndex(
            model_name="openlesson",
            index=models.Index(fields=["body", "held_on"], name="open_lesson_of_body"),
        ),
        migrations.AddConstraint(
            model_name="openlesson",
            constraint=models.CheckConstraint(
                condition=models.Q(("theme", ""), _negated=True), name="open_lesson_has_a_theme"
            ),
        ),
        migrations.AddIndex(
            model_name="agendaitem",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("question", config="russian"), name="item_words"
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("theme", config="russian"), name="session_words"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_materialversion" ("file_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT new_values."file_id", new_values."id", new_values."item_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."title" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="3baa45f969669039dea8ec1f19538bc4b2d8b9f3",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_aa1dd",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_materialversion" ("file_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT new_values."file_id", new_values."id", new_values."item_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."title" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="de925ee5a8e53a2eca28dc911a343b8f3ebb960d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_21b27",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="material",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_materialversion" ("file_id", "id", "item_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "title") SELECT old_values."file_id", old_values."id", old_values."item_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."title" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="7d723ce09c277462fc46092d548a1a481cd4c7e1",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e04a5",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_material",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_sessionversion" ("body_id", "closed_at", "composition_id", "convened_at", "deviations", "electorate", "held_on", "id", "is_quorate", "joint_with_id", "kind", "link", "mode", "moved_to_id", "number", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_on", "poll_until", "presiding_ground", "presiding_id", "recorder_id", "recorder_is_temporary", "rules", "starts_at", "status", "status_reason", "subject_id", "subject_type_id", "theme", "version", "year") SELECT new_values."body_id", new_values."closed_at", new_values."composition_id", new_values."convened_at", new_values."deviations", new_values."electorate", new_values."held_on", new_values."id", new_values."is_quorate", new_values."joint_with_id", new_values."kind", new_values."link", new_values."mode", new_values."moved_to_id", new_values."number", new_values."opened_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."planned_on", new_values."poll_until", new_values."presiding_ground", new_values."presiding_id", new_values."recorder_id", new_values."recorder_is_temporary", new_values."rules", new_values."starts_at", new_values."status", new_values."status_reason", new_values."subject_id", new_values."subject_type_id", new_values."theme", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="66179b4ceed92ec291040b8a6ae0bc8d4ed4e07a",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_6e3c8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_session",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_sessionversion" ("body_id", "closed_at", "composition_id", "convened_at", "deviations", "electorate", "held_on", "id", "is_quorate", "joint_with_id", "kind", "link", "mode", "moved_to_id", "number", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_on", "poll_until", "presiding_ground", "presiding_id", "recorder_id", "recorder_is_temporary", "rules", "starts_at", "status", "status_reason", "subject_id", "subject_type_id", "theme", "version", "year") SELECT new_values."body_id", new_values."closed_at", new_values."composition_id", new_values."convened_at", new_values."deviations", new_values."electorate", new_values."held_on", new_values."id", new_values."is_quorate", new_values."joint_with_id", new_values."kind", new_values."link", new_values."mode", new_values."moved_to_id", new_values."number", new_values."opened_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."planned_on", new_values."poll_until", new_values."presiding_ground", new_values."presiding_id", new_values."recorder_id", new_values."recorder_is_temporary", new_values."rules", new_values."starts_at", new_values."status", new_values."status_reason", new_values."subject_id", new_values."subject_type_id", new_values."theme", new_values."version", new_values."year" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9781809fb9d726283d58b0870c943e8257a07e95",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b633d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_session",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="session",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_sessionversion" ("body_id", "closed_at", "composition_id", "convened_at", "deviations", "electorate", "held_on", "id", "is_quorate", "joint_with_id", "kind", "link", "mode", "moved_to_id", "number", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "planned_on", "poll_until", "presiding_ground", "presiding_id", "recorder_id", "recorder_is_temporary", "rules", "starts_at", "status", "status_reason", "subject_id", "subject_type_id", "theme", "version", "year") SELECT old_values."body_id", old_values."closed_at", old_values."composition_id", old_values."convened_at", old_values."deviations", old_values."electorate", old_values."held_on", old_values."id", old_values."is_quorate", old_values."joint_with_id", old_values."kind", old_values."link", old_values."mode", old_values."moved_to_id", old_values."number", old_values."opened_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."planned_on", old_values."poll_until", old_values."presiding_ground", old_values."presiding_id", old_values."recorder_id", old_values."recorder_is_temporary", old_values."rules", old_values."starts_at", old_values."status", old_values."status_reason", old_values."subject_id", old_values."subject_type_id", old_values."theme", old_values."version", old_values."year" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f91ed55712528c59124b7570814263da7d75a2d0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_43600",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_session",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_attendanceversion" ("absence_reason", "capacity", "guest_name", "guest_of", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id") SELECT new_values."absence_reason", new_values."capacity", new_values."guest_name", new_values."guest_of", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."session_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="74cbbac88e9aa59a35755a0dd89bae56bd541552",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f595f",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_attendanceversion" ("absence_reason", "capacity", "guest_name", "guest_of", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id") SELECT new_values."absence_reason", new_values."capacity", new_values."guest_name", new_values."guest_of", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."session_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="df9b7ba04a6a41258e8b5709e51384fe0768d765",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_870cb",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="attendance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_attendanceversion" ("absence_reason", "capacity", "guest_name", "guest_of", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id") SELECT old_values."absence_reason", old_values."capacity", old_values."guest_name", old_values."guest_of", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."session_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f929c20c6665aa174a1c79f08d90383d8339ff66",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_774f3",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_attendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recusal",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_recusalversion" ("id", "item_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."id", new_values."item_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e37778f371ab4d4327a87adc8dce0af83bd9da75",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_416ef",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_recusal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recusal",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_recusalversion" ("id", "item_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT new_values."id", new_values."item_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reason" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a48be8380a2a4602b388f316489088d2919b6800",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1a20f",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_recusal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="recusal",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_recusalversion" ("id", "item_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason") SELECT old_values."id", old_values."item_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reason" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="274a060d36f312c6a1269d388e4d7f6721e83f95",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eee20",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_recusal",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialopinion",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_specialopinionversion" ("id", "item_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "text") SELECT new_values."id", new_values."item_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."session_id", new_values."text" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="490736fc288675f2492ac09e04b1bdf3d9b8ce12",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_432a5",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_specialopinion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialopinion",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_specialopinionversion" ("id", "item_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "text") SELECT new_values."id", new_values."item_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."session_id", new_values."text" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="0a5352b168e2f9bba5e998eb9ddb58686a5e9383",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f4451",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_specialopinion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="specialopinion",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_specialopinionversion" ("id", "item_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "session_id", "text") SELECT old_values."id", old_values."item_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."session_id", old_values."text" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="52f9f81c5e0c79bc696cff26c39c9a0ce36b68f4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_09555",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_specialopinion",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stay",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_stayversion" ("arrived_at", "attendance_id", "id", "left_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remote") SELECT new_values."arrived_at", new_values."attendance_id", new_values."id", new_values."left_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."remote" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9bf43eeba8a04575a299b2ab38918e1ea7abb9f7",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f56b6",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_stay",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stay",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_stayversion" ("arrived_at", "attendance_id", "id", "left_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remote") SELECT new_values."arrived_at", new_values."attendance_id", new_values."id", new_values."left_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."remote" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6edf1ff1b543c4475727bb9e3717a4cd234ed727",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c646d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_stay",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stay",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_stayversion" ("arrived_at", "attendance_id", "id", "left_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "remote") SELECT old_values."arrived_at", old_values."attendance_id", old_values."id", old_values."left_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."remote" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="1a3fcb2d9579ea719a70002d546919fbe380e978",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d6058",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_stay",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="vote",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_voteversion" ("abstained_count", "adopted", "against_count", "asked", "chair_choice", "closed_at", "for_count", "frozen", "id", "item_id", "method", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "question", "reason", "session_id", "silent_count", "voided_at", "voided_because") SELECT new_values."abstained_count", new_values."adopted", new_values."against_count", new_values."asked", new_values."chair_choice", new_values."closed_at", new_values."for_count", new_values."frozen", new_values."id", new_values."item_id", new_values."method", new_values."opened_at", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."purpose", new_values."question", new_values."reason", new_values."session_id", new_values."silent_count", new_values."voided_at", new_values."voided_because" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="087395ad6baf59a66ae1b6023766827e3572bf68",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a5efe",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_vote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="vote",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_voteversion" ("abstained_count", "adopted", "against_count", "asked", "chair_choice", "closed_at", "for_count", "frozen", "id", "item_id", "method", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "question", "reason", "session_id", "silent_count", "voided_at", "voided_because") SELECT new_values."abstained_count", new_values."adopted", new_values."against_count", new_values."asked", new_values."chair_choice", new_values."closed_at", new_values."for_count", new_values."frozen", new_values."id", new_values."item_id", new_values."method", new_values."opened_at", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."purpose", new_values."question", new_values."reason", new_values."session_id", new_values."silent_count", new_values."voided_at", new_values."voided_because" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="36e5daad8cebd23c91ae164c6a75a92285a5dfe9",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c7f15",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_vote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="vote",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_voteversion" ("abstained_count", "adopted", "against_count", "asked", "chair_choice", "closed_at", "for_count", "frozen", "id", "item_id", "method", "opened_at", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "purpose", "question", "reason", "session_id", "silent_count", "voided_at", "voided_because") SELECT old_values."abstained_count", old_values."adopted", old_values."against_count", old_values."asked", old_values."chair_choice", old_values."closed_at", old_values."for_count", old_values."frozen", old_values."id", old_values."item_id", old_values."method", old_values."opened_at", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."purpose", old_values."question", old_values."reason", old_values."session_id", old_values."silent_count", old_values."voided_at", old_values."voided_because" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0acd7f357319f78d29e23f5f1badef5160086d14",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_9b0f1",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_vote",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_decisionversion" ("adopted_on", "approval_act_id", "approval_due_on", "approved_on", "approved_text", "due_on", "id", "item_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "responsible_id", "responsible_text", "return_reason", "returned_on", "session_id", "status", "text", "version", "vote_id") SELECT new_values."adopted_on", new_values."approval_act_id", new_values."approval_due_on", new_values."approved_on", new_values."approved_text", new_values."due_on", new_values."id", new_values."item_id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."published_on", new_values."responsible_id", new_values."responsible_text", new_values."return_reason", new_values."returned_on", new_values."session_id", new_values."status", new_values."text", new_values."version", new_values."vote_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6d110f1f19d567ca643ff09c18834b719d460f97",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_61695",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_decisionversion" ("adopted_on", "approval_act_id", "approval_due_on", "approved_on", "approved_text", "due_on", "id", "item_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "responsible_id", "responsible_text", "return_reason", "returned_on", "session_id", "status", "text", "version", "vote_id") SELECT new_values."adopted_on", new_values."approval_act_id", new_values."approval_due_on", new_values."approved_on", new_values."approved_text", new_values."due_on", new_values."id", new_values."item_id", new_values."kind", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."published_on", new_values."responsible_id", new_values."responsible_text", new_values."return_reason", new_values."returned_on", new_values."session_id", new_values."status", new_values."text", new_values."version", new_values."vote_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a8bfc6c261e3b80d73f482caedc1b24f9430a2ae",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3b789",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="decision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_decisionversion" ("adopted_on", "approval_act_id", "approval_due_on", "approved_on", "approved_text", "due_on", "id", "item_id", "kind", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_on", "responsible_id", "responsible_text", "return_reason", "returned_on", "session_id", "status", "text", "version", "vote_id") SELECT old_values."adopted_on", old_values."approval_act_id", old_values."approval_due_on", old_values."approved_on", old_values."approved_text", old_values."due_on", old_values."id", old_values."item_id", old_values."kind", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."published_on", old_values."responsible_id", old_values."responsible_text", old_values."return_reason", old_values."returned_on", old_values."session_id", old_values."status", old_values."text", old_values."version", old_values."vote_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d4a66971f6eb29fd15d217098c0f4eaedb6e0ad7",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_05bcf",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_decision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_ballotversion" ("cast_at", "cast_by_id", "choice", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vote_id") SELECT new_values."cast_at", new_values."cast_by_id", new_values."choice", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."vote_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="00edd8171aca2f637687e8f5fca93fd72516e478",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_2e800",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_ballot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_ballotversion" ("cast_at", "cast_by_id", "choice", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vote_id") SELECT new_values."cast_at", new_values."cast_by_id", new_values."choice", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."vote_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d1dd341a1d89ac06c889d498bd61b77bd5d9944d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_16f78",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_ballot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="ballot",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_ballotversion" ("cast_at", "cast_by_id", "choice", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "vote_id") SELECT old_values."cast_at", old_values."cast_by_id", old_values."choice", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."vote_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="78363597c802f2b8dd7c44750084a6b8cd986f55",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_99c56",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_ballot",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendaitem",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_agendaitemversion" ("added_at_session", "agreed_by_id", "body_id", "came_from_id", "closed_at", "draft_decision", "id", "minutes_limit", "opened_at", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "rapporteur_id", "rapporteur_text", "session_id", "source_clause", "status", "status_reason", "subject_id", "subject_type_id", "tag", "version") SELECT new_values."added_at_session", new_values."agreed_by_id", new_values."body_id", new_values."came_from_id", new_values."closed_at", new_values."draft_decision", new_values."id", new_values."minutes_limit", new_values."opened_at", new_values."order", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."question", new_values."rapporteur_id", new_values."rapporteur_text", new_values."session_id", new_values."source_clause", new_values."status", new_values."status_reason", new_values."subject_id", new_values."subject_type_id", new_values."tag", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="486895b6892af84bfcb17a501cf036567b70706c",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_f98e2",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_agendaitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendaitem",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_agendaitemversion" ("added_at_session", "agreed_by_id", "body_id", "came_from_id", "closed_at", "draft_decision", "id", "minutes_limit", "opened_at", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "rapporteur_id", "rapporteur_text", "session_id", "source_clause", "status", "status_reason", "subject_id", "subject_type_id", "tag", "version") SELECT new_values."added_at_session", new_values."agreed_by_id", new_values."body_id", new_values."came_from_id", new_values."closed_at", new_values."draft_decision", new_values."id", new_values."minutes_limit", new_values."opened_at", new_values."order", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."question", new_values."rapporteur_id", new_values."rapporteur_text", new_values."session_id", new_values."source_clause", new_values."status", new_values."status_reason", new_values."subject_id", new_values."subject_type_id", new_values."tag", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ba2aaf5d1919bb0cb38134ab12aea3d9df5d31f2",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ca6ee",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_agendaitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="agendaitem",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_agendaitemversion" ("added_at_session", "agreed_by_id", "body_id", "came_from_id", "closed_at", "draft_decision", "id", "minutes_limit", "opened_at", "order", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "question", "rapporteur_id", "rapporteur_text", "session_id", "source_clause", "status", "status_reason", "subject_id", "subject_type_id", "tag", "version") SELECT old_values."added_at_session", old_values."agreed_by_id", old_values."body_id", old_values."came_from_id", old_values."closed_at", old_values."draft_decision", old_values."id", old_values."minutes_limit", old_values."opened_at", old_values."order", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."question", old_values."rapporteur_id", old_values."rapporteur_text", old_values."session_id", old_values."source_clause", old_values."status", old_values."status_reason", old_values."subject_id", old_values."subject_type_id", old_values."tag", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="6508ad51b61aa868d32e9252d1da21f6c4ac34a9",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_2c12a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_agendaitem",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="openlesson",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_openlessonversion" ("body_id", "held_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupils", "school_id", "session_id", "subject_id", "teacher_id", "theme", "version") SELECT new_values."body_id", new_values."held_on", new_values."id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."pupils", new_values."school_id", new_values."session_id", new_values."subject_id", new_values."teacher_id", new_values."theme", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6202906cbdef3cedd6ff1595060e611318628930",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_e0d2a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="meetings_openlesson",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="openlesson",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_openlessonversion" ("body_id", "held_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupils", "school_id", "session_id", "subject_id", "teacher_id", "theme", "version") SELECT new_values."body_id", new_values."held_on", new_values."id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."pupils", new_values."school_id", new_values."session_id", new_values."subject_id", new_values."teacher_id", new_values."theme", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e6ae1e078cae1ae8b137867c09f143a03c59f005",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_ffab5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="meetings_openlesson",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="openlesson",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "meetings_openlessonversion" ("body_id", "held_on", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "pupils", "school_id", "session_id", "subject_id", "teacher_id", "theme", "version") SELECT old_values."body_id", old_values."held_on", old_values."id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."pupils", old_values."school_id", old_values."session_id", old_values."subject_id", old_values."teacher_id", old_values."theme", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="01d937b4a67a0c9730065a155bd7f4e966c47c06",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_6650b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="meetings_openlesson",
                    when="AFTER",
                ),
            ),
        ),
    ]
