// A real OpenID Connect provider for the tests, with new keys at every start. Usage: node provider.mjs [PORT] [CERTIFICATE KEY]
// Prints its issuer once it listens. Its own login form takes any name and any password.
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { Provider } from 'oidc-provider';

const [port = '0', certificate, key] = process.argv.slice(2);
const server = certificate ? createTlsServer({ cert: readFileSync(certificate), key: readFileSync(key) }) : createServer();

const privateKey = (kind, options, about) => ({ ...generateKeyPairSync(kind, options).privateKey.export({ format: 'jwk' }), use: 'sig', ...about });
const client = (id, about) => ({
  client_id: id,
  client_secret: 'a secret: with %signs & spaces',
  redirect_uris: ['http://127.0.0.1:1/back', 'http://127.0.0.1:1/vi/sign-in/callback'],
  post_logout_redirect_uris: ['http://127.0.0.1:1/bye'],
  ...about,
});

server.listen(Number(port), '127.0.0.1', () => {
  const issuer = `${certificate ? 'https' : 'http'}://${certificate ? 'localhost' : '127.0.0.1'}:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [
      client('rs256'),
      client('ps256', { id_token_signed_response_alg: 'PS256' }),
      client('es256', { id_token_signed_response_alg: 'ES256' }),
      client('eddsa', { id_token_signed_response_alg: 'EdDSA' }),
      client('post', { token_endpoint_auth_method: 'client_secret_post' }),
      client('public', { client_secret: undefined, token_endpoint_auth_method: 'none' }),
    ],
    jwks: {
      keys: [
        privateKey('rsa', { modulusLength: 2048 }),
        privateKey('ec', { namedCurve: 'P-256' }),
        privateKey('ed25519', {}),
      ],
    },
    cookies: { keys: ['only for tests'] },
    pkce: { required: () => true },
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, email: `${id}@example.vn`, email_verified: true, name: 'Nguyễn Văn A' }),
    }),
  });
  // Whoever is called so comes back as somebody else when the program asks for more.
  provider.use(async (context, next) => {
    await next();
    if (context.oidc?.route === 'userinfo' && context.body.sub === 'impostor') context.body = { ...context.body, sub: 'van.a' };
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
