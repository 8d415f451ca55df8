// Blinding of ballot tokens: RSABSSA-SHA384-PSS-Randomized (RFC 9474), with the browser's own hash and random numbers.
// The server signs what it cannot read; what comes out is a token that it has never seen.

const SALT = 48;
const HASH = 48;

const number = (bytes) => bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

const bytes = (value, length) => {
  const out = new Uint8Array(length);
  for (let i = length - 1; i >= 0; i -= 1, value >>= 8n) out[i] = Number(value & 255n);
  return out;
};

const join = (...parts) => {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
};

const sha384 = async (data) => new Uint8Array(await crypto.subtle.digest("SHA-384", data));

const random = (length) => crypto.getRandomValues(new Uint8Array(length));

const power = (base, exponent, modulus) => {
  let result = 1n;
  for (; exponent > 0n; exponent >>= 1n, base = (base * base) % modulus) {
    if (exponent & 1n) result = (result * base) % modulus;
  }
  return result;
};

// The inverse by Euclid's extended algorithm; null where there is none.
const inverse = (value, modulus) => {
  let [r, next, s, following] = [modulus, value % modulus, 0n, 1n];
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [s, following] = [following, s - quotient * following];
  }
  return r === 1n ? ((s % modulus) + modulus) % modulus : null;
};

const mask = async (seed, length) => {
  const parts = [];
  for (let counter = 0; counter * HASH < length; counter += 1) parts.push(await sha384(join(seed, bytes(BigInt(counter), 4))));
  return join(...parts).slice(0, length);
};

// EMSA-PSS-ENCODE (RFC 8017, 9.1.1) for a modulus of `bits` bits.
const encode = async (message, bits, salt) => {
  const length = Math.ceil((bits - 1) / 8);
  const hash = await sha384(join(new Uint8Array(8), await sha384(message), salt));
  const block = join(new Uint8Array(length - SALT - HASH - 2), Uint8Array.of(1), salt);
  const covered = await mask(hash, block.length);
  for (let i = 0; i < block.length; i += 1) block[i] ^= covered[i];
  block[0] &= 255 >> (8 * length - (bits - 1));
  return join(block, hash, Uint8Array.of(0xbc));
};

// A number from 1 to below the modulus, every one alike.
const below = (modulus, length) => {
  for (;;) {
    const value = number(random(length));
    if (value > 0n && value < modulus) return value;
  }
};

/**
 * Blinds a new token number under a campaign's key, `{n, e}` as big-endian bytes. Gives what is sent to be signed, and what the token is made with afterwards.
 * `fixed` names the random parts, for the vectors of the RFC alone.
 */
export const blind = async (key, fixed = {}) => {
  const [n, e, length] = [number(key.n), number(key.e), key.n.length];
  const prefix = fixed.prefix ?? random(32);
  const own = fixed.number ?? random(32);
  const encoded = number(await encode(join(prefix, own), n.toString(2).length, fixed.salt ?? random(SALT)));
  if (inverse(encoded, n) === null) throw new Error("the message shares a factor with the key");
  let [factor, back] = [0n, null];
  if (fixed.inverse) {
    back = number(fixed.inverse);
    factor = inverse(back, n);
  } else {
    while (back === null) back = inverse((factor = below(n, length)), n);
  }
  return { blinded: bytes((encoded * power(factor, e, n)) % n, length), prefix, number: own, inverse: bytes(back, length) };
};

const base64url = (data) => btoa(String.fromCharCode(...data)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

/** Makes the token of a blind signature. Throws where the signature is not the campaign's: then the server has not kept to the protocol. */
export const finish = async (key, blinded, signed) => {
  const [n, length] = [number(key.n), key.n.length];
  const signature = bytes((number(signed) * number(blinded.inverse)) % n, length);
  const jwk = { kty: "RSA", n: base64url(key.n), e: base64url(key.e), alg: "PS384", ext: true };
  const verifying = await crypto.subtle.importKey("jwk", jwk, { name: "RSA-PSS", hash: "SHA-384" }, false, ["verify"]);
  const message = join(blinded.prefix, blinded.number);
  const right = await crypto.subtle.verify({ name: "RSA-PSS", saltLength: SALT }, verifying, signature, message);
  if (!right) throw new Error("the signature is not of this campaign");
  return { text: base64url(join(message, signature)), signature };
};
