"""The first case is number 1001: a customer should not feel to be the first who ever complained."""

from django.db import migrations

FIRST = 1001


def start(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE cases_case ALTER COLUMN id RESTART WITH {FIRST}")
        else:
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'cases_case'")
            cursor.execute("INSERT INTO sqlite_sequence (name, seq) VALUES ('cases_case', %s)", [FIRST - 1])


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_first_rows")]
    operations = [migrations.RunPython(start, migrations.RunPython.noop)]
