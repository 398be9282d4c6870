/** Faults that keep a text from being well-formed XML: tags that do not close, bare ampersands, unquoted attributes. */
export function xmlFaults(xml: string): string[] {
  const faults: string[] = [];
  const open: string[] = [];
  const body = xml.replace(/^<\?xml [^?]*\?>\n/, '');
  const rest = body.replace(/<(\/?)([A-Za-z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g, (_, close: string, name: string, __: string, self: string) => {
    if (close) {
      if (open.pop() !== name) faults.push(`</${name}> closes something else`);
    } else if (!self) open.push(name);
    return '';
  });
  if (open.length > 0) faults.push(`not closed: ${open.join(', ')}`);
  if (/[<>]/.test(rest)) faults.push(`a stray bracket: ${/.{0,20}[<>].{0,20}/.exec(rest)![0]}`);
  if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(body)) faults.push('a bare ampersand');
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(body)) faults.push('a character that XML cannot hold');
  return faults;
}
