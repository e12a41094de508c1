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
        said = server.handle_completions(asked)
        answers.append([token["id"] for token in said["choices"][0]["logprobs"]["content"]])
    sys.stdout.write(json.dumps(answers) + "\n")
    sys.stdout.flush()
    os._exit(0)  # its own ending can hang


if __name__ == "__main__":
    main()
