"""The books tell the procedures apart: what was handed in, and what was shown another way."""

from datetime import UTC, date, datetime

from bot.handlers.reporting import read_report
from domain.events import Kind
from domain.periods import free_range


def counted(office, figure):
    """Return the figure of this year's report by the name of the procedure."""
    year = free_range(date(office.now.year, 1, 1), date(office.now.year, 12, 31))
    with office.database.reading() as store:
        printed = read_report(store, office.ground.forms, year)
    lines = printed.report.by["procedure"]
    return {str(printed.name("procedure", one.value)): one.counts[figure] for one in lines}


def test_the_report_counts_each_procedure_by_its_name(office):
    for number, reason in enumerate(("damaged", "expiring", "lost", "wrong_data")):
        office.another_citizen(str(number)).hands_in(reason=reason)

    assert counted(office, "received") == {
        "Đổi giấy phép lái xe": 2,
        "Cấp lại giấy phép lái xe bị mất": 1,
        "Đổi giấy phép lái xe sai thông tin": 1,
    }


def test_a_loss_in_2020_is_told_to_wait_and_counted_under_its_procedure(office):
    office.now = datetime(2020, 6, 15, 2, 0, tzinfo=UTC)

    office.citizen.says("em bị mất bằng lái", "Đồng ý", "A1")

    office.citizen.hears("sau 02 tháng")
    [routed] = office.events(Kind.INQUIRY_ROUTED)
    assert (routed.procedure, routed.outcome) == ("lost_licence", "wait_two_months")
    assert counted(office, "routed") == {"Cấp lại giấy phép lái xe bị mất": 1}


def test_what_is_not_for_us_is_counted_by_its_name(office):
    office.citizen.says("đổi bằng lái xe nước ngoài sang bằng Việt Nam").hears("bản dịch")
    office.another_citizen("2").says("em muốn nâng hạng B2 lên C").hears("cơ sở đào tạo")

    assert counted(office, "routed") == {"Đổi bằng nước ngoài": 1, "Nâng hạng bằng": 1}
    assert {one.outcome for one in office.events(Kind.INQUIRY_ROUTED)} == {"elsewhere"}
