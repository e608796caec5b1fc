"""From a trained network to what ships: int8 ONNX (per channel, dynamic), tokenizer, and manifest with hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn
from transformers import BertModel

from onrecord.statements.decoder import LABELS
from onrecord.training.attribution_batch import OVERLAP, PIECES, PIECES_PER_WORD
from onrecord.training.attribution_model import LINK_WIDTH, PARTS, AttributionNetwork

OPSET = 18


class _Words(nn.Module):  # type: ignore[misc, unused-ignore]
    """One window, nothing padded."""

    def __init__(self, network: AttributionNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, writing: Tensor) -> tuple[Tensor, Tensor]:
        found: tuple[Tensor, Tensor] = self.network(pieces, torch.ones_like(pieces), writing)
        return found


class _Sentence(nn.Module):  # type: ignore[misc, unused-ignore]
    """Mean of the piece vectors, of unit length: (1, width)."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder

    def forward(self, pieces: Tensor) -> Tensor:
        states = self.encoder(input_ids=pieces, attention_mask=torch.ones_like(pieces)).last_hidden_state
        return nn.functional.normalize(states.mean(dim=1), dim=-1)


def decoder_facts(network: AttributionNetwork, opening: Mapping[str, float]) -> dict[str, Any]:
    """What the numpy decoder needs of the network, as plain lists."""

    def plain(values: Tensor) -> Any:
        return [[round(v, 5) for v in row] if isinstance(row, list) else round(row, 5) for row in values.tolist()]

    return {
        "transitions": plain(network.transitions.detach()),
        "opening": dict(opening),
        "place_source": plain(network.place_source.detach()),
        "place_content": plain(network.place_content.detach()),
        "no_source": plain(torch.cat((network.no_source.weight[0], network.no_source.bias)).detach()),
    }


def export_attribution(network: AttributionNetwork, base: Path, out: Path, opening: Mapping[str, float]) -> None:
    """Write the tagger's folder of weights."""
    window = {"pieces": torch.ones(1, 12, dtype=torch.long), "writing": torch.zeros(1, 12, 3, dtype=torch.long)}
    network.encoder.set_attn_implementation("eager")
    _write_int8(_Words(network.float().eval()), window, ("labels", "links"), out)
    facts = {
        "pieces": PIECES,
        "pieces_per_word": PIECES_PER_WORD,
        "overlap": OVERLAP,
        "labels": len(LABELS),
        "links": 2 * len(PARTS) * LINK_WIDTH,
        "decoder": decoder_facts(network, opening),
    }
    _write_manifest(base, out, facts)


def export_sentences(base: Path, out: Path) -> None:
    """Write the folder of the sentence encoder: MiniLM-L6 as its makers trained it."""
    encoder = BertModel.from_pretrained(str(base), add_pooling_layer=False, attn_implementation="eager").eval()
    _write_int8(_Sentence(encoder), {"pieces": torch.ones(1, 12, dtype=torch.long)}, ("vectors",), out)
    _write_manifest(base, out, {"pieces": 256, "width": encoder.config.hidden_size})


def _write_int8(module: nn.Module, example: Mapping[str, Tensor], outputs: tuple[str, ...], out: Path) -> None:
    """Trace with a free length, then quantise the weights of every matrix to int8, one scale per channel."""
    out.mkdir(parents=True, exist_ok=True)
    axes = {name: {1: "length"} for name in (*example, *(o for o in outputs if o != "vectors"))}
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
        quantize_dynamic(ready, out / "model.onnx", per_channel=True, weight_type=QuantType.QInt8)


def _write_manifest(base: Path, out: Path, facts: Mapping[str, Any]) -> None:
    shutil.copyfile(base / "tokenizer.json", out / "tokenizer.json")
    names = ("model.onnx", "tokenizer.json")
    hashes = {name: hashlib.sha256((out / name).read_bytes()).hexdigest() for name in names}
    text = json.dumps({"sha256": hashes, **facts}, ensure_ascii=False, indent=1, sort_keys=True)
    (out / "manifest.json").write_text(text + "\n", encoding="utf-8")
