"""Makes what is served or read but not kept in the repository: screen fonts, Bootstrap, compiled catalogues."""

import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand

FONTS = {
    "font_source_sans_pro": [
        "SourceSansPro-Regular",
        "SourceSansPro-It",
        "SourceSansPro-Semibold",
        "SourceSansPro-Bold",
    ],
    "font_source_serif_pro": ["SourceSerifPro-Regular", "SourceSerifPro-It", "SourceSerifPro-Semibold"],
}
# Latin with Latin Extended-A, the punctuation and spaces of French, arrows, ticks.
UNICODES = [
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *(0x218, 0x219, 0x21A, 0x21B, 0x1E9E),
    *range(0x2009, 0x2011),
    *range(0x2012, 0x2028),
    0x202F,
    *(0x2030, 0x2032, 0x2033, 0x2039, 0x203A, 0x2044, 0x20AC, 0x2116, 0x2122),
    *range(0x2190, 0x2194),
    *(0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CF, 0x2713, 0x2717),
]
BOOTSTRAP_FILES = ["css/bootstrap.min.css", "js/bootstrap.bundle.min.js"]
SOURCE_MAP = re.compile(r"^(//|/\*)# sourceMappingURL=.*$", re.MULTILINE)
FONT_NAME_IDS = (1, 3, 4, 6, 16)


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        made = [*subset_fonts(settings.ASSETS_DIR), *copy_bootstrap(settings.ASSETS_DIR), *compile_catalogues()]
        self.stdout.write(f"{len(made)} files made in {settings.ASSETS_DIR} and locale.")


def subset_fonts(folder: Path) -> list[Path]:
    """The pinned fonts cut down to Latin, as woff2."""
    return [
        _subset(files(package) / "files" / f"{name}.ttf", folder / "fonts" / f"{name}.woff2")
        for package, names in FONTS.items()
        for name in names
    ]


def _subset(source: Any, target: Path) -> Path:
    # fontTools comes with WeasyPrint; imported late, it costs every other command nothing.
    from fontTools import subset

    wanted = subset.Options(flavor="woff2", layout_features=["*"], notdef_outline=True)
    with source.open("rb") as file, subset.load_font(file, wanted) as font:
        _give_narrow_space(font)
        cut = subset.Subsetter(wanted)
        cut.populate(unicodes=UNICODES)
        cut.subset(font)
        _rename(font)
        target.parent.mkdir(parents=True, exist_ok=True)
        subset.save_font(font, str(target), wanted)
    return target


def _give_narrow_space(font: Any) -> None:
    """French needs U+202F before « ; : ! ? »; a font without it is given two thirds of an ordinary space."""
    if 0x202F in font.getBestCmap():
        return
    font.setGlyphOrder([*font.getGlyphOrder(), "uni202F"])
    font["glyf"]["uni202F"] = font["glyf"]["space"]
    font["hmtx"]["uni202F"] = (font["hmtx"]["space"][0] * 2 // 3, 0)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[0x202F] = "uni202F"


def _rename(font: Any) -> None:
    """“Source” is a reserved font name: a changed font may not carry it (SIL Open Font License)."""
    for record in font["name"].names:
        if record.nameID in FONT_NAME_IDS:
            record.string = re.sub(r"Source ?(Sans|Serif)( ?Pro)?", r"Rencontres\1", record.toUnicode())


def copy_bootstrap(folder: Path) -> list[Path]:
    """The two files we serve, without the source maps that the manifest would look for."""
    return [
        _copy(files("bootstrap_wrapper") / ".." / "bootstrap" / name, folder / "bootstrap" / name)
        for name in BOOTSTRAP_FILES
    ]


def _copy(source: Any, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(SOURCE_MAP.sub("", source.read_text(encoding="utf-8")), encoding="utf-8")
    return target


def compile_catalogues() -> list[Path]:
    """Every .po of ours beside its .mo, so that nobody needs gettext."""
    made = []
    for folder in settings.LOCALE_PATHS:
        for source in sorted(Path(folder).glob("*/LC_MESSAGES/*.po")):
            polib.pofile(str(source)).save_as_mofile(str(source.with_suffix(".mo")))
            made.append(source.with_suffix(".mo"))
    return made
