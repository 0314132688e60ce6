/** The one-time code in what somebody opened or pasted: a whole link, its fragment, or the bare code. */
export function codeIn(pasted: string): string | null {
  const text = pasted.trim();
  const code = text.includes("#") ? text.slice(text.indexOf("#") + 1) : text;
  return /^[A-Za-z0-9._~-]{20,200}$/.test(code) ? code : null;
}
