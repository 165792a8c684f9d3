// Who is logged in, and the way out; nothing of it where the page asks for no login.

import { part, tell } from "./dom";

export async function showSession(): Promise<void> {
  const answer = await fetch("/api/session").catch(() => undefined);
  if (answer?.ok) {
    const { login, name, role } = (await answer.json()) as { login: boolean; name: string; role: string };
    part("session").hidden = !login;
    tell(part("who"), `${name} · ${role}`);
  }
}
