"""The database refuses to change or delete a line of the trail."""

from django.db import migrations

from openecf.audit import append_only


def guard(apps, schema_editor):
    """Put the triggers on the table."""
    append_only.guard(schema_editor.connection)


def unguard(apps, schema_editor):
    """Take the triggers off the table."""
    append_only.unguard(schema_editor.connection)


class Migration(migrations.Migration):
    """Triggers on audit_logentry."""

    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(guard, unguard)]
