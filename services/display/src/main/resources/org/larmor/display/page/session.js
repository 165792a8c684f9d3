// Who is logged in, and the way out; nothing of it where the page asks for no login.

export async function showSession(form, name) {
  const answer = await fetch("/api/session");
  if (!answer.ok) {
    return;
  }
  const session = await answer.json();
  form.hidden = !session.login;
  name.textContent = `${session.name} · ${session.role}`;
}
