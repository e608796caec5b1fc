"""Charts and the dossier: a debate on pages that people read. The only room that draws."""

from onrecord.publish.dossier import VERSION, render_dossier

__all__ = ["VERSION", "render_dossier"]
