import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';

/** @typedef {{ msg_type: string, session: string, username: string }} Header */
/** @typedef {Record<string, any>} Content  of a message; what is in it depends on its type */
/** @typedef {{ identities: Buffer[], header: Header, content: Content }} Request */

/*
 * A message on the wire: [identities or topic, '<IDS|MSG>', signature, header, parent header, metadata, content].
 * Source: "Messaging in Jupyter", jupyter-client.readthedocs.io.
 */
const DELIMITER = Buffer.from('<IDS|MSG>');

/** A request as `{identities, header, content}`. Throws if it is none, or is not signed with `key`. @param {Buffer[]} frames @param {string} key @returns {Request} */
export function decode(frames, key) {
  const at = frames.findIndex((frame) => DELIMITER.equals(frame));
  const parts = frames.slice(at + 2);
  if (at < 0 || parts.length < 4) throw new Error('this is no message of Jupyter');
  if (key && !equal(frames[at + 1], sign(parts, key))) throw new Error('the signature is wrong');
  const [header, , , content] = parts.slice(0, 4).map((part) => JSON.parse(part.toString()));
  return { identities: frames.slice(0, at), header, content };
}

/**
 * What goes to `to` (identities of a client, or a topic), as an answer to `request`.
 *
 * @param {(Buffer | string)[]} to
 * @param {string} type
 * @param {unknown} content
 * @param {Pick<Request, 'header'>} request
 * @param {string} key
 */
export function encode(to, type, content, request, key) {
  const { session, username } = request.header;
  const date = new Date().toISOString();
  const header = { msg_id: randomUUID(), msg_type: type, session, username, date, version: '5.3' };
  const parts = [header, request.header, {}, content].map((part) => Buffer.from(JSON.stringify(part)));
  return [...to, DELIMITER, key ? sign(parts, key) : '', ...parts];
}

/** @param {Buffer[]} parts @param {string} key */
function sign(parts, key) {
  const hash = createHmac('sha256', key);
  for (const part of parts) hash.update(part);
  return hash.digest('hex');
}

/** @param {Buffer} given @param {string} expected */
function equal(given, expected) {
  return given.length === expected.length && timingSafeEqual(given, Buffer.from(expected));
}
