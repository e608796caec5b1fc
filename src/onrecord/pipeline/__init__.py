"""The order of work: from files to a record, stage by stage, on all cores, the same bytes every time.

`add` and `fetch` store what is found, `read` runs the stages on what is new, `load_debate` gives everything that was
found, after judgements, in one value.
"""

from onrecord.pipeline.coders import CoderAgreement, measure_coders
from onrecord.pipeline.coding import Coded, code_sheet, list_judged_concepts
from onrecord.pipeline.debate import load_debate
from onrecord.pipeline.draft import LLM_KEY
from onrecord.pipeline.edits import PutBack, judge_edit
from onrecord.pipeline.estimate import Estimate, estimate
from onrecord.pipeline.executor import Executor, LocalExecutor
from onrecord.pipeline.fetching import Web, fetch
from onrecord.pipeline.intake import Added, add
from onrecord.pipeline.judging import (
    Judged,
    call_actor,
    decide,
    find_told_apart,
    get_actor,
    list_decisions,
    merge_actors,
    part_actors,
    split_actor,
    undo,
)
from onrecord.pipeline.recipe import Recipe
from onrecord.pipeline.run import Done, read
from onrecord.pipeline.stands import stands_of
from onrecord.pipeline.table import statement_table
from onrecord.pipeline.teaching import Lesson, doubt_codebook, find_questions, suggest_concepts, teach
from onrecord.pipeline.watching import Watcher

__all__ = [
    "LLM_KEY", "Added", "Coded", "CoderAgreement", "Done", "Estimate", "Executor", "Judged", "Lesson",
    "LocalExecutor", "PutBack", "Recipe", "Watcher", "Web", "add", "call_actor", "code_sheet", "decide",
    "doubt_codebook", "estimate", "fetch", "find_questions", "find_told_apart", "get_actor", "judge_edit",
    "list_decisions", "list_judged_concepts", "load_debate", "measure_coders", "merge_actors",
    "part_actors", "read", "split_actor", "stands_of", "statement_table", "suggest_concepts", "teach", "undo",
]  # fmt: skip
