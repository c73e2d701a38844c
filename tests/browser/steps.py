"""Steps a person takes, by the labels he or she sees."""

from tests.papers import letter


def sign_in(page, demo, username: str, *, court: str = "casb", next_path: str = "") -> None:
    """Sign in by the court's Document Filing System."""
    member = demo.member(username)
    page.goto(f"{demo.origin}/{court}/sign-in/?next=/{court}/{next_path}")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(member["password"])
    page.get_by_role("button", name="Login").click()
    page.locator(".ecf-menu").get_by_role("link", name="Log Out").wait_for()


def menu(page) -> list[str]:
    """Return the labels of the menu bar."""
    return page.locator(".ecf-menu a").all_inner_texts()


def choose(page, label: str) -> None:
    """Choose an item of the menu bar."""
    page.locator(".ecf-menu").get_by_role("link", name=label, exact=True).click()


def link_account(page, login: str, password: str) -> None:
    """Steps 4 to 8 of the court's guide: Utilities, the old login, both names, Submit."""
    choose(page, "Utilities")
    page.get_by_role("link", name="Link a CM/ECF account to my PACER account").click()
    page.get_by_label("CM/ECF login:").fill(login)
    page.get_by_label("CM/ECF password:").fill(password)
    page.get_by_role("button", name="Submit", exact=True).click()


def pdf(name: str, pages: int = 1) -> dict:
    """Return a PDF as a file chooser takes it."""
    return {"name": name, "mimeType": "application/pdf", "buffer": letter(pages, name)}


def file_motion(page, case: str) -> str:
    """File a Motion for Relief from Stay with an exhibit for Acme Bank; return its reference."""
    choose(page, "Bankruptcy")
    page.get_by_role("link", name="Motion for Relief from Stay").click()
    page.get_by_label("Case number").fill(case)
    page.get_by_role("button", name="Next").click()
    acme = page.get_by_label("Creditor Acme Bank")
    if not acme.is_checked():  # one's own party is chosen already
        page.get_by_text("Creditor Acme Bank").click()
    page.get_by_role("button", name="Next").click()
    page.get_by_label("PDF").set_input_files(pdf("motion.pdf", 9))
    page.get_by_role("button", name="Attach main document").click()
    page.get_by_label("What it is").fill("Exhibit A")
    page.get_by_label("PDF").set_input_files(pdf("exhibit-a.pdf", 3))
    page.get_by_role("button", name="Attach", exact=True).click()
    page.get_by_text("exhibit-a.pdf").wait_for()
    page.get_by_role("link", name="Next").click()
    page.get_by_label("Kind of property").select_option("Personal Property")
    page.get_by_label("The property or the action").fill("2019 Honda Civic")
    page.get_by_role("button", name="Next").click()
    page.get_by_role("heading", name="Check before you file").wait_for()
    page.get_by_role("button", name="File: Motion for Relief from Stay").click()
    page.get_by_role("heading", name="Filed").wait_for()
    return page.url.rstrip("/").rsplit("/", 1)[-1]


def buy_docket(page, case: str) -> None:
    """Query a case and buy its docket, price first."""
    choose(page, "Query")
    page.get_by_label("Case number").fill(case)
    page.get_by_role("button", name="Find").click()
    page.locator("main").get_by_role("link", name="Docket Report").click()
    page.get_by_role("button", name="Accept charges and show").click()
    page.get_by_text("Transaction Receipt").wait_for()
