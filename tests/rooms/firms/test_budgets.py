"""What a firm wants to spend in a quarter."""

import pytest

from openecf.center.accounts.holding import NotAFirm
from openecf.center.firms import budgets
from tests.accounts import open_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm(at):
    return open_account("larkinfirm", at=at, first_name="", last_name="Larkin Law Group", holder="firm")


@pytest.mark.parametrize("cents", [1, budgets.MOST_CENTS, None])
def test_a_budget_is_kept(firm, at, cents):
    budgets.set_budget(firm, cents, at=at)

    assert budgets.budget_of(firm) == cents


@pytest.mark.parametrize("cents", [0, -1, budgets.MOST_CENTS + 1])
def test_what_is_no_budget_is_refused(firm, at, cents):
    with pytest.raises(budgets.NotABudget):
        budgets.set_budget(firm, cents, at=at)

    assert budgets.budget_of(firm) is None


def test_a_person_has_no_budget(at):
    with pytest.raises(NotAFirm):
        budgets.set_budget(open_account(at=at), 100, at=at)
