"""From trained networks to what ships: int8 ONNX (per channel, dynamic), one vocabulary, manifests with hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from transformers import BertModel

from onrecord.language.network import MANIFEST, VOCABULARY

OPSET = 18
GRAPH = "model.onnx"
WORDWISE = ("labels", "links")
"""Outputs that have a row for each piece."""


class _Sentence(nn.Module):  # type: ignore[misc, unused-ignore]
    """Mean of the piece vectors, of unit length: (1, width)."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, vectors: Tensor) -> Tensor:
        mask = torch.ones_like(vectors[..., 0], dtype=torch.long)
        states = self.encoder(inputs_embeds=vectors, attention_mask=mask).last_hidden_state
        return nn.functional.normalize(states.mean(dim=1), dim=-1)


def export_vocabulary(base: Path, out: Path) -> None:
    """Write the folder that every network shares: the tokenizer, and the base model's vectors, one scale per piece."""
    out.mkdir(parents=True, exist_ok=True)
    table = BertModel.from_pretrained(str(base)).embeddings.word_embeddings.weight.detach().numpy()
    scales = np.abs(table).max(axis=1) / 127
    np.save(out / "vectors.npy", np.round(table / scales[:, None]).astype(np.int8))
    np.save(out / "scales.npy", scales.astype(np.float32))
    shutil.copyfile(base / "tokenizer.json", out / "tokenizer.json")
    write_manifest(out, ("scales.npy", "tokenizer.json", "vectors.npy"), {})


def export_sentences(base: Path, out: Path) -> None:
    """Write a folder of the sentence encoder over the shared vocabulary: MiniLM-L6 as its makers trained it."""
    encoder = BertModel.from_pretrained(str(base), add_pooling_layer=False, attn_implementation="eager").eval()
    width: int = encoder.config.hidden_size
    write_int8(_Sentence(encoder), {"vectors": torch.zeros(1, 12, width)}, ("sentence",), out)
    write_manifest(out, (GRAPH,), {"vocabulary": VOCABULARY, "pieces": 256, "width": width})


def write_int8(module: nn.Module, example: Mapping[str, Tensor], outputs: tuple[str, ...], out: Path) -> None:
    """Trace `module` with a free length, then quantise the weights of every matrix to int8, one scale per channel."""
    out.mkdir(parents=True, exist_ok=True)
    axes = {name: {1: "length"} for name in (*example, *(o for o in outputs if o in WORDWISE))}
    with tempfile.TemporaryDirectory() as folder:
        full, ready = Path(folder) / "full.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            module,
            tuple(example.values()),
            str(full),
            input_names=list(example),
            output_names=list(outputs),
            dynamic_axes=axes,
            opset_version=OPSET,
            dynamo=False,
        )
        quant_pre_process(str(full), str(ready), skip_symbolic_shape=True)
        quantize_dynamic(ready, out / GRAPH, per_channel=True, weight_type=QuantType.QInt8)


def write_manifest(out: Path, names: Sequence[str], facts: Mapping[str, Any]) -> None:
    """Write down the files of a folder of weights with their hashes, and the `facts` that readers and decoders need."""
    hashes = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}
    text = json.dumps({"sha256": hashes, **facts}, ensure_ascii=False, indent=1, sort_keys=True)
    (out / MANIFEST).write_text(text + "\n", encoding="utf-8")
