"""What the invented papers of the demo say."""

PETITION = (
    "Jane Doe, the debtor, asks for relief under the Bankruptcy Code. Everything in this paper is invented.",
    "The debtor has lived in this district for the greater part of the 180 days before this petition.",
    "The debtor's debts are primarily consumer debts. No funds are expected for unsecured creditors.",
)
SCHEDULES = (
    "Property: household goods, clothing, a 2019 Honda Civic, a checking account with $212.40.",
    "Creditors who hold secured claims: Acme Bank, car loan, $18,450.00.",
    "Creditors who hold unsecured claims: City Credit Union, Harbor Water District, Example Hospital.",
)
LETTER = (
    "I declare under penalty of perjury that what this paper says is invented for a demonstration.",
    "It concerns no real person, account or address.",
)
MOTION = (
    "Acme Bank moves for relief from the automatic stay under 11 U.S.C. 362(d)(1) as to a 2019 Honda Civic.",
    "The debtor has made no payment since the petition. The insurance ends this month.",
    "The movant asks that the 14-day stay of Rule 4001 be waived.",
)
OPPOSITION = (
    "The debtor opposes the motion. Payments were made each month, as the bank record shows.",
    "The vehicle is insured; the policy is attached to the declaration.",
)
OPINION = (
    "Before the court is the motion of Acme Bank for relief from the automatic stay.",
    "Cause exists: the record shows missed payments and a lapsed policy.",
    "The motion is granted. A separate order follows.",
)
ORDER = (
    "The motion is granted. The automatic stay is terminated as to the 2019 Honda Civic.",
    "It is so ordered.",
)
CLAIM = (
    "Official Form 410. Who is the current creditor? See the register.",
    "How much is the claim? See the register. What is the basis of the claim? Money lent.",
)
NOTICE = ("Notice is given as the rules provide. The time and the place stand on the docket.",)
COMPLAINT = (
    "Acme Bank complains of Jane Doe under 11 U.S.C. 523(a)(2).",
    "The defendant stated an income on the loan application that was twice the true one.",
    "The plaintiff prays that the debt be held not dischargeable.",
)
