//! Proving who somebody is: passwords, one-time codes and links, sign-in with an OpenID Connect provider.
