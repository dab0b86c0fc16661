from django.contrib import admin

from .models import Row


@admin.register(Row)
class RowAdmin(admin.ModelAdmin):
    list_display = ("code", "activity", "indicator", "agency", "year", "target", "realised", "budget", "band")
    list_filter = ("band", "agency")
    list_per_page = 50
    ordering = ("id",)
