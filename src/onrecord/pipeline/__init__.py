"""The order of work: from files to a record, stage by stage, on all cores, the same bytes every time.

`add` stores what is found, `read` runs the stages on what is new, `load_debate` gives everything that was
found, after judgements, in one value.
"""

from onrecord.pipeline.debate import load_debate
from onrecord.pipeline.edits import PutBack, judge_edit
from onrecord.pipeline.executor import Executor, LocalExecutor
from onrecord.pipeline.intake import Added, add
from onrecord.pipeline.recipe import Recipe
from onrecord.pipeline.run import Done, read
from onrecord.pipeline.table import statement_table

__all__ = [
    "Added", "Done", "Executor", "LocalExecutor", "PutBack", "Recipe", "add", "judge_edit", "load_debate", "read",
    "statement_table",
]  # fmt: skip
