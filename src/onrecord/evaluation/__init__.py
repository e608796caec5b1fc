"""Gold data to scores: one module per suite, each with ``evaluate(path) -> flat figures``.

`SUITES` names them; modules are loaded when asked for. `floors` holds the figures that must not sink.
"""

from onrecord.evaluation.suites import SUITES, evaluate

__all__ = ["SUITES", "evaluate"]
