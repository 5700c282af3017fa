"""Checks a payment order against the schema that the package sepaxml ships.

Usage: run.py CAPSTAN. Writes orders for the example members in several
currencies and roundings, and stops at the first that the schema refuses.
"""

import pathlib
import subprocess
import sys
import tempfile

import sepaxml
import xmlschema

MESSAGE = "pain.001.001.09"
ROUNDS = [
    ["--budget", "1000.00", "--currency", "EUR"],
    ["--budget", "0.06", "--currency", "EUR"],
    ["--budget", "9999999999999999.99", "--currency", "USD"],
    ["--budget", "100000", "--currency", "JPY"],
    ["--budget", "50.125", "--currency", "KWD"],
]


def main() -> None:
    capstan = pathlib.Path(sys.argv[1]).resolve()
    examples = pathlib.Path(__file__).resolve().parents[2] / "examples"
    folder = pathlib.Path(sepaxml.__file__).parent / "schemas"
    schema = xmlschema.XMLSchema(str(folder / f"{MESSAGE}.xsd"))
    with tempfile.TemporaryDirectory() as out:
        for number, options in enumerate(ROUNDS):
            place = pathlib.Path(out) / str(number)
            command = [
                str(capstan), "dividend", str(examples / "values.csv"),
                "--rule", "softmax", *options,
                "--iban", str(examples / "accounts.csv"),
                "--pain001", str(examples / "payer.toml"),
                "--out", str(place),
            ]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            order = place / "pain.001.xml"
            schema.validate(str(order))
            # A check that cannot fail says nothing.
            broken = order.read_text().replace("<PmtMtd>TRF</PmtMtd>", "<PmtMtd>XYZ</PmtMtd>")
            if schema.is_valid(broken):
                sys.exit("the schema takes an order that is none")
    print(f"{len(ROUNDS)} payment orders keep to the schema of {MESSAGE}")


main()
