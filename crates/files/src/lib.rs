//! Files by the hash of their content, in a folder or in an S3-compatible store, checked by content before they are taken in.
