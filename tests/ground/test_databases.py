"""What a test gets when it asks for a database."""

import pytest
import sqlalchemy as sa


def _engine(url):
    return sa.create_engine(url.replace("postgresql://", "postgresql+psycopg://"))


@pytest.mark.parametrize("visit", range(2))
def test_a_test_sees_no_table_and_no_neighbour_in_an_empty_database(empty_database_url, visit):
    engine = _engine(empty_database_url)

    with engine.begin() as connection:
        assert sa.inspect(connection).get_table_names() == []
        connection.execute(sa.text("CREATE TABLE neighbour (visit INTEGER)"))

    engine.dispose()


@pytest.mark.parametrize("visit", range(2))
def test_a_migrated_database_has_the_tables_and_belongs_to_one_test(database_url, visit):
    engine = _engine(database_url)

    with engine.begin() as connection:
        tables = sa.inspect(connection).get_table_names()
        connection.execute(sa.text("CREATE TABLE neighbour (visit INTEGER)"))

    engine.dispose()
    assert "alembic_version" in tables
    assert "neighbour" not in tables


@pytest.mark.parametrize("visit", range(3))
def test_rows_of_one_test_are_not_there_for_the_next_and_numbers_begin_anew(database_url, visit):
    engine = _engine(database_url)

    with engine.begin() as connection:
        before = connection.scalar(sa.text("SELECT count(*) FROM slots"))
        number = connection.scalar(
            sa.text(
                "INSERT INTO slots (office, starts_at, capacity, taken) "
                "VALUES ('pleiku', '2026-11-23', 1, 0) RETURNING id"
            )
        )

    engine.dispose()
    assert (before, number) == (0, 1)


@pytest.mark.parametrize("visit", range(2))
def test_a_column_that_one_test_took_away_is_there_for_the_next(database_url, visit):
    engine = _engine(database_url)

    with engine.begin() as connection:
        columns = {one["name"] for one in sa.inspect(connection).get_columns("offices")}
        connection.execute(sa.text("ALTER TABLE offices DROP COLUMN phone"))

    engine.dispose()
    assert "phone" in columns
