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
