// Hands our question to the device and its answer to the form. Without this file passwords and codes still work.
(() => {
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const named = (list) => (list || []).map((each) => ({ ...each, id: bytes(each.id) }));

  async function make(options) {
    const made = await navigator.credentials.create({ publicKey: {
      ...options, challenge: bytes(options.challenge), user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: named(options.excludeCredentials),
    } });
    return { id: made.id, rawId: text(made.rawId), type: made.type, response: {
      clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject),
    } };
  }

  async function show(options) {
    const shown = await navigator.credentials.get({ publicKey: {
      ...options, challenge: bytes(options.challenge), allowCredentials: named(options.allowCredentials),
    } });
    const answer = shown.response;
    return { id: shown.id, rawId: text(shown.rawId), type: shown.type, response: {
      clientDataJSON: text(answer.clientDataJSON), authenticatorData: text(answer.authenticatorData),
      signature: text(answer.signature), userHandle: answer.userHandle ? text(answer.userHandle) : null,
    } };
  }

  async function ask(form) {
    const answer = await fetch(form.dataset.begin, { method: "POST", body: new FormData(form) });
    if (!answer.ok) throw new Error("refused");
    const asked = await answer.json();
    form.elements.token.value = asked.token;
    const typed = document.getElementById("id_client_code");
    if (typed) form.elements.client_code.value = typed.value;
    return JSON.parse(asked.options);
  }

  const reasons = {
    NotAllowedError: "Nothing was chosen, or it took too long. Press the button once more.",
    InvalidStateError: "This device has a passkey for your account already.",
    SecurityError: "Passkeys work only at the center's own address. Open it by its usual name.",
  };

  async function answered(form) {
    const said = form.querySelector("[data-passkey-said]");
    said.hidden = true;
    try {
      const create = form.dataset.passkey === "create";
      const answer = create ? await make(JSON.parse(form.dataset.options)) : await show(await ask(form));
      form.elements.answer.value = JSON.stringify(answer);
    } catch (trouble) {
      said.textContent = reasons[trouble.name] || "That did not work. Load this page again, then press the button once more.";
      said.hidden = false;
      return;
    }
    form.submit();
  }

  document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential) return;
    document.querySelectorAll("[data-needs-script]").forEach((each) => { each.hidden = true; });
    document.querySelectorAll("form[data-passkey]").forEach((form) => {
      form.hidden = false;
      form.addEventListener("submit", (event) => {
        const code = form.elements.mailed_code;
        if (form.elements.answer.value && form.dataset.passkey === "create") return;
        if (code && !code.value.trim()) return;  // the server says what is missing
        event.preventDefault();
        event.stopPropagation();
        answered(form);
      });
    });
  });
})();
