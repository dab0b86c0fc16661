from django.db import models


class Row(models.Model):
    """One line of a plan with its figures."""

    code = models.CharField(max_length=8)
    activity = models.CharField(max_length=200)
    indicator = models.CharField(max_length=200)
    agency = models.CharField(max_length=40, db_index=True)
    year = models.IntegerField(db_index=True)
    target = models.IntegerField()
    realised = models.IntegerField(null=True)
    budget = models.BigIntegerField()
    band = models.CharField(max_length=12, db_index=True)
