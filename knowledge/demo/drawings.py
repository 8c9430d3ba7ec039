"""Pictures for the demo, drawn here so that they show nobody and belong to nobody."""

import io
import math

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

SIZE = (1200, 780)
PAPER, INK, VIOLET, LILAC, SAFFRON, GREEN = "#fbf7ee", "#241a3e", "#4b2e91", "#b9a5dd", "#e5a31c", "#4c7a33"


def drawn(name: str) -> SimpleUploadedFile:
    """The drawing of that name as a file, as if somebody had chosen it in the form."""
    picture = Image.new("RGB", SIZE, "#ece5f6")
    DRAWINGS[name](ImageDraw.Draw(picture))
    content = io.BytesIO()
    picture.save(content, "PNG", optimize=True)
    return SimpleUploadedFile(f"{name}.png", content.getvalue(), "image/png")


def telephone(pen: ImageDraw.ImageDraw) -> None:
    """A telephone on a desk beside a roster with ticks."""
    pen.rectangle((0, 560, 1200, 780), fill=LILAC)
    pen.rounded_rectangle((620, 150, 1040, 640), 18, fill=PAPER, outline=INK, width=4)
    for row in range(6):
        top = 220 + row * 66
        pen.line((670, top + 34, 930, top + 34), fill="#cfc8da", width=10)
        pen.rounded_rectangle((950, top + 10, 995, top + 52), 8, outline=VIOLET, width=5)
        if row != 3:
            pen.line((958, top + 30, 970, top + 44, 992, top + 8), fill=GREEN, width=8)
    pen.rounded_rectangle((150, 430, 520, 650), 60, fill=VIOLET)
    pen.ellipse((265, 470, 405, 610), fill=PAPER)
    for turn in range(10):
        angle = math.radians(turn * 36)
        x, y = 335 + 48 * math.cos(angle), 540 + 48 * math.sin(angle)
        pen.ellipse((x - 10, y - 10, x + 10, y + 10), fill=VIOLET)
    pen.rounded_rectangle((120, 350, 550, 425), 37, fill=INK)


def teapot(pen: ImageDraw.ImageDraw) -> None:
    """A table from above with a teapot, four glasses and a card game."""
    pen.ellipse((140, -20, 1060, 800), fill=PAPER, outline=LILAC, width=14)
    pen.ellipse((480, 270, 720, 510), fill=VIOLET)
    pen.ellipse((570, 360, 630, 420), fill=SAFFRON)
    pen.polygon([(700, 350), (830, 330), (840, 370), (710, 420)], fill=VIOLET)
    for turn in (35, 140, 215, 320):
        angle = math.radians(turn)
        x, y = 600 + 330 * math.cos(angle), 390 + 290 * math.sin(angle)
        pen.ellipse((x - 58, y - 58, x + 58, y + 58), fill="#ffffff", outline=INK, width=4)
        pen.ellipse((x - 38, y - 38, x + 38, y + 38), fill="#c07d05")
    for number in range(4):
        pen.rounded_rectangle((300 + number * 46, 330, 350 + number * 46, 410), 8, fill="#ffffff", outline=INK, width=3)


def form(pen: ImageDraw.ImageDraw) -> None:
    """One form where four used to be."""
    for number in range(4):
        left = 90 + number * 34
        pen.rounded_rectangle(
            (left, 180 + number * 20, left + 330, 620 + number * 20), 12, fill="#dfd5c3", outline=INK, width=3
        )
    pen.line((590, 400, 690, 400), fill=SAFFRON, width=16)
    pen.polygon([(690, 365), (745, 400), (690, 435)], fill=SAFFRON)
    pen.rounded_rectangle((780, 110, 1110, 680), 14, fill=PAPER, outline=INK, width=4)
    pen.rectangle((820, 160, 1000, 182), fill=VIOLET)
    for row in range(7):
        top = 230 + row * 58
        pen.line((820, top, 1070, top), fill="#cfc8da", width=12)
    pen.rounded_rectangle((820, 620, 960, 650), 10, fill=GREEN)


DRAWINGS = {"guardian": telephone, "tea": teapot, "oneform": form}
