"""Remember what was first posted under a key, to recognise a post repeated after an edit."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("encounters", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="contribution",
            name="posted_digest",
            field=models.CharField(blank=True, default="", editable=False, max_length=64),
        ),
    ]
