// A picture without what its file says beside the picture: where and when it
// was taken, with which device, a smaller picture from before. No pixel is
// touched.

/** The bytes of a JPEG or PNG without it; nothing if it is neither, or broken. */
export function plain(bytes: Uint8Array): Uint8Array<ArrayBuffer> | undefined {
  const parts = startsWith(bytes, [0xff, 0xd8]) ? jpeg(bytes) : startsWith(bytes, PNG) ? png(bytes) : undefined;
  if (!parts) return undefined;
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What changes how a PNG looks, beside what every PNG has. */
const LOOKS = ["tRNS", "gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "bKGD", "cICP"];

const startsWith = (bytes: Uint8Array, start: number[]) => start.every((byte, at) => bytes[at] === byte);
const letters = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

function png(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = [bytes.subarray(0, 8)];
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    if (end > bytes.length) return undefined;
    const name = letters(bytes, at + 4, at + 8);
    if (/^[A-Z]/.test(name) || LOOKS.includes(name)) parts.push(bytes.subarray(at, end));
    if (name === "IEND") return parts;
    at = end;
  }
  return undefined;
}

function jpeg(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const parts = [bytes.subarray(0, 2)];
  for (let at = 2; at + 4 <= bytes.length; ) {
    if (bytes[at] !== 0xff) return undefined;
    const marker = bytes[at + 1] ?? 0;
    let end = at + 2 + view.getUint16(at + 2);
    if (end > bytes.length) return undefined;
    if (marker === 0xda) {
      // Pixels: up to the next mark that is none of theirs.
      while (end + 1 < bytes.length && (bytes[end] !== 0xff || isPixels(bytes[end + 1] ?? 0))) end++;
      parts.push(bytes.subarray(at, end));
      if (bytes[end + 1] === 0xd9) return [...parts, bytes.subarray(end, end + 2)];
    } else if (marker === 0xe1) {
      const turned = turn(bytes.subarray(at + 4, end));
      if (turned > 1) parts.push(turning(turned));
    } else if (!isTalk(marker) || letters(bytes, at + 4, at + 15) === "ICC_PROFILE") {
      parts.push(bytes.subarray(at, end));
    }
    at = end;
  }
  return undefined;
}

const isPixels = (byte: number) => byte === 0 || byte === 0xff || (byte >= 0xd0 && byte <= 0xd7);
/** What programs write beside a picture; all but its form and its colours. */
const isTalk = (marker: number) => marker === 0xfe || (marker > 0xe0 && marker < 0xf0 && marker !== 0xee);

/** How the picture is turned, from 1 to 8, as Exif says it; 0 if it does not. */
function turn(exif: Uint8Array): number {
  if (letters(exif, 0, 6) !== "Exif\0\0" || exif.length < 14) return 0;
  const view = new DataView(exif.buffer, exif.byteOffset + 6, exif.length - 6);
  const little = view.getUint16(0) === 0x4949;
  const first = view.getUint32(4, little);
  if (first + 2 > view.byteLength) return 0;
  const count = view.getUint16(first, little);
  for (let entry = first + 2; entry < first + 2 + 12 * count && entry + 12 <= view.byteLength; entry += 12) {
    if (view.getUint16(entry, little) === 0x0112) {
      const turned = view.getUint16(entry + 8, little);
      return turned <= 8 ? turned : 0;
    }
  }
  return 0;
}

/** The part of a JPEG that says how it is turned, and nothing else. */
const turning = (turned: number) =>
  Uint8Array.from([
    ...[0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1],
    ...[0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0],
  ]);
