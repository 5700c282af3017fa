// Adding a passkey, and signing in with one. The page's own forms say it to
// the server; here they are filled with what the device gives.

import { bytes, text } from "./shared/base64";

/** What the server asks of the device; bytes are in base64url. */
interface Asked {
  publicKey: {
    challenge: string;
    rp?: { id?: string };
    rpId?: string;
    user?: { id: string; name: string; displayName: string };
    excludeCredentials?: { id: string }[];
    allowCredentials?: { id: string }[];
  };
}

type Said = "unable" | "known" | "failed";

const said = document.getElementById("passkey-said");

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
  const asked: Asked = JSON.parse(form.dataset["options"] ?? "{}");
  const create = form.dataset["passkey"] === "create";
  // Keys belong to the address that the service is known by.
  const host = asked.publicKey.rp?.id ?? asked.publicKey.rpId ?? "";
  const here = location.hostname === host || location.hostname.endsWith(`.${host}`);
  if (here && "PublicKeyCredential" in window && "credentials" in navigator) {
    form.hidden = false;
    if (said) said.hidden = true;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void ask(form, asked, create);
    });
  } else if (create) {
    say("unable");
  }
}

function say(key: Said): void {
  if (!said) return;
  said.hidden = false;
  said.setAttribute("role", "alert");
  said.textContent = said.dataset[key] ?? "";
}

async function ask(form: HTMLFormElement, asked: Asked, create: boolean): Promise<void> {
  if (said) said.hidden = true;
  try {
    const credential = await (create ? made(form, asked) : given(asked));
    const answer = form.elements.namedItem("answer");
    if (!(credential instanceof PublicKeyCredential) || !(answer instanceof HTMLInputElement)) return say("failed");
    answer.value = JSON.stringify(shown(credential));
    form.submit();
  } catch (error) {
    say(error instanceof DOMException && error.name === "InvalidStateError" ? "known" : "failed");
  }
}

function made(form: HTMLFormElement, { publicKey }: Asked): Promise<Credential | null> {
  const field = form.elements.namedItem("name");
  const name = field instanceof HTMLInputElement ? field.value : "";
  const user = { id: bytes(publicKey.user?.id ?? ""), name, displayName: name };
  const known = publicKey.excludeCredentials?.map((one) => ({ ...one, id: bytes(one.id) }));
  const options = { ...publicKey, user, challenge: bytes(publicKey.challenge), excludeCredentials: known ?? [] };
  return navigator.credentials.create({ publicKey: options as unknown as PublicKeyCredentialCreationOptions });
}

function given({ publicKey }: Asked): Promise<Credential | null> {
  const options = { ...publicKey, challenge: bytes(publicKey.challenge), allowCredentials: [] };
  return navigator.credentials.get({ publicKey: options as unknown as PublicKeyCredentialRequestOptions });
}

/** A credential as the server reads it. */
function shown({ id, rawId, type, response }: PublicKeyCredential): object {
  const parts: Record<string, string | null> = { clientDataJSON: text(response.clientDataJSON) };
  if (response instanceof AuthenticatorAttestationResponse) {
    parts["attestationObject"] = text(response.attestationObject);
  }
  if (response instanceof AuthenticatorAssertionResponse) {
    parts["authenticatorData"] = text(response.authenticatorData);
    parts["signature"] = text(response.signature);
    parts["userHandle"] = response.userHandle && text(response.userHandle);
  }
  return { id, rawId: text(rawId), type, response: parts, extensions: {} };
}
