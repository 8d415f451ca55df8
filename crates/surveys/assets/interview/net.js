// The ways to the server. Each gives `{state}`, "ok" with a `body` where the server has answered; nothing is sent that is not asked for here.

// What a device cannot tell apart need not be: without a network, or without an answer.
const ask = async (address, options) => {
  let response;
  try {
    response = await fetch(address, { redirect: "manual", cache: "no-store", ...options });
  } catch {
    return { state: "offline" };
  }
  // A session that has ended is led to signing in.
  if (response.type === "opaqueredirect" || response.status === 401) return { state: "signed-out" };
  if (response.status === 404) return { state: "hidden" };
  if ([429, 503].includes(response.status)) return { state: "busy" };
  if (!(response.headers.get("content-type") ?? "").startsWith("application/json")) return { state: response.status === 403 ? "signed-out" : "failed" };
  try {
    return { state: response.status < 500 ? "ok" : "failed", body: await response.json() };
  } catch {
    return { state: "offline" };
  }
};

// Ends the session by the form of the page that asks whether to, which every account has, whatever survey it works in. Without a session that page leads to signing in.
const signOut = async (address) => {
  const options = { redirect: "manual", cache: "no-store", credentials: "same-origin" };
  try {
    const page = await fetch(address, options);
    if (page.type === "opaqueredirect") return { state: "ok" };
    const asks = new DOMParser().parseFromString(await page.text(), "text/html");
    const csrf = asks.querySelector('input[name="csrf"]')?.value ?? "";
    const answer = await fetch(address, { ...options, method: "POST", body: new URLSearchParams({ csrf }) });
    return { state: answer.type === "opaqueredirect" ? "ok" : "failed" };
  } catch {
    return { state: "offline" };
  }
};

/** For a language in the address. `pack` gives the session's token, which the other two need. */
export const network = (tag) => {
  const own = (survey, rest, csrf, fields) =>
    ask(`/${tag}/interviews/${survey}/${rest}`, { method: "POST", body: new URLSearchParams({ csrf, ...fields }), credentials: "same-origin" });
  return {
    signOut: () => signOut(`/${tag}/sign-out`),
    pack: (survey) => ask(`/${tag}/interviews/${survey}/pack`, { credentials: "same-origin" }),
    exchange: (survey, csrf, cases) => own(survey, "exchange", csrf, { cases: JSON.stringify(cases) }),
    visits: (survey, csrf, visits) => own(survey, "visits", csrf, { visits: JSON.stringify(visits) }),
    // Without cookies, and without saying where from.
    ballot: (survey, { token, group, answers, took, day }) =>
      ask(`/${tag}/ballot/${survey}/kept`, {
        method: "POST",
        body: new URLSearchParams({ token, group, answers: JSON.stringify(answers), took, day }),
        credentials: "omit",
        referrerPolicy: "no-referrer",
      }),
  };
};
