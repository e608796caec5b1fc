"""Article -> Analysis. The only room that knows spaCy, ONNX Runtime and tokenizers."""

from onrecord.language.chat import ChatClient, ChatSettings
from onrecord.language.parser import VERSION, Parser
from onrecord.language.pipeline import DEFAULT, PipelineFacts, load_pipeline, pipeline_facts

__all__ = [
    "DEFAULT",
    "VERSION",
    "ChatClient",
    "ChatSettings",
    "Parser",
    "PipelineFacts",
    "load_pipeline",
    "pipeline_facts",
]
