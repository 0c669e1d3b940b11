import django.contrib.postgres.constraints
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import metodika.directory.organisations.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("organisations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
    ]

    operations = [
        migrations.CreateModel(
            name="Education",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("secondary", "General secondary"),
                            ("vocational", "Vocational secondary"),
                            ("bachelor", "Higher: bachelor"),
                            ("specialist", "Higher: specialist"),
                            ("master", "Higher: master"),
                            ("postgraduate", "Higher: postgraduate"),
                        ],
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                ("institution", models.CharField(blank=True, max_length=300, verbose_name="where")),
                ("speciality", models.CharField(blank=True, max_length=300, verbose_name="speciality")),
                ("finished_in", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                ("is_pedagogical", models.BooleanField(default=False, verbose_name="pedagogical")),
            ],
            options={
                "verbose_name": "education",
                "verbose_name_plural": "educations",
            },
        ),
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=300, unique=True, verbose_name="title")),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("teaching", "Teaching staff"),
                            ("leading", "Leaders"),
                            ("other", "Other staff"),
                        ],
                        default="other",
                        max_length=20,
                        verbose_name="category",
                    ),
                ),
            ],
            options={
                "verbose_name": "position",
                "verbose_name_plural": "positions",
            },
        ),
        migrations.CreateModel(
            name="Subject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200, unique=True, verbose_name="title")),
            ],
            options={
                "verbose_name": "subject",
                "verbose_name_plural": "subjects",
            },
        ),
        migrations.CreateModel(
            name="Employment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("main", "Main job"),
                            ("internal", "Second job in the same organisation"),
                            ("external", "Second job, main one elsewhere"),
                            ("contract", "By contract"),
                        ],
                        default="main",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("is_head", models.BooleanField(default=False, verbose_name="heads the organisation")),
                (
                    "load",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="load, full posts"
                    ),
                ),
                (
                    "hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        verbose_name="load, hours a week",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="to")),
                ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="reason of ending")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="employments",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "employment",
                "verbose_name_plural": "employments",
            },
        ),
        migrations.CreateModel(
            name="Leave",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("maternity", "Maternity leave"),
                            ("parental", "Parental leave"),
                            ("long", "Long leave of a teacher"),
                            ("military", "Military service"),
                            ("other", "Other leave"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="from")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "employment",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leaves",
                        to="staff.employment",
                        verbose_name="employment",
                    ),
                ),
            ],
            options={
                "verbose_name": "leave",
                "verbose_name_plural": "leaves",
            },
        ),
        migrations.CreateModel(
            name="LeaveVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("maternity", "Maternity leave"),
                            ("parental", "Parental leave"),
                            ("long", "Long leave of a teacher"),
                            ("military", "Military service"),
                            ("other", "Other leave"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="from")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "employment",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.employment",
                        verbose_name="employment",
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
                        to="staff.leave",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("last_name", models.CharField(max_length=120, verbose_name="surname")),
                ("first_name", models.CharField(max_length=120, verbose_name="first name")),
                ("patronymic", models.CharField(blank=True, max_length=120, verbose_name="patronymic")),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("female", "Female"), ("male", "Male"), ("", "Not known")],
                        default="",
                        max_length=10,
                        verbose_name="gender",
                    ),
                ),
                ("born_on", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                (
                    "snils",
                    models.CharField(
                        blank=True,
                        help_text="Eleven digits without spaces.",
                        max_length=11,
                        verbose_name="SNILS",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="telephone")),
                (
                    "total_experience_since",
                    models.DateField(
                        blank=True,
                        help_text="The day from which uninterrupted experience would give the same length.",
                        null=True,
                        verbose_name="total experience counted from",
                    ),
                ),
                (
                    "teaching_experience_since",
                    models.DateField(blank=True, null=True, verbose_name="teaching experience counted from"),
                ),
                (
                    "sort_key",
                    models.CharField(
                        db_collation="C", editable=False, max_length=400, verbose_name="sorting key"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="merged",
                        to="staff.person",
                        verbose_name="merged into",
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
            },
        ),
        migrations.AddField(
            model_name="employment",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="employments",
                to="staff.person",
                verbose_name="person",
            ),
        ),
        migrations.CreateModel(
            name="EducationVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("secondary", "General secondary"),
                            ("vocational", "Vocational secondary"),
                            ("bachelor", "Higher: bachelor"),
                            ("specialist", "Higher: specialist"),
                            ("master", "Higher: master"),
                            ("postgraduate", "Higher: postgraduate"),
                        ],
                        max_length=20,
                        verbose_name="level",
                    ),
                ),
                ("institution", models.CharField(blank=True, max_length=300, verbose_name="where")),
                ("speciality", models.CharField(blank=True, max_length=300, verbose_name="speciality")),
                ("finished_in", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year")),
                ("is_pedagogical", models.BooleanField(default=False, verbose_name="pedagogical")),
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
                        to="staff.education",
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
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="education",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="educations",
                to="staff.person",
                verbose_name="person",
            ),
        ),
        migrations.CreateModel(
            name="PersonVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                ("last_name", models.CharField(max_length=120, verbose_name="surname")),
                ("first_name", models.CharField(max_length=120, verbose_name="first name")),
                ("patronymic", models.CharField(blank=True, max_length=120, verbose_name="patronymic")),
                (
                    "gender",
                    models.CharField(
                        blank=True,
                        choices=[("female", "Female"), ("male", "Male"), ("", "Not known")],
                        default="",
                        max_length=10,
                        verbose_name="gender",
                    ),
                ),
                ("born_on", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                (
                    "snils",
                    models.CharField(
                        blank=True,
                        help_text="Eleven digits without spaces.",
                        max_length=11,
                        verbose_name="SNILS",
                    ),
                ),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="telephone")),
                (
                    "total_experience_since",
                    models.DateField(
                        blank=True,
                        help_text="The day from which uninterrupted experience would give the same length.",
                        null=True,
                        verbose_name="total experience counted from",
                    ),
                ),
                (
                    "teaching_experience_since",
                    models.DateField(blank=True, null=True, verbose_name="teaching experience counted from"),
                ),
                (
                    "sort_key",
                    models.CharField(
                        db_collation="C", editable=False, max_length=400, verbose_name="sorting key"
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.person",
                        verbose_name="merged into",
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
                        to="staff.person",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="EmploymentVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("main", "Main job"),
                            ("internal", "Second job in the same organisation"),
                            ("external", "Second job, main one elsewhere"),
                            ("contract", "By contract"),
                        ],
                        default="main",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("is_head", models.BooleanField(default=False, verbose_name="heads the organisation")),
                (
                    "load",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=4, null=True, verbose_name="load, full posts"
                    ),
                ),
                (
                    "hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        verbose_name="load, hours a week",
                    ),
                ),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="from")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="to")),
                ("end_reason", models.CharField(blank=True, max_length=300, verbose_name="reason of ending")),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="organisation",
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
                        to="staff.employment",
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
                    "position",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.position",
                        verbose_name="position",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="employment",
            name="position",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="employments",
                to="staff.position",
                verbose_name="position",
            ),
        ),
        migrations.CreateModel(
            name="Qualification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("compliance", "Compliance with the position"),
                            ("first", "First category"),
                            ("highest", "Highest category"),
                            ("teacher_methodist", "Teacher-methodist"),
                            ("teacher_mentor", "Teacher-mentor"),
                        ],
                        max_length=30,
                        verbose_name="category",
                    ),
                ),
                ("assigned_on", models.DateField(blank=True, null=True, verbose_name="assigned on")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("act", models.CharField(blank=True, max_length=300, verbose_name="act")),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="qualifications",
                        to="staff.person",
                        verbose_name="person",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="staff.position",
                        verbose_name="position",
                    ),
                ),
            ],
            options={
                "verbose_name": "qualification",
                "verbose_name_plural": "qualifications",
            },
        ),
        migrations.CreateModel(
            name="QualificationVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "category",
                    models.CharField(
                        choices=[
                            ("compliance", "Compliance with the position"),
                            ("first", "First category"),
                            ("highest", "Highest category"),
                            ("teacher_methodist", "Teacher-methodist"),
                            ("teacher_mentor", "Teacher-mentor"),
                        ],
                        max_length=30,
                        verbose_name="category",
                    ),
                ),
                ("assigned_on", models.DateField(blank=True, null=True, verbose_name="assigned on")),
                ("valid_until", models.DateField(blank=True, null=True, verbose_name="valid until")),
                ("act", models.CharField(blank=True, max_length=300, verbose_name="act")),
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
                        to="staff.qualification",
                    ),
                ),
                (
                    "position",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="staff.position",
                        verbose_name="position",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="employment",
            name="subjects",
            field=models.ManyToManyField(
                blank=True, related_name="employments", to="staff.subject", verbose_name="subjects"
            ),
        ),
        migrations.CreateModel(
            name="DifferentPeople",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("told_at", models.DateTimeField(auto_now_add=True, verbose_name="told apart at")),
                (
                    "one",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="staff.person",
                        verbose_name="one record",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="staff.person",
                        verbose_name="other record",
                    ),
                ),
            ],
            options={
                "verbose_name": "two different people",
                "verbose_name_plural": "pairs of different people",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("one__lt", models.F("other"))), name="different_people_in_order"
                    ),
                    models.UniqueConstraint(fields=("one", "other"), name="different_people_told_once"),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None), ("ended_on__gte", models.F("started_on")), _connector="OR"
                ),
                name="leave_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="leave",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("employment", "="),
                    (metodika.directory.organisations.models.Days("started_on", "ended_on"), "&&"),
                ],
                name="one_leave_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["sort_key", "id"], name="person_alphabet"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(fields=["born_on"], name="person_by_birthday"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=models.Index(django.db.models.functions.text.Upper("email"), name="person_by_email"),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("sort_key"), name="gin_trgm_ops"),
                name="person_by_part_of_name",
            ),
        ),
        migrations.AddIndex(
            model_name="person",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("sort_key", config="russian"), name="person_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("snils", ""), _negated=True), ("merged_into", None)),
                fields=("snils",),
                name="one_person_per_snils",
            ),
        ),
        migrations.AddConstraint(
            model_name="person",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="person_is_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.UniqueConstraint(
                fields=("person", "category", "assigned_on"), name="category_once_a_day", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="qualification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_until", None),
                    ("assigned_on", None),
                    ("valid_until__gte", models.F("assigned_on")),
                    _connector="OR",
                ),
                name="qualification_ends_after_it_begins",
            ),
        ),
        migrations.AddIndex(
            model_name="employment",
            index=models.Index(fields=["organisation", "ended_on"], name="employment_of_organisation"),
        ),
        migrations.AddConstraint(
            model_name="employment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_on", None),
                    ("started_on", None),
                    ("ended_on__gte", models.F("started_on")),
                    _connector="OR",
                ),
                name="employment_ends_after_it_begins",
            ),
        ),
        migrations.AddConstraint(
            model_name="employment",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("person", "="),
                    ("organisation", "="),
                    ("position", "="),
                    ("kind", "="),
                    (metodika.directory.organisations.models.Days("started_on", "ended_on"), "&&"),
                ],
                name="same_job_once_at_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leave",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_leaveversion" ("employment_id", "ended_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_on") SELECT new_values."employment_id", new_values."ended_on", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."started_on" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="01679b8fc73c11e2a32af78e899147f45e9212a0",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bcd76",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="staff_leave",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leave",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_leaveversion" ("employment_id", "ended_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_on") SELECT new_values."employment_id", new_values."ended_on", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."started_on" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="38a764fb111cd2a3a4a7f7c2287311cfa41e358f",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_6d417",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="staff_leave",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="leave",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_leaveversion" ("employment_id", "ended_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "started_on") SELECT old_values."employment_id", old_values."ended_on", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."started_on" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="f7efbbc9c4ca7520affea8579090c955021d26f3",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_8ed03",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="staff_leave",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_personversion" ("born_on", "email", "first_name", "gender", "id", "last_name", "merged_into_id", "patronymic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "snils", "sort_key", "teaching_experience_since", "total_experience_since", "version") SELECT new_values."born_on", new_values."email", new_values."first_name", new_values."gender", new_values."id", new_values."last_name", new_values."merged_into_id", new_values."patronymic", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."snils", new_values."sort_key", new_values."teaching_experience_since", new_values."total_experience_since", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="a5ecf4eb343854dc7ea6a0591727a10875e548c5",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b6b3a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="staff_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_personversion" ("born_on", "email", "first_name", "gender", "id", "last_name", "merged_into_id", "patronymic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "snils", "sort_key", "teaching_experience_since", "total_experience_since", "version") SELECT new_values."born_on", new_values."email", new_values."first_name", new_values."gender", new_values."id", new_values."last_name", new_values."merged_into_id", new_values."patronymic", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."snils", new_values."sort_key", new_values."teaching_experience_since", new_values."total_experience_since", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="51a2e6f16427a4c2ca644198b3f234890764ec9b",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_72eb5",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="staff_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="person",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_personversion" ("born_on", "email", "first_name", "gender", "id", "last_name", "merged_into_id", "patronymic", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "snils", "sort_key", "teaching_experience_since", "total_experience_since", "version") SELECT old_values."born_on", old_values."email", old_values."first_name", old_values."gender", old_values."id", old_values."last_name", old_values."merged_into_id", old_values."patronymic", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."snils", old_values."sort_key", old_values."teaching_experience_since", old_values."total_experience_since", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="450f1389184f2dbda1e760d0c9fbd30b770472f4",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_c3832",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="staff_person",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="education",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_educationversion" ("finished_in", "id", "institution", "is_pedagogical", "level", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speciality") SELECT new_values."finished_in", new_values."id", new_values."institution", new_values."is_pedagogical", new_values."level", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."speciality" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="792bc093ae655b61d1a89963a1033602dd32b065",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_884fa",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="staff_education",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="education",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_educationversion" ("finished_in", "id", "institution", "is_pedagogical", "level", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speciality") SELECT new_values."finished_in", new_values."id", new_values."institution", new_values."is_pedagogical", new_values."level", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."speciality" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="148031b92feb264aaa75a073b732029850785473",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3e673",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="staff_education",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="education",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_educationversion" ("finished_in", "id", "institution", "is_pedagogical", "level", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "speciality") SELECT old_values."finished_in", old_values."id", old_values."institution", old_values."is_pedagogical", old_values."level", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."speciality" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="37cf3aff4f50be09625bfc04d5ce5e10aeb112c2",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7a642",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="staff_education",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="qualification",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_qualificationversion" ("act", "assigned_on", "category", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "valid_until") SELECT new_values."act", new_values."assigned_on", new_values."category", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position_id", new_values."valid_until" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1d39ba455c45b841a4a9352dd9dc0f0791f0ecfa",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b7434",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="staff_qualification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="qualification",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_qualificationversion" ("act", "assigned_on", "category", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "valid_until") SELECT new_values."act", new_values."assigned_on", new_values."category", new_values."id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position_id", new_values."valid_until" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="65e2d4a3df9edf4d2dc3ded38ee74a8486789852",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_d933d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="staff_qualification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="qualification",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_qualificationversion" ("act", "assigned_on", "category", "id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "valid_until") SELECT old_values."act", old_values."assigned_on", old_values."category", old_values."id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position_id", old_values."valid_until" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="b473147e21744bfc49202a2f0bb62b9c2be0193d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7db38",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="staff_qualification",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="employment",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_employmentversion" ("end_reason", "ended_on", "hours", "id", "is_head", "kind", "load", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "started_on", "version") SELECT new_values."end_reason", new_values."ended_on", new_values."hours", new_values."id", new_values."is_head", new_values."kind", new_values."load", new_values."organisation_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."position_id", new_values."started_on", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="c16810a26de458aa1f857d87a3e06cec918cb8cd",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a589c",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="staff_employment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="employment",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_employmentversion" ("end_reason", "ended_on", "hours", "id", "is_head", "kind", "load", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "started_on", "version") SELECT new_values."end_reason", new_values."ended_on", new_values."hours", new_values."id", new_values."is_head", new_values."kind", new_values."load", new_values."organisation_id", new_values."person_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."position_id", new_values."started_on", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="2ced31bf80a33021da013df032069860fedcfa27",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2c46d",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="staff_employment",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="employment",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "staff_employmentversion" ("end_reason", "ended_on", "hours", "id", "is_head", "kind", "load", "organisation_id", "person_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "position_id", "started_on", "version") SELECT old_values."end_reason", old_values."ended_on", old_values."hours", old_values."id", old_values."is_head", old_values."kind", old_values."load", old_values."organisation_id", old_values."person_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."position_id", old_values."started_on", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="21687876157ed3d9b19f04358712e0143fed5b8d",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1f654",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="staff_employment",
                    when="AFTER",
                ),
            ),
        ),
    ]
