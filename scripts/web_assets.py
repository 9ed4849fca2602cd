"""Copies what the pages need from node_modules into assets/web, each with its licence."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
TARGET = ROOT / "assets" / "web"

KERN = "@kern-ux/native"
FONT_FOLDER = "dist/fonts/fira-sans"
FONT_WEIGHTS = {"Regular": 400, "Medium": 500, "SemiBold": 600, "Bold": 700}

FONT_FACE = """@font-face {{
  font-family: "Fira Sans";
  src: url("fonts/FiraSans-{style}.woff2") format("woff2");
  font-weight: {weight};
  font-display: swap;
}}
"""

COPIES = {
    f"{KERN}/dist/kern.min.css": "kern.css",
    f"{KERN}/dist/kern-grid.min.css": "kern-grid.css",
    f"{KERN}/dist/kern-utilities.min.css": "kern-utilities.css",
    f"{KERN}/LICENSE.md": "licences/kern.md",
} | {
    f"{KERN}/{FONT_FOLDER}/FiraSans-{style}.woff2": f"fonts/FiraSans-{style}.woff2" for style in FONT_WEIGHTS
}


def main() -> int:
    """Lay assets/web anew; 1 if a file is missing from node_modules."""
    missing = [source for source in COPIES if not (MODULES / source).is_file()]
    if missing:
        print(f"not in node_modules: {', '.join(missing)}", file=sys.stderr)
        return 1
    shutil.rmtree(TARGET, ignore_errors=True)
    for source, name in COPIES.items():
        copy = TARGET / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(MODULES / source, copy)
    faces = [FONT_FACE.format(style=style, weight=weight) for style, weight in FONT_WEIGHTS.items()]
    (TARGET / "fonts.css").write_text("".join(faces), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
