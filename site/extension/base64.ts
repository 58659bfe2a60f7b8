/** Signs that are taken at once: a call has no more than some 10,000 arguments. */
const PIECE = 32768;

export function toBase64(bytes: Uint8Array): string {
  let signs = '';
  for (let at = 0; at < bytes.length; at += PIECE)
    signs += String.fromCharCode(...bytes.subarray(at, at + PIECE));
  return btoa(signs);
}

export async function fromBase64(text: string): Promise<Blob> {
  const decoded = await fetch(`data:application/octet-stream;base64,${text}`);
  return decoded.blob();
}
