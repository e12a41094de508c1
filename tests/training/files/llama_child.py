"""What llama.cpp says to prompts, greedily, as token ids: run as a program, because its server may hang in ours."""

from __future__ import annotations

import json
import os
import sys


def main():
    import xllamacpp

    model, prompts, count = sys.argv[1], json.loads(sys.argv[2]), int(sys.argv[3])
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.n_ctx = 512
    parameters.n_parallel = 1
    parameters.cpuparams.n_threads = 1
    parameters.warmup = False
    adapter, scale = (sys.argv[4], float(sys.argv[5])) if len(sys.argv) > 4 else ("", 0.0)
    if adapter:
        parameters.lora_adapters = [xllamacpp.CommonAdapterLoraInfo(adapter, 0.0)]
    server = xllamacpp.Server(parameters)
    answers = []
    for prompt in prompts:
        asked = {
            "prompt": prompt,
            "n_predict": count,
            "temperature": 0,
            "samplers": ["top_k"],
            "top_k": 1,
            "logprobs": 1,
        }
        if adapter:
            asked["lora"] = [{"id": 0, "scale": scale}]
        said = server.handle_completions(asked)
        answers.append([token["id"] for token in said["choices"][0]["logprobs"]["content"]])
    sys.stdout.write(json.dumps(answers) + "\n")
    sys.stdout.flush()
    os._exit(0)  # its own ending can hang


if __name__ == "__main__":
    main()
