// Package drawer keeps what people have at the desk: their accounts, sessions
// and tokens, their dossiers, and who changed what. It is a file of its own
// beside the record, which therefore can be copied, mailed or opened elsewhere
// without anybody's secrets or notes in it.
//
// Passwords are kept as argon2id hashes (RFC 9106), the secrets of sessions and
// tokens as SHA-256. The record is not read here: a dossier's items name a
// finding by report, version and words, so that what became of it can be told.
package drawer
