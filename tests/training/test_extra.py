import subprocess
import sys

import pytest

from forge_ai.errors import MissingPart
from forge_ai.training.extra import require_training


def test_a_missing_library_is_one_clear_error() -> None:
    with pytest.raises(MissingPart, match=r"pip install 'forge-ai\[train\]'"):
        require_training(("json", "a_library_that_nobody_wrote"))


def test_importing_training_loads_nothing_heavy() -> None:
    modules = (
        *("train", "starter", "files.gguf_file", "files.curve", "tokens.tokenizer"),
        *("learning.loop", "learning.model", "learning.checkpoint", "learning.workers"),
    )
    words = "; ".join(f"import forge_ai.training.{module}" for module in modules)
    heavy = "{'torch', 'transformers', 'numpy', 'matplotlib', 'tokenizers', 'gguf', 'safetensors'}"
    code = f"import sys; {words}; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
