from django.contrib import admin
from django.contrib.auth.decorators import login_required
from django.db.models import Count, Sum
from django.http import HttpResponse
from django.template import Context, Engine
from django.urls import path

from matrix.models import Row

PAGE = Engine().from_string(
    "<!doctype html><title>Dashboard</title><h1>Dashboard</h1><table>"
    "{% for row in rows %}<tr><td>{{ row.agency }}<td>{{ row.band }}<td>{{ row.n }}<td>{{ row.budget }}</tr>{% endfor %}"
    "</table>"
)


@login_required
def dashboard(request):
    """How many rows of which band each agency has, and what they cost."""
    rows = Row.objects.values("agency", "band").annotate(n=Count("id"), budget=Sum("budget")).order_by("agency", "band")
    return HttpResponse(PAGE.render(Context({"rows": rows})))


urlpatterns = [path("admin/", admin.site.urls), path("dashboard/", dashboard)]
