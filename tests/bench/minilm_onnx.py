"""Turns the weights of all-MiniLM-L6-v2 into the ONNX form that the `[semantic]` extra reads.

    python -m tests.bench.minilm_onnx FOLDER OUT

For a developer's machine that has the weights (`model.safetensors`, `tokenizer.json`, `config.json`
in FOLDER) but not the ready ONNX file, which is the same thing. Needs onnx and numpy. OUT gets
`model.onnx`, with the names that the published file has, and `tokenizer.json`.
"""

from __future__ import annotations

import json
import math
import shutil
import struct
import sys
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
LARGE = -1e9


def read_safetensors(path: Path) -> dict[str, np.ndarray]:
    """The float tensors of a file: eight bytes of length, a JSON header, the data."""
    data = path.read_bytes()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__" and entry["dtype"] == "F32":
            begin, end = entry["data_offsets"]
            values = np.frombuffer(data[8 + length + begin : 8 + length + end], dtype="<f4")
            tensors[name] = values.reshape(entry["shape"])
    return tensors


class Graph:
    """Collects the nodes and constants of an ONNX graph."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def add(self, kind: str, *inputs: str, **attributes: object) -> str:
        output = f"{kind.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, list(inputs), [output], **attributes))
        return output


class Bert:
    """The encoder, layer by layer (Devlin et al. 2019, arXiv 1810.04805)."""

    def __init__(self, tensors: dict[str, np.ndarray], config: dict[str, int]) -> None:
        self.graph, self.tensors, self.config = Graph(), tensors, config

    def weight(self, name: str, *, transposed: bool = False) -> str:
        value = self.tensors[name]
        return self.graph.constant(name, value.T if transposed else value)

    def linear(self, x: str, name: str) -> str:
        product = self.graph.add("MatMul", x, self.weight(f"{name}.weight", transposed=True))
        return self.graph.add("Add", product, self.weight(f"{name}.bias"))

    def norm(self, x: str, name: str) -> str:
        scale, shift = self.weight(f"{name}.weight"), self.weight(f"{name}.bias")
        epsilon = self.config["layer_norm_eps"]
        return self.graph.add("LayerNormalization", x, scale, shift, axis=-1, epsilon=epsilon)

    def embedded(self) -> str:
        graph, name = self.graph, "embeddings"
        words = graph.add("Gather", self.weight(f"{name}.word_embeddings.weight"), "input_ids")
        kinds = self.weight(f"{name}.token_type_embeddings.weight")
        kind = graph.add("Gather", kinds, "token_type_ids")
        ends = graph.constant("one", np.array([1], dtype=np.int64))
        length = graph.add("Shape", "input_ids", start=1, end=2)
        starts = graph.constant("zero", np.array([0], dtype=np.int64))
        positions = self.weight(f"{name}.position_embeddings.weight")
        places = graph.add("Slice", positions, starts, length, starts, ends)
        total = graph.add("Add", graph.add("Add", words, kind), places)
        return self.norm(total, f"{name}.LayerNorm")

    def mask(self) -> str:
        graph = self.graph
        given = graph.add("Cast", "attention_mask", to=TensorProto.FLOAT)
        one = graph.constant("one_float", np.array(1, dtype=np.float32))
        hidden = graph.add("Sub", one, given)
        large = graph.constant("large", np.array(LARGE, dtype=np.float32))
        axes = graph.constant("mask_axes", np.array([1, 2], dtype=np.int64))
        return graph.add("Unsqueeze", graph.add("Mul", hidden, large), axes)

    def heads(self, x: str, *, order: list[int]) -> str:
        count = self.config["num_attention_heads"]
        size = self.config["hidden_size"] // count
        shape = self.graph.constant("heads", np.array([0, 0, count, size], dtype=np.int64))
        return self.graph.add("Transpose", self.graph.add("Reshape", x, shape), perm=order)

    def attention(self, x: str, mask: str, name: str) -> str:
        graph = self.graph
        query = self.heads(self.linear(x, f"{name}.self.query"), order=[0, 2, 1, 3])
        key = self.heads(self.linear(x, f"{name}.self.key"), order=[0, 2, 3, 1])
        value = self.heads(self.linear(x, f"{name}.self.value"), order=[0, 2, 1, 3])
        size = self.config["hidden_size"] // self.config["num_attention_heads"]
        scale = graph.constant("scale", np.array(1 / math.sqrt(size), dtype=np.float32))
        scores = graph.add("Mul", graph.add("MatMul", query, key), scale)
        shares = graph.add("Softmax", graph.add("Add", scores, mask), axis=-1)
        mixed = graph.add("Transpose", graph.add("MatMul", shares, value), perm=[0, 2, 1, 3])
        flat = graph.constant("flat", np.array([0, 0, self.config["hidden_size"]], dtype=np.int64))
        out = self.linear(graph.add("Reshape", mixed, flat), f"{name}.output.dense")
        return self.norm(graph.add("Add", out, x), f"{name}.output.LayerNorm")

    def gelu(self, x: str) -> str:
        graph = self.graph
        root = graph.constant("root", np.array(math.sqrt(2), dtype=np.float32))
        half = graph.constant("half", np.array(0.5, dtype=np.float32))
        one = graph.constant("one_float", np.array(1, dtype=np.float32))
        grown = graph.add("Add", graph.add("Erf", graph.add("Div", x, root)), one)
        return graph.add("Mul", graph.add("Mul", x, grown), half)

    def encoded(self) -> str:
        x, mask = self.embedded(), self.mask()
        for layer in range(self.config["num_hidden_layers"]):
            name = f"encoder.layer.{layer}"
            x = self.attention(x, mask, f"{name}.attention")
            wide = self.gelu(self.linear(x, f"{name}.intermediate.dense"))
            narrow = self.linear(wide, f"{name}.output.dense")
            x = self.norm(self.graph.add("Add", narrow, x), f"{name}.output.LayerNorm")
        return x


def convert(folder: Path, out: Path) -> None:
    """Write `out/model.onnx` and `out/tokenizer.json`."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    bert = Bert(read_safetensors(folder / "model.safetensors"), config)
    last = bert.encoded()
    bert.graph.nodes.append(helper.make_node("Identity", [last], ["last_hidden_state"]))
    shape = ["batch", "tokens"]
    names = ("input_ids", "attention_mask", "token_type_ids")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in names]
    output = helper.make_tensor_value_info(
        "last_hidden_state", TensorProto.FLOAT, [*shape, config["hidden_size"]]
    )
    constants = list(bert.graph.constants.values())
    graph = helper.make_graph(bert.graph.nodes, "minilm", inputs, [output], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(model)
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(out / "model.onnx"))
    shutil.copyfile(folder / "tokenizer.json", out / "tokenizer.json")


def main() -> int:
    if len(sys.argv) != 3:
        print("Give the folder of the weights and the folder to write.", file=sys.stderr)
        return 2
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
