"""The peer of rows D1 and D2: the same rows as a PDF table by reportlab, or as XLSX by XlsxWriter.

usage: table.py pdf|xlsx ROWS.csv OUT
"""

import csv
import sys


def read(path):
    """Rows of a CSV file of ours, headings first, one at a time."""
    with open(path, encoding="utf-8-sig", newline="") as file:
        yield from csv.reader(file, delimiter=";")


def pdf(rows, out):
    """A table on A4 landscape with its head on every page and page numbers."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import getSampleStyleSheet
    from reportlab.platypus import LongTable, Paragraph, SimpleDocTemplate, TableStyle

    width = 9
    lines = [[cell[:40] for cell in row[:width]] for row in rows if len(row) >= width]
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.4, colors.grey), ("FONTSIZE", (0, 0), (-1, -1), 7)])
    foot = lambda canvas, page: canvas.drawRightString(800, 20, str(page.page))
    parts = [Paragraph("Matriks", getSampleStyleSheet()["Title"]), LongTable(lines, style=style, repeatRows=1)]
    SimpleDocTemplate(out, pagesize=landscape(A4)).build(parts, onFirstPage=foot, onLaterPages=foot)


def xlsx(rows, out):
    """A sheet written row by row in constant memory; what reads as a number is one."""
    import xlsxwriter

    book = xlsxwriter.Workbook(out, {"constant_memory": True})
    sheet = book.add_worksheet("Laporan")
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if not cell:
                continue
            if place and cell.replace(",", "", 1).isdigit():
                sheet.write_number(place, column, float(cell.replace(",", ".")))
            else:
                sheet.write_string(place, column, cell)
    book.close()


kind, source, target = sys.argv[1:]
{"pdf": pdf, "xlsx": xlsx}[kind](read(source), target)
