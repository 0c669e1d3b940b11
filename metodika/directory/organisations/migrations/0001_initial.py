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
        ("pghistory", "0007_auto_20250421_0444"),
        ("profiles", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Guest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "ground",
                    models.CharField(
                        blank=True, help_text="The agreement.", max_length=300, verbose_name="ground"
                    ),
                ),
            ],
            options={
                "verbose_name": "guest organisation",
                "verbose_name_plural": "guest organisations",
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
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
                    "kind",
                    models.CharField(
                        help_text="A code from the profile's list of kinds.",
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        editable=False,
                        help_text="Numbers of all organisations above, then its own.",
                        max_length=200,
                        verbose_name="path",
                    ),
                ),
                ("name", models.CharField(max_length=500, verbose_name="full name")),
                ("short_name", models.CharField(max_length=200, verbose_name="short name")),
                (
                    "sort_key",
                    models.CharField(
                        db_collation="C", editable=False, max_length=400, verbose_name="sorting key"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="A short name for addresses and imports.",
                        max_length=60,
                        verbose_name="code",
                    ),
                ),
                ("inn", models.CharField(blank=True, max_length=12, verbose_name="INN")),
                ("ogrn", models.CharField(blank=True, max_length=15, verbose_name="OGRN")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="telephone")),
                ("timezone", models.CharField(blank=True, max_length=60, verbose_name="time zone")),
                ("is_rural", models.BooleanField(default=False, verbose_name="rural")),
                ("is_small", models.BooleanField(default=False, verbose_name="small")),
                ("is_branch", models.BooleanField(default=False, verbose_name="branch")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Works"),
                            ("reorganising", "Being reorganised"),
                            ("merged", "Merged into another"),
                            ("closed", "Closed"),
                        ],
                        default="active",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organisations.organisation",
                        verbose_name="municipality",
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="organisations.organisation",
                        verbose_name="part of",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="profiles.profile",
                        verbose_name="profile",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
            },
        ),
        migrations.CreateModel(
            name="GuestVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("valid_from", models.DateField(verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "ground",
                    models.CharField(
                        blank=True, help_text="The agreement.", max_length=300, verbose_name="ground"
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
                        to="organisations.guest",
                    ),
                ),
                (
                    "hub",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="hub",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="guest",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddField(
            model_name="guest",
            name="hub",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="guests",
                to="organisations.organisation",
                verbose_name="hub",
            ),
        ),
        migrations.AddField(
            model_name="guest",
            name="organisation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="visits",
                to="organisations.organisation",
                verbose_name="guest",
            ),
        ),
        migrations.CreateModel(
            name="OrganisationAlias",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="alias")),
                (
                    "normalised",
                    models.CharField(editable=False, max_length=500, verbose_name="alias for matching"),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="aliases",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "alias of an organisation",
                "verbose_name_plural": "aliases of organisations",
            },
        ),
        migrations.CreateModel(
            name="OrganisationName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("full", models.CharField(max_length=500, verbose_name="full name")),
                ("short", models.CharField(max_length=200, verbose_name="short name")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="names",
                        to="organisations.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "name of an organisation",
                "verbose_name_plural": "names of organisations",
            },
        ),
        migrations.CreateModel(
            name="OrganisationNameVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("full", models.CharField(max_length=500, verbose_name="full name")),
                ("short", models.CharField(max_length=200, verbose_name="short name")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="to")),
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
                        to="organisations.organisationname",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="OrganisationVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="version")),
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
                    "kind",
                    models.CharField(
                        help_text="A code from the profile's list of kinds.",
                        max_length=40,
                        verbose_name="kind",
                    ),
                ),
                (
                    "path",
                    models.CharField(
                        editable=False,
                        help_text="Numbers of all organisations above, then its own.",
                        max_length=200,
                        verbose_name="path",
                    ),
                ),
                ("name", models.CharField(max_length=500, verbose_name="full name")),
                ("short_name", models.CharField(max_length=200, verbose_name="short name")),
                (
                    "sort_key",
                    models.CharField(
                        db_collation="C", editable=False, max_length=400, verbose_name="sorting key"
                    ),
                ),
                (
                    "code",
                    models.CharField(
                        blank=True,
                        help_text="A short name for addresses and imports.",
                        max_length=60,
                        verbose_name="code",
                    ),
                ),
                ("inn", models.CharField(blank=True, max_length=12, verbose_name="INN")),
                ("ogrn", models.CharField(blank=True, max_length=15, verbose_name="OGRN")),
                ("address", models.CharField(blank=True, max_length=500, verbose_name="address")),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=60, verbose_name="telephone")),
                ("timezone", models.CharField(blank=True, max_length=60, verbose_name="time zone")),
                ("is_rural", models.BooleanField(default=False, verbose_name="rural")),
                ("is_small", models.BooleanField(default=False, verbose_name="small")),
                ("is_branch", models.BooleanField(default=False, verbose_name="branch")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Works"),
                            ("reorganising", "Being reorganised"),
                            ("merged", "Merged into another"),
                            ("closed", "Closed"),
                        ],
                        default="active",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="opened on")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="municipality",
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
                        to="organisations.organisation",
                        verbose_name="part of",
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
                        to="organisations.organisation",
                    ),
                ),
                (
                    "profile",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
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
            name="Succession",
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
                            ("merger", "Merged into"),
                            ("division", "Divided into"),
                            ("transformation", "Became"),
                        ],
                        default="merger",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="date")),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        help_text="The act that decided it.",
                        max_length=300,
                        verbose_name="ground",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="successions",
                        to="organisations.organisation",
                        verbose_name="predecessor",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inheritances",
                        to="organisations.organisation",
                        verbose_name="successor",
                    ),
                ),
            ],
            options={
                "verbose_name": "succession",
                "verbose_name_plural": "successions",
            },
        ),
        migrations.CreateModel(
            name="SuccessionVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("merger", "Merged into"),
                            ("division", "Divided into"),
                            ("transformation", "Became"),
                        ],
                        default="merger",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("happened_on", models.DateField(verbose_name="date")),
                (
                    "ground",
                    models.CharField(
                        blank=True,
                        help_text="The act that decided it.",
                        max_length=300,
                        verbose_name="ground",
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
                        to="organisations.succession",
                    ),
                ),
                (
                    "predecessor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="predecessor",
                    ),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="successor",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(
                django.contrib.postgres.indexes.OpClass(models.F("path"), name="text_pattern_ops"),
                name="organisation_subtree",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=models.Index(fields=["municipality", "level", "sort_key"], name="organisation_list"),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("sort_key"), name="gin_trgm_ops"),
                name="organisation_by_part_of_name",
            ),
        ),
        migrations.AddIndex(
            model_name="organisation",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("name", config="russian"),
                name="organisation_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(fields=("path",), name="organisation_path_is_its_own"),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.UniqueConstraint(
                condition=models.Q(models.Q(("inn", ""), _negated=True), ("is_branch", False)),
                fields=("municipality", "inn"),
                name="one_organisation_per_inn",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("closed_on", None),
                    ("opened_on", None),
                    ("closed_on__gte", models.F("opened_on")),
                    _connector="OR",
                ),
                name="organisation_closes_after_it_opens",
            ),
        ),
        migrations.AddConstraint(
            model_name="organisation",
            constraint=models.CheckConstraint(
                condition=models.Q(("parent", models.F("id")), _negated=True),
                name="organisation_is_not_inside_itself",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_organisationversion" ("address", "closed_on", "code", "email", "id", "inn", "is_branch", "is_rural", "is_small", "kind", "level", "municipality_id", "name", "ogrn", "opened_on", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "profile_id", "short_name", "sort_key", "status", "timezone", "version", "website") SELECT new_values."address", new_values."closed_on", new_values."code", new_values."email", new_values."id", new_values."inn", new_values."is_branch", new_values."is_rural", new_values."is_small", new_values."kind", new_values."level", new_values."municipality_id", new_values."name", new_values."ogrn", new_values."opened_on", new_values."parent_id", new_values."path", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."phone", new_values."profile_id", new_values."short_name", new_values."sort_key", new_values."status", new_values."timezone", new_values."version", new_values."website" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="ac63fe616127e1331c4e3b649a6d585a3e11bfc2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_040c9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="organisations_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_organisationversion" ("address", "closed_on", "code", "email", "id", "inn", "is_branch", "is_rural", "is_small", "kind", "level", "municipality_id", "name", "ogrn", "opened_on", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "profile_id", "short_name", "sort_key", "status", "timezone", "version", "website") SELECT new_values."address", new_values."closed_on", new_values."code", new_values."email", new_values."id", new_values."inn", new_values."is_branch", new_values."is_rural", new_values."is_small", new_values."kind", new_values."level", new_values."municipality_id", new_values."name", new_values."ogrn", new_values."opened_on", new_values."parent_id", new_values."path", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."phone", new_values."profile_id", new_values."short_name", new_values."sort_key", new_values."status", new_values."timezone", new_values."version", new_values."website" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="91f8f71ca5296266aaf25d37a543d5a9e9fbf9b7",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_0b99b",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="organisations_organisation",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisation",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_organisationversion" ("address", "closed_on", "code", "email", "id", "inn", "is_branch", "is_rural", "is_small", "kind", "level", "municipality_id", "name", "ogrn", "opened_on", "parent_id", "path", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "phone", "profile_id", "short_name", "sort_key", "status", "timezone", "version", "website") SELECT old_values."address", old_values."closed_on", old_values."code", old_values."email", old_values."id", old_values."inn", old_values."is_branch", old_values."is_rural", old_values."is_small", old_values."kind", old_values."level", old_values."municipality_id", old_values."name", old_values."ogrn", old_values."opened_on", old_values."parent_id", old_values."path", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."phone", old_values."profile_id", old_values."short_name", old_values."sort_key", old_values."status", old_values."timezone", old_values."version", old_values."website" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="90af051e1a8cc3aa2c2d498075fb2163a36797a0",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_57a4b",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="organisations_organisation",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=models.CheckConstraint(
                condition=models.Q(("hub", models.F("organisation")), _negated=True),
                name="hub_is_not_its_own_guest",
            ),
        ),
        migrations.AddConstraint(
            model_name="guest",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("hub", "="),
                    ("organisation", "="),
                    (metodika.directory.organisations.models.Days("valid_from", "valid_to"), "&&"),
                ],
                name="one_guest_relation_at_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guest",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_guestversion" ("ground", "hub_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT new_values."ground", new_values."hub_id", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="be1d1f9a2ad7e70f1fb1cb3a4e8f1b35b17b43d2",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_35cb9",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="organisations_guest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guest",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_guestversion" ("ground", "hub_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT new_values."ground", new_values."hub_id", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="75726266a657e6b0184ae5ab418c27cfd037b2a3",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_f4da2",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="organisations_guest",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="guest",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_guestversion" ("ground", "hub_id", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "valid_from", "valid_to") SELECT old_values."ground", old_values."hub_id", old_values."id", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d068474f9a24c115a7abb1f519ccbb79c5163b91",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_b2203",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="organisations_guest",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="organisationalias",
            index=models.Index(fields=["normalised"], name="alias_lookup"),
        ),
        migrations.AddConstraint(
            model_name="organisationalias",
            constraint=models.UniqueConstraint(
                fields=("organisation", "normalised"), name="alias_once_an_organisation"
            ),
        ),
        migrations.AddConstraint(
            model_name="organisationname",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("organisation", "="),
                    (metodika.directory.organisations.models.Days("valid_from", "valid_to"), "&&"),
                ],
                name="one_name_at_a_time",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationname",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_organisationnameversion" ("full", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short", "valid_from", "valid_to") SELECT new_values."full", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."short", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="6e2e8224faaab953c0c10b31f20b5fba94f15ed4",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_db8bc",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="organisations_organisationname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationname",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_organisationnameversion" ("full", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short", "valid_from", "valid_to") SELECT new_values."full", new_values."id", new_values."organisation_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."short", new_values."valid_from", new_values."valid_to" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="68e0eaddc02f4d67da8573d7a1fe3cccdbba7312",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_8f630",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="organisations_organisationname",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="organisationname",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_organisationnameversion" ("full", "id", "organisation_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "short", "valid_from", "valid_to") SELECT old_values."full", old_values."id", old_values."organisation_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."short", old_values."valid_from", old_values."valid_to" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="888956b092bc906aa954162b075059f6b9623d57",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a0b82",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="organisations_organisationname",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.UniqueConstraint(fields=("predecessor", "successor"), name="succession_once"),
        ),
        migrations.AddConstraint(
            model_name="succession",
            constraint=models.CheckConstraint(
                condition=models.Q(("predecessor", models.F("successor")), _negated=True),
                name="nobody_succeeds_itself",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_successionversion" ("ground", "happened_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "successor_id") SELECT new_values."ground", new_values."happened_on", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."predecessor_id", new_values."successor_id" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="9692b41f6ff6b0205076f41d1a10ec5e8cfd6bae",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_74ed8",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="organisations_succession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_successionversion" ("ground", "happened_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "successor_id") SELECT new_values."ground", new_values."happened_on", new_values."id", new_values."kind", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."predecessor_id", new_values."successor_id" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1c66d5f84ba3f36860ed0cc63202e9c108527c47",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_b7b33",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="organisations_succession",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="succession",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "organisations_successionversion" ("ground", "happened_on", "id", "kind", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "predecessor_id", "successor_id") SELECT old_values."ground", old_values."happened_on", old_values."id", old_values."kind", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."predecessor_id", old_values."successor_id" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="769521c867ece54bc06622b19c84187ae451f1ee",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e2371",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="organisations_succession",
                    when="AFTER",
                ),
            ),
        ),
    ]
