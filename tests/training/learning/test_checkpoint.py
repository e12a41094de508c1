import os

import pytest

from forge_ai.errors import Damaged, StorageFault
from forge_ai.paths import write_whole
from forge_ai.training.learning.checkpoint import FILE, Standing, load_checkpoint, save_checkpoint
from forge_ai.training.learning.schedule import Spent
from forge_ai.training.tokens.batches import Position
from tests.disks import files_of_at_most

pytestmark = pytest.mark.train
STANDING = Standing("abc", Spent(3, 400, 0.5, 6.25), Position(1, 2), ((1, 100, 0.5, 7.0, 6.5), (2, 200, 1.0, 6.0, 5.5)))


@pytest.fixture
def tensors():
    import torch

    return {"model.a": torch.arange(6.0).reshape(2, 3), "optimizer.1.0.momentum_buffer": torch.ones(3)}


def test_what_is_saved_comes_back(tmp_path, tensors):
    import torch

    save_checkpoint(tmp_path, STANDING, tensors)
    standing, found = load_checkpoint(tmp_path)
    assert standing == STANDING
    assert found.keys() == tensors.keys()
    assert all(torch.equal(found[name], tensors[name]) for name in tensors)
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_where_nothing_was_saved_nothing_is_found(tmp_path):
    assert load_checkpoint(tmp_path) is None


@pytest.mark.parametrize("damage", ["empty", "cut", "noise", "foreign"])
def test_a_damaged_checkpoint_is_one_clear_error(tmp_path, tensors, damage):
    from safetensors.torch import save

    save_checkpoint(tmp_path, STANDING, tensors)
    path = tmp_path / FILE
    content = path.read_bytes()
    broken = {"empty": b"", "cut": content[:-5], "noise": os.urandom(200), "foreign": save(tensors)}
    path.write_bytes(broken[damage])
    with pytest.raises(Damaged, match="cannot be read"):
        load_checkpoint(tmp_path)


def test_a_disk_that_takes_no_more_leaves_the_checkpoint_before(tmp_path, tensors):
    import torch

    save_checkpoint(tmp_path, STANDING, tensors)
    with pytest.raises(StorageFault), files_of_at_most(4096):
        save_checkpoint(tmp_path, Standing("later"), {"big": torch.zeros(100_000)})
    assert load_checkpoint(tmp_path)[0] == STANDING
    assert [path.name for path in tmp_path.iterdir()] == [FILE]


def test_a_folder_that_cannot_be_made_is_the_storages_fault(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StorageFault):
        write_whole(tmp_path / "file" / "model.json", b"{}")
