import pytest

from forge_ai.errors import BadInput, StorageFault, TrainingFailed
from forge_ai.training.learning.checkpoint import FILE, load_checkpoint
from forge_ai.training.learning.loop import Recipe, Run, fit
from forge_ai.training.learning.model import new_model
from forge_ai.training.learning.schedule import Budget
from forge_ai.training.learning.shape import Shape
from forge_ai.training.tokens.batches import pack
from forge_ai.training.tokens.supply import WrittenRows
from tests.disks import disk_of, fill

pytestmark = pytest.mark.train


@pytest.fixture
def a_run(tokenizer, writer, tmp_path):
    def make(folder="run", **recipe):
        rows = WrittenRows(writer, tokenizer, seed=1, longest=64)
        shape = Shape(64, 2, 1, 192, tokenizer.vocabulary, 64)
        chosen = Recipe(**{"batch_tokens": 512, "workers": 1, "report_steps": 5, **recipe})
        held_out = pack(rows.held_out(16), 512, (0,))
        return Run(new_model(shape, 1), rows, held_out, chosen, tmp_path / folder, "a run")

    return make


def weights(run):
    import torch

    return torch.cat([weight.detach().flatten() for weight in run.model.parameters()])


def never():
    return False


def test_the_loss_falls_and_the_observer_hears_how(a_run, notes, clock):
    standing = fit(a_run(budget=Budget(steps=60), held_out_steps=20), notes, clock, never)
    first, last = notes.reports[0], notes.reports[-1]
    assert last.loss < first.loss / 2
    assert last.held_out_loss < first.loss / 2
    assert (standing.spent.steps, last.step, last.progress) == (60, 60, 1.0)
    assert last.seconds_left == 0
    assert all(report.tokens_per_second > 0 for report in notes.reports)
    assert [point[0] for point in standing.points] == sorted({point[0] for point in standing.points})


def test_a_run_that_was_stopped_and_resumed_ends_where_an_unbroken_one_does(a_run, notes, clock):
    import torch

    unbroken = a_run("unbroken", budget=Budget(steps=16))
    fit(unbroken, notes, clock, never)
    looks = iter(range(100))
    stopped = a_run("broken", budget=Budget(steps=16))
    half = fit(stopped, notes, clock, lambda: next(looks) == 7)
    assert half.spent.steps == 7
    resumed = a_run("broken", budget=Budget(steps=16))
    done = fit(resumed, notes, clock, never, resume=True)
    assert done.spent.steps == 16
    assert torch.allclose(weights(unbroken), weights(resumed), atol=1e-6)


def test_a_run_that_is_taken_up_with_nothing_left_to_do_keeps_its_loss(a_run, notes, clock):
    reached = fit(a_run(budget=Budget(steps=3)), notes, clock, never).points[-1]
    again = fit(a_run(budget=Budget(steps=2)), notes, clock, never, resume=True)
    assert again.points[-1] == pytest.approx(reached)


def test_minutes_are_a_budget_too(a_run, notes):
    from forge_ai.testing.manual_clock import ManualClock

    clock = ManualClock()

    def a_second_passes():
        clock.advance(1.0)
        return False

    standing = fit(a_run(budget=Budget(minutes=0.1)), notes, clock, a_second_passes)
    assert standing.spent.steps == 6


def test_checkpoints_are_written_on_the_way(a_run, clock, tmp_path):
    found = []

    class Watcher:
        def hear(self, report):
            found.append((tmp_path / "run" / FILE).exists())

    fit(a_run(budget=Budget(steps=15), checkpoint_seconds=0.0), Watcher(), clock, never)
    assert found[1]


def test_a_loss_that_is_no_number_ends_training_and_keeps_the_last_checkpoint(a_run, notes, clock, tmp_path):
    import torch

    fit(a_run(budget=Budget(steps=5)), notes, clock, never)
    run = a_run(budget=Budget(steps=50), matrix_rate=float("inf"))
    with pytest.raises(TrainingFailed, match="no number"):
        fit(run, notes, clock, never, resume=True)
    standing, tensors = load_checkpoint(tmp_path / "run")
    assert standing.spent.steps == 5
    assert all(bool(torch.isfinite(tensor).all()) for tensor in tensors.values())


def test_a_disk_without_room_for_a_checkpoint_is_told_before_the_first_step(a_run, notes, clock, tmp_path):
    with disk_of(tmp_path / "disk", "1m") as disk:
        fill(disk)
        with pytest.raises(StorageFault, match="too full"):
            fit(a_run("disk/run", budget=Budget(steps=3)), notes, clock, never)
    assert not notes.reports


def test_a_checkpoint_of_another_training_is_refused(a_run, notes, clock):
    from dataclasses import replace

    run = a_run(budget=Budget(steps=2))
    fit(run, notes, clock, never)
    with pytest.raises(BadInput, match="another training"):
        fit(replace(run, fingerprint="other"), notes, clock, never, resume=True)
