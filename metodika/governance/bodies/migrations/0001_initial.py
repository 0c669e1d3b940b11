import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import metodika.directory.organisations.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("mandates", "0001_initial"),
        ("organisations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        ("profiles", "0001_initial"),
        ("regulations", "0001_initial"),
        ("staff", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="BodyKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("titles", models.CharField(max_length=200, verbose_name="title of many")),
                ("short", models.CharField(blank=True, max_length=40, verbose_name="abbreviation")),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("association", "Methodical association"),
                            ("group", "Working group"),
                            ("laboratory", "Creative laboratory"),
                            ("community", "Professional community"),
                            ("expert_community", "Expert community"),
                            ("resource_centre", "Resource centre"),
                        ],
                        max_length=20,
                        verbose_name="family",
                    ),
                ),
                ("levels", models.JSONField(default=list, verbose_name="levels")),
                ("permanent", models.BooleanField(default=True, verbose_name="permanent")),
                (
                    "reach",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("subject", "One subject"),
                            ("inter_subject", "Several subjects together"),
                            ("meta_subject", "What all subjects share"),
                            ("interdisciplinary", "Disciplines of one field"),
                            ("other", "A position or a task"),
                        ],
                        max_length=20,
                        verbose_name="what brings members together",
                    ),
                ),
                ("under", models.CharField(blank=True, max_length=60, verbose_name="code of the kind above")),
                ("clause", models.CharField(blank=True, max_length=60, verbose_name="clause")),
                ("rules", models.JSONField(default=dict, verbose_name="rules")),
                ("agenda_template", models.JSONField(default=list, verbose_name="questions of an agenda")),
                ("functions", models.JSONField(default=list, verbose_name="functions")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="order")),
                ("withdrawn", models.BooleanField(default=False, verbose_name="no longer in the profile")),
                (
                    "profile",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="body_kinds",
                        to="profiles.profile",
                        verbose_name="profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "kind of bodies",
                "verbose_name_plural": "kinds of bodies",
            },
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=500, verbose_name="name")),
                ("short_name", models.CharField(blank=True, max_length=120, verbose_name="short name")),
                (
                    "sort_key",
                    models.CharField(
                        db_collation="C", editable=False, max_length=400, verbose_name="sorting key"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("region", "Region"),
                            ("municipality", "Municipality"),
                            ("institution", "Institution"),
                            ("unit", "Unit"),
                            ("partner", "Partner organisation"),
                        ],
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("subject", "One subject"),
                            ("inter_subject", "Several subjects together"),
                            ("meta_subject", "What all subjects share"),
                            ("interdisciplinary", "Disciplines of one field"),
                            ("other", "A position or a task"),
                        ],
                        max_length=20,
                        verbose_name="what brings members together",
                    ),
                ),
                (
                    "is_network",
                    models.BooleanField(
                        default=False,
                        help_text="Its members come from several organisations.",
                        verbose_name="network",
                    ),
                ),
                ("is_virtual", models.BooleanField(default=False, verbose_name="works online")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("active", "Works"),
                            ("suspended", "Suspended"),
                            ("dissolved", "Dissolved"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("status_reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="works from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="works to, the last day included"),
                ),
                ("task", models.TextField(blank=True, verbose_name="task")),
                (
                    "target",
                    models.CharField(blank=True, max_length=300, verbose_name="competence that it works on"),
                ),
                ("result", models.TextField(blank=True, verbose_name="result")),
                ("rules", models.JSONField(blank=True, default=dict, verbose_name="own rules")),
                (
                    "created_by_act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.act",
                        verbose_name="act that founded it",
                    ),
                ),
                (
                    "dissolved_by_act",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.act",
                        verbose_name="act that dissolved it",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="organisations.organisation",
                        verbose_name="at which organisation",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branches",
                        to="bodies.body",
                        verbose_name="works under",
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="regulations.act",
                        verbose_name="regulation",
                    ),
                ),
                (
                    "subjects",
                    models.ManyToManyField(
                        blank=True, related_name="bodies", to="staff.subject", verbose_name="subjects"
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bodies",
                        to="bodies.bodykind",
                        verbose_name="kind",
                    ),
                ),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="carried over from",
                    ),
                ),
                (
                    "goes_on_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="took_over",
                        to="bodies.body",
                        verbose_name="its work goes on in",
                    ),
                ),
                (
                    "members_count",
                    models.PositiveIntegerField(
                        default=0, editable=False, verbose_name="people who sit today"
                    ),
                ),
            ],
            options={
                "verbose_name": "body",
                "verbose_name_plural": "bodies",
            },
        ),
        migrations.CreateModel(
            name="BodyKindVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("code", models.SlugField(db_index=False, max_length=60, verbose_name="code")),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("titles", models.CharField(max_length=200, verbose_name="title of many")),
                ("short", models.CharField(blank=True, max_length=40, verbose_name="abbreviation")),
                (
                    "family",
                    models.CharField(
                        choices=[
                            ("council", "Council"),
                            ("association", "Methodical association"),
                            ("group", "Working group"),
                            ("laboratory", "Creative laboratory"),
                            ("community", "Professional community"),
                            ("expert_community", "Expert community"),
                            ("resource_centre", "Resource centre"),
                        ],
                        max_length=20,
                        verbose_name="family",
                    ),
                ),
                ("levels", models.JSONField(default=list, verbose_name="levels")),
                ("permanent", models.BooleanField(default=True, verbose_name="permanent")),
                (
                    "reach",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("subject", "One subject"),
                            ("inter_subject", "Several subjects together"),
                            ("meta_subject", "What all subjects share"),
                            ("interdisciplinary", "Disciplines of one field"),
                            ("other", "A position or a task"),
                        ],
                        max_length=20,
                        verbose_name="what brings members together",
                    ),
                ),
                ("under", models.CharField(blank=True, max_length=60, verbose_name="code of the kind above")),
                ("clause", models.CharField(blank=True, max_length=60, verbose_name="clause")),
                ("rules", models.JSONField(default=dict, verbose_name="rules")),
                ("agenda_template", models.JSONField(default=list, verbose_name="questions of an agenda")),
                ("functions", models.JSONField(default=list, verbose_name="functions")),
                ("order", models.PositiveSmallIntegerField(default=100, verbose_name="order")),
                ("withdrawn", models.BooleanField(default=False, verbose_name="no longer in the profile")),
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
                        to="bodies.bodykind",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="profiles.profile",
                        verbose_name="profile",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Composition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="number of the version")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="to, the last day included"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("approved", "Approved")],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "act",
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
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="compositions",
                        to="bodies.body",
                        verbose_name="body",
                    ),
                ),
            ],
            options={
                "verbose_name": "composition",
                "verbose_name_plural": "compositions",
            },
        ),
        migrations.CreateModel(
            name="CompositionVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("number", models.PositiveSmallIntegerField(default=1, verbose_name="number of the version")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="to, the last day included"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("approved", "Approved")],
                        default="draft",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "act",
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
                        to="bodies.composition",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Seat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("deputy", "Deputy chair"),
                            ("secretary", "Secretary"),
                            ("member", "Member"),
                        ],
                        default="member",
                        max_length=20,
                        verbose_name="office",
                    ),
                ),
                (
                    "represents",
                    models.CharField(blank=True, max_length=300, verbose_name="whom it represents"),
                ),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        help_text="For a seat that belongs to a position, whoever holds it.",
                        max_length=300,
                        verbose_name="by which position",
                    ),
                ),
                ("by_agreement", models.BooleanField(default=False, verbose_name="by agreement")),
                ("consented_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                ("votes", models.BooleanField(default=True, verbose_name="votes")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="to, the last day included"),
                ),
                (
                    "vacancy_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why the seat is vacant"),
                ),
                (
                    "composition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="bodies.composition",
                        verbose_name="composition",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="letter of consent",
                    ),
                ),
                (
                    "head_of",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="bodies.body",
                        verbose_name="sits as the head of",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="seats",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.position",
                        verbose_name="position of the staff list",
                    ),
                ),
                (
                    "post_at",
                    models.ForeignKey(
                        blank=True,
                        help_text="Without a position: the head of it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="where this position is",
                    ),
                ),
            ],
            options={
                "verbose_name": "seat",
                "verbose_name_plural": "seats",
            },
        ),
        migrations.CreateModel(
            name="SeatVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="number")),
                (
                    "office",
                    models.CharField(
                        choices=[
                            ("chair", "Chair"),
                            ("deputy", "Deputy chair"),
                            ("secretary", "Secretary"),
                            ("member", "Member"),
                        ],
                        default="member",
                        max_length=20,
                        verbose_name="office",
                    ),
                ),
                (
                    "represents",
                    models.CharField(blank=True, max_length=300, verbose_name="whom it represents"),
                ),
                (
                    "position",
                    models.CharField(
                        blank=True,
                        help_text="For a seat that belongs to a position, whoever holds it.",
                        max_length=300,
                        verbose_name="by which position",
                    ),
                ),
                ("by_agreement", models.BooleanField(default=False, verbose_name="by agreement")),
                ("consented_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                ("votes", models.BooleanField(default=True, verbose_name="votes")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="to, the last day included"),
                ),
                (
                    "vacancy_reason",
                    models.CharField(blank=True, max_length=300, verbose_name="why the seat is vacant"),
                ),
                (
                    "composition",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bodies.composition",
                        verbose_name="composition",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
                        verbose_name="letter of consent",
                    ),
                ),
                (
                    "head_of",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bodies.body",
                        verbose_name="sits as the head of",
                    ),
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
                        to="bodies.seat",
                    ),
                ),
                (
                    "post",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.position",
                        verbose_name="position of the staff list",
                    ),
                ),
                (
                    "post_at",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Without a position: the head of it.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="where this position is",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="HeadMandate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_over", models.BooleanField(default=False, verbose_name="has ended with the seat")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="head_mandates",
                        to="bodies.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "mandate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="mandates.mandate",
                        verbose_name="mandate",
                    ),
                ),
            ],
            options={
                "verbose_name": "role of a head",
                "verbose_name_plural": "roles of heads",
                "constraints": [
                    models.UniqueConstraint(fields=("body", "mandate"), name="role_of_a_head_once_a_body")
                ],
            },
        ),
        migrations.CreateModel(
            name="Stage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("title", models.CharField(max_length=300, verbose_name="stage of the work")),
                ("product", models.CharField(blank=True, max_length=500, verbose_name="product at its end")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("due_on", models.DateField(verbose_name="to, the last day included")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="finished on")),
                ("outcome", models.TextField(blank=True, verbose_name="what has come of it")),
                (
                    "told_due_on",
                    models.DateField(editable=False, null=True, verbose_name="reminded of the day"),
                ),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="stages",
                        to="bodies.body",
                        verbose_name="body",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="file of the product",
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
            ],
            options={
                "verbose_name": "stage of the work",
                "verbose_name_plural": "stages of the work",
            },
        ),
        migrations.CreateModel(
            name="StageVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("title", models.CharField(max_length=300, verbose_name="stage of the work")),
                ("product", models.CharField(blank=True, max_length=500, verbose_name="product at its end")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("due_on", models.DateField(verbose_name="to, the last day included")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="finished on")),
                ("outcome", models.TextField(blank=True, verbose_name="what has come of it")),
                (
                    "told_due_on",
                    models.DateField(editable=False, null=True, verbose_name="reminded of the day"),
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
                    "file",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
                        verbose_name="file of the product",
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
                        to="bodies.stage",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BodyVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("name", models.CharField(max_length=500, verbose_name="name")),
                ("short_name", models.CharField(blank=True, max_length=120, verbose_name="short name")),
                (
                    "sort_key",
                    models.CharField(
                        db_collation="C", editable=False, max_length=400, verbose_name="sorting key"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("region", "Region"),
                            ("municipality", "Municipality"),
                            ("institution", "Institution"),
                            ("unit", "Unit"),
                            ("partner", "Partner organisation"),
                        ],
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                (
                    "reach",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("subject", "One subject"),
                            ("inter_subject", "Several subjects together"),
                            ("meta_subject", "What all subjects share"),
                            ("interdisciplinary", "Disciplines of one field"),
                            ("other", "A position or a task"),
                        ],
                        max_length=20,
                        verbose_name="what brings members together",
                    ),
                ),
                (
                    "is_network",
                    models.BooleanField(
                        default=False,
                        help_text="Its members come from several organisations.",
                        verbose_name="network",
                    ),
                ),
                ("is_virtual", models.BooleanField(default=False, verbose_name="works online")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("proposed", "Proposed"),
                            ("active", "Works"),
                            ("suspended", "Suspended"),
                            ("dissolved", "Dissolved"),
                        ],
                        default="proposed",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                ("status_reason", models.CharField(blank=True, max_length=500, verbose_name="why")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="works from")),
                (
                    "ends_on",
                    models.DateField(blank=True, null=True, verbose_name="works to, the last day included"),
                ),
                ("task", models.TextField(blank=True, verbose_name="task")),
                (
                    "target",
                    models.CharField(blank=True, max_length=300, verbose_name="competence that it works on"),
                ),
                ("result", models.TextField(blank=True, verbose_name="result")),
                ("rules", models.JSONField(blank=True, default=dict, verbose_name="own rules")),
                (
                    "created_by_act",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regulations.act",
                        verbose_name="act that founded it",
                    ),
                ),
                (
                    "dissolved_by_act",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regulations.act",
                        verbose_name="act that dissolved it",
                    ),
                ),
                (
                    "host",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="at which organisation",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bodies.bodykind",
                        verbose_name="kind",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bodies.body",
                        verbose_name="works under",
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
                        to="bodies.body",
                    ),
                ),
                (
                    "regulation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regulations.act",
                        verbose_name="regulation",
                    ),
                ),
                (
                    "carried_from",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="carried over from",
                    ),
                ),
                (
                    "goes_on_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="bodies.body",
                        verbose_name="its work goes on in",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="bodykind",
            constraint=models.UniqueConstraint(
                fields=("profile", "code"), name="kind_of_bodies_once_a_profile"
            ),
        ),
        migrations.AddIndex(
            model_name="body",
            index=models.Index(fields=["host", "sort_key"], name="body_of_host"),
        ),
        migrations.AddIndex(
            model_name="body",
            index=models.Index(fields=["sort_key", "id"], name="body_alphabet"),
        ),
        migrations.AddIndex(
            model_name="body",
            index=models.Index(
                condition=models.Q(("ends_on__isnull", False)), fields=["ends_on"], name="body_by_end"
            ),
        ),
        migrations.AddIndex(
            model_name="body",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("sort_key"), name="gin_trgm_ops"),
                name="body_by_part_of_name",
            ),
        ),
        migrations.AddIndex(
            model_name="body",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("name", config="russian"), name="body_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    ("starts_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="body_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True), name="body_is_not_under_itself"
            ),
        ),
        migrations.AddConstraint(
            model_name="body",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "dissolved"), _negated=True),
                fields=("host", "name"),
                name="name_of_a_body_once_at_its_host",
            ),
        ),
        migrations.AddConstraint(
            model_name="composition",
            constraint=models.UniqueConstraint(fields=("body", "number"), name="version_of_composition_once"),
        ),
        migrations.AddConstraint(
            model_name="composition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("status", "draft")),
                fields=("body",),
                name="one_draft_of_composition_a_body",
            ),
        ),
        migrations.AddConstraint(
            model_name="composition",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="composition_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="composition",
            constraint=models.CheckConstraint(
                condition=models.Q(("status", "draft"), ("starts_on__isnull", False), _connector="OR"),
                name="approved_composition_has_a_first_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="composition",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("status", "approved")),
                expressions=[
                    ("body", "="),
                    (metodika.directory.organisations.models.Days("starts_on", "ends_on"), "&&"),
                ],
                name="one_composition_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="seat",
            index=models.Index(fields=["person", "composition"], name="seats_of_person"),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None),
                    ("starts_on", None),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="seat_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="seat",
            constraint=models.CheckConstraint(
                condition=models.Q(("consented_on", None), ("by_agreement", True), _connector="OR"),
                name="consent_is_to_a_seat_by_agreement",
            ),
        ),
        migrations.AddIndex(
            model_name="stage",
            index=models.Index(fields=["body", "due_on"], name="stage_of_body"),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on", None), ("due_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="stage_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="stage",
            constraint=models.CheckConstraint(
                condition=models.Q(("done_on__isnull", False), ("file", None), _connector="OR"),
                name="product_belongs_to_a_finished_stage",
            ),
        ),
        migrations.AddIndex(
            model_name="body",
            index=models.Index(fields=["members_count", "id"], name="body_by_members"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bodykind",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_bodykindversion" ("agenda_template", "clause", "code", "family", "functions", "id", "levels", "order", "permanent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "reach", "rules", "short", "title", "titles", "under", "withdrawn") SELECT new_values."agenda_template", new_values."clause", new_values."code", new_values."family", new_values."functions", new_values."id", new_values."levels", new_values."order", new_values."permanent", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."profile_id", new_values."reach", new_values."rules", new_values."short", new_values."title", new_values."titles", new_values."under", new_values."withdrawn" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="8da71c7154055130a6a08c7caec82e2a7b378fb9",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b2106",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="bodies_bodykind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bodykind",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_bodykindversion" ("agenda_template", "clause", "code", "family", "functions", "id", "levels", "order", "permanent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "reach", "rules", "short", "title", "titles", "under", "withdrawn") SELECT new_values."agenda_template", new_values."clause", new_values."code", new_values."family", new_values."functions", new_values."id", new_values."levels", new_values."order", new_values."permanent", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."profile_id", new_values."reach", new_values."rules", new_values."short", new_values."title", new_values."titles", new_values."under", new_values."withdrawn" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ac445d7e84a5b246cc8fdd83bbce57b655d56e75",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_36a98",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="bodies_bodykind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="bodykind",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_bodykindversion" ("agenda_template", "clause", "code", "family", "functions", "id", "levels", "order", "permanent", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "profile_id", "reach", "rules", "short", "title", "titles", "under", "withdrawn") SELECT old_values."agenda_template", old_values."clause", old_values."code", old_values."family", old_values."functions", old_values."id", old_values."levels", old_values."order", old_values."permanent", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."profile_id", old_values."reach", old_values."rules", old_values."short", old_values."title", old_values."titles", old_values."under", old_values."withdrawn" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="0fae7da4f8fe3eda7739dc81077a9c0d14787b92",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1d418",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="bodies_bodykind",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="composition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_compositionversion" ("act_id", "body_id", "ends_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "status", "version") SELECT new_values."act_id", new_values."body_id", new_values."ends_on", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."starts_on", new_values."status", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6e6f960fc5d55516a0ff2297ffe29a6b94605544",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_9eb09",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="bodies_composition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="composition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_compositionversion" ("act_id", "body_id", "ends_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "status", "version") SELECT new_values."act_id", new_values."body_id", new_values."ends_on", new_values."id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."starts_on", new_values."status", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="83a45db2c553030efac0f461a0cf75d9bb0c7026",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1aaf1",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="bodies_composition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="composition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_compositionversion" ("act_id", "body_id", "ends_on", "id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "starts_on", "status", "version") SELECT old_values."act_id", old_values."body_id", old_values."ends_on", old_values."id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."starts_on", old_values."status", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="32ff7ec1c72e06fb9627c37144633159cf3e3007",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_0088d",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="bodies_composition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_seatversion" ("by_agreement", "composition_id", "consent_id", "consented_on", "ends_on", "head_of_id", "id", "number", "office", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "post_at_id", "post_id", "represents", "starts_on", "vacancy_reason", "votes") SELECT new_values."by_agreement", new_values."composition_id", new_values."consent_id", new_values."consented_on", new_values."ends_on", new_values."head_of_id", new_values."id", new_values."number", new_values."office", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position", new_values."post_at_id", new_values."post_id", new_values."represents", new_values."starts_on", new_values."vacancy_reason", new_values."votes" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="b2228fa58b226e9ba54b06a5bd1e004f521a590e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_71237",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="bodies_seat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_seatversion" ("by_agreement", "composition_id", "consent_id", "consented_on", "ends_on", "head_of_id", "id", "number", "office", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "post_at_id", "post_id", "represents", "starts_on", "vacancy_reason", "votes") SELECT new_values."by_agreement", new_values."composition_id", new_values."consent_id", new_values."consented_on", new_values."ends_on", new_values."head_of_id", new_values."id", new_values."number", new_values."office", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position", new_values."post_at_id", new_values."post_id", new_values."represents", new_values."starts_on", new_values."vacancy_reason", new_values."votes" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1d6fc0d17737e285322b9348b583ba6d9670ba44",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c70e8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="bodies_seat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="seat",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_seatversion" ("by_agreement", "composition_id", "consent_id", "consented_on", "ends_on", "head_of_id", "id", "number", "office", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position", "post_at_id", "post_id", "represents", "starts_on", "vacancy_reason", "votes") SELECT old_values."by_agreement", old_values."composition_id", old_values."consent_id", old_values."consented_on", old_values."ends_on", old_values."head_of_id", old_values."id", old_values."number", old_values."office", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position", old_values."post_at_id", old_values."post_id", old_values."represents", old_values."starts_on", old_values."vacancy_reason", old_values."votes" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="10b5895c2f0fb11f6860c90b4b79b3af775bd51b",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7ff48",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="bodies_seat",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_stageversion" ("body_id", "done_on", "due_on", "file_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "responsible_id", "starts_on", "title", "told_due_on", "version") SELECT new_values."body_id", new_values."done_on", new_values."due_on", new_values."file_id", new_values."id", new_values."outcome", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."product", new_values."responsible_id", new_values."starts_on", new_values."title", new_values."told_due_on", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c58de34c8e583cca91242ecdfba295a2226c9d22",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_717f4",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="bodies_stage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_stageversion" ("body_id", "done_on", "due_on", "file_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "responsible_id", "starts_on", "title", "told_due_on", "version") SELECT new_values."body_id", new_values."done_on", new_values."due_on", new_values."file_id", new_values."id", new_values."outcome", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."product", new_values."responsible_id", new_values."starts_on", new_values."title", new_values."told_due_on", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="db5b9a361bab8059c7482d2d9e862239a58c72a7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_a4dc8",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="bodies_stage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="stage",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_stageversion" ("body_id", "done_on", "due_on", "file_id", "id", "outcome", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "product", "responsible_id", "starts_on", "title", "told_due_on", "version") SELECT old_values."body_id", old_values."done_on", old_values."due_on", old_values."file_id", old_values."id", old_values."outcome", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."product", old_values."responsible_id", old_values."starts_on", old_values."title", old_values."told_due_on", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b04401d0e0a1153de4596bc0e7d6188856ed968c",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e9178",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="bodies_stage",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="body",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_bodyversion" ("carried_from_id", "created_by_act_id", "dissolved_by_act_id", "ends_on", "goes_on_in_id", "host_id", "id", "is_network", "is_virtual", "kind_id", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "regulation_id", "result", "rules", "short_name", "sort_key", "starts_on", "status", "status_reason", "target", "task", "version") SELECT new_values."carried_from_id", new_values."created_by_act_id", new_values."dissolved_by_act_id", new_values."ends_on", new_values."goes_on_in_id", new_values."host_id", new_values."id", new_values."is_network", new_values."is_virtual", new_values."kind_id", new_values."level", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."reach", new_values."regulation_id", new_values."result", new_values."rules", new_values."short_name", new_values."sort_key", new_values."starts_on", new_values."status", new_values."status_reason", new_values."target", new_values."task", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="fc1ac20bb22413b03ecead7358e33c44f9d9ea81",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_aec61",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="bodies_body",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="body",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_bodyversion" ("carried_from_id", "created_by_act_id", "dissolved_by_act_id", "ends_on", "goes_on_in_id", "host_id", "id", "is_network", "is_virtual", "kind_id", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "regulation_id", "result", "rules", "short_name", "sort_key", "starts_on", "status", "status_reason", "target", "task", "version") SELECT old_values."carried_from_id", old_values."created_by_act_id", old_values."dissolved_by_act_id", old_values."ends_on", old_values."goes_on_in_id", old_values."host_id", old_values."id", old_values."is_network", old_values."is_virtual", old_values."kind_id", old_values."level", old_values."name", old_values."parent_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."reach", old_values."regulation_id", old_values."result", old_values."rules", old_values."short_name", old_values."sort_key", old_values."starts_on", old_values."status", old_values."status_reason", old_values."target", old_values."task", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="faf5e1b077e6eb947c3a9af7633cc2051ffa6383",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_ec666",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="bodies_body",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="body",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "bodies_bodyversion" ("carried_from_id", "created_by_act_id", "dissolved_by_act_id", "ends_on", "goes_on_in_id", "host_id", "id", "is_network", "is_virtual", "kind_id", "level", "name", "parent_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach", "regulation_id", "result", "rules", "short_name", "sort_key", "starts_on", "status", "status_reason", "target", "task", "version") SELECT new_values."carried_from_id", new_values."created_by_act_id", new_values."dissolved_by_act_id", new_values."ends_on", new_values."goes_on_in_id", new_values."host_id", new_values."id", new_values."is_network", new_values."is_virtual", new_values."kind_id", new_values."level", new_values."name", new_values."parent_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."reach", new_values."regulation_id", new_values."result", new_values."rules", new_values."short_name", new_values."sort_key", new_values."starts_on", new_values."status", new_values."status_reason", new_values."target", new_values."task", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values."carried_from_id" IS DISTINCT FROM (new_values."carried_from_id") OR old_values."created_by_act_id" IS DISTINCT FROM (new_values."created_by_act_id") OR old_values."dissolved_by_act_id" IS DISTINCT FROM (new_values."dissolved_by_act_id") OR old_values."ends_on" IS DISTINCT FROM (new_values."ends_on") OR old_values."goes_on_in_id" IS DISTINCT FROM (new_values."goes_on_in_id") OR old_values."host_id" IS DISTINCT FROM (new_values."host_id") OR old_values."id" IS DISTINCT FROM (new_values."id") OR old_values."is_network" IS DISTINCT FROM (new_values."is_network") OR old_values."is_virtual" IS DISTINCT FROM (new_values."is_virtual") OR old_values."kind_id" IS DISTINCT FROM (new_values."kind_id") OR old_values."level" IS DISTINCT FROM (new_values."level") OR old_values."name" IS DISTINCT FROM (new_values."name") OR old_values."parent_id" IS DISTINCT FROM (new_values."parent_id") OR old_values."reach" IS DISTINCT FROM (new_values."reach") OR old_values."regulation_id" IS DISTINCT FROM (new_values."regulation_id") OR old_values."result" IS DISTINCT FROM (new_values."result") OR old_values."rules" IS DISTINCT FROM (new_values."rules") OR old_values."short_name" IS DISTINCT FROM (new_values."short_name") OR old_values."sort_key" IS DISTINCT FROM (new_values."sort_key") OR old_values."starts_on" IS DISTINCT FROM (new_values."starts_on") OR old_values."status" IS DISTINCT FROM (new_values."status") OR old_values."status_reason" IS DISTINCT FROM (new_values."status_reason") OR old_values."target" IS DISTINCT FROM (new_values."target") OR old_values."task" IS DISTINCT FROM (new_values."task") OR old_values."version" IS DISTINCT FROM (new_values."version")) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="68507b42e27d4633043524fe0b7d97d4f94653af",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4f658",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="bodies_body",
                    when="AFTER",
                ),
            ),
        ),
    ]
