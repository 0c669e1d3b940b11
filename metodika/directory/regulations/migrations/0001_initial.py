import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("files", "0001_initial"),
        ("organisations", "0001_initial"),
        ("pghistory", "0007_auto_20250421_0444"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Act",
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
                            ("law", "law"),
                            ("decree", "decree"),
                            ("resolution", "resolution"),
                            ("directive", "directive"),
                            ("order", "order"),
                            ("decision", "decision"),
                            ("regulation", "regulation"),
                            ("roadmap", "road map"),
                            ("plan", "plan"),
                            ("programme", "programme"),
                            ("passport", "passport of a project"),
                            ("recommendations", "recommendations"),
                            ("minutes", "minutes"),
                            ("letter", "letter"),
                            ("charter", "charter"),
                            ("procedure", "procedure"),
                            ("agreement", "agreement"),
                            ("other", "other act"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("federal", "federal"),
                            ("regional", "regional"),
                            ("municipal", "municipal"),
                            ("institution", "of an institution"),
                            ("", "not known"),
                        ],
                        max_length=20,
                        verbose_name="level of power",
                    ),
                ),
                ("issuer", models.CharField(blank=True, max_length=500, verbose_name="issued by")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="date of the act")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="number of the act")),
                ("title", models.CharField(blank=True, max_length=1000, verbose_name="title")),
                ("identity", models.CharField(editable=False, max_length=400, verbose_name="identity")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("signatory", models.CharField(blank=True, max_length=300, verbose_name="signed by")),
                (
                    "controller",
                    models.CharField(blank=True, max_length=500, verbose_name="control of execution"),
                ),
                (
                    "annex_number",
                    models.CharField(blank=True, max_length=20, verbose_name="number of the annex"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("signed", "Signed"),
                            ("in_force", "In force"),
                            ("repealed", "Repealed"),
                            ("expired", "Expired"),
                        ],
                        default="in_force",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                ("published_at_address", models.URLField(blank=True, verbose_name="where it is published")),
                (
                    "is_governing",
                    models.BooleanField(
                        default=False,
                        help_text="The regulation shown first to everybody.",
                        verbose_name="the service lives by it",
                    ),
                ),
                (
                    "search_text",
                    models.CharField(
                        db_collation="C", editable=False, max_length=1800, verbose_name="words for search"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty for acts that are only cited.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="acts",
                        to="organisations.organisation",
                        verbose_name="in the register of",
                    ),
                ),
            ],
            options={
                "verbose_name": "act",
                "verbose_name_plural": "acts",
            },
        ),
        migrations.CreateModel(
            name="ActRelation",
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
                        choices=[("supersedes", "repeals"), ("amends", "amends"), ("approves", "approves")],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="relations",
                        to="regulations.act",
                        verbose_name="act",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reverse",
                        to="regulations.act",
                        verbose_name="other act",
                    ),
                ),
            ],
            options={
                "verbose_name": "relation of acts",
                "verbose_name_plural": "relations of acts",
            },
        ),
        migrations.CreateModel(
            name="ActVersion",
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
                            ("law", "law"),
                            ("decree", "decree"),
                            ("resolution", "resolution"),
                            ("directive", "directive"),
                            ("order", "order"),
                            ("decision", "decision"),
                            ("regulation", "regulation"),
                            ("roadmap", "road map"),
                            ("plan", "plan"),
                            ("programme", "programme"),
                            ("passport", "passport of a project"),
                            ("recommendations", "recommendations"),
                            ("minutes", "minutes"),
                            ("letter", "letter"),
                            ("charter", "charter"),
                            ("procedure", "procedure"),
                            ("agreement", "agreement"),
                            ("other", "other act"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("federal", "federal"),
                            ("regional", "regional"),
                            ("municipal", "municipal"),
                            ("institution", "of an institution"),
                            ("", "not known"),
                        ],
                        max_length=20,
                        verbose_name="level of power",
                    ),
                ),
                ("issuer", models.CharField(blank=True, max_length=500, verbose_name="issued by")),
                ("issued_on", models.DateField(blank=True, null=True, verbose_name="date of the act")),
                ("number", models.CharField(blank=True, max_length=60, verbose_name="number of the act")),
                ("title", models.CharField(blank=True, max_length=1000, verbose_name="title")),
                ("identity", models.CharField(editable=False, max_length=400, verbose_name="identity")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("signatory", models.CharField(blank=True, max_length=300, verbose_name="signed by")),
                (
                    "controller",
                    models.CharField(blank=True, max_length=500, verbose_name="control of execution"),
                ),
                (
                    "annex_number",
                    models.CharField(blank=True, max_length=20, verbose_name="number of the annex"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("draft", "Draft"),
                            ("signed", "Signed"),
                            ("in_force", "In force"),
                            ("repealed", "Repealed"),
                            ("expired", "Expired"),
                        ],
                        default="in_force",
                        max_length=20,
                        verbose_name="status",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="in force to")),
                ("published_on", models.DateField(blank=True, null=True, verbose_name="published on")),
                ("published_at_address", models.URLField(blank=True, verbose_name="where it is published")),
                (
                    "is_governing",
                    models.BooleanField(
                        default=False,
                        help_text="The regulation shown first to everybody.",
                        verbose_name="the service lives by it",
                    ),
                ),
                (
                    "search_text",
                    models.CharField(
                        db_collation="C", editable=False, max_length=1800, verbose_name="words for search"
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        help_text="Empty for acts that are only cited.",
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="organisations.organisation",
                        verbose_name="in the register of",
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
                        to="regulations.act",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="number of the edition")),
                (
                    "source",
                    models.CharField(
                        choices=[("outline", "Outline from the profile"), ("text", "Text of the act")],
                        max_length=20,
                        verbose_name="made from",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                ("imported_at", models.DateTimeField(auto_now_add=True, verbose_name="imported at")),
                (
                    "act",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="editions",
                        to="regulations.act",
                        verbose_name="act",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="files.storedfile",
                        verbose_name="file",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="imported by",
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
            },
        ),
        migrations.CreateModel(
            name="Doubt",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=60, verbose_name="code")),
                (
                    "clause_key",
                    models.CharField(blank=True, max_length=200, verbose_name="key of the clause"),
                ),
                ("parameters", models.JSONField(default=dict, verbose_name="parameters")),
                (
                    "settled_because",
                    models.CharField(blank=True, max_length=500, verbose_name="why it may stay"),
                ),
                (
                    "settled_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="looked at by",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="doubts",
                        to="regulations.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "doubt",
                "verbose_name_plural": "doubts",
            },
        ),
        migrations.CreateModel(
            name="Clause",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="key")),
                (
                    "parent_key",
                    models.CharField(blank=True, max_length=200, verbose_name="key of the parent"),
                ),
                ("order", models.PositiveIntegerField(verbose_name="place in the order")),
                ("kind", models.CharField(max_length=20, verbose_name="kind")),
                ("label", models.CharField(blank=True, max_length=200, verbose_name="label")),
                ("text", models.TextField(blank=True, verbose_name="text")),
                ("gist", models.TextField(blank=True, verbose_name="in short")),
                ("ref", models.CharField(blank=True, max_length=60, verbose_name="reference")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clauses",
                        to="regulations.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "clause",
                "verbose_name_plural": "clauses",
            },
        ),
        migrations.CreateModel(
            name="EditionVersion",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("id", models.BigIntegerField()),
                ("number", models.PositiveSmallIntegerField(verbose_name="number of the edition")),
                (
                    "source",
                    models.CharField(
                        choices=[("outline", "Outline from the profile"), ("text", "Text of the act")],
                        max_length=20,
                        verbose_name="made from",
                    ),
                ),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="in force from")),
                ("fingerprint", models.CharField(max_length=64, verbose_name="fingerprint")),
                ("imported_at", models.DateTimeField(auto_now_add=True, verbose_name="imported at")),
                (
                    "act",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="regulations.act",
                        verbose_name="act",
                    ),
                ),
                (
                    "file",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="files.storedfile",
                        verbose_name="file",
                    ),
                ),
                (
                    "imported_by",
                    models.ForeignKey(
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="imported by",
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
                        to="regulations.edition",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="LegalBasis",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "clause_key",
                    models.CharField(blank=True, max_length=200, verbose_name="key of the clause"),
                ),
                ("cited_as", models.CharField(blank=True, max_length=1000, verbose_name="as it is cited")),
                ("is_itself", models.BooleanField(default=False, verbose_name="the act cites itself")),
                (
                    "basis",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="cited_by",
                        to="regulations.act",
                        verbose_name="legal basis",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="bases",
                        to="regulations.edition",
                        verbose_name="edition",
                    ),
                ),
            ],
            options={
                "verbose_name": "legal basis",
                "verbose_name_plural": "legal bases",
            },
        ),
        migrations.AddIndex(
            model_name="act",
            index=models.Index(fields=["owner", "-issued_on"], name="act_register"),
        ),
        migrations.AddIndex(
            model_name="act",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("search_text", config="russian"), name="act_words"
            ),
        ),
        migrations.AddIndex(
            model_name="act",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.indexes.OpClass(models.F("search_text"), name="gin_trgm_ops"),
                name="act_by_part_of_word",
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.UniqueConstraint(
                fields=("owner", "identity"), name="one_act_an_identity_in_a_register", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="act",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("valid_to", None),
                    ("valid_from", None),
                    ("valid_to__gte", models.F("valid_from")),
                    _connector="OR",
                ),
                name="act_ends_after_it_begins",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="act",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regulations_actversion" ("annex_number", "controller", "id", "identity", "is_governing", "issued_on", "issuer", "kind", "level", "number", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at_address", "published_on", "search_text", "signatory", "status", "title", "valid_from", "valid_to", "version") SELECT new_values."annex_number", new_values."controller", new_values."id", new_values."identity", new_values."is_governing", new_values."issued_on", new_values."issuer", new_values."kind", new_values."level", new_values."number", new_values."owner_id", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."place", new_values."published_at_address", new_values."published_on", new_values."search_text", new_values."signatory", new_values."status", new_values."title", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="cf884f3b6048428a4d3572097f5df8f8a0338a8e",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bc83a",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regulations_act",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="act",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regulations_actversion" ("annex_number", "controller", "id", "identity", "is_governing", "issued_on", "issuer", "kind", "level", "number", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at_address", "published_on", "search_text", "signatory", "status", "title", "valid_from", "valid_to", "version") SELECT new_values."annex_number", new_values."controller", new_values."id", new_values."identity", new_values."is_governing", new_values."issued_on", new_values."issuer", new_values."kind", new_values."level", new_values."number", new_values."owner_id", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."place", new_values."published_at_address", new_values."published_on", new_values."search_text", new_values."signatory", new_values."status", new_values."title", new_values."valid_from", new_values."valid_to", new_values."version" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="1ad30e0da9678dc39b9117f14f26b95a90c9df6d",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_cf319",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regulations_act",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="act",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regulations_actversion" ("annex_number", "controller", "id", "identity", "is_governing", "issued_on", "issuer", "kind", "level", "number", "owner_id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "published_at_address", "published_on", "search_text", "signatory", "status", "title", "valid_from", "valid_to", "version") SELECT old_values."annex_number", old_values."controller", old_values."id", old_values."identity", old_values."is_governing", old_values."issued_on", old_values."issuer", old_values."kind", old_values."level", old_values."number", old_values."owner_id", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."place", old_values."published_at_address", old_values."published_on", old_values."search_text", old_values."signatory", old_values."status", old_values."title", old_values."valid_from", old_values."valid_to", old_values."version" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="aee1867731c0b37699be74edc0ed521fc2bfa95f",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d9e5f",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="regulations_act",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="actrelation",
            constraint=models.UniqueConstraint(fields=("act", "other", "kind"), name="relation_of_acts_once"),
        ),
        migrations.AddConstraint(
            model_name="actrelation",
            constraint=models.CheckConstraint(
                condition=models.Q(("act", models.F("other")), _negated=True),
                name="act_is_not_related_to_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="edition",
            constraint=models.UniqueConstraint(fields=("act", "number"), name="edition_number_once"),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regulations_editionversion" ("act_id", "file_id", "fingerprint", "id", "imported_at", "imported_by_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from") SELECT new_values."act_id", new_values."file_id", new_values."fingerprint", new_values."id", new_values."imported_at", new_values."imported_by_id", new_values."number", _pgh_attached_context.value, NOW(), \'insert\', new_values."id", new_values."source", new_values."valid_from" FROM ( SELECT new_values.* FROM new_values  ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="d799329ca5d7abca4bc705e72c8c95630dc410bf",
                    level="STATEMENT",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_215da",
                    referencing="REFERENCING NEW TABLE AS new_values ",
                    table="regulations_edition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regulations_editionversion" ("act_id", "file_id", "fingerprint", "id", "imported_at", "imported_by_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from") SELECT new_values."act_id", new_values."file_id", new_values."fingerprint", new_values."id", new_values."imported_at", new_values."imported_by_id", new_values."number", _pgh_attached_context.value, NOW(), \'update\', new_values."id", new_values."source", new_values."valid_from" FROM ( SELECT new_values.* FROM old_values JOIN new_values ON (old_values."id") = (new_values."id") WHERE (old_values.* IS DISTINCT FROM new_values.*) ) AS new_values, _pgh_attached_context; RETURN NULL;',
                    hash="e970bb4a8aa8a2fdea741cb9f3b825f4a8a09f17",
                    level="STATEMENT",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_4a91e",
                    referencing="REFERENCING OLD TABLE AS old_values  NEW TABLE AS new_values ",
                    table="regulations_edition",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="edition",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='WITH _pgh_attached_context AS ( SELECT _pgh_attach_context() AS value ) INSERT INTO "regulations_editionversion" ("act_id", "file_id", "fingerprint", "id", "imported_at", "imported_by_id", "number", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "source", "valid_from") SELECT old_values."act_id", old_values."file_id", old_values."fingerprint", old_values."id", old_values."imported_at", old_values."imported_by_id", old_values."number", _pgh_attached_context.value, NOW(), \'delete\', old_values."id", old_values."source", old_values."valid_from" FROM ( SELECT old_values.* FROM old_values  ) AS old_values, _pgh_attached_context; RETURN NULL;',
                    hash="d3314a13f0919d75fe7497875d8bb1c872c95595",
                    level="STATEMENT",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_22d1a",
                    referencing="REFERENCING OLD TABLE AS old_values ",
                    table="regulations_edition",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="clause",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector("text", "gist", config="russian"),
                name="clause_words",
            ),
        ),
        migrations.AddIndex(
            model_name="clause",
            index=models.Index(fields=["ref"], name="clause_by_ref"),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(fields=("edition", "key"), name="clause_key_once"),
        ),
        migrations.AddConstraint(
            model_name="clause",
            constraint=models.UniqueConstraint(fields=("edition", "order"), name="clause_order_once"),
        ),
        migrations.AddConstraint(
            model_name="legalbasis",
            constraint=models.UniqueConstraint(
                fields=("edition", "basis", "clause_key"), name="basis_once_a_clause"
            ),
        ),
    ]
