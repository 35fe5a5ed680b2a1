"""The theme's style sheet, for pages that MkDocs does not render."""

from __future__ import annotations

from pathlib import Path


def theme_css() -> tuple[str, bytes]:
    """Path and bytes of the theme's one style sheet that the pages use."""
    import material

    folder = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    (path,) = sorted(folder.glob("main.*.min.css"))
    return f"assets/stylesheets/{path.name}", path.read_bytes()
