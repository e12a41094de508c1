"""The four hazards that lose data in systems of this kind: a gap, a copy, a wrong clock, damage (see test_health)."""

from __future__ import annotations

import shutil

import pytest

from forge_ai.errors import VectorGap
from forge_ai.memory.travel.stick import export_file, import_file
from forge_ai.protocol.memory.hybrid_clock import LAST_STAMP
from forge_ai.protocol.memory.records import digest, epoch_of
from forge_ai.protocol.memory.version_vector import is_retired
from tests.memory.devices import Device, close_all, pull, settle, sync
from tests.memory.test_convergence import untouched


def own_origins(device):
    return sorted(device.memory.replica.vector(), key=epoch_of)


def test_a_delta_that_starts_too_late_is_refused_and_nothing_is_believed(device, other):
    for number in range(4):
        device.tell(f"fact {number}")
    middle = device.memory.replica.vector()
    device.tell("fact 4")
    with pytest.raises(VectorGap):
        other.memory.replica.receive(device.memory.replica.delta(middle))
    assert other.memory.replica.vector() == {}
    sync(device, other)
    assert len(other.texts()) == 5


def test_a_delta_that_breaks_off_is_asked_for_again(device, other):
    for number in range(6):
        device.tell(f"fact {number}")
    frames = list(device.memory.replica.delta({}, 2))
    assert not other.memory.replica.receive(frames[:2]).complete
    assert other.memory.replica.vector() == {}
    assert pull(other, device).records == 6


def test_what_a_lost_device_replaced_does_not_vanish(tmp_path):
    """The third device hears half of a delta, in which an edit stands for the old version, and the editor dies."""
    first, editor, third = (Device(tmp_path, name) for name in ("first", "editor", "third"))
    record = first.tell("I like tea.")
    first.tell("I like rain.")
    sync(first, editor)
    editor.memory.facts.edit(record.identity, "I like coffee.")
    third.memory.replica.receive(list(editor.memory.replica.delta({}, 1))[:1])
    settle([first, third])
    assert len(third.texts()) == len(first.texts()) == 2
    close_all([first, editor, third])


def test_what_came_with_half_a_delta_reaches_everybody_when_its_writer_has_lost_it(tmp_path):
    writer, hearer, third = (Device(tmp_path, name) for name in ("writer", "hearer", "third"))
    third.tell("I like tea.")
    writer.memory.close()
    shutil.copytree(writer.folder, tmp_path / "backup")
    writer.open()
    writer.tell("I like rain.")
    hearer.memory.replica.receive(list(writer.memory.replica.delta({}))[:1])
    writer.memory.close()
    shutil.rmtree(writer.folder)
    shutil.copytree(tmp_path / "backup", writer.folder)
    writer.open()
    for receiver, sender in ((writer, third), (hearer, third), (writer, hearer), (third, hearer)):
        pull(receiver, sender)
    assert [set(device.texts()) for device in (writer, hearer, third)] == [{"I like rain.", "I like tea."}] * 3
    close_all([writer, hearer, third])


def test_half_a_delta_stays_its_writers_while_the_other_half_may_come(device, other, tmp_path):
    third = Device(tmp_path, "third")
    third.tell("I like rain.")
    for number in range(4):
        device.tell(f"fact {number}")
    frames = list(device.memory.replica.delta({}, 1))
    with other.memory.replica.intake() as under_way:
        under_way.take(frames[0])
        pull(other, third)
        for frame in frames[1:]:
            under_way.take(frame)
    assert other.memory.replica.vector() == {**device.memory.replica.vector(), **third.memory.replica.vector()}
    third.memory.close()


def test_a_copied_folder_writes_under_a_new_name(device):
    device.tell("before the copy")
    copy = device.copied_to("copy")
    device.tell("on the original")
    copy.tell("on the copy")
    settle([device, copy])
    assert device.texts() == copy.texts()
    assert set(device.texts()) == {"before the copy", "on the original", "on the copy"}
    assert [epoch_of(origin) for origin in own_origins(copy)] == [1, 2]
    copy.memory.close()


def put_back_after_a_write(device, other, backup):
    """The device's folder as it was before its last write, which another device has heard."""
    device.tell("before the backup")
    device.memory.close()
    shutil.copytree(device.folder, backup)
    device.open()
    device.tell("after the backup")
    sync(device, other)
    device.memory.close()
    shutil.rmtree(device.folder)
    shutil.copytree(backup, device.folder)
    device.open()


def test_a_folder_put_back_from_a_backup_gets_its_lost_records_back(device, other, tmp_path):
    put_back_after_a_write(device, other, tmp_path / "backup")
    device.tell("after the restore")
    settle([device, other])
    assert set(device.texts()) == set(other.texts()) == {"before the backup", "after the backup", "after the restore"}


def test_a_folder_put_back_from_a_backup_that_meets_others_before_it_writes_retires_no_name(device, other, tmp_path):
    put_back_after_a_write(device, other, tmp_path / "backup")
    settle([device, other])
    assert set(device.texts()) == {"before the backup", "after the backup"}
    assert not any(map(is_retired, other.memory.replica.vector().values()))


def test_disk_images_rolled_back_unnoticed_are_found_by_their_marks(tmp_path):
    one = Device(tmp_path, "one", place=untouched)
    friends = [Device(tmp_path, name) for name in ("friend", "stranger")]
    one.tell("before")
    twin = one.copied_to("twin")
    for number in range(3):
        one.tell(f"on one {number}")
        twin.tell(f"on twin {number}")
    pull(friends[0], one)
    pull(friends[1], twin)
    twin.tell("on twin 3")
    everybody = [one, twin, *friends]
    settle(everybody)
    assert all(len(device.texts()) == 8 for device in everybody)
    close_all(everybody)


def test_devices_that_met_one_each_of_two_copies_lack_nothing_of_either(tmp_path):
    one, third, fourth = (Device(tmp_path, name, place=untouched) for name in ("pc", "pi", "phone"))
    one.tell("Before the copy.")
    other = one.copied_to("laptop")
    one.tell("On the one.")
    other.tell("On the other.")
    pull(third, one)
    pull(fourth, other)  # the same write of the same name, with another mark: the vectors' numbers alone hide it
    told = {"Before the copy.", "On the one.", "On the other."}
    for met in ([third, fourth], [third, fourth, one, other]):  # also before either owner can notice
        settle(met)
        assert [set(device.texts()) for device in met] == [told] * len(met)
        assert all(device.state() == third.state() for device in met)
    close_all([one, other, third, fourth])


def test_a_restart_is_no_copy(device):
    for number in range(5):
        device.tell(f"fact {number}")
        device.restart()
    assert len(device.memory.replica.vector()) == 1


def test_an_old_export_takes_nothing_back(device, other, tmp_path):
    record = device.tell("I like tea.")
    export_file(device.memory.replica, tmp_path / "old.json", "my_pi", device.clock)
    device.memory.facts.edit(record.identity, "I like coffee.")
    gone = device.tell("I like rain.")
    export_file(device.memory.replica, tmp_path / "older.json", "my_pi", device.clock)
    device.memory.facts.forget(gone.identity)
    for name in ("old.json", "older.json", "old.json"):
        import_file(device.memory.replica, tmp_path / name)
    assert device.texts() == ["I like coffee."]
    import_file(other.memory.replica, tmp_path / "old.json")
    settle([device, other])
    assert other.texts() == ["I like coffee."]


def test_a_record_stamped_at_the_end_of_time_can_be_forgotten_and_stops_no_sync(device, other, tmp_path):
    bad = Device(tmp_path, "bad")
    record = bad.tell("I come from the year 4199.")._replace(stamp=LAST_STAMP)
    with bad.memory.database.writing() as connection:
        connection.execute("UPDATE records SET stamp = ?, digest = ?", (record.stamp, digest(record)))
    settle([bad, device, other])
    device.memory.facts.forget(record.identity)
    device.tell("My dog is called Rex.")
    settle([bad, device, other])
    assert bad.texts() == other.texts() == ["My dog is called Rex."]
    bad.memory.close()
